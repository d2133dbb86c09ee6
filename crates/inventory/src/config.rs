//! `.autopilot.yml`, read so that a typo is found where it stands.

use contracts::RepoConfig;
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
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
            let config: RepoConfig = syntax::decode::from_node(only)
                .map_err(|error| wrong(error.span, error.message, error.help))?;
            match unsound(only, &config) {
                Some((span, message, help)) => Err(wrong(span, message, Some(help))),
                None => Ok(config),
            }
        }
        [_, second, ..] => Err(wrong(
            second.span,
            "a second document begins here".to_owned(),
            Some("keep everything in one document".to_owned()),
        )),
    }
}

/// The first value that is of the right kind and yet says nothing: where, what, and what to do.
fn unsound(root: &syntax::Node, config: &RepoConfig) -> Option<(syntax::Span, String, String)> {
    let place = |keys: &[&str]| root.at(keys).map_or(root.span, |node| node.span);
    if let Some(repo) = config.repo.as_ref().filter(|repo| !is_repo_name(repo)) {
        return Some((place(&["repo"]), format!("`{repo}` is no repository"), "write OWNER/NAME".to_owned()));
    }
    let globs = root.get("exclude").map(syntax::Node::items).unwrap_or_default();
    for (node, text) in globs.iter().zip(&config.exclude) {
        if let Err(error) = glob(text) {
            let help = "write globs such as `legacy/**` or `**/generated/**`".to_owned();
            return Some((node.span, format!("`{text}` is no glob: {}", error.kind()), help));
        }
    }
    let modules = root.get("modules").map(syntax::Node::entries).unwrap_or_default();
    modules.iter().find(|entry| RepoPath::new(&entry.key.value).is_err()).map(|entry| {
        let message = format!("`{}` is no folder of this repository", entry.key.value);
        (entry.key.span, message, "write the folder relative to the root, `.` for the root".to_owned())
    })
}

fn is_repo_name(name: &str) -> bool {
    name.contains('/') && !name.contains(char::is_whitespace) && name.split('/').all(|part| !part.is_empty())
}

/// `*` stays inside a folder; a folder's name alone means everything in it.
fn glob(text: &str) -> Result<Glob, globset::Error> {
    GlobBuilder::new(text.trim_end_matches('/')).literal_separator(true).build()
}

/// What a team does not want scanned. Globs were found sound when the settings were read.
pub(crate) fn exclusion(config: &RepoConfig) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for text in &config.exclude {
        let everything_in_it = format!("{}/**", text.trim_end_matches('/'));
        for glob in [glob(text), glob(&everything_in_it)].into_iter().flatten() {
            set.add(glob);
        }
    }
    set.build().unwrap_or_default()
}
