use proptest::prelude::*;

use super::*;
use crate::testing::{check_spans, damaged, slice};

/// Scope, name and value of every assignment, then the words of every command.
fn shown(text: &str) -> Vec<String> {
    let (script, errors) = read(text);
    assert_eq!(errors, [], "{text}");
    script.commands().map(of_command).collect()
}

fn of_command(command: &Command) -> String {
    let scope = |scope| match scope {
        Scope::Script => "",
        Scope::Exported => "export ",
        Scope::Command => "for it ",
    };
    let assignments = command.assignments.iter().map(|assignment| {
        let sign = if assignment.added { "+=" } else { "=" };
        format!("{}{}{sign}[{}]", scope(assignment.scope), assignment.name.value, assignment.value.value)
    });
    let words = command.words.iter().map(|word| word.value.clone());
    assignments.chain(words).collect::<Vec<_>>().join("|")
}

#[test]
fn words_are_split_and_quotes_go() {
    assert_eq!(
        shown(r#"java -jar "my app.jar" 'a "b"' c\ d "\$x \" \n""#),
        [r#"java|-jar|my app.jar|a "b"|c d|$x " \n"#]
    );
    assert_eq!(shown("a \"\" ''"), ["a||"]);
}

#[test]
fn assignments_have_their_scope() {
    assert_eq!(shown("A=b"), ["A=[b]"]);
    assert_eq!(shown("A=b C='d e' java x=1"), ["for it A=[b]|for it C=[d e]|java|x=1"]);
    assert_eq!(shown("export A=b C=\"$D e\""), ["export A=[b]|export C=[$D e]"]);
    assert_eq!(shown("export A"), ["export|A"]);
    assert_eq!(shown("declare -x A=b; local B=1; readonly C=2"), ["export A=[b]", "B=[1]", "C=[2]"]);
    assert_eq!(shown("exec env -i -u X A=b java -jar a"), ["for it A=[b]|exec|java|-jar|a"]);
    assert_eq!(shown("A+=' -x'"), ["A+=[ -x]"]);
    assert_eq!(shown("A=(a \"b c\" $(d))"), ["A=[(a \"b c\" $(d))]"]);
    assert_eq!(shown("a-b=c \"A\"=b 1A=b"), ["a-b=c|A=b|1A=b"]);
}

#[test]
fn expansions_stay_as_they_are_written() {
    assert_eq!(shown("A=${B:-c d} x"), ["for it A=[${B:-c d}]|x"]);
    assert_eq!(
        shown("A=\"${B:-\"c d\"} $(e \"f)\") `g`\" x"),
        ["for it A=[${B:-\"c d\"} $(e \"f)\") `g`]|x"]
    );
    assert_eq!(shown("java $JAVA_OPTS \"${@:2}\" $((1 + (2)))"), ["java|$JAVA_OPTS|${@:2}|$((1 + (2)))"]);
    assert_eq!(shown("A=$(cat <<EOF\nit's \"\nEOF\n) x"), ["for it A=[$(cat <<EOF\nit's \"\nEOF\n)]|x"]);
}

#[test]
fn commands_are_parted() {
    assert_eq!(shown("a 1 && b 2 || c; d | e & f"), ["a|1", "b|2", "c", "d", "e", "f"]);
    assert_eq!(
        shown("if [ -f x ]; then\n  exec java; else b; fi\n{ c; }\n! d"),
        ["[|-f|x|]", "exec|java", "b", "c", "d"]
    );
    assert_eq!(shown("(cd x && a)\n((i++)); b"), ["cd|x", "a", "b"]);
    assert_eq!(
        shown("f() {\n a\n}\nfunction g {\n b; }\ncase $1 in\n start|run) c ;;\n *) d ;;\nesac"),
        ["a", "b", "case|$1|in", "c", "d"]
    );
}

#[test]
fn signs_in_a_test_part_nothing() {
    assert_eq!(
        shown("if [[ $a == b && ( $c > d ) || $e =~ ^(f|g)$ ]] && h; then i"),
        ["[[|$a|==|b|$c|d|$e|=~|^|f|g|$|]]", "h", "i"]
    );
}

#[test]
fn redirections_are_no_words() {
    assert_eq!(shown("java -jar a > out 2>&1 < in &>>b x 3 >c"), ["java|-jar|a|x|3"]);
    assert_eq!(shown("a <<< word b"), ["a|b"]);
    assert_eq!(shown("a <(b c) d"), ["a|<(b c)|d"]);
}

#[test]
fn lines_go_on_behind_a_backslash() {
    for end in ["\n", "\r\n"] {
        let text = format!("java \\{end}  -jar a\\{end}b \"c\\{end}d\"{end}x{end}");
        assert_eq!(shown(&text), ["java|-jar|ab|cd", "x"]);
        assert_eq!(read(&text).0.lines.len(), 2);
    }
}

#[test]
fn comments_and_bodies_of_here_documents_say_nothing() {
    assert_eq!(shown("#!/bin/sh\n# java -jar a\nb # c 'd\ne#f\n"), ["b", "e#f"]);
    assert_eq!(shown("cat <<EOF > x\njava -jar 'a\nEOF\nb <<-'E F' c\nd\n\tE F\ne\n"), ["cat", "b|c", "e"]);
    assert_eq!(shown("a <<A <<B\n1\nA\n2\nB\nb"), ["a", "b"]);
}

#[test]
fn what_is_never_closed_is_told_and_stands_for_itself() {
    let told = |text: &str| read(text).1.into_iter().map(|error| error.message).collect::<Vec<_>>();
    assert_eq!(told("echo it's\njava -jar a"), ["nothing closes `'`"]);
    assert_eq!(read("echo it's\njava -jar a").0.lines.len(), 2);
    assert_eq!(told("a $(b\n c \"d"), ["nothing closes `$(`", "nothing closes `\"`"]);
    assert_eq!(told("cat <<EOF\na\n"), ["nothing ends the here-document"]);
}

#[test]
fn spans_tell_where_it_stands() {
    let text = "é\nexport A=\"b c\" B+=d\n  exec 'x y' > z\n";
    let (script, _) = read(text);
    let assigned: Vec<_> = script.assignments().collect();
    assert_eq!(slice(text, assigned[0].name.span), "A");
    assert_eq!(slice(text, assigned[0].value.span), "\"b c\"");
    assert_eq!((slice(text, assigned[1].name.span), slice(text, assigned[1].value.span)), ("B", "d"));
    assert_eq!(slice(text, script.lines[2].span), "exec 'x y'");
    assert_eq!(slice(text, script.lines[2].commands[0].words[1].span), "'x y'");
}

#[test]
fn processes_of_a_procfile() {
    let text = "# é\nweb: A=b gunicorn app:app --log-file -\n  worker-1:celery -A x # y\nno process\n";
    let (processes, errors) = procfile(text);
    let shown: Vec<_> = processes
        .iter()
        .map(|process| (process.name.value.as_str(), of_command(&process.line.commands[0])))
        .collect();
    assert_eq!(
        shown,
        [
            ("web", "for it A=[b]|gunicorn|app:app|--log-file|-".to_owned()),
            ("worker-1", "celery|-A|x".to_owned())
        ]
    );
    assert_eq!(slice(text, processes[1].name.span), "worker-1");
    assert_eq!(slice(text, processes[1].line.commands[0].words[0].span), "celery");
    assert_eq!(slice(text, errors[0].span), "no process");
}

#[test]
fn a_start_script_is_read() {
    let text = "#!/usr/bin/env sh\nset -e\nif [ -n \"$OTEL\" ]; then\n  \
        export JAVA_TOOL_OPTIONS=\"$JAVA_TOOL_OPTIONS -javaagent:/otel/agent.jar\"\nfi\n\
        OTEL_SERVICE_NAME=${NAME:-orders} exec java $JAVA_OPTS \\\n  -jar app.jar \"$@\" >> log 2>&1\n";
    assert_eq!(
        shown(text),
        [
            "set|-e",
            "[|-n|$OTEL|]",
            "export JAVA_TOOL_OPTIONS=[$JAVA_TOOL_OPTIONS -javaagent:/otel/agent.jar]",
            "for it OTEL_SERVICE_NAME=[${NAME:-orders}]|exec|java|$JAVA_OPTS|-jar|app.jar|$@",
        ]
    );
}

/// What is opened again and again and never closed.
#[test]
fn hostile_texts_cost_no_more_than_their_length() {
    for piece in ["$(", "${", "\"", "'", "`", "((", "a=(", "<<A\n", "\"$(", "(", "${a\n", "\"`", "$('"] {
        let _ = read(&piece.repeat(40_000));
    }
}

const SAMPLE: &str = r#"#!/bin/sh
export A="é b" C=${D:-"e f"} # comment
if [ -f x ]; then exec env B=1 java -jar 'a b' > log 2>&1 &
fi
cat <<EOF | f $(g "h" `i`)
body "é
EOF
case $1 in start|stop) run \
  --now ;; esac
arr=(a b) x; k() { y; }
"#;

proptest! {
    #[test]
    fn any_text_is_read_and_spans_lie_in_it(text in "[a-cA=$(){}\"'`\\\\|&;<># \n\ré-]{0,60}") {
        check_spans(&text, &read(&text))?;
        check_spans(&text, &procfile(&text))?;
    }

    #[test]
    fn damaged_scripts_are_read(
        text in damaged(SAMPLE, &["$(", ")", "'", "\"", "`", "\\", "\n", "<<EOF", "é", "${", "}", "#", "((", "=("])
    ) {
        check_spans(&text, &read(&text))?;
    }

    #[test]
    fn comments_say_nothing(comment in "[ -~é]{0,30}", text in "[a-z =]{0,10}") {
        let with = format!("{text}\n# {comment}\n{text} # {comment}\n");
        let without = format!("{text}\n\n{text}\n");
        let words = |text: &str| read(text).0.commands().map(of_command).collect::<Vec<_>>();
        prop_assert_eq!(words(&with), words(&without));
    }
}
