//! Go's go.mod and go.work.

mod directive;
mod line;

use crate::span::{Span, Spanned, SyntaxError};
use directive::Directive;
use line::Token;

/// A go.mod.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoMod {
    /// The module's path.
    pub module: Option<Spanned<String>>,
    /// The version of the language.
    pub go: Option<Spanned<String>>,
    /// The toolchain that is asked for.
    pub toolchain: Option<Spanned<String>>,
    /// The modules that are required.
    pub requires: Vec<Require>,
    /// Modules taken from elsewhere.
    pub replaces: Vec<Replace>,
    /// Versions that are never taken.
    pub excludes: Vec<Exclude>,
    /// Packages that are tools of the module.
    pub tools: Vec<Spanned<String>>,
}

/// A go.work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoWork {
    /// The version of the language.
    pub go: Option<Spanned<String>>,
    /// The toolchain that is asked for.
    pub toolchain: Option<Spanned<String>>,
    /// Folders of the modules that are worked on together.
    pub uses: Vec<Spanned<String>>,
    /// Modules taken from elsewhere.
    pub replaces: Vec<Replace>,
}

/// A module that is required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Require {
    /// The module's path.
    pub path: Spanned<String>,
    /// The version.
    pub version: Spanned<String>,
    /// Whether it is marked `// indirect`: no import of the module itself needs it.
    pub indirect: bool,
    /// From the path to the version; in a line of its own, from the word `require`.
    pub span: Span,
}

/// A module that is taken from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replace {
    /// The module that is replaced.
    pub old_path: Spanned<String>,
    /// The version that is replaced; every one when absent.
    pub old_version: Option<Spanned<String>>,
    /// The module or folder that is taken.
    pub new_path: Spanned<String>,
    /// The version that is taken; a folder has none.
    pub new_version: Option<Spanned<String>>,
    /// The whole entry.
    pub span: Span,
}

/// A version that is never taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclude {
    /// The module.
    pub path: Spanned<String>,
    /// The version.
    pub version: Spanned<String>,
    /// The whole entry.
    pub span: Span,
}

/// Reads a go.mod. A line that makes no sense gives an error and is passed over; directives that are not
/// listed in [`GoMod`] are skipped.
#[must_use]
pub fn read(text: &str) -> (GoMod, Vec<SyntaxError>) {
    let (directives, mut errors) = directive::directives(text);
    let mut file = GoMod::default();
    for directive in &directives {
        let read = match directive.verb.as_str() {
            "module" => one(directive, &mut file.module),
            "go" => one(directive, &mut file.go),
            "toolchain" => one(directive, &mut file.toolchain),
            "require" => require(directive).map(|found| file.requires.push(found)),
            "replace" => replace(directive).map(|found| file.replaces.push(found)),
            "exclude" => exclude(directive).map(|found| file.excludes.push(found)),
            "tool" => only(directive).map(|found| file.tools.push(found)),
            "retract" | "godebug" | "ignore" => Ok(()),
            _ => Err(unknown(directive)),
        };
        errors.extend(read.err());
    }
    (file, errors)
}

/// Reads a go.work, as [`read`] reads a go.mod.
#[must_use]
pub fn read_work(text: &str) -> (GoWork, Vec<SyntaxError>) {
    let (directives, mut errors) = directive::directives(text);
    let mut file = GoWork::default();
    for directive in &directives {
        let read = match directive.verb.as_str() {
            "go" => one(directive, &mut file.go),
            "toolchain" => one(directive, &mut file.toolchain),
            "use" => only(directive).map(|found| file.uses.push(found)),
            "replace" => replace(directive).map(|found| file.replaces.push(found)),
            "godebug" => Ok(()),
            _ => Err(unknown(directive)),
        };
        errors.extend(read.err());
    }
    (file, errors)
}

/// The blocks of a file, from `(` to `)`, with the directives that they are of.
pub(crate) fn blocks(text: &str) -> Vec<(String, Span)> {
    directive::blocks(text)
}

fn unknown(directive: &Directive) -> SyntaxError {
    SyntaxError::new(directive.span, format!("unknown directive `{}`", directive.verb))
}

fn wrong(directive: &Directive, expected: &str) -> SyntaxError {
    SyntaxError::new(directive.span, format!("expected `{} {expected}`", directive.verb))
}

/// What only one directive may say; the first stands.
fn one(directive: &Directive, place: &mut Option<Spanned<String>>) -> Result<(), SyntaxError> {
    let found = only(directive)?;
    if place.is_some() {
        return Err(SyntaxError::new(directive.span, format!("`{}` stands twice", directive.verb)));
    }
    *place = Some(found);
    Ok(())
}

fn only(directive: &Directive) -> Result<Spanned<String>, SyntaxError> {
    match directive.arguments.as_slice() {
        [Token::Text(value)] => Ok(value.clone()),
        _ => Err(wrong(directive, "VALUE")),
    }
}

fn module_and_version(directive: &Directive) -> Result<(Spanned<String>, Spanned<String>), SyntaxError> {
    match directive.arguments.as_slice() {
        [Token::Text(path), Token::Text(version)] => Ok((path.clone(), version.clone())),
        _ => Err(wrong(directive, "PATH VERSION")),
    }
}

fn require(directive: &Directive) -> Result<Require, SyntaxError> {
    let (path, version) = module_and_version(directive)?;
    Ok(Require { path, version, indirect: is_indirect(&directive.comment), span: directive.span })
}

/// `// indirect`, alone or in front of `;` and more.
pub(crate) fn is_indirect(comment: &str) -> bool {
    let comment = comment.trim();
    comment == "indirect" || comment.starts_with("indirect;")
}

fn exclude(directive: &Directive) -> Result<Exclude, SyntaxError> {
    let (path, version) = module_and_version(directive)?;
    Ok(Exclude { path, version, span: directive.span })
}

fn replace(directive: &Directive) -> Result<Replace, SyntaxError> {
    let arrow = directive.arguments.iter().position(|token| matches!(token, Token::Arrow));
    let sides = arrow.map(|at| (&directive.arguments[..at], &directive.arguments[at + 1..]));
    let (old, new) = sides.ok_or_else(|| wrong(directive, "PATH [VERSION] => PATH [VERSION]"))?;
    let (Some((old_path, old_version)), Some((new_path, new_version))) = (side(old), side(new)) else {
        return Err(wrong(directive, "PATH [VERSION] => PATH [VERSION]"));
    };
    Ok(Replace { old_path, old_version, new_path, new_version, span: directive.span })
}

/// A path and perhaps a version.
fn side(tokens: &[Token]) -> Option<(Spanned<String>, Option<Spanned<String>>)> {
    match tokens {
        [Token::Text(path)] => Some((path.clone(), None)),
        [Token::Text(path), Token::Text(version)] => Some((path.clone(), Some(version.clone()))),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
