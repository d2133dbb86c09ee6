//! Blocks that a script lacks.

use super::{
    Checked, File,
    trivia::{behind, ends_line, lead},
};
use crate::{edit::Edits, gradle::Statement, span::SyntaxError};

/// The place of a statement among those of a script; none where convention does not know it. What is called for other
/// projects or applied comes first because it may bring configurations.
pub(super) fn rank(name: &str) -> Option<u8> {
    Some(match name {
        "import" | "package" | "buildscript" | "pluginManagement" | "initscript" => 0,
        "plugins" => 1,
        "apply" | "allprojects" | "subprojects" | "configure" | "ext" | "group" | "version"
        | "description" => 2,
        "repositories" => 3,
        "configurations" => 4,
        "dependencies" => 5,
        _ => return None,
    })
}

fn rank_of(statement: &Statement) -> Option<u8> {
    statement.path.first().and_then(|name| rank(name))
}

/// Where a new block comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Behind a statement at the script's top, by its index.
    Behind(usize),
    /// In front of one.
    Before(usize),
    End,
}

/// New blocks, by where they come.
#[derive(Default)]
pub(super) struct Sections {
    places: Vec<(Place, Vec<Vec<String>>)>,
}

impl Sections {
    /// Adds a block with its statements.
    pub(super) fn add(
        &mut self,
        file: &File<'_>,
        name: &str,
        wanted: &[&Checked<'_>],
    ) -> Result<(), SyntaxError> {
        let statements = &file.script.statements;
        let place = if name == "plugins" { first_of_all(statements)? } else { by_rank(statements, name) };
        let mut lines = vec![format!("{name} {{")];
        lines.extend(wanted.iter().flat_map(|wanted| file.written(wanted, file.step)));
        lines.push("}".to_owned());
        self.push(place, lines);
        Ok(())
    }

    /// Adds statements that stand alone.
    pub(super) fn add_ends(&mut self, file: &File<'_>, wanted: &[&Checked<'_>]) {
        wanted.iter().for_each(|wanted| self.push(Place::End, file.written(wanted, "")));
    }

    fn push(&mut self, place: Place, lines: Vec<String>) {
        match self.places.iter_mut().find(|(other, _)| *other == place) {
            Some((_, sections)) => sections.push(lines),
            None => self.places.push((place, vec![lines])),
        }
    }

    pub(super) fn edits(&self, file: &File<'_>) -> Vec<Edits> {
        let of = |(place, sections): &(Place, Vec<Vec<String>>)| {
            let lines = sections.join(&String::new());
            let statements = &file.script.statements;
            match place {
                Place::Behind(at) => after(file, statements[*at].span.end, lines),
                Place::Before(at) => before(file, *at, lines),
                Place::End => at_end(file, lines),
            }
        };
        self.places.iter().map(of).collect()
    }
}

/// `plugins` stands in front of all that is not allowed in front of it, and behind the build's own blocks.
fn first_of_all(statements: &[Statement]) -> Result<Place, SyntaxError> {
    let is_head = |statement: &Statement| rank_of(statement) == Some(0);
    let head = statements.iter().take_while(|statement| is_head(statement)).count();
    if let Some(late) = statements[head..].iter().find(|statement| is_head(statement)) {
        let message =
            format!("`plugins` must stand behind `{}`, and nothing else in front of it", late.name());
        return Err(SyntaxError::new(late.span, message));
    }
    Ok(match (head, statements.len()) {
        (0, 0) => Place::End,
        (0, _) => Place::Before(0),
        _ => Place::Behind(head - 1),
    })
}

/// Behind the last of what comes before it, among what stands in front of the first that comes after it.
fn by_rank(statements: &[Statement], name: &str) -> Place {
    let ranks: Vec<Option<u8>> = statements.iter().map(rank_of).collect();
    let Some(own) = rank(name) else { return Place::End };
    let after = ranks.iter().position(|rank| rank.is_some_and(|rank| rank > own));
    let front = &ranks[..after.unwrap_or(ranks.len())];
    match (front.iter().rposition(|rank| rank.is_some_and(|rank| rank < own)), after) {
        (Some(before), _) => Place::Behind(before),
        (None, Some(after)) => Place::Before(after),
        (None, None) => Place::End,
    }
}

/// Lines behind a statement, parted by empty lines.
fn after(file: &File<'_>, end: usize, mut lines: Vec<String>) -> Edits {
    let at = behind(file.text, end, file.dialect);
    lines.insert(0, String::new());
    if !ends_line(file.text, at) {
        lines.push(String::new());
        let end = file.lines.ending;
        return Edits::insertion(at, format!("{end}{}{end}", lines.join(end)));
    }
    let next = file.lines.next(at);
    if !is_blank(file, next) {
        lines.push(String::new());
    }
    Edits::insertion(next, file.lines.whole(next, &lines))
}

/// Lines in front of a statement, with an empty one behind them.
fn before(file: &File<'_>, index: usize, mut lines: Vec<String>) -> Edits {
    let statements = &file.script.statements;
    let from = index.checked_sub(1).map_or(0, |front| statements[front].span.end);
    let at = lead(file.text, from, statements[index].span.start, file.dialect);
    lines.push(String::new());
    let line = file.lines.start(at);
    let at = if file.text[line..at].trim().is_empty() { line } else { at };
    let end = file.lines.ending;
    Edits::insertion(at, format!("{}{end}", lines.join(end)))
}

/// Lines at the script's end, behind an empty one.
fn at_end(file: &File<'_>, mut lines: Vec<String>) -> Edits {
    let text = file.text;
    let said = text.trim_start_matches('\u{feff}');
    if said.is_empty() {
        let last = if text.is_empty() { file.lines.ending } else { "" };
        return Edits::insertion(text.len(), format!("{}{last}", lines.join(file.lines.ending)));
    }
    let last = text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text));
    if !text.ends_with('\n') || !is_blank(file, file.lines.start(last.len())) {
        lines.insert(0, String::new());
    }
    Edits::insertion(text.len(), file.lines.whole(text.len(), &lines))
}

/// Whether the line that begins at a byte is empty, or there is none.
fn is_blank(file: &File<'_>, at: usize) -> bool {
    file.text[at..file.lines.end(at)].trim().is_empty()
}
