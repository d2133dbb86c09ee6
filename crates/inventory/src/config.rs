//! `.autopilot.yml`, read so that a typo is found where it stands.

use contracts::RepoConfig;
use source_tree::{ReadError, RepoPath, SourceTree};

use crate::source_file::SourceFile;

/// What the file is called; it lies at the root.
pub const CONFIG_FILE: &str = ".autopilot.yml";

/// Why `.autopilot.yml` cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("cannot read `{CONFIG_FILE}`: {0}")]
    Read(ReadError),
    /// It is no text.
    #[error("`{CONFIG_FILE}` is no text: it holds NUL bytes")]
    NoText,
    /// Something in it is wrong.
    #[error("{CONFIG_FILE}:{line}:{column}: {message}")]
    Wrong {
        /// The line, counted from 1.
        line: u32,
        /// The column, counted from 1.
        column: u32,
        /// What is wrong: a sentence fragment.
        message: String,
        /// What to do about it.
        help: Option<String>,
    },
}

/// Reads `.autopilot.yml`; none when the tree has none, the default when it is empty.
///
/// # Errors
/// When it cannot be read, is no YAML, or says something that we do not know.
pub fn read_config(tree: &dyn SourceTree) -> Result<Option<RepoConfig>, ConfigError> {
    let path = RepoPath::root().join(CONFIG_FILE).unwrap_or_else(|_| RepoPath::root());
    let bytes = match tree.read(&path) {
        Ok(bytes) => bytes,
        Err(ReadError::NotFound) => return Ok(None),
        Err(error) => return Err(ConfigError::Read(error)),
    };
    let text = syntax::text::decode(&bytes).ok_or(ConfigError::NoText)?;
    parse(&SourceFile::new(&path, &text)).map(Some)
}

fn parse(file: &SourceFile<'_>) -> Result<RepoConfig, ConfigError> {
    let wrong = |span, message: String, help| {
        let start = file.span(span).start;
        ConfigError::Wrong { line: start.line, column: start.column, message, help }
    };
    let (documents, errors) = syntax::yaml::read(file.text());
    if let Some(error) = errors.into_iter().next() {
        return Err(wrong(error.span, error.message, None));
    }
    match &documents[..] {
        [] => Ok(RepoConfig::default()),
        [only] if only.value == syntax::Value::Null => Ok(RepoConfig::default()),
        [only] => {
            syntax::decode::from_node(only).map_err(|error| wrong(error.span, error.message, error.help))
        }
        [_, second, ..] => Err(wrong(
            second.span,
            "a second document begins here".to_owned(),
            Some("keep everything in one document".to_owned()),
        )),
    }
}
