//! How programs are started and packed.

use super::of;

/// The keys and texts of the only project.
fn told(text: &str) -> Vec<(String, String)> {
    let mut build = of(&[("build.sbt", text)]);
    build.projects.remove(0).told.into_iter().map(|told| (told.key, told.text.value)).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn the_main_class_and_options_are_told_in_all_ways_to_write_them() {
    let found = told(
        "Compile / mainClass := Some(\"a.B\")\nmainClass in (Compile, run) := Some(\"c.D\")\nUniversal / javaOptions ++= Seq(\"-x\", s\"-javaagent:$agent\")\njavaOptions += \"-y\" + \"z\"\nTest / javaOptions += \"-t\"\njavaOptions in Test += \"-u\"\nbashScriptExtraDefines += \"\"\"addJava \"-v\\n\"\"\"\"\n",
    );
    let expected = [
        ("mainClass", "a.B"),
        ("mainClass", "c.D"),
        ("javaOptions", "-x"),
        ("javaOptions", "-javaagent:${agent}"),
        ("javaOptions", "-yz"),
        ("bashScriptExtraDefines", "addJava \"-v\\n\""),
    ];
    assert_eq!(found, pairs(&expected));
}

#[test]
fn agents_are_told_unless_they_are_for_tests() {
    let found = told(
        "javaAgents += \"a\" % \"b\" % \"1\" % \"runtime\"\njavaAgents += JavaAgent(\"c\" % \"d\" % \"1\")\njavaAgents += \"e\" % \"f\" % \"1\" % \"test\"\n",
    );
    assert_eq!(found, pairs(&[("javaAgents", "a:b"), ("javaAgents", "c:d")]));
}

#[test]
fn environment_and_lines_of_images_are_told() {
    let found = told(
        "dockerEnvVars := Map(\"A\" -> \"b\", c -> \"d\")\nDocker / dockerEnvVars += \"E\" -> f.value\ndockerCommands ++= Seq(Cmd(\"ENV\", \"G=h\"), ExecCmd(\"ENTRYPOINT\", \"i\", \"j\"))\ndockerEntrypoint := Seq(\"k\", \"l\")\ndockerBaseImage := \"m\"\n",
    );
    let expected = [
        ("dockerEnvVars", "A=b"),
        ("dockerCommands", "ENV G=h"),
        ("dockerCommands", "ENTRYPOINT i j"),
        ("dockerEntrypoint", "k l"),
        ("dockerBaseImage", "m"),
    ];
    assert_eq!(found, pairs(&expected));
}
