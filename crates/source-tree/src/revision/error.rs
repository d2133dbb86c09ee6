/// Why the revision of a repository cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RevisionError {
    /// No repository holds the folder.
    #[error("the folder `{folder}` lies in no git repository")]
    NoRepository {
        /// The folder as it was given.
        folder: String,
    },
    /// The repository lies elsewhere and belongs to another user.
    #[error("the git repository that the folder `{folder}` leads to belongs to another user")]
    ForeignOwner {
        /// The folder as it was given.
        folder: String,
    },
    /// There is a repository, but it cannot be opened.
    #[error("cannot open the git repository of the folder `{folder}`: {why}")]
    Repository {
        /// The folder as it was given.
        folder: String,
        /// What git's reader said.
        why: String,
    },
    /// The text can name no commit, whatever the repository holds.
    #[error("`{revision}` names no commit: {why}")]
    Malformed {
        /// The revision as it was given, made fit to print.
        revision: String,
        /// What is wrong with it: a sentence fragment.
        why: &'static str,
    },
    /// The repository knows no such revision.
    #[error("there is no revision `{revision}` in {}", if *.shallow { "this shallow clone" } else { "the repository" })]
    Unknown {
        /// The revision as it was given, made fit to print.
        revision: String,
        /// Whether the repository is a shallow clone, which holds only part of the history.
        shallow: bool,
    },
    /// The revision is a branch without a commit.
    #[error("`{revision}` leads to the branch `{branch}`, which has no commit")]
    Unborn {
        /// The revision as it was given, made fit to print.
        revision: String,
        /// The branch.
        branch: String,
    },
    /// Several commits begin as the revision does.
    #[error("`{revision}` is ambiguous: the commits {} begin so", .candidates.join(", "))]
    Ambiguous {
        /// The revision as it was given, made fit to print.
        revision: String,
        /// The first of these commits, in hexadecimal.
        candidates: Vec<String>,
    },
    /// The revision is there and is something else.
    #[error("`{revision}` is no commit but a {kind}")]
    NoCommit {
        /// The revision as it was given, made fit to print.
        revision: String,
        /// What it is: `blob`, `tree`, or `tag` of too many tags.
        kind: String,
    },
    /// A part of the repository without which nothing can be read is missing or broken.
    #[error("cannot read {what}: {why}")]
    Broken {
        /// The part.
        what: String,
        /// What is wrong with it.
        why: String,
    },
}

impl RevisionError {
    /// What to do about it: a sentence fragment in the imperative.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::NoRepository { .. } => "give a folder inside a git repository".to_owned(),
            Self::ForeignOwner { .. } => {
                "run as the user that owns it, or make it yours with `chown -R`; `safe.directory` is not read"
                    .to_owned()
            }
            Self::Repository { .. } | Self::Broken { .. } => {
                "look at it with `git fsck`; a new clone mends what is broken".to_owned()
            }
            Self::Unknown { revision, shallow: true } => format!(
                "fetch it with `git fetch origin {}`, or clone the whole history: `fetch-depth: 0` in GitHub's checkout, \
                 `GIT_DEPTH: 0` in GitLab, `git fetch --unshallow` by hand",
                fetched(revision)
            ),
            Self::Unknown { revision, shallow: false } => format!(
                "give one that `git rev-parse` knows; what is only on the remote comes with `git fetch origin {}`",
                fetched(revision)
            ),
            Self::Malformed { .. } | Self::NoCommit { .. } => {
                "give a commit, a branch or a tag, as `git rev-parse` takes them".to_owned()
            }
            Self::Unborn { .. } => "commit something first, or give another revision".to_owned(),
            Self::Ambiguous { .. } => "give more digits".to_owned(),
        }
    }
}

/// What of a revision a remote knows. It stands in a command that people copy, so it is a plain name or a stand-in.
fn fetched(revision: &str) -> &str {
    let name = revision.split(['~', '^', '@', ':']).next().unwrap_or_default();
    let name = name.strip_prefix("origin/").unwrap_or(name);
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "._/-".contains(c));
    if is_plain && !["", "HEAD"].contains(&name) { name } else { "REF" }
}

/// A revision as an error shows it: on one line and cut, for anybody may have written it.
pub(super) fn shown(revision: &str) -> String {
    const SHOWN: usize = 80;
    let escaped = |text: &str| {
        text.chars()
            .flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] })
            .collect()
    };
    match revision.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", escaped(&revision[..end]) as String),
        None => escaped(revision),
    }
}

/// What git's reader said, on one line: its errors are trees of causes.
pub(super) fn why(error: &(impl std::fmt::Display + ?Sized)) -> String {
    const SHOWN: usize = 300;
    let line = error.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|c| !c.is_control()).take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_in_an_error_holds_plain_names_only() {
        for (revision, name) in [
            ("main", "main"),
            ("origin/feature/x~2", "feature/x"),
            ("HEAD~3", "REF"),
            ("a;reboot", "REF"),
            ("@{u}", "REF"),
        ] {
            assert_eq!(fetched(revision), name);
        }
    }

    #[test]
    fn a_revision_is_shown_on_one_line_and_cut() {
        assert_eq!(shown("ma\nin"), "ma\\nin");
        assert_eq!(shown(&"ä".repeat(100)), format!("{}...", "ä".repeat(80)));
    }
}
