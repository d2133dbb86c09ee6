//! `.autopilot/baseline.json`, read so that a typo is found where it stands.

use contracts::{Baseline, GapKey, Span};
use source_tree::{ReadError, RepoPath, SourceTree};
use syntax::{Node, Value};

use crate::source_file::SourceFile;

/// Where the baseline lies, seen from the root.
pub const BASELINE_FILE: &str = ".autopilot/baseline.json";

/// How large a baseline may be, in bytes: some hundred thousand gaps.
pub const BASELINE_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// A baseline and where its entries stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BaselineFile {
    /// The file, relative to the root, or as it was named where it lies elsewhere.
    pub path: String,
    /// The revision it was read in; none where it is the one that is scanned.
    pub revision: Option<String>,
    /// Its entries in the order of the file.
    pub entries: Vec<BaselineGap>,
}

/// One gap that a baseline accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaselineGap {
    /// The gap.
    pub key: GapKey,
    /// Where its key stands.
    pub span: Span,
}

/// Why a baseline cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct BaselineError {
    /// The file.
    pub path: String,
    /// Line and column, counted from 1; none when it concerns the whole file.
    pub place: Option<(u32, u32)>,
    /// What is wrong: a sentence fragment.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// Reads the baseline of a tree at `path`; none when it has none there.
///
/// # Errors
/// When it cannot be read, or something in it is wrong.
pub fn baseline(tree: &dyn SourceTree, path: &RepoPath) -> Result<Option<BaselineFile>, BaselineError> {
    match tree.read(path) {
        Ok(bytes) => baseline_of(path.as_str(), &bytes).map(Some),
        Err(ReadError::NotFound) => Ok(None),
        Err(error) => Err(BaselineError {
            path: path.to_string(),
            place: None,
            message: format!("cannot be read: {error}"),
            help: "make it a file that can be read, or take it away".to_owned(),
        }),
    }
}

/// Reads a baseline from what a file holds.
///
/// # Errors
/// When something in it is wrong, or it is of a newer version.
pub fn baseline_of(path: &str, bytes: &[u8]) -> Result<BaselineFile, BaselineError> {
    let whole = |message: String| BaselineError {
        path: path.to_owned(),
        place: None,
        message,
        help: ANEW.to_owned(),
    };
    if u64::try_from(bytes.len()).is_ok_and(|bytes| bytes > BASELINE_BYTES_MAX) {
        return Err(whole(format!("it has more than {BASELINE_BYTES_MAX} bytes")));
    }
    let text =
        syntax::text::decode(bytes).ok_or_else(|| whole("it is no text: it holds NUL bytes".to_owned()))?;
    // Only its lines are asked for.
    let root = RepoPath::root();
    let file = SourceFile::new(&root, &text);
    let entries = entries(&file).map_err(|mistake| {
        let Mistake { span, message, help } = mistake;
        let place = span.map(|span| file.span(span).start).map(|start| (start.line, start.column));
        BaselineError { place, help: help.unwrap_or_else(|| ANEW.to_owned()), ..whole(message) }
    })?;
    Ok(BaselineFile { path: path.to_owned(), revision: None, entries })
}

/// A mistake and where in the text it is.
struct Mistake {
    span: Option<syntax::Span>,
    message: String,
    help: Option<String>,
}

fn entries(file: &SourceFile<'_>) -> Result<Vec<BaselineGap>, Mistake> {
    let (node, errors) = syntax::json::read(file.text());
    if let Some(error) = errors.into_iter().next() {
        let message = format!("this is no JSON: {}", error.message);
        return Err(Mistake { span: Some(error.span), message, help: None });
    }
    let empty = || Mistake { span: None, message: "it is empty".to_owned(), help: None };
    let node = node.ok_or_else(empty)?;
    if let Some((span, version)) = newer(&node) {
        let newest = Baseline::VERSION;
        let message = format!("this baseline has the version {version}; {newest} is the newest read here");
        let help = Some("use the newer `autopilot` that wrote it".to_owned());
        return Err(Mistake { span: Some(span), message, help });
    }
    let said = syntax::decode::from_node::<Baseline>(&node).map_err(|error| Mistake {
        span: Some(error.span),
        message: error.message,
        help: error.help,
    })?;
    let places = node.get("gaps").map(Node::items).unwrap_or_default();
    let placed = said.gaps.into_iter().zip(places).map(|(entry, place)| {
        let key = place.get("key").unwrap_or(place);
        BaselineGap { key: entry.key, span: file.span(key.span) }
    });
    Ok(placed.collect())
}

const ANEW: &str = "write it anew with `autopilot scout --update-baseline`";

/// The version, where it is newer than what is read here. What else stands there may be anything then.
fn newer(root: &Node) -> Option<(syntax::Span, i64)> {
    let version = root.get("version")?;
    match version.value {
        Value::Integer(number) if number > i64::from(Baseline::VERSION) => Some((version.span, number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use source_tree::MemoryTree;

    use super::*;

    fn refused(text: &str) -> String {
        let BaselineError { path, place, message, help } =
            baseline_of("b.json", text.as_bytes()).unwrap_err();
        let place = place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
        format!("{path}{place}: {message}; {help}")
    }

    #[test]
    fn entries_are_read_with_their_lines() {
        let text = "{\n  \"version\": 0,\n  \"gaps\": [\n    {\"key\": \"missing_otel:a\"}\n  ]\n}\n";
        let file = baseline_of("b.json", text.as_bytes()).unwrap();
        let entry = &file.entries[0];
        assert_eq!(
            (entry.key.to_string().as_str(), entry.span.start.line, entry.span.start.column),
            ("missing_otel:a", 4, 13)
        );
    }

    #[test]
    fn a_mistake_is_told_where_it_stands() {
        for (text, told) in [
            ("{\"version\": 0, \"gap\": []}", "b.json:1:16: "),
            ("{\"version\": 0,\n\"gaps\": [{\"key\": \"nothing:a\"}]}", "b.json:2:18: "),
            ("{\"version\": 0, \"gaps\": [{\"key\": \"missing_otel:a\", \"why\": 1}]}", "b.json:1:51: "),
            ("{\"gaps\": []}", "b.json:1:1: "),
            ("{", "b.json:1:1: this is no JSON"),
            ("", "b.json: it is empty"),
            ("\0", "b.json: it is no text"),
        ] {
            assert!(refused(text).starts_with(told), "{}", refused(text));
        }
        assert!(refused("{\"version\": 0, \"gapz\": []}").contains("gaps"));
    }

    #[test]
    fn a_newer_version_is_refused_before_anything_else() {
        let told = refused("{\"version\": 3, \"more\": []}");
        assert!(told.starts_with("b.json:1:13: this baseline has the version 3; 0 is the newest"), "{told}");
        assert!(told.contains("newer `autopilot`"), "{told}");
    }

    #[test]
    fn a_tree_without_one_has_none() {
        let path = RepoPath::new(BASELINE_FILE).unwrap();
        assert_eq!(baseline(&MemoryTree::new(), &path).unwrap(), None);
        let tree = MemoryTree::new().with(path.clone(), "{\"version\": 0, \"gaps\": []}");
        assert_eq!(baseline(&tree, &path).unwrap().unwrap().path, BASELINE_FILE);
    }
}
