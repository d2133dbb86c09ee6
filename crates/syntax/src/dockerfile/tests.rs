use proptest::prelude::*;

use super::*;
use crate::testing::{check_spans, check_written, damaged, slice};

const SAMPLE: &str = r#"# syntax=docker/dockerfile:1
# é comment
ARG VERSION=3.12
FROM --platform=$BUILDPLATFORM python:${VERSION} AS build
RUN --mount=type=cache,target=/root/.cache pip install \
    # a comment between
    -r requirements.txt \

    --no-deps
COPY --from=tools /é "/o u t"

from scratch
env KEY=value "QUOTED KEY"='a b' \
    OTHER=c\ d
ENV OLD the whole "rest"
LABEL a=1 b="2"
ARG NAME
ARG ONE=1 TWO
RUN <<EOF cat
pip install a
EOF
COPY <<-"END" <<B /x
	tabbed
	END
b
B
ONBUILD RUN echo hi
HEALTHCHECK --interval=5m CMD ["curl", "é"]
SHELL ["/bin/sh", "-c"]
EXPOSE 80 443
CMD ["python", "-m", "app"]
ENTRYPOINT python -m "app"
"#;

fn whole(text: &str) -> Dockerfile {
    let (file, errors) = read(text);
    assert_eq!(errors, [], "{text}");
    file
}

fn shell(instruction: &Instruction) -> &str {
    match &instruction.form {
        Form::Shell(text) => &text.value,
        Form::Exec(words) => panic!("{words:?}"),
    }
}

fn exec(instruction: &Instruction) -> Vec<&str> {
    match &instruction.form {
        Form::Exec(words) => words.iter().map(|word| word.value.as_str()).collect(),
        Form::Shell(text) => panic!("{text:?}"),
    }
}

fn pairs(instruction: &Instruction) -> Vec<(&str, &str)> {
    instruction.pairs.iter().map(|(key, value)| (key.value.as_str(), value.value.as_str())).collect()
}

fn last<'a>(file: &'a Dockerfile, keyword: &str) -> Vec<&'a Instruction> {
    let stage = file.last_stage().unwrap();
    stage.instructions.iter().filter(|instruction| instruction.keyword == keyword).collect()
}

#[test]
fn stages_have_their_base_and_name() {
    for text in [SAMPLE.to_owned(), SAMPLE.replace('\n', "\r\n")] {
        let file = whole(&text);
        let [build, end] = file.stages.as_slice() else { panic!("{:?}", file.stages) };
        assert_eq!(
            (build.base.value.as_str(), slice(&text, build.base.span)),
            ("python:${VERSION}", "python:${VERSION}")
        );
        assert_eq!(build.name.as_ref().unwrap().value, "build");
        assert_eq!((end.base.value.as_str(), &end.name), ("scratch", &None));
        assert!(slice(&text, build.span).starts_with("FROM --platform"));
        assert!(slice(&text, build.span).ends_with("\"/o u t\""));
        assert!(slice(&text, end.span).ends_with("ENTRYPOINT python -m \"app\""));
        assert_eq!(pairs(&file.global_args[0]), [("VERSION", "3.12")]);
    }
}

#[test]
fn continued_lines_are_joined_over_comments_and_blank_lines() {
    let file = whole(SAMPLE);
    let run = &file.stages[0].instructions[0];
    assert_eq!(shell(run), "pip install     -r requirements.txt     --no-deps");
    assert_eq!(run.flags[0].value, "--mount=type=cache,target=/root/.cache");
    assert!(
        slice(SAMPLE, run.span).starts_with("RUN --mount") && slice(SAMPLE, run.span).ends_with("--no-deps")
    );
    let copy = &file.stages[0].instructions[1];
    assert_eq!((slice(SAMPLE, copy.flags[0].span), shell(copy)), ("--from=tools", "/é \"/o u t\""));
}

#[test]
fn pairs_are_told_apart_and_unquoted() {
    let file = whole(SAMPLE);
    let env = last(&file, "ENV");
    assert_eq!(pairs(env[0]), [("KEY", "value"), ("QUOTED KEY", "a b"), ("OTHER", "c d")]);
    assert_eq!(slice(SAMPLE, env[0].keyword_span), "env");
    assert_eq!(slice(SAMPLE, env[0].pairs[1].1.span), "'a b'");
    assert_eq!(pairs(env[1]), [("OLD", "the whole rest")]);
    assert_eq!(pairs(last(&file, "LABEL")[0]), [("a", "1"), ("b", "2")]);
    let args = last(&file, "ARG");
    assert_eq!((pairs(args[0]), pairs(args[1])), (vec![("NAME", "")], vec![("ONE", "1"), ("TWO", "")]));
    assert_eq!(pairs(&whole("FROM a\nENV A=b=c X").stages[0].instructions[0]), [("A", "b=c"), ("X", "")]);
}

#[test]
fn here_documents_belong_to_their_instruction() {
    for text in [SAMPLE.to_owned(), SAMPLE.replace('\n', "\r\n")] {
        let file = whole(&text);
        let run = last(&file, "RUN");
        assert_eq!(shell(run[0]), "<<EOF cat\npip install a\nEOF");
        assert!(
            slice(&text, run[0].span).starts_with("RUN <<EOF") && slice(&text, run[0].span).ends_with("EOF")
        );
        assert_eq!(shell(last(&file, "COPY")[0]), "<<-\"END\" <<B /x\n\ttabbed\n\tEND\nb\nB");
    }
    let file = whole("FROM a\nRUN cat <<<x\nRUN a<<b\nRUN 3<<E f\nE\nUSER u");
    assert_eq!(file.stages[0].instructions.len(), 4);
}

#[test]
fn a_here_document_without_an_end_takes_the_rest() {
    let text = "FROM a\nRUN cat <<EOF\nb\nUSER u\n";
    let (file, errors) = read(text);
    assert_eq!(slice(text, errors[0].span), "<<EOF");
    assert_eq!(shell(&file.stages[0].instructions[0]), "cat <<EOF\nb\nUSER u");
    assert_eq!(read(&format!("FROM a\n{}", "RUN <<A <<B\n".repeat(80_000))).1.len(), 2);
}

#[test]
fn lists_of_words_are_json_or_text() {
    let file = whole(SAMPLE);
    assert_eq!(exec(last(&file, "CMD")[0]), ["python", "-m", "app"]);
    let Form::Exec(words) = &last(&file, "CMD")[0].form else { panic!() };
    assert_eq!(slice(SAMPLE, words[2].span), "\"app\"");
    assert_eq!(exec(last(&file, "HEALTHCHECK")[0]), ["curl", "é"]);
    assert_eq!(last(&file, "HEALTHCHECK")[0].flags[0].value, "--interval=5m");
    assert_eq!(shell(last(&file, "ENTRYPOINT")[0]), "python -m \"app\"");
    assert_eq!(shell(last(&file, "ONBUILD")[0]), "RUN echo hi");
    for text in ["['a']", "[\"a\",]", "[\"a\"] && b", "[1]", "[ -f x ]", "{}"] {
        let file = whole(&format!("FROM a\nCMD {text}"));
        assert_eq!(shell(&file.stages[0].instructions[0]), text);
    }
    let text = "FROM a\nCMD [\"x\", \\\n  \"y\"]";
    let file = whole(text);
    let Form::Exec(words) = &file.stages[0].instructions[0].form else { panic!() };
    assert_eq!(slice(text, words[1].span), "\"y\"");
}

#[test]
fn the_escape_character_can_be_chosen_at_the_top_alone() {
    let chosen = "# escape=`\nFROM a\nENV X=c:\\dir `\n  Y=b\n";
    assert_eq!(pairs(&whole(chosen).stages[0].instructions[0]), [("X", "c:\\dir"), ("Y", "b")]);
    let late = "# a comment\n# escape=`\nFROM a\nENV X=c `\n";
    assert_eq!(pairs(&whole(late).stages[0].instructions[0]), [("X", "c"), ("`", "")]);
    assert_eq!(read("# escape=x\nFROM a\n").1.len(), 1);
    let file = whole("FROM a\nRUN a \\  \n b\nRUN c \\\\\nUSER u");
    assert_eq!(file.stages[0].instructions.len(), 3);
}

#[test]
fn a_byte_order_mark_says_nothing() {
    let text = "\u{feff}# escape=`\nFROM é\nENV A=`\n  b";
    let file = whole(text);
    assert_eq!(slice(text, file.stages[0].base.span), "é");
    assert_eq!((pairs(&file.stages[0].instructions[0]), escape(text)), (vec![("A", ""), ("b", "")], '`'));
}

#[test]
fn a_mistake_costs_its_line() {
    let text = "RUN early\nFROM\nFRM x\nFROM a b c d\nFROM a\nRUNN x\nUSER u\n";
    let (file, errors) = read(text);
    assert_eq!(file.stages.len(), 1);
    assert_eq!(file.last_stage().unwrap().instructions[0].keyword, "USER");
    let written: Vec<&str> = errors.iter().map(|error| slice(text, error.span)).collect();
    assert_eq!(written, ["RUN early", "FROM", "FRM", "FROM a b c d", "RUNN"]);
    assert_eq!(read("").0, Dockerfile::default());
    assert_eq!(shell(&whole("FROM a\nRUN").stages[0].instructions[0]), "");
}

#[test]
fn long_lines_are_read_in_one_go() {
    let long = [
        "RUN x ".repeat(160_000),
        format!("COPY {} a", "--x=\"a b\" ".repeat(100_000)),
        format!("ENV {}", "a=\"b c\" ".repeat(120_000)),
        format!("RUN a{}", " \\\n b".repeat(200_000)),
        format!("CMD [{}\"\"]", "\"\\u00e9\",".repeat(100_000)),
        format!("CMD {}", "[".repeat(1_000_000)),
        format!("RUN {}", "<<A ".repeat(200_000)),
    ];
    for line in long {
        let (file, _) = read(&format!("FROM a\n{line}\n"));
        assert_eq!(file.stages[0].instructions.len(), 1);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_with_spans_inside(text in "(FROM a\n)?[\\PC\n\r\t\"\\\\#<]{0,60}") {
        check_spans(&text, &read(&text))?;
    }

    #[test]
    fn damaged_files_are_read_and_words_are_what_is_written(text in damaged(SAMPLE, &[
        "\\\n", "\n", "\r\n", "\"", "'", "\\", "<<EOF", "EOF", "--x=", "=", "[", "]", "#", "FROM ", " AS ", "ENV ", "CMD ", "\t", "`",
    ])) {
        let (file, errors) = read(&text);
        check_spans(&text, &(&file, &errors))?;
        for stage in &file.stages {
            let words = stage.instructions.iter().flat_map(|instruction| &instruction.flags);
            for word in words.chain([&stage.base]).chain(&stage.name) {
                // What a continued line splits reads without the line end.
                if !slice(&text, word.span).contains('\n') {
                    check_written(&text, word)?;
                }
            }
        }
    }
}
