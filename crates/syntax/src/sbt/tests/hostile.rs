//! Texts that are no builds.

use proptest::prelude::*;

use crate::{
    sbt::{File, build, read},
    testing::{check_spans, damaged},
};

const SAMPLE: &str = r#"import Dependencies._
// é
val v = "1"
ThisBuild / organization := "com.é"
def service(id: String) = Project(id, file(s"services/$id")).settings(common: _*)
lazy val common = Seq(libraryDependencies ++= Seq("a" %% "b", "a" %% "c").map(_ % v))
lazy val root = (project in file(".")).aggregate(orders, `x-y`)
lazy val orders = service("orders").dependsOn(`x-y` % "test->test").enablePlugins(JavaAgent)
lazy val `x-y` = project.settings(
  javaAgents += "e" % "f" % "1" % "runtime",
  dockerEnvVars ++= Map("A" -> s"${v}b"),
  mainClass in (Compile, run) := Some("a.B"),
  libraryDependencies ++= { if (x) Seq(kafka) else Nil }
)
"#;

fn all_spans_lie_in(text: &str) -> Result<(), TestCaseError> {
    let (script, errors) = read(text);
    check_spans(text, &(&script, errors))?;
    let file = |defines| File { folder: "", defines, script: &script };
    check_spans(text, &build(&[file(false), file(true)]))?;
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_and_spans_lie_in_it(text in "[a-z\"{}()\\[\\],:=/*\\\\\n é$.%_+>;`-]{0,80}") {
        all_spans_lie_in(&text)?;
    }

    #[test]
    fn damaged_builds_are_read(
        text in damaged(SAMPLE, &["{", "}", "(", ")", "\"", "\"\"\"", "${", "/*", "//", "\n", "é", "=", "=>", "%", "`", "if ", "val "])
    ) {
        all_spans_lie_in(&text)?;
    }
}

/// What is opened again and again and never closed, and what is as deep when it is closed.
#[test]
fn hostile_builds_cost_no_more_than_their_length() {
    let deep = |open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(3_000), close.repeat(3_000))
    };
    let texts = [
        deep("Seq(", "a", ")"),
        deep("(", "a", ")"),
        deep("{ ", "a", " }"),
        deep("object a { ", "", " }"),
        deep("s\"${", "a", "}\""),
        deep("x => ", "a", ""),
        deep("if (a) b else ", "a", ""),
        format!("val a = project{}", ".settings(b := c)".repeat(3_000)),
        format!("val a = b{}", "(c)".repeat(3_000)),
        format!("val a = b{}", " % c".repeat(3_000)),
        format!("val a = Seq(b){}", " ++ Seq(b)".repeat(3_000)),
    ];
    for text in texts {
        let (script, _) = read(&text);
        let _ = build(&[File { folder: "", defines: false, script: &script }]);
    }
}

#[test]
fn values_that_double_again_and_again_are_bounded() {
    let mut text =
        "val a0 = Seq(\"a\" % \"b\" % \"1\")\nval t0 = \"aaaaaaaaaa\"\ndef f0(x: String) = x\nval l0 = Seq(t0)\nval p0 = t0\nval s0 = t0\nval d0 = project\nval u0 = t0\nval w0 = file(\"w\")\n".to_owned();
    // What leads into each other again and again without end.
    for n in 1..3_000 {
        let before = n - 1;
        text += &format!(
            "val l{n} = Seq(l{before})\nval p{n} = \"a\" -> p{before}\nval s{n} = Seq(x := s{before})\nval d{n} = project.dependsOn(d{before})\nval u{n} = u{before} + u{before}\nval w{n} = w{before} / \"w\"\n"
        );
    }
    for n in 1..300 {
        let before = n - 1;
        text += &format!(
            "val a{n} = a{before} ++ a{before}\nval t{n} = s\"$t{before}$t{before}\"\ndef f{n}(x: String) = f{before}(x) + f{before}(x)\n"
        );
    }
    text += "libraryDependencies ++= a299\nname := f299(t299)\n";
    let (script, _) = read(&text);
    let found = build(&[File { folder: "", defines: false, script: &script }]);
    assert!(found.projects[0].dependencies.len() <= 10_000);
}

#[test]
fn what_is_nested_too_deep_is_told() {
    let (_, errors) = read(&format!("val a = {}b{}\n", "Seq(".repeat(400), ")".repeat(400)));
    assert!(errors.iter().any(|error| error.message == "this is nested too deep"), "{errors:?}");
}

#[test]
fn what_stands_around_a_mistake_is_read() {
    let (script, errors) = read("name := \"a\"\n\n) ) ]\n\nlibraryDependencies += \"a\" % \"b\" % \"1\"\n");
    assert!(!errors.is_empty() && errors.len() <= 8);
    let found = build(&[File { folder: "", defines: false, script: &script }]);
    assert_eq!(found.projects[0].dependencies.len(), 1);
}

#[test]
fn a_text_that_is_too_long_is_an_error() {
    let (_, errors) = read(&" ".repeat(crate::source::MAX_TEXT + 1));
    assert_eq!(errors.len(), 1);
}

/// What is said once for all projects is copied into each of them.
#[test]
fn what_a_build_hands_out_to_its_projects_is_bounded() {
    let many = |one: &dyn Fn(usize) -> String| (0..1_000).map(one).collect::<Vec<_>>();
    let projects = many(&|n| format!("lazy val p{n} = project\n")).concat();
    let (modules, texts) = (many(&|n| format!("\"g\" % \"a{n}\" % \"1\"")), many(&|n| format!("\"-Da{n}\"")));
    for setting in ["libraryDependencies ++= ", "javaOptions ++= "] {
        let of = if setting.starts_with("lib") { &modules } else { &texts };
        let text = format!("{projects}\nThisBuild / {setting}Seq({})\n", of.join(", "));
        let (script, errors) = read(&text);
        assert_eq!(errors, [], "{setting}");
        let found = build(&[File { folder: "", defines: false, script: &script }]);
        assert!(found.cut && found.projects.len() > 1_000, "{setting}");
        let handed = found.projects.iter().map(|project| project.dependencies.len() + project.told.len());
        assert_eq!(handed.sum::<usize>(), 100_000, "{setting}");
    }
    let (script, _) = read("libraryDependencies += \"g\" % \"a\" % \"1\"\n");
    assert!(!build(&[File { folder: "", defines: false, script: &script }]).cut);
}
