//! Pipelines in a few lines.

use autopilot_forge::Subject;

/// A commit id of one digit.
pub(crate) fn id(digit: char) -> String {
    String::from(digit).repeat(40)
}

/// Looks variables up in pairs; a later pair wins.
pub(crate) fn lookup<'a>(variables: &'a [(&str, &str)]) -> impl Fn(&str) -> Option<String> + 'a {
    |name| {
        let found = variables.iter().rev().find(|(key, _)| *key == name)?;
        Some(found.1.to_owned())
    }
}

/// Whether a clause about `what` is among the unknowns.
pub(crate) fn unknown(subject: &Subject, what: &str) -> bool {
    subject.unknowns.iter().any(|clause| clause.contains(what))
}
