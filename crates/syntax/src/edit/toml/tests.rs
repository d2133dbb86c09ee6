use proptest::prelude::*;

use super::*;
use crate::{
    edit::{
        Edits,
        testing::{dressed, inserted},
    },
    testing::damaged,
};

fn entry(key: &str, value: &str) -> Entry {
    Entry { key: key.to_owned(), value: value.to_owned() }
}

fn into(text: &str, table: &[&str]) -> Edited {
    insert(text, table, &[entry("n", "'1'"), entry("o p", "2")], &[&["none"], &["s"]])
}

fn inserts(text: &str, table: &[&str]) -> String {
    inserted(text, |text| into(text, table)).unwrap_or_else(|| panic!("{:?}", into(text, table)))
}

fn items(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn appends(text: &str, texts: &[&str]) -> String {
    let run = |text: &str| append(text, &["t", "l"], &items(texts));
    inserted(text, run).unwrap_or_else(|| panic!("{:?}", run(text)))
}

#[test]
fn entries_follow_the_last_one_of_the_table_itself() {
    let text = "[t]\na = 1\nb.c = 2 # two\n# of u\n[t.u]\nx = 1\n";
    assert_eq!(
        inserts(text, &["t"]),
        "[t]\na = 1\nb.c = 2 # two\nn = '1'\n\"o p\" = 2\n# of u\n[t.u]\nx = 1\n"
    );
    assert_eq!(
        inserts("[t]\r\na = [\r\n  1,\r\n]", &["t"]),
        "[t]\r\na = [\r\n  1,\r\n]\r\nn = '1'\r\n\"o p\" = 2"
    );
    assert_eq!(inserts("[t]\n\n[u]\n", &["t"]), "[t]\nn = '1'\n\"o p\" = 2\n\n[u]\n");
    assert_eq!(inserts("a = '''\n[t]\n'''\n[t]\n", &["t"]), "a = '''\n[t]\n'''\n[t]\nn = '1'\n\"o p\" = 2\n");
}

#[test]
fn entries_look_like_the_one_in_front() {
    assert_eq!(inserts("  [t]\n\ta=1\n", &["t"]), "  [t]\n\ta=1\n\tn='1'\n\t\"o p\"=2\n");
    assert_eq!(inserts("  [t]\n", &["t"]), "  [t]\n  n = '1'\n  \"o p\" = 2\n");
}

#[test]
fn entries_that_are_there_are_left_as_they_are() {
    assert_eq!(into("[t]\nn = 5\n'o p'.q = 1\n", &["t"]), Ok(Edits::none()));
    assert_eq!(inserts("t = 1\n[u]\nn = 5\n", &["u"]), "t = 1\n[u]\nn = 5\n\"o p\" = 2\n");
    assert_eq!(into("t = { n = 1, \"o p\" = 2 }\n", &["t"]), Ok(Edits::none()), "however it is written");
}

#[test]
fn the_files_own_table_ends_where_the_first_header_begins() {
    assert_eq!(inserts("a = 1\n\n[t]\n", &[]), "a = 1\nn = '1'\n\"o p\" = 2\n\n[t]\n");
    assert_eq!(inserts("# nothing\n", &[]), "# nothing\nn = '1'\n\"o p\" = 2\n");
    assert!(into("# of what?\n[t]\n", &[]).is_err());
}

#[test]
fn a_missing_table_gets_a_header_at_the_end() {
    assert_eq!(inserts("[a]\nx = 1", &["t", "u.v"]), "[a]\nx = 1\n\n[t.\"u.v\"]\nn = '1'\n\"o p\" = 2");
    assert_eq!(inserts("", &["t"]), "[t]\nn = '1'\n\"o p\" = 2\n");
    assert_eq!(inserts("[a]\n\n", &["t"]), "[a]\n\n[t]\nn = '1'\n\"o p\" = 2\n");
    assert_eq!(
        inserts("[t.u]\nx = 1\n", &["t"]),
        "[t.u]\nx = 1\n\n[t]\nn = '1'\n\"o p\" = 2\n",
        "implied by another"
    );
}

#[test]
fn a_missing_table_follows_its_sibling_and_leaves_comments_to_the_next() {
    assert_eq!(
        inserts("[s]\nx = 1\n# y = 2\n\n# of z\n# indeed\n[z]\n", &["t"]),
        "[s]\nx = 1\n# y = 2\n\n[t]\nn = '1'\n\"o p\" = 2\n\n# of z\n# indeed\n[z]\n"
    );
    assert_eq!(inserts("[s]\nx = 1\n[z]\n", &["t"]), "[s]\nx = 1\n\n[t]\nn = '1'\n\"o p\" = 2\n\n[z]\n");
    assert_eq!(
        inserts("[s]\nx = 1\n# whose?\n[z]\n", &["t"]),
        "[s]\nx = 1\n\n[t]\nn = '1'\n\"o p\" = 2\n\n# whose?\n[z]\n"
    );
    assert_eq!(inserts("[z]\n[s]\n# end\n", &["t"]), "[z]\n[s]\n# end\n\n[t]\nn = '1'\n\"o p\" = 2\n");
}

#[test]
fn tables_that_lines_cannot_be_added_to_are_refused_with_the_lines() {
    for (text, why) in [
        ("t = {}\n", "[t.u] is written as a value, not with a header"),
        ("t = 1\n", "[t.u] is written as a value, not with a header"),
        ("[t]\nu = { x = 1 }\n", "[t.u] is written as a value, not with a header"),
        ("t.u.x = 1\n", "[t.u] is written with dotted keys"),
        ("[t]\nu.x = 1\n", "[t.u] is written with dotted keys"),
        ("[[t]]\n", "[t.u] is written with `[[...]]`"),
        ("[[t.u]]\n", "[t.u] is written with `[[...]]`"),
        ("[t\n", "the file is no sound TOML"),
    ] {
        let refusal = into(text, &["t", "u"]).unwrap_err();
        assert_eq!(
            (refusal.why.as_str(), refusal.lines.as_str()),
            (why, "[t.u]\nn = '1'\n\"o p\" = 2"),
            "{text}"
        );
    }
}

#[test]
fn an_array_in_one_line_stays_in_one() {
    assert_eq!(appends("[t]\nl = [\"a\"] # c\n", &["b", "c"]), "[t]\nl = [\"a\", \"b\", \"c\"] # c\n");
    assert_eq!(appends("[t]\nl = ['a', ]\n", &["b"]), "[t]\nl = ['a', 'b', ]\n");
    assert_eq!(appends("t.l = []\n", &["b"]), "t.l = [\"b\"]\n");
    assert_eq!(appends("t = { l = ['a'] }\n", &["b"]), "t = { l = ['a', 'b'] }\n");
}

#[test]
fn an_empty_array_gets_a_line_for_each_of_several() {
    assert_eq!(appends("[t]\nl = []\n", &["b", "c"]), "[t]\nl = [\n    \"b\",\n    \"c\",\n]\n");
    assert_eq!(appends("[t]\nl = [ # none\n]\n", &["b"]), "[t]\nl = [ # none\n    \"b\",\n]\n");
    assert_eq!(appends("[t]\n\tl = [\n\t]\n", &["b"]), "[t]\n\tl = [\n\t\t\"b\",\n\t]\n");
}

#[test]
fn an_array_over_lines_keeps_its_form() {
    assert_eq!(appends("[t]\nl = [\n  'a',\n]\n", &["b", "c"]), "[t]\nl = [\n  'a',\n  'b',\n  'c',\n]\n");
    assert_eq!(appends("[t]\nl = [\n  'a'\n]\n", &["b", "c"]), "[t]\nl = [\n  'a',\n  'b',\n  'c'\n]\n");
    assert_eq!(appends("[t]\nl = [\n\t'a']\n", &["b", "c"]), "[t]\nl = [\n\t'a',\n\t'b',\n\t'c']\n");
    assert_eq!(appends("[t]\nl = ['a',\n     'b']\n", &["c"]), "[t]\nl = ['a',\n     'b',\n     'c']\n");
    assert_eq!(appends("[t]\nl = ['a'\n  ]\n", &["c"]), "[t]\nl = ['a',\n  'c'\n  ]\n");
    assert_eq!(appends("[t]\r\nl = [\r\n  'a'\r\n]", &["b"]), "[t]\r\nl = [\r\n  'a',\r\n  'b'\r\n]");
}

#[test]
fn comments_stay_with_the_items_they_are_about() {
    assert_eq!(
        appends("[t]\nl = [\n  # one, first\n  'a', # a, b\n  'b' # b, \"]\n  # the end\n]\n", &["c"]),
        "[t]\nl = [\n  # one, first\n  'a', # a, b\n  'b', # b, \"]\n  'c'\n  # the end\n]\n"
    );
    assert_eq!(
        appends("[t]\nl = [\n  'a' # a\n  , # odd\n]\n", &["c"]),
        "[t]\nl = [\n  'a' # a\n  , # odd\n  'c',\n]\n"
    );
}

#[test]
fn quotes_give_way_where_escapes_would_be_needed() {
    assert_eq!(appends("[t]\nl = [\"a\"]\n", &["b; x == \"y\""]), "[t]\nl = [\"a\", 'b; x == \"y\"']\n");
    assert_eq!(appends("[t]\nl = ['a']\n", &["it's"]), "[t]\nl = ['a', \"it's\"]\n");
}

#[test]
fn an_array_that_is_missing_becomes_an_entry() {
    assert_eq!(appends("[t]\na = 1\n", &["b", "c"]), "[t]\na = 1\nl = [\"b\", \"c\"]\n");
    assert_eq!(appends("", &["b"]), "[t]\nl = [\"b\"]\n");
}

#[test]
fn what_is_no_array_of_values_is_refused() {
    for text in ["[t]\nl = 1\n", "[[t.l]]\n", "[[t]]\nl = []\n", "[t.l]\n", "[t]\nl = [\n"] {
        let refusal = append(text, &["t", "l"], &items(&["b"])).unwrap_err();
        assert_eq!(refusal.lines, "[t]\nl = [\"b\"]", "{text}");
    }
    assert!(append("", &[], &items(&["b"])).is_err());
}

#[test]
fn long_files_are_edited_in_one_go() {
    let text =
        format!("[t]\nl = [\n{}]\n{}", "  'é', # c\n".repeat(10_000), "[[x]]\ny.z = 1\n".repeat(5_000));
    assert!(appends(&text, &["b"]).contains("\n  'b',\n]\n"));
    assert!(inserts(&text, &["t"]).contains("]\nn = '1'\n"));
}

fn files() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "[t]\n",
        "  [t] # c\n",
        "[t.u]\n",
        "[s]\n",
        "[[r]]\n",
        "# é\n",
        "\n",
        "a = 1\n",
        "\tb=\"\"\"\n[t]\n\"\"\"\n",
        "c.d = [\n 1,\n]\n",
        "t = { x = 1 }\n",
        "n = 0\n",
        "l = []\n",
        "l = [ 'a' ]\n",
        "l = [\n\t'a', # ,\n]\n",
        "l = [ # [\n  \"a\" # ]\n  # ,\n  , # ,\n]\n",
        "l = [\"a\",\n     \"b\"]\n",
        "l = [\n]\n",
        "t.l = ['x'\n]\n",
    ]);
    dressed(proptest::collection::vec(piece, 0..7).prop_map(|pieces| pieces.concat()))
}

fn sound(text: &str) -> Node {
    let (node, errors) = toml::read(text.trim_start_matches('\u{feff}'));
    assert_eq!(errors, [], "{text}");
    node.unwrap()
}

proptest! {
    #[test]
    fn any_file_keeps_its_bytes_and_holds_the_entries(text in files(), deep in any::<bool>()) {
        let table = if deep { &["t", "u"][..] } else { &["t"] };
        if let Some(edited) = inserted(&text, |text| into(text, table)) {
            let node = sound(&edited);
            let found = node.at(table).unwrap().entries().iter().filter(|entry| entry.key.value == "o p");
            prop_assert_eq!(found.map(|entry| entry.value.scalar()).collect::<Vec<_>>(), [Some("2".to_owned())]);
        }
    }

    #[test]
    fn any_file_keeps_its_bytes_and_holds_each_item_once(text in files()) {
        let wanted = items(&["a", "b;\"c\"", "d"]);
        if let Some(edited) = inserted(&text, |text| append(text, &["t", "l"], &wanted)) {
            let node = sound(&edited);
            let found: Vec<&str> = node.at(&["t", "l"]).unwrap().items().iter().filter_map(Node::as_str).collect();
            for wanted in &wanted {
                prop_assert_eq!(found.iter().filter(|found| *found == wanted).count(), 1, "{}", edited);
            }
        }
    }

    #[test]
    fn damaged_files_are_edited_or_refused(text in damaged("a = 1\n[t]\nl = [\n  'a', # c\n]\n[t.u]\nb.c = \"x\"\n[[r]]\n", &["[", "]", "[[t]]", "{", "}", "=", ".", ",", "'", "\"", "#", "\n", "\r\n", "\u{feff}", "é"])) {
        inserted(&text, |text| into(text, &["t"]));
        inserted(&text, |text| append(text, &["t", "l"], &items(&["b"])));
    }
}
