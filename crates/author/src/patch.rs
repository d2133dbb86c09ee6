//! A change as a patch that `git apply` takes: unified, with three lines of context, made from the edits themselves, so that
//! each hunk is what was meant and not what a comparison found.

use std::fmt::Write as _;

use source_tree::RepoPath;

use syntax::{
    Edits,
    edit::{Edit, EditError},
};

use crate::change_set::{ChangeSet, Content, FileChange};

/// How many unchanged lines stand around a change.
const CONTEXT: usize = 3;

/// Renders a change.
///
/// # Errors
/// When an edit does not fit the text of its file.
pub fn render(change: &ChangeSet) -> Result<String, EditError> {
    let mut out = String::new();
    for file in change.files() {
        out.push_str(&render_file(file)?);
    }
    Ok(out)
}

fn render_file(file: &FileChange) -> Result<String, EditError> {
    let (old, new) = (quoted("a/", &file.path), quoted("b/", &file.path));
    let mut out = format!("diff --git {old} {new}\n");
    match &file.content {
        Content::Added { text, executable, .. } => {
            let mode = if *executable { "100755" } else { "100644" };
            // Writing to a String cannot fail, here and below.
            let _ = writeln!(out, "new file mode {mode}");
            let added: Vec<&str> = text.split_inclusive('\n').collect();
            if !added.is_empty() {
                let _ = writeln!(out, "--- /dev/null\n+++ {new}\n@@ -0,0 +{} @@", range(0, added.len()));
                added.iter().for_each(|line| push(&mut out, '+', line));
            }
        }
        Content::Edited { original, .. } => {
            let edited = file.text()?;
            let changes = changes(original, &edited, &file.edits()?);
            if changes.is_empty() {
                return Ok(String::new());
            }
            let _ = writeln!(out, "--- {old}\n+++ {new}");
            hunks(&mut out, original, &edited, &changes);
        }
    }
    Ok(out)
}

/// Lines of the original that give way to lines of the edited text, as ranges of both.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    old: std::ops::Range<usize>,
    new: std::ops::Range<usize>,
}

/// The lines that edits change, in the order of the text. A line is kept where no edit touches it and it begins a line
/// afterwards too; what lies between those that are kept gives way.
fn changes(original: &str, edited: &str, edits: &Edits) -> Vec<Change> {
    let old: Vec<&str> = original.split_inclusive('\n').collect();
    let new: Vec<&str> = edited.split_inclusive('\n').collect();
    let new_starts = starts(&new);
    let mut pending = edits.as_slice().iter().peekable();
    let (mut shift, mut at, mut from) = (Shift::default(), 0, (0, 0));
    let mut found = Vec::new();
    for (index, line) in old.iter().enumerate() {
        while let Some(edit) = pending.next_if(|edit| edit.span.end <= at) {
            shift.add(edit);
        }
        // What is inserted behind a last line without an end makes it longer.
        let end = at + line.len() + usize::from(!line.ends_with('\n'));
        let touched = pending.peek().is_some_and(|edit| edit.span.start < end);
        if let (false, Ok(kept)) = (touched, new_starts.binary_search(&shift.of(at))) {
            found.push(Change { old: from.0..index, new: from.1..kept });
            from = (index + 1, kept + 1);
        }
        at += line.len();
    }
    found.push(Change { old: from.0..old.len(), new: from.1..new.len() });
    let trimmed = found.into_iter().map(|change| trimmed(change, &old, &new));
    trimmed.filter(|change| !change.old.is_empty() || !change.new.is_empty()).collect()
}

/// By how much what stands behind some edits has moved.
#[derive(Default)]
struct Shift {
    inserted: usize,
    removed: usize,
}

impl Shift {
    fn add(&mut self, edit: &Edit) {
        self.inserted += edit.text.len();
        self.removed += edit.span.end - edit.span.start;
    }

    fn of(&self, at: usize) -> usize {
        at + self.inserted - self.removed
    }
}

/// Where each line begins.
fn starts(lines: &[&str]) -> Vec<usize> {
    let lengths = lines.iter().scan(0, |at, line| Some(std::mem::replace(at, *at + line.len())));
    lengths.collect()
}

/// A change without the lines that it begins and ends with on both sides.
fn trimmed(mut change: Change, old: &[&str], new: &[&str]) -> Change {
    while !change.old.is_empty() && !change.new.is_empty() && old[change.old.start] == new[change.new.start] {
        change.old.start += 1;
        change.new.start += 1;
    }
    while !change.old.is_empty()
        && !change.new.is_empty()
        && old[change.old.end - 1] == new[change.new.end - 1]
    {
        change.old.end -= 1;
        change.new.end -= 1;
    }
    change
}

/// Writes changes with what stands around them; those near each other share a hunk.
fn hunks(out: &mut String, original: &str, edited: &str, changes: &[Change]) {
    let old: Vec<&str> = original.split_inclusive('\n').collect();
    let new: Vec<&str> = edited.split_inclusive('\n').collect();
    for group in changes.chunk_by(|one, next| next.old.start - one.old.end <= 2 * CONTEXT) {
        let [first, .., last] = group else {
            if let [only] = group {
                hunk(out, &old, &new, group, (only, only));
            }
            continue;
        };
        hunk(out, &old, &new, group, (first, last));
    }
}

fn hunk(out: &mut String, old: &[&str], new: &[&str], group: &[Change], (first, last): (&Change, &Change)) {
    let before = first.old.start.min(CONTEXT);
    let after = (old.len() - last.old.end).min(CONTEXT);
    let (old_from, old_to) = (first.old.start - before, last.old.end + after);
    let (new_from, new_to) = (first.new.start - before, last.new.end + after);
    let _ = writeln!(out, "@@ -{} +{} @@", range(old_from, old_to), range(new_from, new_to));
    let mut at = old_from;
    for change in group {
        old[at..change.old.start].iter().for_each(|line| push(out, ' ', line));
        old[change.old.clone()].iter().for_each(|line| push(out, '-', line));
        new[change.new.clone()].iter().for_each(|line| push(out, '+', line));
        at = change.old.end;
    }
    old[at..old_to].iter().for_each(|line| push(out, ' ', line));
}

/// Lines as a header counts them: the first, and how many; of none the one before.
fn range(from: usize, to: usize) -> String {
    match to - from {
        0 => format!("{from},0"),
        1 => format!("{}", from + 1),
        count => format!("{},{count}", from + 1),
    }
}

fn push(out: &mut String, sign: char, line: &str) {
    out.push(sign);
    out.push_str(line);
    if !line.ends_with('\n') {
        out.push_str("\n\\ No newline at end of file\n");
    }
}

/// A path as git writes it: in quotes with escapes where it holds what is no plain character.
fn quoted(side: &str, path: &RepoPath) -> String {
    let path = format!("{side}{path}");
    if path.bytes().all(|byte| (0x20..0x7f).contains(&byte) && byte != b'"' && byte != b'\\') {
        return path;
    }
    let mut out = String::from("\"");
    for byte in path.bytes() {
        match byte {
            b'"' | b'\\' => out.extend(['\\', char::from(byte)]),
            b'\n' => out.push_str("\\n"),
            b'\t' => out.push_str("\\t"),
            0x20..0x7f => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "\\{byte:03o}");
            }
        }
    }
    out.push('"');
    out
}
