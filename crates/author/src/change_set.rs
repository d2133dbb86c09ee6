//! What is to be changed, before anybody proposes it.

use contracts::GapKey;
use source_tree::RepoPath;
use syntax::{Edits, edit::EditError};

/// Changes to the files of one repository, in the order of their paths, and what is left for a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeSet {
    files: Vec<FileChange>,
    /// What could not be done safely, in the order in which it was found.
    pub next_steps: Vec<NextStep>,
}

/// A file that is added or edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// The file.
    pub path: RepoPath,
    /// What happens to it.
    pub content: Content,
}

/// What happens to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// It was not there.
    Added {
        /// All it holds.
        text: String,
        /// Whether it can be run.
        executable: bool,
        /// Why it is there.
        reason: Reason,
    },
    /// It was there, and holds this and that besides.
    Edited {
        /// What it held when the change was made.
        original: String,
        /// What is edited, each for a reason of its own; they touch different bytes.
        parts: Vec<Part>,
    },
}

/// Edits of one file that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What is edited.
    pub edits: Edits,
    /// Why.
    pub reason: Reason,
}

/// Why something is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// One sentence.
    pub text: String,
    /// The gaps that it helps to close.
    pub closes: Vec<GapKey>,
}

/// What a person must do, because it cannot be done safely or is nobody else's to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// The gaps that stay open until then.
    pub gaps: Vec<GapKey>,
    /// The file it concerns; none where there is none yet.
    pub path: Option<RepoPath>,
    /// What is to be done and why: one sentence.
    pub text: String,
    /// The exact lines to add, if there are any.
    pub lines: Option<String>,
}

/// Why a change to a file does not fit what is planned of it already.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Clash {
    /// Edits that want the same bytes, or none of the text.
    #[error("{path}: {why}")]
    Edits {
        /// The file.
        path: RepoPath,
        /// Why they do not fit.
        why: EditError,
    },
    /// It is added twice, or added and edited.
    #[error("{0}: it is added, and changed by something else too")]
    Twice(RepoPath),
}

impl ChangeSet {
    /// Nothing is changed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The files, in the order of their paths.
    #[must_use]
    pub fn files(&self) -> &[FileChange] {
        &self.files
    }

    /// Whether no file is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Adds a file.
    ///
    /// # Errors
    /// When something else changes it too.
    pub fn add(
        &mut self,
        path: RepoPath,
        text: String,
        executable: bool,
        reason: Reason,
    ) -> Result<(), Clash> {
        match self.files.binary_search_by(|file| file.path.cmp(&path)) {
            Ok(_) => Err(Clash::Twice(path)),
            Err(at) => {
                self.files
                    .insert(at, FileChange { path, content: Content::Added { text, executable, reason } });
                Ok(())
            }
        }
    }

    /// Edits a file that holds `original`. Edits that change nothing leave no trace.
    ///
    /// # Errors
    /// When what is edited already wants the same bytes, or when the file is added by this change.
    pub fn edit(
        &mut self,
        path: &RepoPath,
        original: &str,
        edits: Edits,
        reason: Reason,
    ) -> Result<(), Clash> {
        if edits.is_empty() {
            return Ok(());
        }
        let clash = |why| Clash::Edits { path: path.clone(), why };
        edits.apply(original).map_err(clash)?;
        let part = Part { edits, reason };
        match self.files.binary_search_by(|file| file.path.cmp(path)) {
            Err(at) => {
                let content = Content::Edited { original: original.to_owned(), parts: vec![part] };
                self.files.insert(at, FileChange { path: path.clone(), content });
            }
            Ok(at) => {
                let file = &mut self.files[at];
                file.edits().and_then(|known| known.with(part.edits.clone())).map_err(clash)?;
                let Content::Edited { parts, .. } = &mut file.content else {
                    return Err(Clash::Twice(path.clone()));
                };
                parts.push(part);
            }
        }
        Ok(())
    }
}

impl FileChange {
    /// All edits of a file that was there, together.
    ///
    /// # Errors
    /// When two of them want the same bytes.
    pub fn edits(&self) -> Result<Edits, EditError> {
        match &self.content {
            Content::Added { .. } => Ok(Edits::none()),
            Content::Edited { parts, .. } => {
                parts.iter().try_fold(Edits::none(), |edits, part| edits.with(part.edits.clone()))
            }
        }
    }

    /// What the file holds afterwards.
    ///
    /// # Errors
    /// As [`FileChange::edits`], and when an edit does not fit the text.
    pub fn text(&self) -> Result<String, EditError> {
        match &self.content {
            Content::Added { text, .. } => Ok(text.clone()),
            Content::Edited { original, .. } => self.edits()?.apply(original),
        }
    }

    /// Why it is changed, in the order in which it was said.
    pub fn reasons(&self) -> impl Iterator<Item = &Reason> {
        let (one, parts) = match &self.content {
            Content::Added { reason, .. } => (Some(reason), &[][..]),
            Content::Edited { parts, .. } => (None, &parts[..]),
        };
        one.into_iter().chain(parts.iter().map(|part| &part.reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> RepoPath {
        RepoPath::new(text).unwrap()
    }

    fn why(text: &str) -> Reason {
        Reason { text: text.to_owned(), closes: Vec::new() }
    }

    #[test]
    fn edits_of_one_file_are_joined_and_each_keeps_its_reason() {
        let mut change = ChangeSet::new();
        change.edit(&path("b"), "one\n", Edits::insertion(4, "two\n"), why("second")).unwrap();
        change.edit(&path("b"), "one\n", Edits::insertion(0, "zero\n"), why("first")).unwrap();
        change.add(path("a"), "new\n".to_owned(), false, why("new")).unwrap();
        let [added, edited] = change.files() else { panic!("{change:?}") };
        assert_eq!(
            (added.text().unwrap().as_str(), edited.text().unwrap().as_str()),
            ("new\n", "zero\none\ntwo\n")
        );
        assert_eq!(
            edited.reasons().map(|reason| reason.text.as_str()).collect::<Vec<_>>(),
            ["second", "first"]
        );
    }

    #[test]
    fn what_does_not_fit_is_refused_and_leaves_the_change_as_it_was() {
        let mut change = ChangeSet::new();
        change.edit(&path("b"), "abc", Edits::replacement((0..2).into(), "x"), why("")).unwrap();
        let before = change.clone();
        assert!(matches!(
            change.edit(&path("b"), "abc", Edits::insertion(1, "y"), why("")),
            Err(Clash::Edits { .. })
        ));
        assert!(change.add(path("b"), String::new(), false, why("")).is_err());
        assert!(change.edit(&path("c"), "abc", Edits::insertion(9, "y"), why("")).is_err());
        assert_eq!(change, before);
        change.add(path("d"), String::new(), false, why("")).unwrap();
        assert_eq!(
            change.edit(&path("d"), "", Edits::insertion(0, "y"), why("")),
            Err(Clash::Twice(path("d")))
        );
    }

    #[test]
    fn edits_that_change_nothing_leave_no_trace() {
        let mut change = ChangeSet::new();
        change.edit(&path("b"), "abc", Edits::none(), why("")).unwrap();
        assert!(change.is_empty());
    }
}
