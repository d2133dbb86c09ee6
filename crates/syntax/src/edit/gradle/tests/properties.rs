//! What holds of all scripts.

use proptest::prelude::*;

use super::*;
use crate::{
    edit::testing::{dressed, inserted},
    gradle::{Notation, dependencies, plugins, read_as},
    testing::damaged,
};

/// Scripts as people leave them: blocks in any order, with any indent, with braces where none count.
fn scripts(dialect: Dialect) -> impl Strategy<Value = String> {
    let mut parts = vec![
        "plugins {\n~id(\"java\")\n}",
        "plugins { id(\"java\") }",
        "repositories {\n~mavenCentral()\n}",
        "dependencies {\n~implementation(\"a:b:1\") // }\n~testImplementation(\"a:c:1\") /* {\n} */\n\n}",
        "dependencies { implementation(\"a:b:1\"); api(\"}\") }",
        "dependencies {\n~// none\n}",
        "dependencies { }",
        "dependencies {}",
        "configurations {\n~all { }\n}",
        "subprojects {\n~dependencies {\n~~implementation(\"g:lib:1\")\n~}\n}",
        "// dependencies {",
        "/* dependencies {\n} */",
        "group = \"dependencies {\"",
        "tasks.named(\"test\") {\n~doLast { }\n}",
        "\n",
    ];
    parts.extend_from_slice(match dialect {
        Dialect::Groovy => &[
            "apply plugin: 'a'",
            "def x = '}'",
            "task y(type: Copy) {\n~from 'a'\n}",
            "dependencies {\n~api 'a:d:1', {\n~~transitive = false\n~}\n}",
        ],
        Dialect::Kotlin => {
            &["val x = \"\"\"}\"\"\"", "@Suppress(\"x\")\nval y by extra(\"z\")", "/* a /* b */ } */"]
        }
    });
    let step = prop_oneof![Just("  "), Just("    "), Just("\t"), Just("")];
    let parted = prop_oneof![3 => Just("\n"), 2 => Just("\n\n"), 1 => Just(" // x\n"), 1 => Just("\n \n")];
    (proptest::sample::subsequence(parts, 0..8).prop_shuffle(), step, parted).prop_map(
        |(parts, step, parted)| {
            parts.iter().map(|part| format!("{part}{parted}")).collect::<String>().replace('~', step)
        },
    )
}

fn wanted() -> impl Strategy<Value = Vec<Statement>> {
    proptest::sample::subsequence(vec![runtime(), plugin(), library(), configuration(), task()], 1..5)
}

/// How often the script's own dependencies name this, and how many there are.
fn counted(text: &str, dialect: Dialect, wanted: &str) -> (usize, usize) {
    let (script, errors) = read_as(text, dialect);
    assert_eq!(errors, [], "{text}");
    let own: Vec<_> = dependencies(&script).into_iter().filter(|found| found.within.is_empty()).collect();
    let is = |notation: &Notation| matches!(notation, Notation::Coordinates { name, .. } if name == wanted);
    (own.iter().filter(|found| is(&found.notation)).count(), own.len())
}

fn holds(text: &str, dialect: Dialect, statements: &[Statement]) -> Result<(), TestCaseError> {
    let Some(after) = inserted(text, |text| insert(text, dialect, statements)) else {
        prop_assert!(false, "{:?} of {text}", insert(text, dialect, statements));
        return Ok(());
    };
    let asked = |statement: &Statement| usize::from(statements.contains(statement));
    let (lib, all) = counted(&after, dialect, "lib");
    let (agent, _) = counted(&after, dialect, "agent");
    prop_assert_eq!((lib, agent), (asked(&library()), asked(&runtime())));
    prop_assert_eq!(all, counted(text, dialect, "").1 + lib + agent);
    let (before, edited) = (read_as(text, dialect).0, read_as(&after, dialect).0);
    prop_assert_eq!(plugins(&edited).len(), plugins(&before).len() + asked(&plugin()));
    prop_assert_eq!(after.matches("copyAgent").count(), asked(&task()));
    Ok(())
}

proptest! {
    #[test]
    fn statements_are_inserted_once_into_groovy(text in dressed(scripts(Dialect::Groovy)), statements in wanted()) {
        holds(&text, Dialect::Groovy, &statements)?;
    }

    #[test]
    fn statements_are_inserted_once_into_kotlin(text in dressed(scripts(Dialect::Kotlin)), statements in wanted()) {
        holds(&text, Dialect::Kotlin, &statements)?;
    }

    #[test]
    fn damaged_scripts_are_edited_or_refused_without_panic(text in damaged(
        "import a.B\nplugins { id(\"a\") }\n@A val x = 1\n// é\ndependencies {\n  implementation 'a:b:1' /* c */; api(\"d\")\n}\ntask y { }\n",
        &["{", "}", "(", ")", "\"", "'", "/*", "*/", "//", "\n", "\r\n", "\r", "é", ";", "@", "dependencies", "->", "\\"],
    )) {
        for dialect in [Dialect::Groovy, Dialect::Kotlin] {
            kept(&text, |text| insert(text, dialect, &[runtime(), library(), plugin(), configuration(), task()]));
        }
    }
}
