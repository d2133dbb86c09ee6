//! Dockerfile: the last stage's environment and start, every stage's build steps.

use syntax::dockerfile::{self, Form, Instruction};

use super::Deploy;
use crate::{
    facts::{Deployment, Role, WiringLine},
    source_file::SourceFile,
};

/// Reads one Dockerfile.
pub(crate) fn read(file: &SourceFile<'_>) -> (Option<Deploy>, Vec<syntax::SyntaxError>) {
    let (read, errors) = dockerfile::read(file.text());
    let (Some(folder), Some(last)) = (file.path().parent(), read.stages.last()) else {
        return (None, errors);
    };
    let earlier = read.stages[..read.stages.len() - 1].iter().flat_map(|stage| &stage.instructions);
    let mut lines: Vec<WiringLine> =
        earlier.filter_map(|step| line(file, step)).filter(|line| line.role == Role::Build).collect();
    lines.extend(last.instructions.iter().filter_map(|step| line(file, step)));
    let deployment = Deployment { path: file.path().clone(), location: file.location(last.base.span), lines };
    (Some(Deploy { folder, deployment }), errors)
}

fn line(file: &SourceFile<'_>, step: &Instruction) -> Option<WiringLine> {
    let role = match step.keyword.as_str() {
        "CMD" | "ENTRYPOINT" => Role::Start,
        "ENV" | "ARG" => Role::Environment,
        "RUN" | "COPY" | "ADD" => Role::Build,
        _ => return None,
    };
    Some(WiringLine { role, text: text(step), location: file.location(step.span) })
}

fn text(step: &Instruction) -> String {
    if !step.pairs.is_empty() {
        let pairs: Vec<String> =
            step.pairs.iter().map(|(key, value)| format!("{}={}", key.value, value.value)).collect();
        return pairs.join(" ");
    }
    match &step.form {
        Form::Shell(text) => text.value.clone(),
        Form::Exec(words) => words.iter().map(|word| word.value.as_str()).collect::<Vec<_>>().join(" "),
    }
}
