//! Words in front of what starts.

use super::*;

fn start(line: &str) -> String {
    let text = format!("FROM a\n{line}\n");
    let after = edited(&text, &[prefix(&["instrument"])]);
    after.strip_prefix("FROM a\n").unwrap().trim_end().to_owned()
}

fn unclear(line: &str) -> String {
    refused(&format!("FROM a\n{line}\n"), prefix(&["instrument"])).why
}

#[test]
fn a_list_keeps_its_style() {
    assert_eq!(start(r#"CMD ["python","app.py"]"#), r#"CMD ["instrument","python","app.py"]"#);
    assert_eq!(start(r#"CMD [ "python", "app.py" ]"#), r#"CMD [ "instrument", "python", "app.py" ]"#);
    assert_eq!(start(r#"cmd ["app"]"#), r#"cmd ["instrument", "app"]"#);
    assert_eq!(start("CMD [\"a\", \\\n     \"b\"]"), "CMD [\"instrument\", \"a\", \\\n     \"b\"]");
    let two = [prefix(&["node", "a \"b\" \\c"])];
    assert_eq!(edited("FROM a\nCMD [\"d\"]", &two), "FROM a\nCMD [\"node\", \"a \\\"b\\\" \\\\c\", \"d\"]");
}

#[test]
fn the_entrypoint_is_what_starts_and_the_last_one_counts() {
    assert_eq!(start("ENTRYPOINT [\"a\"]\nCMD [\"b\"]"), "ENTRYPOINT [\"instrument\", \"a\"]\nCMD [\"b\"]");
    assert_eq!(
        start("CMD a\nCMD b\nHEALTHCHECK CMD c\nONBUILD CMD d"),
        "CMD a\nCMD instrument b\nHEALTHCHECK CMD c\nONBUILD CMD d"
    );
    assert_eq!(start("ENTRYPOINT []\nCMD a"), "ENTRYPOINT []\nCMD instrument a");
    let stages = "FROM a AS b\nCMD c\nFROM b\nCMD d\n";
    assert_eq!(edited(stages, &[prefix(&["i"])]), "FROM a AS b\nCMD c\nFROM b\nCMD i d\n");
}

#[test]
fn words_come_right_in_front_of_the_command() {
    for (line, expected) in [
        ("CMD python app.py", "CMD instrument python app.py"),
        ("CMD exec python app.py", "CMD exec instrument python app.py"),
        (
            "CMD A=b C=\"d e\" python app.py > log 2>&1",
            "CMD A=b C=\"d e\" instrument python app.py > log 2>&1",
        ),
        ("CMD env A=b python app.py", "CMD env A=b instrument python app.py"),
        (
            "CMD cd /app && python migrate.py; exec gunicorn app",
            "CMD cd /app && python migrate.py; exec instrument gunicorn app",
        ),
        ("CMD migrate && \\\n    gunicorn app", "CMD migrate && \\\n    instrument gunicorn app"),
        ("CMD sh -c \"exec python app.py\"", "CMD sh -c \"exec instrument python app.py\""),
        ("CMD exec sh -c 'cd a && python \"$@\"' --", "CMD exec sh -c 'cd a && instrument python \"$@\"' --"),
        (
            "CMD [\"sh\", \"-c\", \"exec python app.py $A\"]",
            "CMD [\"sh\", \"-c\", \"exec instrument python app.py $A\"]",
        ),
        ("CMD [\"/bin/bash\",\"-lc\",\"a\"]", "CMD [\"/bin/bash\",\"-lc\",\"instrument a\"]"),
        ("CMD [\"sh\", \"start.sh\"]", "CMD [\"instrument\", \"sh\", \"start.sh\"]"),
        ("SHELL [\"/bin/bash\", \"-c\"]\nCMD a", "SHELL [\"/bin/bash\", \"-c\"]\nCMD instrument a"),
    ] {
        assert_eq!(start(line), expected);
    }
}

#[test]
fn words_that_are_there_stay() {
    for line in [
        "CMD instrument a",
        "CMD [\"instrument\",\"a\"]",
        "CMD [\"sh\",\"-c\",\"exec instrument a\"]",
        "CMD a && instrument b",
    ] {
        assert_eq!(
            edit(&format!("FROM a\n{line}\n"), &[prefix(&["instrument"])]),
            Ok(Edits::none()),
            "{line}"
        );
    }
}

#[test]
fn a_command_that_is_not_clear_is_refused() {
    for line in [
        "CMD a & b",
        "CMD a | b",
        "CMD a || b",
        "CMD a &",
        "CMD (a)",
        "CMD if a; then b; fi",
        "CMD a && echo b",
        "CMD sudo -E a",
        "CMD exec -a b c",
        "CMD A=b",
        "CMD a; tail -f log",
        "CMD a \"b",
        "CMD a > log & ",
        "CMD { a; }",
    ] {
        assert!(!unclear(line).is_empty(), "{line}");
    }
    assert!(unclear("CMD [\"sh\", \"-c\", \"a \\\"b\\\"\"]").contains("escapes"));
    assert!(unclear("CMD sh -c \"a \\\"b\\\"\"").contains("escapes"));
    assert!(unclear("CMD ['a', 'b']").contains("no JSON"));
    assert!(unclear("SHELL [\"powershell\", \"-c\"]\nCMD a").contains("shell that is known"));
    assert!(unclear("CMD a \\\n# b\n  c").contains("parted"));
    assert!(unclear("RUN a").contains("does not say how it starts"));
    assert!(unclear("CMD []").contains("does not say how it starts"));
    let quoted = refused("FROM a\nCMD b\n", prefix(&["c d"]));
    assert!(quoted.why.contains("quotes"));
}

#[test]
fn a_refusal_shows_how_the_instruction_would_read() {
    let lines = |line: &str| refused(&format!("FROM a\n{line}\n"), prefix(&["i"])).lines;
    assert_eq!(lines("CMD a | b"), "CMD i a | b");
    assert_eq!(lines("CMD [\"sh\", \"-c\", \"a | b\"]"), "CMD [\"i\", \"sh\", \"-c\", \"a | b\"]");
    assert_eq!(lines("RUN b"), "CMD i");
}
