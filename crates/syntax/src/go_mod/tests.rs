use proptest::prelude::*;

use super::*;
use crate::testing::{check_spans, check_written, damaged, slice};

const SAMPLE: &str = r#"// Module é
module forge.example/shop/orders/v2 // the module

go 1.22.1
toolchain go1.23.0

require forge.example/lib/a v1.2.3 // indirect
require (
	forge.example/lib/b v0.1.0
	"forge.example/lib/c" v2.0.0+incompatible // indirect; for tests
	// forge.example/lib/commented v1.0.0
	`forge.example/lib/d` v0.0.0-20240101000000-abcdefabcdef // directly
)

replace forge.example/lib/b => ../b
replace (
	forge.example/lib/a v1.2.3 => forge.example/fork/a v1.2.4
)
exclude forge.example/lib/c v1.9.0
retract [v1.0.0, v1.9.9] // broken
tool forge.example/tools/gen
godebug default=go1.21
"#;

fn whole(text: &str) -> GoMod {
    let (file, errors) = read(text);
    assert_eq!(errors, [], "{text}");
    file
}

#[test]
fn everything_has_its_place() {
    for text in [SAMPLE.to_owned(), SAMPLE.replace('\n', "\r\n")] {
        let file = whole(&text);
        assert_eq!(file.module.unwrap().value, "forge.example/shop/orders/v2");
        assert_eq!(file.go.unwrap().value, "1.22.1");
        assert_eq!(file.toolchain.unwrap().value, "go1.23.0");
        let requires: Vec<(&str, &str, bool)> = file
            .requires
            .iter()
            .map(|found| (found.path.value.as_str(), found.version.value.as_str(), found.indirect))
            .collect();
        assert_eq!(
            requires,
            [
                ("forge.example/lib/a", "v1.2.3", true),
                ("forge.example/lib/b", "v0.1.0", false),
                ("forge.example/lib/c", "v2.0.0+incompatible", true),
                ("forge.example/lib/d", "v0.0.0-20240101000000-abcdefabcdef", false),
            ]
        );
        assert_eq!(file.excludes[0].version.value, "v1.9.0");
        assert_eq!(file.tools[0].value, "forge.example/tools/gen");
    }
}

#[test]
fn replacements_have_two_sides() {
    let file = whole(SAMPLE);
    let [folder, fork] = file.replaces.as_slice() else { panic!("{:?}", file.replaces) };
    assert_eq!(
        (folder.new_path.value.as_str(), &folder.old_version, &folder.new_version),
        ("../b", &None, &None)
    );
    assert_eq!(fork.old_version.as_ref().unwrap().value, "v1.2.3");
    assert_eq!(fork.new_version.as_ref().unwrap().value, "v1.2.4");
    assert_eq!(slice(SAMPLE, fork.span), "forge.example/lib/a v1.2.3 => forge.example/fork/a v1.2.4");
}

#[test]
fn spans_cover_what_is_written() {
    let file = whole(SAMPLE);
    assert_eq!(slice(SAMPLE, file.requires[0].span), "require forge.example/lib/a v1.2.3");
    assert_eq!(slice(SAMPLE, file.requires[1].span), "forge.example/lib/b v0.1.0");
    assert_eq!(slice(SAMPLE, file.requires[2].path.span), "\"forge.example/lib/c\"");
    assert_eq!(slice(SAMPLE, file.requires[3].path.span), "`forge.example/lib/d`");
    assert_eq!(slice(SAMPLE, file.requires[3].version.span), "v0.0.0-20240101000000-abcdefabcdef");
}

#[test]
fn strings_have_escapes() {
    let file = whole(r#"module "a\"b\\cA\x42\U00000043""#);
    assert_eq!(file.module.unwrap().value, r#"a"b\cABC"#);
}

#[test]
fn a_mistake_costs_its_line() {
    let text = "modul a\nmodule a\nmodule b\nrequire (\n\tx\n\ty v1 v2\n\tz v1\n)\nreplace a b\n)\ngo\nrequire w v1\n";
    let (file, errors) = read(text);
    assert_eq!(file.module.unwrap().value, "a");
    assert_eq!(file.requires.iter().map(|found| found.path.value.as_str()).collect::<Vec<_>>(), ["z", "w"]);
    let mut written: Vec<&str> = errors.iter().map(|error| slice(text, error.span)).collect();
    written.sort_unstable();
    assert_eq!(written, [")", "go", "modul a", "module b", "replace a b", "x", "y v1 v2"]);
}

#[test]
fn unclosed_blocks_and_strings_are_errors() {
    let (file, errors) = read("require (\n\ta v1\n");
    assert_eq!((file.requires.len(), errors.len()), (1, 1));
    for text in ["module \"a\n", "module `a", "module \"a\\"] {
        let (file, errors) = read(text);
        assert_eq!((file.module.is_some(), errors.len()), (true, 1), "{text}");
    }
}

#[test]
fn workspaces_name_their_folders() {
    let text = "go 1.22\nuse ./a\nuse (\n\t./b // é\n\t\"./c d\"\n)\nreplace x => ../x\n";
    let (file, errors) = read_work(text);
    assert_eq!(errors, []);
    assert_eq!(
        file.uses.iter().map(|found| found.value.as_str()).collect::<Vec<_>>(),
        ["./a", "./b", "./c d"]
    );
    assert_eq!((file.go.unwrap().value.as_str(), file.replaces.len()), ("1.22", 1));
    assert_eq!(read_work("module a\n").1.len(), 1);
}

#[test]
fn long_lines_are_read_in_one_go() {
    assert_eq!(read(&"x ".repeat(500_000)).1.len(), 1);
    assert_eq!(read(&format!("module \"{}", "\\x".repeat(500_000))).1.len(), 1);
    assert_eq!(read(&"(".repeat(1_000_000)).1.len(), 1);
    assert_eq!(read(&"module `\n".repeat(100_000)).1.len(), 2 * 100_000 - 1);
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_with_spans_inside(text in "[\\PC\n\r\t\"`\\\\()]{0,60}") {
        check_spans(&text, &read(&text))?;
        check_spans(&text, &read_work(&text))?;
    }

    #[test]
    fn damaged_files_are_read_and_words_are_what_is_written(text in damaged(SAMPLE, &["(", ")", "\n", "\r\n", "\"", "`", "=>", "//", "\\", "require ", "replace ", "\t", "\\x4"])) {
        let (file, errors) = read(&text);
        check_spans(&text, &(&file, &errors))?;
        for value in file.requires.iter().flat_map(|found| [&found.path, &found.version]).chain(&file.module).chain(&file.tools) {
            if !slice(&text, value.span).starts_with(['"', '`']) {
                check_written(&text, value)?;
            }
        }
    }
}
