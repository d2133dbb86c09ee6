//! Dockerfiles.

mod instruction;
mod lines;
mod words;

use crate::span::{Span, Spanned, SyntaxError};
use lines::Logical;

pub(crate) use lines::escape;

/// A Dockerfile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dockerfile {
    /// The build stages, in the order of the text.
    pub stages: Vec<Stage>,
    /// The `ARG` instructions in front of the first stage.
    pub global_args: Vec<Instruction>,
}

impl Dockerfile {
    /// The stage whose image is built unless another is asked for.
    #[must_use]
    pub fn last_stage(&self) -> Option<&Stage> {
        self.stages.last()
    }
}

/// A build stage: `FROM` and what follows up to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stage {
    /// The image or earlier stage it starts from, as written.
    pub base: Spanned<String>,
    /// Its name (`AS`).
    pub name: Option<Spanned<String>>,
    /// What follows `FROM`.
    pub instructions: Vec<Instruction>,
    /// From `FROM` to the end of its last instruction.
    pub span: Span,
}

/// An instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction {
    /// Its name in upper case.
    pub keyword: String,
    /// Where the name stands.
    pub keyword_span: Span,
    /// What it says, flags aside. Of `HEALTHCHECK` the command; of `ONBUILD` the whole instruction behind it.
    pub form: Form,
    /// `--name=value` in front of what it says.
    pub flags: Vec<Spanned<String>>,
    /// The keys and values of `ENV`, `ARG` and `LABEL`, without quotes; the value of an `ARG` without one is
    /// empty.
    pub pairs: Vec<(Spanned<String>, Spanned<String>)>,
    /// From the name to the last byte, here-documents included.
    pub span: Span,
}

/// How an instruction says what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// A JSON list of words.
    Exec(Vec<Spanned<String>>),
    /// Text: continued lines joined, here-documents behind it, line by line.
    Shell(Spanned<String>),
}

/// Reads a Dockerfile. Lines that make no sense give an error and are passed over: unknown instructions,
/// what stands in front of the first `FROM`, a `FROM` without an image. A list of words that is no JSON is
/// text, as it is for Docker.
#[must_use]
pub fn read(text: &str) -> (Dockerfile, Vec<SyntaxError>) {
    let mut file = Dockerfile::default();
    let (lines, mut errors) = lines::logical(text);
    for line in &lines {
        if let Err(error) = read_line(line, &mut file) {
            errors.push(error);
        }
    }
    errors.sort_by_key(|error| error.span);
    (file, errors)
}

fn read_line(line: &Logical, file: &mut Dockerfile) -> Result<(), SyntaxError> {
    let keyword = line.keyword.to_ascii_uppercase();
    if keyword == "FROM" {
        file.stages.push(instruction::stage(line)?);
        return Ok(());
    }
    if !instruction::KEYWORDS.contains(&keyword.as_str()) {
        return Err(SyntaxError::new(line.keyword_span, format!("unknown instruction `{}`", line.keyword)));
    }
    let read = instruction::read(line, keyword);
    match file.stages.last_mut() {
        Some(stage) => {
            stage.span.end = read.span.end;
            stage.instructions.push(read);
        }
        None if read.keyword == "ARG" => file.global_args.push(read),
        None => {
            return Err(SyntaxError::new(
                read.span,
                format!("`{}` in front of the first `FROM`", read.keyword),
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
