//! What holds of all Dockerfiles.

use proptest::prelude::*;

use super::*;
use crate::{
    dockerfile::read,
    edit::testing::{dressed, kept},
    testing::damaged,
};

/// Files as people leave them: stages with instructions in any order and either case.
fn files() -> impl Strategy<Value = String> {
    let instruction = prop_oneof![
        Just("RUN a \\\n  # b\n\n  && c"),
        Just("RUN <<E\nCMD x\nFROM y\nE"),
        Just("COPY --from=x a \\\n b"),
        Just("ENV A=\"b c\" \\\n    OPTS=-a"),
        Just("ENV OPTS -a 'b'"),
        Just("USER app"),
        Just("USER root"),
        Just("HEALTHCHECK CMD a"),
        Just("ONBUILD RUN b"),
        Just("CMD [\"a\",\"b\"]"),
        Just("CMD exec a b"),
        Just("ENTRYPOINT [ \"sh\", \"-c\", \"a && exec b\" ]"),
        Just("# CMD c"),
        Just("\t# d"),
        Just(""),
    ];
    let stage = (
        proptest::collection::vec(instruction, 0..7),
        prop_oneof![Just("FROM a"), Just("FROM --platform=b a AS c"), Just("FROM c")],
    );
    let head = prop_oneof![Just(""), Just("# syntax=a\n"), Just("# escape=\\\n\nARG A=b\n")];
    (head, proptest::collection::vec(stage, 1..3), any::<bool>()).prop_map(|(head, stages, lower)| {
        let mut text = head.to_owned();
        for (instructions, from) in stages {
            for line in std::iter::once(from).chain(instructions) {
                let word = line.find(' ').unwrap_or(0);
                let keyword = if lower { line[..word].to_lowercase() } else { line[..word].to_owned() };
                text.push_str(&format!("{keyword}{}\n", &line[word..]));
            }
        }
        text
    })
}

fn wanted() -> impl Strategy<Value = Vec<Change>> {
    let all = vec![
        env("X", "y z"),
        option("-new=\"1\""),
        option("-other"),
        copy("COPY --from=agent new /new"),
        run("RUN new \\\n    it"),
        prefix(&["instrument"]),
    ];
    proptest::sample::subsequence(all, 1..6)
}

/// The instructions of all stages, as they read.
fn all_of(text: &str) -> Vec<String> {
    let (file, errors) = read(text);
    assert_eq!(errors, [], "{text}");
    let of = |found: &Instruction| format!("{:?}", says(found));
    file.stages.iter().flat_map(|stage| stage.instructions.iter().map(of)).collect()
}

proptest! {
    #[test]
    fn instructions_are_inserted_once_and_the_others_stay(text in dressed(files()), changes in wanted()) {
        if let Some(after) = inserted(&text, |text| edit(text, &changes)) {
            let (before, now) = (all_of(&text), all_of(&after));
            let count = |all: &[String], word: &str| all.iter().filter(|line| line.contains(word)).count();
            let asked = |change: &Change| usize::from(changes.contains(change));
            prop_assert_eq!(count(&now, "(\"RUN\", [], [\"new\""), asked(&run("RUN new \\\n    it")));
            prop_assert_eq!(count(&now, "from=agent"), asked(&copy("COPY --from=agent new /new")));
            prop_assert_eq!(after.matches("X=\"y z\"").count(), asked(&env("X", "y z")));
            prop_assert_eq!(after.matches("instrument").count(), asked(&prefix(&["instrument"])));
            prop_assert!(now.len() >= before.len());
            let changed = before.iter().filter(|line| !now.contains(line)).count();
            prop_assert!(changed <= 2, "the start and the options: {changed} in {after}");
        } else {
            let why = edit(&text, &changes).unwrap_err().why;
            let known = ["does not say how it starts", "could be added to"];
            prop_assert!(known.iter().any(|known| why.contains(known)), "{why}:\n{text}");
        }
    }

    #[test]
    fn damaged_files_are_edited_or_refused_without_panic(text in damaged(
        "# escape=\\\nFROM a AS b\nRUN x\nENV OPTS=\"-a é\" B='c'\nFROM b\nUSER u\nCOPY d e\nENTRYPOINT exec sh -c \"f && g\"\nCMD [\"h\"]\n",
        &["\\\n", "\n", "\r\n", "\r", "\"", "'", "\\", "<<E", "`", "[", "]", "#", "FROM ", "ENV OPTS ", "CMD ", " ", "é", "&&", "$("],
    )) {
        let all = [option("-x"), copy("COPY p q"), run("RUN r"), prefix(&["i"]), env("X", "y")];
        for change in &all {
            kept(&text, |text| edit(text, std::slice::from_ref(change)));
        }
        kept(&text, |text| edit(text, &all));
    }
}
