//! Statements of a block that is there.

use super::{
    Checked, File,
    trivia::{behind, ends_line},
};
use crate::{
    edit::Edits,
    gradle::{Block, Statement},
};

/// Puts statements into the script's block of a name; none where it has no such block.
pub(super) fn edits(file: &File<'_>, name: &str, wanted: &[&Checked<'_>]) -> Option<Vec<Edits>> {
    let blocks: Vec<&Block> = file.script.statements.iter().filter_map(|found| block(found, name)).collect();
    let first = *blocks.first()?;
    let mut places: Vec<(Place<'_>, Vec<&Checked<'_>>)> = Vec::new();
    for statement in wanted {
        // Order means something among repositories and nothing among dependencies.
        let like = |found: &&Statement| name == "dependencies" && found.path == statement.path;
        let place = blocks.iter().rev().find_map(|block| {
            let last = block.statements.iter().rev().find(like)?;
            Some(Place { block, behind: Some(last) })
        });
        let place = place.unwrap_or(Place { block: first, behind: None });
        match places.iter_mut().find(|(other, _)| *other == place) {
            Some((_, statements)) => statements.push(statement),
            None => places.push((place, vec![statement])),
        }
    }
    Some(places.iter().map(|(place, statements)| place.edits(file, statements)).collect())
}

/// The block of a statement `name { .. }`.
fn block<'s>(statement: &'s Statement, name: &str) -> Option<&'s Block> {
    let call = statement.call().filter(|call| call.arguments.is_empty() && call.chain.is_empty())?;
    call.block.as_ref().filter(|_| statement.is(name))
}

/// A place in a block: behind a statement, or at its end.
#[derive(PartialEq)]
struct Place<'s> {
    block: &'s Block,
    behind: Option<&'s Statement>,
}

impl Place<'_> {
    fn edits(&self, file: &File<'_>, wanted: &[&Checked<'_>]) -> Edits {
        let indent = self.indent(file);
        let lines: Vec<String> = wanted.iter().flat_map(|wanted| file.written(wanted, &indent)).collect();
        let last = self.behind.or(self.block.statements.last());
        let at = match self.behind {
            Some(statement) => behind(file.text, statement.span.end, file.dialect),
            None => self.content_end(file),
        };
        if ends_line(file.text, at) {
            let next = file.lines.next(at);
            return Edits::insertion(next, file.lines.whole(next, &lines));
        }
        match last {
            Some(statement) => beside(file, statement.span.end, wanted, &lines),
            None => self.opened(file, at, wanted, &lines),
        }
    }

    /// Where the content of the block ends, comments included.
    fn content_end(&self, file: &File<'_>) -> usize {
        let start = self.block.span.start + 1;
        let end = (self.block.span.end - 1).max(start);
        start + file.text[start..end].trim_end().len()
    }

    /// Puts statements into a block that has none and ends on the line on which it starts.
    fn opened(&self, file: &File<'_>, at: usize, wanted: &[&Checked<'_>], lines: &[String]) -> Edits {
        let close = self.block.span.end - 1;
        let blank = &file.text[at..close];
        if !blank.is_empty() && at == self.block.span.start + 1 && lines.len() == wanted.len() {
            return Edits::insertion(at, format!(" {}", joined(lines)));
        }
        let (end, outer) = (file.lines.ending, file.lines.indent(self.block.span.start));
        let outer = outer.strip_suffix(blank).unwrap_or(outer);
        Edits::insertion(at, format!("{end}{}{end}{outer}", lines.join(end)))
    }

    /// The indent of the block's statements: that of the last one on a line of its own, if there is any.
    fn indent(&self, file: &File<'_>) -> String {
        let own = |statement: &Statement| {
            let before = &file.text[..statement.span.start];
            let line = before.trim_end_matches([' ', '\t']).len();
            before[..line].ends_with('\n').then(|| before[line..].to_owned())
        };
        let found = self.behind.and_then(own).or_else(|| self.block.statements.iter().rev().find_map(own));
        found.unwrap_or_else(|| format!("{}{}", file.lines.indent(self.block.span.start), file.step))
    }
}

/// Puts statements behind one that does not end its line.
fn beside(file: &File<'_>, at: usize, wanted: &[&Checked<'_>], lines: &[String]) -> Edits {
    if lines.len() == wanted.len() {
        return Edits::insertion(at, format!("; {}", joined(lines)));
    }
    let end = file.lines.ending;
    Edits::insertion(at, format!("{end}{}", lines.join(end)))
}

/// Statements on one line.
fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| line.trim_start()).collect::<Vec<_>>().join("; ")
}
