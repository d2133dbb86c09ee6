//! Texts that are no scripts.

use proptest::prelude::*;

use crate::{
    gradle::*,
    testing::{check_spans, damaged},
};

const SAMPLE: &str = r#"// é
plugins { id("a") version "1" apply false; `b-c` }
val x by extra { "é:$y" }
ext.z = [k: 'v', l: ["m", 1.5]]
configure([project(':a'), project(":b")]) { p ->
    dependencies {
        implementation 'g:n:1', "g:m:${x.get("}")}"
        api(platform(libs.a.b)) { exclude group: 'h' } /* é */
        if (q ?: r) "test"(project(path: ":c")) else { s() }
    }
}
tasks.named<T>("run") { environment["A"] = "b" + c; jvmArgs += listOf("-x", *d) }
project(':a').projectDir = new File(e, '''f
''')
"#;

fn all_spans_lie_in(text: &str) -> Result<(), TestCaseError> {
    for dialect in [Dialect::Groovy, Dialect::Kotlin] {
        let (script, errors) = read_as(text, dialect);
        check_spans(text, &(&script, errors))?;
        check_spans(text, &(dependencies(&script), plugins(&script), includes(&script)))?;
        check_spans(text, &(variables(&script), applications(&script), project_folders(&script)))?;
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_and_spans_lie_in_it(text in "[a-z'\"{}()\\[\\],:=/*\\\\\n é$.<>+?!;`-]{0,80}") {
        all_spans_lie_in(&text)?;
    }

    #[test]
    fn damaged_scripts_are_read(
        text in damaged(SAMPLE, &["{", "}", "(", ")", "\"", "'", "\"\"\"", "${", "/*", "//", "\n", "é", "=", "->", "<", "`", "if ", "val "])
    ) {
        all_spans_lie_in(&text)?;
    }

    #[test]
    fn comments_say_nothing(comment in "[ -~é]{0,30}") {
        let said = |text: &str| {
            let (script, _) = read(text);
            let found = dependencies(&script).into_iter();
            found.map(|found| (found.configuration, found.notation)).collect::<Vec<_>>()
        };
        let inner = comment.replace("*/", "").replace("/*", "");
        let with = format!("dependencies {{\n// {comment}\na 'g:n' /* {inner} */, 'g:m' // {comment}\n}}\n");
        prop_assert_eq!(said(&with), said("dependencies {\na 'g:n', 'g:m'\n}\n"));
    }
}

/// What is opened again and again and never closed, and what is seen more than once.
#[test]
fn hostile_scripts_cost_no_more_than_their_length() {
    let pieces = [
        "{",
        "(",
        "[",
        "\"${",
        "\"\"\"",
        "/*",
        "a<",
        "!",
        "if (a) ",
        "if (a) {",
        "a ? b : ",
        "a(\n",
        "= /",
        "val x by ",
        "{ a, b ",
        "x(\"a\" to ",
        "\"a\"+",
        "a{}",
        "configure([project(':a'),project(':b')]){",
        "ext.x=[a:[",
        "a.b",
        "else ",
    ];
    for piece in pieces {
        let (script, _) = read(&piece.repeat(5_000));
        let _ = (dependencies(&script), plugins(&script), variables(&script), applications(&script));
    }
}

#[test]
fn what_is_nested_too_deep_is_told() {
    let (_, errors) = read(&format!("{}{}", "a {".repeat(200), "}".repeat(200)));
    assert!(!errors.is_empty());
    assert!(errors.iter().all(|error| error.message == "this is nested too deep"), "{errors:?}");
}

/// Each backslash of a row once looked for the end of the row.
#[test]
fn rows_of_backslashes_are_read_once() {
    for dialect in [Dialect::Groovy, Dialect::Kotlin] {
        let (script, _) = read_as(&"\\".repeat(2 * 1024 * 1024), dialect);
        assert!(script.statements.len() <= 2 * 1024 * 1024);
    }
    let (joined, errors) = read_as("a \\\\\n b\n", Dialect::Groovy);
    assert_eq!((joined.statements.len(), errors), (1, vec![]), "the last of a row joins the lines");
}
