//! Where in a stage instructions come.

use super::{Anchor, File};
use crate::{
    dockerfile::{Form, Instruction, Stage},
    edit::Edits,
};

/// A place in a stage; instructions by their index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    From,
    Behind(usize),
    Before(usize),
    End,
}

/// Behind the last `COPY` or `ADD`.
pub(super) fn of_copy(stage: &Stage, otherwise: Anchor) -> Place {
    let copies = |found: &Instruction| matches!(found.keyword.as_str(), "COPY" | "ADD");
    stage.instructions.iter().rposition(copies).map_or_else(|| anchored(stage, otherwise), Place::Behind)
}

/// Behind the last `RUN` of the superuser; else in front of the `USER` that is another one.
pub(super) fn of_run(stage: &Stage, otherwise: Anchor) -> Place {
    let (mut superuser, mut last, mut dropped, mut any) = (true, None, None, false);
    for (at, found) in stage.instructions.iter().enumerate() {
        match found.keyword.as_str() {
            "USER" => {
                superuser = is_superuser(found);
                dropped = dropped.or((!superuser).then_some(at));
            }
            "RUN" => {
                any = true;
                last = if superuser { Some(at) } else { last };
            }
            _ => {}
        }
    }
    let wanted = anchored(stage, otherwise);
    let late = match (wanted, dropped) {
        (Place::From, _) | (_, None) => false,
        (Place::Behind(at) | Place::Before(at), Some(user)) => at > user,
        (Place::End, Some(_)) => true,
    };
    match (last, dropped) {
        (Some(last), _) => Place::Behind(last),
        (None, Some(user)) if any || late => Place::Before(user),
        _ => wanted,
    }
}

fn is_superuser(user: &Instruction) -> bool {
    let Form::Shell(name) = &user.form else { return false };
    matches!(name.value.trim().split(':').next(), Some("root" | "0"))
}

fn anchored(stage: &Stage, anchor: Anchor) -> Place {
    match anchor {
        Anchor::From => Place::From,
        Anchor::Start => of_start(stage),
        Anchor::End => Place::End,
    }
}

/// In front of what starts the stage, so that nothing that is run while it is built comes behind.
pub(super) fn of_start(stage: &Stage) -> Place {
    let starts = |found: &Instruction| matches!(found.keyword.as_str(), "CMD" | "ENTRYPOINT");
    let Some(last) = stage.instructions.iter().rposition(starts) else { return Place::End };
    if stage.instructions[last..].iter().any(|found| found.keyword == "RUN") {
        return Place::End;
    }
    let others = stage.instructions[..last].iter().rev().take_while(|found| starts(found)).count();
    Place::Before(last - others)
}

/// Inserts lines at a place.
pub(super) fn insertion(file: &File<'_>, stage: &Stage, place: Place, lines: &[String]) -> Edits {
    let at = match place {
        Place::From => file.lines.next(from_end(stage)),
        Place::Behind(index) => file.lines.next(end(stage, Some(index))),
        Place::Before(index) => above(file, stage, index),
        Place::End => file.lines.next(end(stage, stage.instructions.len().checked_sub(1))),
    };
    Edits::insertion(at, file.lines.whole(at, lines))
}

fn end(stage: &Stage, index: Option<usize>) -> usize {
    index.map_or_else(|| from_end(stage), |index| stage.instructions[index].span.end)
}

fn from_end(stage: &Stage) -> usize {
    stage.name.as_ref().map_or(stage.base.span.end, |name| name.span.end)
}

/// The begin of an instruction's line, or of the comments right above it: they are about it.
fn above(file: &File<'_>, stage: &Stage, index: usize) -> usize {
    let from = file.lines.next(end(stage, index.checked_sub(1)));
    let mut at = file.lines.start(stage.instructions[index].span.start);
    let between = file.text.get(from..at).unwrap_or_default();
    for line in between.split_inclusive('\n').rev().take_while(|line| line.trim_start().starts_with('#')) {
        at -= line.len();
    }
    at
}
