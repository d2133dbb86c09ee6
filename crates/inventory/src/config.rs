//! `.autopilot.yml`, read so that a typo is found where it stands.

mod effect;
mod sound;
mod suppressions;

use std::fmt;

use contracts::{RepoConfig, Span};
use source_tree::{ReadError, RepoPath, SourceTree};
use syntax::Node;

use crate::source_file::SourceFile;

pub(crate) use effect::{Exclusion, without_effect};
pub(crate) use suppressions::with_suppressions;

/// What the file is called; it lies at the root.
pub const CONFIG_FILE: &str = ".autopilot.yml";

/// How many mistakes are told at once.
const MISTAKES_MAX: usize = 20;

/// Why `.autopilot.yml` cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("cannot read `{CONFIG_FILE}`: {0}")]
    Read(ReadError),
    /// It is no text.
    #[error("`{CONFIG_FILE}` is no text: it holds NUL bytes")]
    NoText,
    /// Something in it is wrong; at least one mistake, by place.
    #[error("{}", all(.0))]
    Wrong(Vec<ConfigMistake>),
}

/// Something wrong in `.autopilot.yml`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConfigMistake {
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1.
    pub column: u32,
    /// What is wrong: a sentence fragment.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl fmt::Display for ConfigMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{CONFIG_FILE}:{}:{}: {}", self.line, self.column, self.message)
    }
}

fn all(mistakes: &[ConfigMistake]) -> String {
    mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// What a team says, and where it says what may turn out to be without effect.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    pub(crate) config: RepoConfig,
    /// Whether the file is there at all.
    pub(crate) there: bool,
    /// Where each key of `modules` stands.
    pub(crate) modules: Vec<(String, Span)>,
    /// Where each item of `exclude` stands.
    pub(crate) exclude: Vec<(String, Span)>,
    /// Where each key of `clients` stands.
    pub(crate) clients: Vec<(String, Span)>,
    /// Where each item of `suppressions` stands.
    pub(crate) suppressions: Vec<Span>,
}

/// Reads `.autopilot.yml`; nothing is said when the tree has none or it is empty.
pub(crate) fn read(tree: &dyn SourceTree) -> Result<Settings, ConfigError> {
    let path = RepoPath::root().join(CONFIG_FILE).unwrap_or_else(|_| RepoPath::root());
    let bytes = match tree.read(&path) {
        Ok(bytes) => bytes,
        Err(ReadError::NotFound) => return Ok(Settings::default()),
        Err(error) => return Err(ConfigError::Read(error)),
    };
    let text = syntax::text::decode(&bytes).ok_or(ConfigError::NoText)?;
    parse(&SourceFile::new(&path, &text))
}

/// A mistake and where in the text it is.
struct Mistake {
    span: syntax::Span,
    message: String,
    help: Option<String>,
}

fn parse(file: &SourceFile<'_>) -> Result<Settings, ConfigError> {
    let root = match document(file.text()) {
        Ok(Some(root)) => root,
        Ok(None) => return Ok(Settings { there: true, ..Settings::default() }),
        Err(mistakes) => return Err(wrong(file, mistakes)),
    };
    let (config, mut mistakes) = decode(&root);
    mistakes.extend(sound::mistakes(&root));
    mistakes.extend(suppressions::mistakes(&root));
    match config {
        Some(config) if mistakes.is_empty() => Ok(settings(file, &root, config)),
        _ => Err(wrong(file, mistakes)),
    }
}

/// The one document of the text; none when it says nothing.
fn document(text: &str) -> Result<Option<Node>, Vec<Mistake>> {
    let (mut documents, errors) = syntax::yaml::read(text);
    if !errors.is_empty() {
        let help = "mind indentation, and quotes around text that begins with a sign";
        let mistake = |error: syntax::SyntaxError| Mistake {
            span: error.span,
            message: format!("this is no YAML: {}", error.message),
            help: Some(help.to_owned()),
        };
        return Err(errors.into_iter().map(mistake).collect());
    }
    if let Some(second) = documents.get(1) {
        let (message, help) = ("a second document begins here".to_owned(), "keep everything in one document");
        return Err(vec![Mistake { span: second.span, message, help: Some(help.to_owned()) }]);
    }
    Ok(documents.pop().filter(|root| root.value != syntax::Value::Null))
}

/// The settings, and every mistake: each is cut out before the rest is read again.
fn decode(root: &Node) -> (Option<RepoConfig>, Vec<Mistake>) {
    let mut rest = root.clone();
    let mut mistakes = Vec::new();
    while mistakes.len() < MISTAKES_MAX {
        match syntax::decode::from_node::<RepoConfig>(&rest) {
            Ok(config) => return (Some(config), mistakes),
            Err(error) => {
                let mistake = mistake(root, error);
                // A suppression without what was wrong in it would lack that.
                let cut = suppressions::around(root, mistake.span).map_or(mistake.span, |(_, item)| item);
                mistakes.push(mistake);
                if !sound::cut_out(&mut rest, cut) {
                    break;
                }
            }
        }
    }
    (None, mistakes)
}

fn mistake(root: &Node, error: syntax::decode::DecodeError) -> Mistake {
    let general = "docs/configuration.md shows every key";
    let (message, help) = match suppressions::around(root, error.span) {
        Some((at, _)) => (suppressions::numbered(at, &error.message), suppressions::HELP),
        None => (error.message, general),
    };
    Mistake { span: error.span, message, help: error.help.or_else(|| Some(help.to_owned())) }
}

fn wrong(file: &SourceFile<'_>, mistakes: Vec<Mistake>) -> ConfigError {
    let place = |mistake: Mistake| {
        let start = file.span(mistake.span).start;
        let (message, help) = (mistake.message, mistake.help);
        ConfigMistake { line: start.line, column: start.column, message, help }
    };
    let mut placed: Vec<ConfigMistake> = mistakes.into_iter().map(place).collect();
    placed.sort();
    placed.truncate(MISTAKES_MAX);
    ConfigError::Wrong(placed)
}

fn settings(file: &SourceFile<'_>, root: &Node, config: RepoConfig) -> Settings {
    let keys = |name: &str| {
        let entries = root.get(name).map(Node::entries).unwrap_or_default();
        entries.iter().map(|entry| (entry.key.value.clone(), file.span(entry.key.span))).collect()
    };
    let items = |name: &str| root.get(name).map(Node::items).unwrap_or_default();
    Settings {
        config,
        there: true,
        modules: keys("modules"),
        clients: keys("clients"),
        suppressions: items("suppressions").iter().map(|item| file.span(item.span)).collect(),
        exclude: items("exclude")
            .iter()
            .filter_map(|item| Some((item.as_str()?.to_owned(), file.span(item.span))))
            .collect(),
    }
}
