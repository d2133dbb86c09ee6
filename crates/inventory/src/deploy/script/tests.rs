use proptest::prelude::*;
use source_tree::RepoPath;

use super::*;

fn lines_of(name: &str, text: &str) -> Vec<(Role, String)> {
    let path = RepoPath::new(name).unwrap();
    let lines = read(&SourceFile::new(&path, text));
    lines.into_iter().map(|line| (line.role, line.text)).collect()
}

fn starts(text: &str) -> Vec<String> {
    lines_of("start.sh", text)
        .into_iter()
        .filter(|(role, _)| *role == Role::Start)
        .map(|(_, text)| text)
        .collect()
}

#[test]
fn an_environment_and_a_start_are_told_apart() {
    let text =
        "#!/bin/sh\nexport JAVA_TOOL_OPTIONS=\"-javaagent:/a.jar\"\nexec java \\\n  -jar app.jar # go\n";
    let expected = [
        (Role::Environment, "JAVA_TOOL_OPTIONS=-javaagent:/a.jar".to_owned()),
        (Role::Start, "java   -jar app.jar".replace("   ", " ")),
    ];
    assert_eq!(lines_of("start.sh", text), expected);
}

#[test]
fn a_start_stands_where_its_whole_command_stands() {
    let text = "set -e\n  exec java \\\n  -jar app.jar\n";
    let path = RepoPath::new("start.sh").unwrap();
    let span = read(&SourceFile::new(&path, text))[0].location.span;
    assert_eq!((span.start.line, span.start.column, span.end.line), (2, 3, 3));
}

#[test]
fn variables_of_the_script_are_put_in_and_others_stay() {
    let text =
        "OPTS=-javaagent:/otel.jar\nRUN=\"bin/java\"\n\"$RUN\" ${OPTS} $JAVA_OPTS ${X:-y} -jar a.jar\n";
    assert_eq!(starts(text), ["bin/java -javaagent:/otel.jar $JAVA_OPTS ${X:-y} -jar a.jar"]);
}

#[test]
fn words_in_front_of_a_program_are_skipped_and_what_they_set_is_read() {
    let text = "if true; then OTEL_SERVICE_NAME=a nohup opentelemetry-instrument python a.py 2>&1 & fi";
    let expected = [
        (Role::Environment, "OTEL_SERVICE_NAME=a".to_owned()),
        (Role::Start, "opentelemetry-instrument python a.py 2>&1".to_owned()),
    ];
    assert_eq!(lines_of("start.sh", text), expected);
}

#[test]
fn builds_comments_and_talk_start_nothing() {
    let text = "npm install\n./gradlew test\nmvn package\ngo build ./...\njava -version\necho java -jar a\n# java -jar b\nexec \"$@\"\nX=$(java -jar c)\n";
    assert_eq!(starts(text), Vec::<String>::new());
}

#[test]
fn builds_that_run_something_start_it() {
    let text = "npm run start:prod\n./gradlew bootRun\nmvn exec:java -q\ngo run .\n";
    assert_eq!(starts(text).len(), 4);
}

#[test]
fn a_procfile_names_its_processes() {
    let lines = lines_of("Procfile", "web: gunicorn app:app\nworker: celery -A app worker\n");
    assert_eq!(lines[0], (Role::Start, "gunicorn app:app".to_owned()));
    assert_eq!(lines.len(), 2);
}

#[test]
fn a_variable_that_doubles_itself_stays_small() {
    let text = format!("OTEL_A=xxxxxxxx\n{}", "OTEL_A=$OTEL_A$OTEL_A\njava $OTEL_A\n".repeat(200));
    let size: usize = lines_of("start.sh", &text).iter().map(|(_, text)| text.len()).sum();
    assert!(size < EXPANSION_MAX + 2 * text.len(), "{size}");
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "([a-z$(){}='\"\\\\;&|# \né]|java|export |OTEL_A=|\\$OTEL_A){0,80}") {
        lines_of("start.sh", &text);
        lines_of("Procfile", &text);
    }
}
