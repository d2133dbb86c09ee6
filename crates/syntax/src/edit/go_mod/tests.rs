use proptest::prelude::*;

use super::*;
use crate::{
    edit::testing::{dressed, inserted, kept},
    testing::damaged,
};

fn modules(texts: &[&str]) -> Vec<Module> {
    let module = |text: &&str| {
        let (path, version) = text.split_once(' ').unwrap();
        Module { path: path.into(), version: version.into() }
    };
    texts.iter().map(module).collect()
}

fn added(text: &str, texts: &[&str]) -> String {
    let run = |text: &str| require(text, &modules(texts), false);
    inserted(text, run).unwrap_or_else(|| panic!("{:?}", run(text)))
}

fn changed(text: &str, texts: &[&str]) -> String {
    kept(text, |text| require(text, &modules(texts), true)).unwrap()
}

fn refused(text: &str, texts: &[&str]) -> Refusal {
    require(text, &modules(texts), false).unwrap_err()
}

#[test]
fn modules_come_into_the_first_block_of_direct_ones_in_order() {
    let text = "module m\n\nrequire (\n\tx.io/z v1.0.0 // indirect\n)\n\nrequire (\n\t// of b\n\tx.io/b v1.0.0 // é\n\t// of d\n\tx.io/d v1.0.0\n)\n";
    assert_eq!(
        added(text, &["x.io/e v1.0.0", "x.io/a v1.0.0", "x.io/c v1.0.0"]),
        "module m\n\nrequire (\n\tx.io/z v1.0.0 // indirect\n)\n\nrequire (\n\tx.io/a v1.0.0\n\t// of b\n\tx.io/b v1.0.0 // é\n\tx.io/c v1.0.0\n\t// of d\n\tx.io/d v1.0.0\n\tx.io/e v1.0.0\n)\n"
    );
}

#[test]
fn a_block_without_order_is_filled_behind_its_last_direct_one() {
    assert_eq!(
        added(
            "module m\nrequire (\r\n  x.io/d v1.0.0\r\n  x.io/b v1.0.0\r\n  x.io/a v1.0.0 // indirect\r\n)",
            &["x.io/c v1.0.0"]
        ),
        "module m\nrequire (\r\n  x.io/d v1.0.0\r\n  x.io/b v1.0.0\r\n  x.io/c v1.0.0\n  x.io/a v1.0.0 // indirect\r\n)"
    );
}

#[test]
fn modules_follow_one_that_is_required_in_a_line_of_its_own() {
    let text = "module m\ngo 1.22\nrequire x.io/b v1.0.0 // b\nrequire x.io/i v1.0.0 // indirect";
    assert_eq!(
        added(text, &["x.io/c v1.0.0", "x.io/a v1.0.0"]),
        "module m\ngo 1.22\nrequire x.io/b v1.0.0 // b\nrequire x.io/a v1.0.0\nrequire x.io/c v1.0.0\nrequire x.io/i v1.0.0 // indirect"
    );
    assert_eq!(
        added("module m\r\nrequire x.io/b v1.0.0", &["x.io/c v1.0.0"]),
        "module m\r\nrequire x.io/b v1.0.0\r\nrequire x.io/c v1.0.0"
    );
}

#[test]
fn the_first_modules_follow_the_version_of_the_language() {
    assert_eq!(
        added(
            "module m\n\ngo 1.22\n\ntoolchain go1.23.0 // t\n\nrequire (\n\tx.io/i v1.0.0 // indirect\n)\n",
            &["x.io/a v1.0.0"]
        ),
        "module m\n\ngo 1.22\n\ntoolchain go1.23.0 // t\n\nrequire x.io/a v1.0.0\n\nrequire (\n\tx.io/i v1.0.0 // indirect\n)\n"
    );
    assert_eq!(
        added("module m\ngo 1.22\nexclude x.io/y v1.0.0\n", &["x.io/b v1.0.0", "x.io/a v1.0.0"]),
        "module m\ngo 1.22\n\nrequire (\n\tx.io/a v1.0.0\n\tx.io/b v1.0.0\n)\n\nexclude x.io/y v1.0.0\n"
    );
    assert_eq!(added("module m", &["x.io/a v1.0.0"]), "module m\n\nrequire x.io/a v1.0.0");
    assert_eq!(
        added("module m\nrequire ()\n", &["x.io/a v1.0.0"]),
        "module m\n\nrequire x.io/a v1.0.0\n\nrequire ()\n"
    );
}

#[test]
fn what_is_required_in_the_same_or_a_newer_version_is_left_as_it_is() {
    for version in ["v1.2.0", "v1.2.1", "v1.10.0", "v2.0.0+incompatible", "\"v1.2.0\""] {
        let text = format!("module m\nrequire x.io/a {version}\nreplace x.io/a => ../a\n");
        for raise in [false, true] {
            assert_eq!(require(&text, &modules(&["x.io/a v1.2.0"]), raise), Ok(Edits::none()), "{version}");
        }
    }
}

#[test]
fn what_is_wanted_twice_is_required_once_in_the_newer_version() {
    for texts in [["a.b v1.0.0", "a.b v1.1.0"], ["a.b v1.1.0", "a.b v1.0.0"]] {
        assert_eq!(added("module m\n", &texts), "module m\n\nrequire a.b v1.1.0\n");
        assert_eq!(changed("module m\nrequire a.b v0.1.0\n", &texts), "module m\nrequire a.b v1.1.0\n");
    }
}

#[test]
fn an_older_version_is_refused_at_its_line_or_raised() {
    let text = "module m\nrequire (\n\tx.io/a v1.1.0 // why\n)\n";
    let refusal = refused(text, &["x.io/a v1.2.0", "x.io/b v1.0.0"]);
    assert_eq!(refusal.why, "`x.io/a v1.1.0` is older than v1.2.0");
    assert_eq!(refusal.lines, "require x.io/a v1.2.0\nrequire x.io/b v1.0.0");
    assert_eq!(&text[refusal.span.unwrap().range()], "x.io/a v1.1.0");
    assert_eq!(
        changed(text, &["x.io/a v1.2.0", "x.io/b v1.0.0"]),
        "module m\nrequire (\n\tx.io/a v1.2.0 // why\n\tx.io/b v1.0.0\n)\n"
    );
}

#[test]
fn what_was_required_for_others_loses_its_mark() {
    for (comment, left) in [
        (" // indirect", ""),
        ("\t//indirect \t", ""),
        (" // indirect; for tests", " // for tests"),
        (" // indirect; indirect;  x; y", " // x; y"),
        (" // indirect;", ""),
    ] {
        let text = format!("module m\r\nrequire x.io/a v1.2.0{comment}\r\n");
        let edited = kept(&text, |text| require(text, &modules(&["x.io/a v1.2.0"]), false)).unwrap();
        assert_eq!(edited, format!("module m\r\nrequire x.io/a v1.2.0{left}\r\n"));
    }
    assert_eq!(
        changed("module m\nrequire x.io/a v1.1.0 // indirect", &["x.io/a v1.2.0"]),
        "module m\nrequire x.io/a v1.2.0"
    );
}

#[test]
fn what_is_replaced_or_excluded_is_refused() {
    for (text, why) in [
        ("module m\nreplace x.io/a => ../a\n", "x.io/a is replaced"),
        ("module m\nreplace x.io/a v1.0.0 => x.io/b v1.0.0\n", "x.io/a is replaced"),
        ("module m\nexclude x.io/a v1.9.0\n", "x.io/a is excluded"),
        (
            "module m\nrequire x.io/a v1.2.0 // indirect\nexclude (\n\tx.io/a v1.9.0\n)\n",
            "x.io/a is excluded",
        ),
    ] {
        assert_eq!(refused(text, &["x.io/a v1.2.0"]).why, why);
    }
}

#[test]
fn what_is_no_version_or_module_is_refused() {
    assert!(refused("module m\n", &["x.io/a latest"]).why.contains("`latest` is no full version"));
    assert!(refused("module m\nrequire x.io/a main\n", &["x.io/a v1.0.0"]).why.contains("`main`"));
    for module in ["x.io//a v1.0.0", "x(io v1.0.0", " v1.0.0"] {
        assert_eq!(refused("module m\n", &[module]).why, "what is to be required is no module");
    }
}

#[test]
fn files_that_go_cannot_read_are_refused() {
    for text in [
        "",
        "go 1.22 x\n",
        "module m\nrequire (\n",
        "module m\nrequire x.io/b\n",
        "module m\nwhat is this\n",
        "module (\n\tm\n)\n",
    ] {
        assert_eq!(refused(text, &["x.io/a v1.0.0"]).lines, "require x.io/a v1.0.0", "{text}");
    }
}

#[test]
fn long_files_are_edited_in_one_go() {
    let blocks = "require (\n\tx.io/é v1.0.0 // indirect\n)\n".repeat(10_000);
    let held = (0..10_000).map(|number| format!("\tx.io/{number:05} v1.0.0\n")).collect::<String>();
    let edited = added(&format!("module m\n{blocks}require (\n{held})\n"), &["x.io/05000x v1.0.0"]);
    assert!(edited.contains("\tx.io/05000 v1.0.0\n\tx.io/05000x v1.0.0\n"));
}

fn files() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "go 1.22\n",
        "toolchain go1.23.0 // t\n",
        "// é\n",
        "\n",
        "require x.io/b v1.0.0\n",
        "require x.io/n v0.9.0 // indirect; n\n",
        "require (\n)\n",
        "require (\n\t// of a\n\tx.io/a v1.0.0\n\n\tx.io/z v1.0.0 // z\n)\n",
        "require (\n  \"x.io/q\" v1.0.0\n  x.io/p v1.0.0 // indirect\n)\n",
        "require (\n\tx.io/o v1.0.0 // indirect\n)\n",
        "exclude x.io/b v1.5.0\n",
        "replace (\n\tx.io/r => ../r\n)\n",
        "retract [v1.0.0, v1.9.9]\n",
    ]);
    let pieces = proptest::collection::vec(piece, 0..7);
    dressed(pieces.prop_map(|pieces| format!("// Module é\nmodule m // m\n{}", pieces.concat())))
}

proptest! {
    #[test]
    fn any_file_keeps_its_bytes_and_requires_each_module_once(text in files(), raise in any::<bool>()) {
        let wanted = modules(&["x.io/m v1.2.0", "x.io/n v1.0.0", "x.io/a v1.0.0"]);
        if let Some(edited) = kept(&text, |text| require(text, &wanted, raise)) {
            let (file, errors) = go_mod::read(edited.trim_start_matches('\u{feff}'));
            prop_assert_eq!(errors, []);
            let found = file.requires.iter().filter(|require| require.path.value == "x.io/m");
            prop_assert_eq!(found.count(), 1, "{}", edited);
            for wanted in &wanted {
                let found = file.requires.iter().find(|require| require.path.value == wanted.path).unwrap();
                prop_assert!(!found.indirect && found.version.value == wanted.version, "{}", edited);
            }
        }
    }

    #[test]
    fn what_is_new_is_only_inserted(text in files()) {
        inserted(&text, |text| require(text, &modules(&["x.io/m v1.2.0", "x.io/0 v1.0.0"]), true));
    }

    #[test]
    fn damaged_files_are_edited_or_refused(text in damaged("module m\ngo 1.22\nrequire x.io/a v1.0.0 // indirect; x\nrequire (\n\tx.io/b v1.0.0\n\tx.io/d v1.0.0 // indirect\n)\nreplace x.io/e => ../e\n", &["(", ")", "\"", "`", "//", "=>", "\n", "\r\n", " ", "\u{feff}", "require ", "indirect", "; "])) {
        kept(&text, |text| require(text, &modules(&["x.io/a v1.0.0", "x.io/c v1.0.0"]), true));
    }
}
