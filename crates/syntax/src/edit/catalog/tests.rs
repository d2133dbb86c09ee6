use proptest::prelude::*;

use super::*;
use crate::{
    edit::testing::{dressed, inserted},
    testing::damaged,
};

const SAMPLE: &str = "[versions]
kotlin = \"2.0\" # é

# what we use
[libraries]
core = { module = \"shop:core\", version.ref = \"kotlin\" }

[bundles]
all = [\"core\"]
";

fn at(key: &str, number: &str) -> Option<Version> {
    Some(Version { key: Some(key.into()), number: number.into() })
}

fn fixed(number: &str) -> Option<Version> {
    Some(Version { key: None, number: number.into() })
}

fn library(alias: &str, module: &str, version: Option<Version>) -> Library {
    let (group, name) = module.split_once(':').unwrap();
    Library { alias: alias.into(), group: group.into(), name: name.into(), version }
}

fn plugin(alias: &str, id: &str, version: Option<Version>) -> Plugin {
    Plugin { alias: alias.into(), id: id.into(), version }
}

fn added(text: &str, libraries: &[Library], plugins: &[Plugin]) -> String {
    let run = |text: &str| add(text, libraries, plugins);
    inserted(text, run).unwrap_or_else(|| panic!("{:?}", run(text)))
}

#[test]
fn libraries_and_plugins_come_with_the_versions_they_refer_to() {
    let libraries =
        [library("otel-api", "otel:api", at("otel", "1.2")), library("otel-sdk", "otel:sdk", None)];
    assert_eq!(
        added(SAMPLE, &libraries, &[plugin("agent", "otel.agent", at("otel", "1.2"))]),
        "[versions]
kotlin = \"2.0\" # é
otel = \"1.2\"

# what we use
[libraries]
core = { module = \"shop:core\", version.ref = \"kotlin\" }
otel-api = { module = \"otel:api\", version.ref = \"otel\" }
otel-sdk = { module = \"otel:sdk\" }

[bundles]
all = [\"core\"]

[plugins]
agent = { id = \"otel.agent\", version.ref = \"otel\" }
"
    );
}

#[test]
fn entries_are_written_as_the_catalog_writes_them() {
    let new = [library("n", "g:n", at("v", "1"))];
    for (there, written) in [
        ("{ group = \"g\", name = \"a\" }", "{ group = \"g\", name = \"n\", version.ref = \"v\" }"),
        ("{module = 'g:a', version = '2'}", "{module = 'g:n', version.ref = 'v'}"),
        (
            "{ module = \"g:a\", version = { ref = \"v\" } }",
            "{ module = \"g:n\", version = { ref = \"v\" } }",
        ),
        ("\"g:a:1\"", "{ module = \"g:n\", version.ref = \"v\" }"),
    ] {
        let text = format!("[versions]\nv = \"1\"\n[libraries]\na = {there}\n");
        assert_eq!(added(&text, &new, &[]), format!("{text}n = {written}\n"));
    }
    let text = "[libraries]\na = 'g:a:1'\n[plugins]\np = \"p:1\"\n";
    assert_eq!(
        added(text, &[library("n", "g:n", fixed("2"))], &[plugin("q", "q", fixed("3"))]),
        "[libraries]\na = 'g:a:1'\nn = 'g:n:2'\n[plugins]\np = \"p:1\"\nq = \"q:3\"\n"
    );
}

#[test]
fn an_empty_catalog_gets_its_tables() {
    assert_eq!(
        added("", &[library("n", "g:n", fixed("1"))], &[]),
        "[libraries]\nn = { module = \"g:n\", version = \"1\" }\n"
    );
}

#[test]
fn what_is_there_under_any_alias_is_left_as_it_is() {
    for there in [
        "[libraries]\nx = \"g:n:0.1\"\n",
        "[libraries]\nx = { module = 'g:n' }\n",
        "[libraries]\nx.group = 'g'\nx.name = 'n'\n",
        "[libraries.x]\nmodule = 'g:n'\n",
        "libraries = { x = { group = 'g', name = 'n' } }\n",
    ] {
        assert_eq!(add(there, &[library("n", "g:n", at("v", "1"))], &[]), Ok(Edits::none()), "{there}");
        assert_eq!(library_alias(there, "g", "n").as_deref(), Some("x"));
        assert_eq!(library_alias(there, "g", "m"), None);
    }
    for there in ["[plugins]\nx = 'p:1'\n", "[plugins]\nx = { id = 'p', version = '1' }\n"] {
        assert_eq!(add(there, &[], &[plugin("p", "p", None)]), Ok(Edits::none()), "{there}");
        assert_eq!(plugin_alias(there, "p").as_deref(), Some("x"));
        assert_eq!(plugin_alias(there, "q"), None);
    }
}

#[test]
fn a_module_that_is_wanted_twice_is_added_once() {
    let text = "[libraries]\na = { module = \"g:a\" }\n";
    let new = [library("n", "g:n", None), library("m", "g:n", None)];
    assert_eq!(added(text, &new, &[]), format!("{text}n = {{ module = \"g:n\" }}\n"));
}

#[test]
fn an_alias_or_a_version_that_stands_for_something_else_is_refused() {
    let text = "[versions]\nmy-v = '1'\nrich = { strictly = '1' }\n[libraries]\na_b = 'g:a:1'\n[plugins]\np = 'p:1'\n";
    for (libraries, plugins, why) in [
        (vec![library("a-b", "g:n", None)], vec![], "`a-b` in [libraries] stands for something else"),
        (vec![], vec![plugin("p", "q", None)], "`p` in [plugins] stands for something else"),
        (
            vec![library("n", "g:n", at("my.v", "2"))],
            vec![],
            "`my.v` in [versions] is another version than 2",
        ),
        (
            vec![library("n", "g:n", at("rich", "1"))],
            vec![],
            "`rich` in [versions] is another version than 1",
        ),
        (
            vec![library("n", "g:n", at("w", "1")), library("m", "g:m", at("w", "2"))],
            vec![],
            "`w` in [versions] is another version than 2",
        ),
        (
            vec![library("n.x", "g:n", None), library("n-x", "g:m", None)],
            vec![],
            "`n-x` in [libraries] stands for something else",
        ),
    ] {
        assert_eq!(add(text, &libraries, &plugins).unwrap_err().why, why);
    }
    let refusal = add(text, &[library("a-b", "g:n", at("v", "1"))], &[]).unwrap_err();
    assert_eq!(&text[refusal.span.unwrap().range()], "a_b");
    assert_eq!(
        refusal.lines,
        "[versions]\nv = '1'\n\n[libraries]\na-b = { module = 'g:n', version.ref = 'v' }"
    );
}

#[test]
fn a_version_that_is_there_is_referred_to() {
    let text = "[versions]\nmy_v = '1'\n[libraries]\n";
    assert_eq!(
        added(text, &[library("n", "g:n", at("my-v", "1"))], &[]),
        format!("{text}n = {{ module = \"g:n\", version.ref = \"my-v\" }}\n")
    );
}

#[test]
fn tables_that_no_line_can_be_added_to_are_refused_as_a_whole() {
    for text in ["libraries = {}\n", "libraries.a = 'g:a:1'\n", "[[libraries]]\n", "[libraries\n"] {
        let refusal = add(text, &[library("n", "g:n", at("v", "1"))], &[]).unwrap_err();
        assert!(refusal.lines.starts_with("[versions]\nv = \"1\"\n\n[libraries]\nn = "), "{refusal:?}");
    }
}

fn catalogs() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "[versions]\n",
        "[libraries] # c\n",
        "[plugins]\n",
        "[bundles]\n",
        "[libraries.z]\nmodule = 'g:z'\n",
        "# é\n",
        "\n",
        "\ta = \"1\"\n",
        "b = { strictly = '1' }\n",
        "c = 'g:c:1'\n",
        "d={group='g',name='d'}\n",
        "e.module = \"g:e\"\n",
        "v = '9'\n",
        "f = { module = \"g:f\", version = { ref = \"a\" } }\n",
    ]);
    dressed(proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat()))
}

proptest! {
    #[test]
    fn any_catalog_keeps_its_bytes_and_holds_each_module_once(text in catalogs()) {
        let libraries = [library("m-1", "g:m", at("v", "1")), library("d-1", "g:d", fixed("2"))];
        let plugins = [plugin("p-1", "p", at("v", "1"))];
        if let Some(edited) = inserted(&text, |text| add(text, &libraries, &plugins)) {
            let (node, errors) = toml::read(edited.trim_start_matches('\u{feff}'));
            prop_assert_eq!(errors, []);
            let node = node.unwrap();
            for wanted in ["g:m", "g:d"] {
                let found = entries(&node, "libraries").filter(|entry| module(&entry.value).as_deref() == Some(wanted));
                prop_assert_eq!(found.count(), 1, "{}", edited);
            }
            prop_assert_eq!(entries(&node, "plugins").filter(|entry| plugin_id(&entry.value) == Some("p")).count(), 1);
            prop_assert_eq!(node.at(&["versions", "v"]).and_then(Node::as_str), Some("1"));
        }
    }

    #[test]
    fn damaged_catalogs_are_edited_or_refused(text in damaged(SAMPLE, &["[", "]", "[[", "{", "}", "=", ".", "'", "\"", "#", "\n", "\r\n", "\u{feff}"])) {
        inserted(&text, |text| add(text, &[library("n", "g:n", at("v", "1"))], &[plugin("p", "p", fixed("1"))]));
    }
}
