use std::{fmt, path::Path};

/// A path inside a tree: relative, UTF-8, forward slashes, without `.` and `..`. The root is `.`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepoPath(String);

/// Why a text is no path inside a tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RepoPathError {
    /// It begins at the root of the file system, or has a drive letter.
    #[error("`{0}` is not relative")]
    NotRelative(String),
    /// It leads out of the tree.
    #[error("`{0}` leads out of the tree")]
    LeadsOut(String),
    /// It holds a NUL character.
    #[error("`{0}` holds a NUL character")]
    Nul(String),
}

impl RepoPath {
    /// The root of the tree.
    #[must_use]
    pub fn root() -> Self {
        Self(".".to_owned())
    }

    /// Reads a relative path; `.` and empty segments are dropped, `..` is resolved inside the tree.
    ///
    /// # Errors
    /// When it is absolute, leads out of the tree or holds a NUL character.
    pub fn new(path: &str) -> Result<Self, RepoPathError> {
        Self::root().join(path)
    }

    /// The path of `relative` seen from this folder.
    ///
    /// # Errors
    /// As [`RepoPath::new`].
    pub fn join(&self, relative: &str) -> Result<Self, RepoPathError> {
        if relative.starts_with('/')
            || relative.get(1..3).is_some_and(|drive| drive == ":\\" || drive == ":/")
        {
            return Err(RepoPathError::NotRelative(relative.to_owned()));
        }
        if relative.contains('\0') {
            return Err(RepoPathError::Nul(relative.to_owned()));
        }
        let mut segments: Vec<&str> = self.segments().collect();
        for segment in relative.split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop().ok_or_else(|| RepoPathError::LeadsOut(relative.to_owned()))?;
                }
                name => segments.push(name),
            }
        }
        Ok(Self(if segments.is_empty() { ".".to_owned() } else { segments.join("/") }))
    }

    /// The path of a file that the operating system named; none when it is not UTF-8 or not inside.
    pub(crate) fn from_os(path: &Path) -> Option<Self> {
        let text = path.to_str()?;
        let text = if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() };
        Self::new(&text).ok()
    }

    /// The path as text, `.` for the root.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the root.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0 == "."
    }

    /// The names from the root down; none for the root.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|segment| *segment != ".")
    }

    /// The last name; `.` for the root.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The part of the file name after its last dot, in lower case; empty when there is none.
    #[must_use]
    pub fn extension(&self) -> String {
        self.file_name()
            .rsplit_once('.')
            .map(|(_, extension)| extension.to_ascii_lowercase())
            .unwrap_or_default()
    }

    /// The folder it lies in; none for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        if self.is_root() {
            return None;
        }
        Some(self.0.rsplit_once('/').map_or_else(Self::root, |(parent, _)| Self(parent.to_owned())))
    }

    /// The folders it lies in, the nearest first, the root last.
    pub fn ancestors(&self) -> impl Iterator<Item = Self> + use<> {
        std::iter::successors(self.parent(), Self::parent)
    }

    /// Whether it lies in `folder` or below, or is `folder` itself.
    #[must_use]
    pub fn is_within(&self, folder: &Self) -> bool {
        folder.is_root()
            || self.0.strip_prefix(&folder.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl fmt::Display for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dots_are_resolved_and_never_lead_out() {
        assert_eq!(RepoPath::new("./a//b/../c").unwrap().as_str(), "a/c");
        assert_eq!(RepoPath::new("").unwrap(), RepoPath::root());
        assert!(RepoPath::new("../a").is_err());
        assert!(RepoPath::new("a/../../b").is_err());
        assert!(RepoPath::new("/etc/passwd").is_err());
        assert!(RepoPath::new("C:/windows").is_err());
        assert!(RepoPath::new("a\0b").is_err());
    }

    #[test]
    fn within_counts_whole_names() {
        let within = |path: &str, folder: &str| {
            RepoPath::new(path).unwrap().is_within(&RepoPath::new(folder).unwrap())
        };
        assert!(within("a/b", "a"));
        assert!(within("a", "a"));
        assert!(within("a", "."));
        assert!(!within("ab", "a"));
        assert!(!within("a", "a/b"));
    }

    #[test]
    fn parents_end_at_the_root() {
        let path = RepoPath::new("a/b.Java").unwrap();
        assert_eq!((path.file_name(), path.extension().as_str()), ("b.Java", "java"));
        let parent = path.parent().unwrap();
        assert_eq!(parent.as_str(), "a");
        assert_eq!(parent.parent(), Some(RepoPath::root()));
        assert_eq!(RepoPath::root().parent(), None);
        assert!(path.ancestors().eq([parent, RepoPath::root()]));
    }

    proptest! {
        #[test]
        fn a_path_is_stable_and_stays_inside(text in "[a-z./]{0,20}") {
            if let Ok(path) = RepoPath::new(&text) {
                prop_assert!(path.segments().all(|s| s != ".." && !s.is_empty()));
                prop_assert_eq!(RepoPath::new(path.as_str()).unwrap(), path);
            }
        }
    }
}
