//! Settings of how a program is started and packed.

use super::{
    meaning::{Meaning, Setting, TEXT_MAX, Text},
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

/// How long a line that is made of several texts may be, in bytes: as long as a text may be.
const LINE_MAX: usize = TEXT_MAX;

/// What a setting tells of how the program is started, if it is about that.
pub(super) fn told(setting: &Setting) -> impl Iterator<Item = Told> {
    let key = setting.key.as_str();
    let found = setting.value.flat();
    let is_line = LINES.contains(&key);
    let line = if is_line { line(key, found) } else { None };
    line.into_iter()
        .chain(found.iter().filter(move |_| !is_line).filter_map(move |meaning| one(key, meaning)))
}

/// The texts of a command in one line, as many as fit.
fn line(key: &str, found: &[Meaning]) -> Option<Told> {
    let mut texts = found.iter().filter_map(text);
    let first = texts.next()?;
    let mut line = first.text.to_string();
    for text in texts {
        if line.len() + text.text.len() > LINE_MAX {
            break;
        }
        line.push(' ');
        line.push_str(&text.text);
    }
    Some(told_at(key, line, first.place))
}

fn one(key: &str, meaning: &Meaning) -> Option<Told> {
    match meaning {
        Meaning::Text(text) if TEXTS.contains(&key) => Some(told_at(key, text.text.to_string(), text.place)),
        Meaning::Pair(pair) if PAIRS.contains(&key) => {
            Some(told_at(key, format!("{}={}", pair.0.text, pair.1.text), pair.0.place))
        }
        Meaning::Module(module) if key == "javaAgents" => {
            let tests = module.configurations.as_ref().is_some_and(|of| is_for_tests(of));
            (!tests).then(|| told_at(key, format!("{}:{}", module.group, module.artifact), module.place))
        }
        Meaning::Command(line) if key == "dockerCommands" => {
            Some(told_at(key, line.text.to_string(), line.place))
        }
        _ => None,
    }
}

fn told_at(key: &str, text: String, place: Place) -> Told {
    Told { key: key.to_owned(), text: Spanned::new(text, place.span), file: place.file }
}

fn text(meaning: &Meaning) -> Option<&Text> {
    match meaning {
        Meaning::Text(text) => Some(text),
        _ => None,
    }
}
