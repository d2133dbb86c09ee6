//! sbt's builds: `build.sbt`, other `.sbt` files, and the Scala files in `project/` that they use.
//!
//! A build is a program in several files; what is written down is read, nothing is run. [`read`] reads one file,
//! [`build`] puts the files of one build together: names lead from file to file, and what they stand for is worked
//! out as far as texts, modules, projects and settings go. What cannot be resolved is left out.

mod apply;
mod build;
mod builtin;
mod evaluate;
mod key;
mod literal;
mod meaning;
mod method;
mod names;
mod operator;
mod project;
mod setting;
mod told;
mod tree;
mod value;

pub use build::{Build, File, build};
pub use project::{Dependence, Dependency, Place, Project, Told, is_for_tests};

use crate::{
    source::{Language, MAX_TEXT, tree as parse},
    span::{Span, SyntaxError},
};

use value::Statement;

/// How many pieces of a broken file are read for themselves.
const PIECES_MAX: usize = 2_000;

/// How many mistakes of one file are told.
const ERRORS_MAX: usize = 8;

/// One file of a build.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    statements: Vec<Statement>,
    /// The objects of which it imports everything.
    imported: Vec<String>,
}

/// Reads one file. What stands around a mistake is read all the same; what is nested too deep is passed over with
/// an error. A text longer than [`MAX_TEXT`] is an empty script and an error.
#[must_use]
pub fn read(text: &str) -> (Script, Vec<SyntaxError>) {
    if text.len() > MAX_TEXT {
        let message = format!("build file of {} bytes: only up to {MAX_TEXT} are read", text.len());
        return (Script::default(), vec![SyntaxError::new(Span::new(0, 0), message)]);
    }
    let mut read = (Script::default(), Vec::new());
    match parse(Language::Scala, text) {
        Ok(tree) if tree.root_node().has_error() => piece_by_piece(text, &mut read),
        Ok(tree) => tree::read(text, 0, &tree, &mut read),
        Err(error) => read.1.push(error),
    }
    read.1.sort_by_key(|error| error.span);
    read
}

/// Reads each piece of a text for itself: a mistake hides nothing but the piece that it stands in.
fn piece_by_piece(text: &str, read: &mut (Script, Vec<SyntaxError>)) {
    for (start, piece) in pieces(text) {
        match parse(Language::Scala, piece) {
            Ok(tree) => tree::read(piece, start, &tree, read),
            Err(_) => {
                read.1.push(SyntaxError::new(Span::new(start, start + piece.len()), "this could not be read"))
            }
        }
    }
    read.1.truncate(ERRORS_MAX);
}

/// The pieces of a text that begin at the margin behind an empty line, as settings and projects do.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let (mut starts, mut at, mut empty) = (vec![0], 0, false);
    for line in text.split_inclusive('\n') {
        if empty && starts.len() < PIECES_MAX && line.starts_with(|c: char| c.is_alphabetic() || c == '`') {
            starts.push(at);
        }
        empty = line.trim().is_empty();
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).map(|(start, end)| (start, &text[start..end])).collect()
}

#[cfg(test)]
mod tests;
