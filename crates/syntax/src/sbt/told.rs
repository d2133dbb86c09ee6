//! Settings of how a program is started and packed.

use super::{
    meaning::{Meaning, Setting, Text},
    project::{Place, Told, is_for_tests},
};
use crate::span::Spanned;

/// Keys of one text or a list of texts.
const TEXTS: [&str; 7] = [
    "mainClass",
    "javaOptions",
    "dockerEntrypoint",
    "dockerCmd",
    "dockerBaseImage",
    "bashScriptExtraDefines",
    "bashScriptDefines",
];

/// Keys of which all texts are one line.
const LINES: [&str; 2] = ["dockerEntrypoint", "dockerCmd"];

/// Keys of names and their values.
const PAIRS: [&str; 1] = ["dockerEnvVars"];

/// What a setting tells of how the program is started, if it is about that.
pub(super) fn told(setting: &Setting) -> Vec<Told> {
    let key = setting.key.as_str();
    let found = setting.value.flat();
    let told = |text: String, place: Place| Told {
        key: key.to_owned(),
        text: Spanned::new(text, place.span),
        file: place.file,
    };
    if LINES.contains(&key) {
        let texts: Vec<&Text> = found.iter().filter_map(text).collect();
        let line = texts.iter().map(|text| &*text.text).collect::<Vec<_>>().join(" ");
        return texts.first().map(|first| told(line, first.place)).into_iter().collect();
    }
    let one = |meaning: &Meaning| match meaning {
        Meaning::Text(text) if TEXTS.contains(&key) => Some(told(text.text.to_string(), text.place)),
        Meaning::Pair(pair) if PAIRS.contains(&key) => {
            Some(told(format!("{}={}", pair.0.text, pair.1.text), pair.0.place))
        }
        Meaning::Module(module) if key == "javaAgents" => {
            let tests = module.configurations.as_ref().is_some_and(|of| is_for_tests(of));
            (!tests).then(|| told(format!("{}:{}", module.group, module.artifact), module.place))
        }
        Meaning::Command(line) if key == "dockerCommands" => Some(told(line.text.to_string(), line.place)),
        _ => None,
    };
    found.iter().filter_map(one).collect()
}

fn text(meaning: &Meaning) -> Option<&Text> {
    match meaning {
        Meaning::Text(text) => Some(text),
        _ => None,
    }
}
