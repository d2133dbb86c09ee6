//! Where a requirement comes to stand.

use super::Module;
use crate::{
    edit::{Edited, Edits, Lines, Refusal},
    go_mod::{self, GoMod, Require},
    span::Span,
};

/// The places of a file at which modules can be required.
pub(super) struct Places<'a> {
    text: &'a str,
    lines: Lines<'a>,
    place: Place<'a>,
}

enum Place<'a> {
    /// The first block that holds what is required directly, and all that it holds.
    Block(Span, Vec<&'a Require>),
    /// Behind the last one in a line of its own.
    Line(usize),
    /// Behind the line that says the version of the language, or the module.
    Head(usize),
}

impl<'a> Places<'a> {
    pub(super) fn of(text: &'a str, file: &'a GoMod) -> Result<Self, Refusal> {
        let lines = Lines::of(text);
        let blocks = go_mod::blocks(text);
        let held = |block: Span| {
            let first = file.requires.partition_point(|require| require.span.start < block.start);
            let end = file.requires.partition_point(|require| require.span.start < block.end);
            &file.requires[first..end]
        };
        let inside = |at: usize| {
            let next = blocks.partition_point(|(_, block)| block.end <= at);
            blocks.get(next).is_some_and(|(_, block)| block.start <= at)
        };
        let of_requires = blocks.iter().filter(|(verb, _)| verb == "require");
        let block = of_requires.map(|(_, block)| (*block, held(*block)));
        let mut direct = block.filter(|(_, held)| held.iter().any(|require| !require.indirect));
        let alone =
            file.requires.iter().rev().find(|require| !require.indirect && !inside(require.span.start));
        let head = [&file.module, &file.go, &file.toolchain];
        let head = head.into_iter().flatten().map(|found| found.span.end).max();
        let place = match (direct.next(), alone, head) {
            (Some((block, held)), ..) => Place::Block(block, held.iter().collect()),
            (None, Some(require), _) => Place::Line(lines.next(require.span.end)),
            (None, None, Some(head)) if !inside(head) => Place::Head(lines.next(head)),
            _ => return Err(Refusal::new("the file does not say its module in a line of its own", "")),
        };
        Ok(Self { text, lines, place })
    }

    /// The modules at their places.
    pub(super) fn insert(&self, mut missing: Vec<&Module>) -> Edited {
        missing.sort_by(|one, other| one.path.cmp(&other.path));
        let alone = |module: &&Module| format!("require {} {}", module.path, module.version);
        match &self.place {
            Place::Block(block, held) => missing.into_iter().try_fold(Edits::none(), |edits, module| {
                let (at, line) = self.in_block(*block, held, module);
                let edit = Edits::insertion(at, self.lines.whole(at, &[line]));
                edits.with(edit).map_err(|error| Refusal::new(error.to_string(), ""))
            }),
            Place::Line(at) => {
                let lines: Vec<String> = missing.iter().map(alone).collect();
                Ok(Edits::insertion(*at, self.lines.whole(*at, &lines)))
            }
            Place::Head(at) => {
                let mut lines = vec![String::new()];
                if let [module] = missing.as_slice() {
                    lines.push(alone(module));
                } else {
                    lines.push("require (".to_owned());
                    lines
                        .extend(missing.iter().map(|module| format!("\t{} {}", module.path, module.version)));
                    lines.push(")".to_owned());
                }
                let below = &self.text[*at..self.lines.end(*at)];
                lines.extend((!below.trim().is_empty()).then(String::new));
                Ok(Edits::insertion(*at, self.lines.whole(*at, &lines)))
            }
        }
    }

    /// Behind the one in front of it, so that comments stay with what they precede; the first below the bracket. Where a
    /// block is not in order, behind the last that is required directly.
    fn in_block(&self, block: Span, held: &[&Require], module: &Module) -> (usize, String) {
        let sorted = held.is_sorted_by_key(|require| &require.path.value);
        let before = if sorted {
            held.partition_point(|require| require.path.value < module.path).checked_sub(1)
        } else {
            held.iter().rposition(|require| !require.indirect)
        };
        let before = before.and_then(|before| held.get(before));
        let beside = before.or_else(|| held.first()).map_or(block.start, |require| require.span.start);
        let at = self.lines.next(before.map_or(block.start, |require| require.span.end));
        (at, format!("{}{} {}", self.lines.indent(beside), module.path, module.version))
    }
}
