//! Dockerfile: environment and start of the stages that the image is made of, build steps of all.

use syntax::dockerfile::{self, Form, Instruction, Stage};

use super::Deploy;
use crate::{
    facts::{Deployment, Role, WiringLine},
    source_file::SourceFile,
};

/// Reads one Dockerfile.
pub(crate) fn read(file: &SourceFile<'_>) -> (Option<Deploy>, Vec<syntax::SyntaxError>) {
    let (read, errors) = dockerfile::read(file.text());
    let (Some(folder), Some(last)) = (file.path().parent(), read.last_stage()) else { return (None, errors) };
    let image = image_stages(&read.stages);
    let mut lines = Vec::new();
    for (at, stage) in read.stages.iter().enumerate() {
        let steps = stage.instructions.iter().filter_map(|step| line(file, step));
        // What starts a stage that the image is not made of starts nothing.
        lines.extend(steps.filter(|line| line.role == Role::Build || image.contains(&at)));
    }
    let deployment = Deployment { path: file.path().clone(), location: file.location(last.base.span), lines };
    (Some(Deploy { folder, deployment }), errors)
}

/// The stages whose settings the image has: the last, the one it is `FROM`, and so on.
fn image_stages(stages: &[Stage]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut current = stages.len().checked_sub(1);
    while let Some(at) = current {
        found.push(at);
        let base = &stages[at].base.value;
        let named =
            |stage: &Stage| stage.name.as_ref().is_some_and(|name| name.value.eq_ignore_ascii_case(base));
        current = stages[..at].iter().rposition(named);
    }
    found
}

fn line(file: &SourceFile<'_>, step: &Instruction) -> Option<WiringLine> {
    let role = match step.keyword.as_str() {
        "CMD" | "ENTRYPOINT" => Role::Start,
        "ENV" => Role::Environment,
        // An `ARG` is gone when the image runs.
        "ARG" | "RUN" | "COPY" | "ADD" => Role::Build,
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
