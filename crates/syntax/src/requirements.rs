//! pip's requirements files, and requirements as PEP 508 writes them.

mod lines;
mod requirement;

pub use requirement::{normalize, requirement};

use crate::span::{Span, Spanned, SyntaxError};
use lines::Line;

/// A requirements file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requirements {
    /// What is required, in the order of the text.
    pub entries: Vec<Requirement>,
    /// Other requirements files (`-r`, `--requirement`), relative to this one.
    pub includes: Vec<Spanned<String>>,
    /// Constraint files (`-c`, `--constraint`), relative to this one.
    pub constraints: Vec<Spanned<String>>,
}

/// One requirement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requirement {
    /// The name as written; of a path or an address without a name, the whole of it.
    pub name: Spanned<String>,
    /// The name by PEP 503: lower case, with single `-`. Of a path or an address without a name, what its
    /// last segment says.
    pub normalized: String,
    /// What stands in `[...]`.
    pub extras: Vec<String>,
    /// The versions, without blanks around: `>=1.0,<2`.
    pub specifier: Option<String>,
    /// What stands behind `;`: the environments it is for.
    pub marker: Option<String>,
    /// Where it is taken from: an address or a path.
    pub url: Option<String>,
    /// Whether it is installed as a link to its source (`-e`).
    pub editable: bool,
    /// Whether it says the hashes of what may be installed (`--hash`).
    pub hashed: bool,
    /// From the first byte of its line's content to the last, options and comments aside.
    pub span: Span,
}

/// Options that take a value which is the next word.
const OPTIONS: [&str; 8] = [
    "-i",
    "--index-url",
    "--extra-index-url",
    "-f",
    "--find-links",
    "--trusted-host",
    "--no-binary",
    "--only-binary",
];

/// Reads a requirements file. Lines may be continued with `\`, a comment starts with `#` at the start of a
/// line or behind a blank. Hashes and pip's other options are skipped. The project itself (`-e .`) is no
/// requirement.
#[must_use]
pub fn read(text: &str) -> (Requirements, Vec<SyntaxError>) {
    let mut file = Requirements::default();
    let mut errors = Vec::new();
    for line in lines::logical(text) {
        if let Err(error) = read_line(&line, &mut file) {
            errors.push(error);
        }
    }
    (file, errors)
}

fn read_line(line: &Line, file: &mut Requirements) -> Result<(), SyntaxError> {
    let content = line.text();
    if let Some(path) = option_value(content, &["-r", "--requirement"]) {
        file.includes.push(path_of(line, content, path)?);
    } else if let Some(path) = option_value(content, &["-c", "--constraint"]) {
        file.constraints.push(path_of(line, content, path)?);
    } else if let Some(target) = option_value(content, &["-e", "--editable"]) {
        let found = requirement::parse(without_options(target))
            .ok_or_else(|| SyntaxError::new(line.span(0, content.len()), "no path or address behind `-e`"))?;
        let placed = found.map(|found| found.place(line, content.len() - target.len(), true));
        file.entries.extend(placed.map(|placed| Requirement { hashed: is_hashed(target), ..placed }));
    } else if !is_option(content) {
        let bare = without_options(content);
        let found = requirement::parse(bare)
            .ok_or_else(|| SyntaxError::new(line.span(0, bare.len()), "this is no requirement"))?;
        let placed = found.map(|found| found.place(line, 0, false));
        file.entries.extend(placed.map(|placed| Requirement { hashed: is_hashed(content), ..placed }));
    }
    Ok(())
}

fn is_option(content: &str) -> bool {
    content.starts_with("--") || OPTIONS.iter().any(|option| option_value(content, &[option]).is_some())
}

/// What follows an option: `-r x`, `-rx`, `--requirement x`, `--requirement=x`.
fn option_value<'a>(content: &'a str, names: &[&str]) -> Option<&'a str> {
    let after = names.iter().find_map(|name| Some((name, content.strip_prefix(name)?)));
    let (name, rest) = after?;
    let separated = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == '=');
    let short = !name.starts_with("--");
    (separated || short).then(|| rest.trim_start_matches(|c: char| c.is_whitespace() || c == '='))
}

fn path_of(line: &Line, content: &str, path: &str) -> Result<Spanned<String>, SyntaxError> {
    let start = content.len() - path.len();
    let path = without_options(path);
    if path.is_empty() {
        return Err(SyntaxError::new(line.span(0, content.len()), "no file behind the option"));
    }
    Ok(Spanned::new(unquoted(path).to_owned(), line.span(start, start + path.len())))
}

fn unquoted(text: &str) -> &str {
    let inner = |quote| text.strip_prefix(quote)?.strip_suffix(quote);
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}

/// A requirement without the options behind it (`--hash=...`, `--config-settings=...`).
fn without_options(content: &str) -> &str {
    let option = content.match_indices(" --").chain(content.match_indices("\t--")).map(|(at, _)| at).min();
    content[..option.unwrap_or(content.len())].trim_end()
}

/// Whether an option of a requirement is `--hash`.
fn is_hashed(content: &str) -> bool {
    let mut words = content.split_whitespace().skip(1);
    words.any(|word| word.strip_prefix("--hash").is_some_and(|rest| rest.is_empty() || rest.starts_with('=')))
}

#[cfg(test)]
mod tests;
