use proptest::prelude::*;

use super::*;
use crate::{
    edit::{
        Edits,
        testing::{dressed, inserted},
    },
    testing::damaged,
};

const NEW: [(&str, &str); 2] = [("@otel/api", "^1.9.0"), ("m", "~2")];

fn added(text: &str, wanted: &[(&str, &str)]) -> String {
    let run = |text: &str| add_dependencies(text, wanted);
    inserted(text, run).unwrap_or_else(|| panic!("{:?}", run(text)))
}

fn script(command: &str, place: Place<'_>, words: &str) -> Result<String, String> {
    let text = format!("{{\n  \"scripts\": {{ \"start\": {} }}\n}}", quoted(command));
    let run = |text: &str| insert_in_script(text, "start", place, words);
    match run(&text) {
        Err(refusal) => Err(refusal.why),
        Ok(_) => {
            let node = root(&inserted(&text, run).unwrap()).unwrap();
            Ok(node.at(&["scripts", "start"]).and_then(Node::as_str).unwrap().to_owned())
        }
    }
}

fn required(command: &str) -> Result<String, String> {
    script(command, Place::Behind("node"), "--require ./otel.js")
}

#[test]
fn dependencies_come_where_the_alphabet_puts_them() {
    assert_eq!(
        added("{\n  \"dependencies\": {\n    \"a\": \"1\",\n    \"z\": \"2\"\n  }\n}\n", &NEW),
        "{\n  \"dependencies\": {\n    \"@otel/api\": \"^1.9.0\",\n    \"a\": \"1\",\n    \"m\": \"~2\",\n    \"z\": \"2\"\n  }\n}\n"
    );
    assert_eq!(
        added("{\r\n\t\"dependencies\": {\r\n\t\t\"@a/a\": \"1\"\r\n\t}\r\n}", &NEW),
        "{\r\n\t\"dependencies\": {\r\n\t\t\"@a/a\": \"1\",\r\n\t\t\"@otel/api\": \"^1.9.0\",\r\n\t\t\"m\": \"~2\"\r\n\t}\r\n}"
    );
}

#[test]
fn dependencies_without_order_are_followed() {
    assert_eq!(
        added(
            "{\n  \"dependencies\": {\n    \"z\": \"1\",\n    \"a\": \"2\"\n  }\n}\n",
            &[("n", "1"), ("m", "2")]
        ),
        "{\n  \"dependencies\": {\n    \"z\": \"1\",\n    \"a\": \"2\",\n    \"n\": \"1\",\n    \"m\": \"2\"\n  }\n}\n"
    );
}

#[test]
fn an_object_in_one_line_stays_in_one() {
    assert_eq!(
        added(r#"{"dependencies":{"a":"1"}}"#, &NEW),
        r#"{"dependencies":{"@otel/api":"^1.9.0","a":"1","m":"~2"}}"#
    );
    assert_eq!(
        added(r#"{ "dependencies": { "z": "1" } }"#, &[("m", "2")]),
        r#"{ "dependencies": { "m": "2", "z": "1" } }"#
    );
    assert_eq!(added(r#"{"name":"a"}"#, &[("m", "2")]), r#"{"name":"a","dependencies":{"m":"2"}}"#);
    assert_eq!(added("{}", &[("m", "2")]), r#"{"dependencies": {"m": "2"}}"#);
}

#[test]
fn an_empty_object_gets_lines_in_a_file_of_lines() {
    assert_eq!(
        added("{\n    \"dependencies\": {}\n}\n", &[("m", "2")]),
        "{\n    \"dependencies\": {\n        \"m\": \"2\"\n    }\n}\n"
    );
    assert_eq!(
        added("{\n  \"dependencies\": {\n  }\n}\n", &[("m", "2")]),
        "{\n  \"dependencies\": {\n    \"m\": \"2\"\n  }\n}\n"
    );
}

#[test]
fn missing_dependencies_follow_those_for_development_or_the_scripts() {
    let block = "\"dependencies\": {\n    \"m\": \"2\"\n  }";
    for (text, edited) in [
        (
            "{\n  \"scripts\": {},\n  \"devDependencies\": {\n    \"a\": \"1\"\n  },\n  \"x\": 1\n}\n",
            "{\n  \"scripts\": {},\n  \"devDependencies\": {\n    \"a\": \"1\"\n  },\n  BLOCK,\n  \"x\": 1\n}\n",
        ),
        ("{\n  \"scripts\": {},\n  \"x\": 1\n}\n", "{\n  \"scripts\": {},\n  BLOCK,\n  \"x\": 1\n}\n"),
        ("{\n  \"x\": 1\n}\n", "{\n  \"x\": 1,\n  BLOCK\n}\n"),
        ("{\n}\n", "{\n  BLOCK\n}\n"),
    ] {
        assert_eq!(added(text, &[("m", "2")]), edited.replace("BLOCK", block));
    }
}

#[test]
fn comments_and_trailing_commas_are_kept_as_they_are() {
    assert_eq!(
        added(
            "{\n  \"dependencies\": {\n    \"a\": \"1\", // , a\n    /* z\n     */\n    \"z\": \"2\", // z\n  },\n}\n",
            &[("m", "2"), ("zz", "3")]
        ),
        "{\n  \"dependencies\": {\n    \"a\": \"1\", // , a\n    \"m\": \"2\",\n    /* z\n     */\n    \"z\": \"2\", // z\n    \"zz\": \"3\",\n  },\n}\n"
    );
}

#[test]
fn what_a_package_needs_already_is_left_as_it_is() {
    for key in NEEDED_KEYS {
        let text = format!("{{ \"{key}\": {{ \"m\": \"0\" }}, \"devDependencies\": {{ \"m\": \"0\" }} }}");
        assert_eq!(add_dependencies(&text, &[("m", "2")]), Ok(Edits::none()), "{key}");
    }
    assert_eq!(added("{}", &[("m", "2"), ("m", "3")]), r#"{"dependencies": {"m": "2"}}"#);
}

const NEEDED_KEYS: [&str; 3] = ["dependencies", "optionalDependencies", "peerDependencies"];

#[test]
fn what_is_for_development_alone_has_to_move() {
    let text = r#"{ "devDependencies": { "m": "0" } }"#;
    let refusal = add_dependencies(text, &NEW).unwrap_err();
    assert_eq!(refusal.why, "`m` is in devDependencies and has to move to dependencies");
    assert_eq!(refusal.lines, "\"@otel/api\": \"^1.9.0\",\n\"m\": \"~2\"");
    assert_eq!(&text[refusal.span.unwrap().range()], "\"m\"");
}

#[test]
fn files_that_are_no_package_are_refused() {
    for (text, why) in [
        ("", "the file holds no object"),
        ("[]", "the file holds no object"),
        ("{", "the file is no sound JSON"),
        ("{a: 1}", "the file is no sound JSON"),
        ("{'a': 1}", "the file is no sound JSON"),
        (r#"{"dependencies": []}"#, "`dependencies` is no object"),
        (r#"{"dependencies": {}, "dependencies": {}}"#, "`dependencies` stands twice"),
    ] {
        let refusal = add_dependencies(text, &[("m", "2")]).unwrap_err();
        assert_eq!((refusal.why.as_str(), refusal.lines.as_str()), (why, "\"m\": \"2\""), "{text}");
    }
}

#[test]
fn words_come_right_behind_the_program() {
    for (command, expected) in [
        ("node dist/main.js", "node --require ./otel.js dist/main.js"),
        ("node", "node --require ./otel.js"),
        ("node -r dotenv/config a.js", "node --require ./otel.js -r dotenv/config a.js"),
        ("NODE_ENV=production node a.js", "NODE_ENV=production node --require ./otel.js a.js"),
        ("cross-env A=b C=d node a.js", "cross-env A=b C=d node --require ./otel.js a.js"),
        (
            "npm run build && exec /usr/bin/node a.js",
            "npm run build && exec /usr/bin/node --require ./otel.js a.js",
        ),
        ("dotenv -e .env -- node a.js", "dotenv -e .env -- node --require ./otel.js a.js"),
        ("echo \"é\\\\\" && \"node\" a.js", "echo \"é\\\\\" && \"node\" --require ./otel.js a.js"),
    ] {
        assert_eq!(required(command).as_deref(), Ok(expected));
    }
}

#[test]
fn words_come_in_front_of_a_program() {
    let run = |command, words| script(command, Place::InFrontOf("node"), words);
    assert_eq!(run("A=b node a.js", "traced -x").as_deref(), Ok("A=b traced -x node a.js"));
    assert_eq!(run("node a.js", "A='b \"c\"'").as_deref(), Ok("A='b \"c\"' node a.js"));
}

#[test]
fn words_that_are_there_are_not_inserted_again() {
    for command in [
        "node --require ./otel.js a.js",
        "node --inspect -r ./otel.js a.js",
        "node --require=./otel.js a.js",
        "nodemon --exec node --require './otel.js' a.js",
        "NODE_OPTIONS='--inspect --require ./otel.js' node a.js",
        "cross-env NODE_OPTIONS=--require=./otel.js node a.js",
    ] {
        assert_eq!(required(command).as_deref(), Ok(command));
    }
    let run = script("A=b traced -x node a.js", Place::InFrontOf("node"), "traced -x");
    assert_eq!(run.as_deref(), Ok("A=b traced -x node a.js"));
}

#[test]
fn scripts_that_do_not_run_the_program_themselves_are_refused() {
    for (command, why) in [
        ("nest start", "runs `nest`, not `node` itself"),
        ("npm run build && next start", "runs `npm`, `next`, not `node` itself"),
        ("ts-node src/main.ts", "runs `ts-node`, not `node` itself"),
        ("run-s build serve:node", "runs `run-s`, not `node` itself"),
        ("concurrently \"node a.js\" \"node b.js\"", "runs `concurrently`, not `node` itself"),
        ("node build.js && node a.js", "runs `node` more than once"),
        ("node 'a.js", "is no sound command"),
        ("", "runs nothing, not `node` itself"),
    ] {
        assert_eq!(required(command), Err(format!("the script `start` {why}")), "{command}");
    }
}

#[test]
fn scripts_that_are_missing_are_refused_with_the_words() {
    for text in ["{}", r#"{"scripts": {"start": 1}}"#, r#"{"scripts": {"test": "node a.js"}}"#] {
        let refusal = insert_in_script(text, "start", Place::Behind("node"), "-r x").unwrap_err();
        assert_eq!((refusal.why.as_str(), refusal.lines.as_str()), ("there is no script `start`", "-r x"));
    }
}

#[test]
fn what_is_not_some_words_is_refused() {
    for words in ["", " ", "'a", "a; b", "a && b", "# a", "a # b", "a > b"] {
        assert!(script("node a.js", Place::Behind("node"), words).is_err(), "{words}");
    }
}

#[test]
fn places_are_found_through_escapes() {
    for written in
        [r#""A=\u00e9\ud83d\ude00\/\t node a.js""#, r#""\u006eode a.js""#, r#""A=\"é\" node a.js""#]
    {
        let text = format!("{{\"scripts\":{{\"start\":{written}}}}}");
        let run = |text: &str| insert_in_script(text, "start", Place::Behind("node"), "-r \"x\"");
        let edited = inserted(&text, run).unwrap();
        assert!(edited.contains(r#"ode -r \"x\" a.js"#), "{edited}");
    }
}

fn packages() -> impl Strategy<Value = String> {
    let member = proptest::sample::select(vec![
        "  \"name\": \"é\"",
        "  \"scripts\": {\n    \"start\": \"A=\\\"b\\\" node a.js\", // c\n    \"x\": \"nest start\"\n  }",
        "\"scripts\": {\"start\":\"node\"}",
        "  \"dependencies\": {}",
        "  \"dependencies\": {\n\n  }",
        "  \"dependencies\": {\n    \"a\": \"1\" // , }\n    , \"z\": \"2\"\n  }",
        "  \"dependencies\":{\"a\":\"1\",\"n\":\"2\"}",
        "\t\"dependencies\": { \"z\": \"1\",\n\t\"b\": \"2\", }",
        "  \"devDependencies\": {\n    /* {\n */ \"x\": \"1\"\n  }",
        "  \"peerDependencies\": { \"m\": \"1\" }",
    ]);
    let comma = proptest::sample::select(vec![",\n", ", // c\n", ",", "\n,\n"]);
    let members = proptest::collection::vec((member, comma), 0..5);
    let text = (members, any::<bool>(), any::<bool>()).prop_map(|(members, open, trailing)| {
        let text = members.iter().map(|(member, comma)| format!("{member}{comma}")).collect::<String>();
        let text = if trailing { text.as_str() } else { text.rsplit_once(',').map_or("", |(text, _)| text) };
        let (start, end) = if open { ("{\n", "\n}\n") } else { ("{", "}") };
        format!("{start}{text}{end}")
    });
    dressed(text)
}

proptest! {
    #[test]
    fn any_package_keeps_its_bytes_and_holds_each_dependency_once(text in packages()) {
        if let Some(edited) = inserted(&text, |text| add_dependencies(text, &NEW)) {
            let node = root(edited.trim_start_matches('\u{feff}')).unwrap();
            for (name, _) in NEW {
                let found = NEEDED_KEYS.iter().filter_map(|key| node.get(key)?.entry(name));
                prop_assert_eq!(found.count(), 1, "{}", edited);
            }
        }
    }

    #[test]
    fn any_package_keeps_its_bytes_and_runs_the_script_with_the_words(text in packages()) {
        if let Some(edited) = inserted(&text, |text| insert_in_script(text, "start", Place::Behind("node"), "-r \"./é x\"")) {
            let node = root(edited.trim_start_matches('\u{feff}')).unwrap();
            let script = node.at(&["scripts", "start"]).and_then(Node::as_str).unwrap();
            prop_assert_eq!(script.matches("node -r \"./é x\"").count(), 1, "{}", script);
        }
    }

    #[test]
    fn any_command_is_edited_or_refused(command in "(node|[a-z]|[ '\"$(){};&|\\\\#=-]|\\PC){0,12}") {
        for place in [Place::Behind("node"), Place::InFrontOf("node")] {
            if let Ok(edited) = script(&command, place, "--x 'y z'") {
                prop_assert!(edited == command || edited.len() == command.len() + "--x 'y z' ".len(), "{}", edited);
            }
        }
    }

    #[test]
    fn damaged_packages_are_edited_or_refused(text in damaged("{\n  \"scripts\": { \"start\": \"A=\\u00e9 node \\\"a\\\"\" },\n  \"dependencies\": {\n    \"a\": \"1\"\n  }\n}\n", &["{", "}", "[", "]", "\"", "'", ":", ",", "\\", "\\u12", "/*", "//", "\n", "\r\n", "\u{feff}", "node"])) {
        inserted(&text, |text| add_dependencies(text, &NEW));
        inserted(&text, |text| insert_in_script(text, "start", Place::Behind("node"), "-r x"));
    }
}
