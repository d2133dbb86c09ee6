//! Where a rendering is read.

use contracts::{DiffPlan, plan::Priority};

/// Where a rendering is read, and what fails there: what the renderings for forges need beside the plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// The scanned folder relative to the repository's root, with forward slashes; empty for the root itself. Forges
    /// name files from there.
    pub folder: String,
    /// The modules that are told of, where that is not all; they part what is uploaded of one repository.
    pub modules: Vec<String>,
    /// Where a file of the repository can be looked at, as it was judged: an `https://` address that ends with a
    /// slash and that a path is appended to. None where nothing says it; then nothing is a link.
    pub files: Option<String>,
    /// The address of the repository itself, where the pipeline says it.
    pub repository: Option<String>,
    /// The commit that the pipeline says is checked out; what the repository itself says stands above it.
    pub commit: Option<String>,
    /// What is judged, in a line for people; none outside a pipeline.
    pub judged: Option<String>,
    /// The least urgent priority that fails; none when no gap does.
    pub fail_on: Option<Priority>,
    /// The version of this executable, e.g. `0.1.0 (abc)`.
    pub version: String,
}

impl View {
    /// Whether a gap of this priority fails what is judged.
    #[must_use]
    pub fn fails(&self, priority: Priority) -> bool {
        // The most urgent priority is the smallest.
        self.fail_on.is_some_and(|least| priority <= least)
    }

    /// How many gaps of a plan fail what is judged: nothing that is accepted does.
    #[must_use]
    pub fn failing(&self, plan: &DiffPlan) -> usize {
        plan.open().filter(|gap| self.fails(gap.priority)).count()
    }

    /// A path of the scanned folder as the repository's root sees it; `.` is the folder itself.
    pub(crate) fn path(&self, path: &str) -> String {
        match (self.folder.as_str(), path) {
            ("" | ".", path) => path.to_owned(),
            (folder, ".") => folder.to_owned(),
            (folder, path) => format!("{folder}/{path}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_is_as_urgent_as_asked_for_or_more() {
        let fails = |fail_on, priority| View { fail_on, ..View::default() }.fails(priority);
        assert!(!fails(None, Priority::P0));
        assert!(fails(Some(Priority::P1), Priority::P0) && fails(Some(Priority::P1), Priority::P1));
        assert!(!fails(Some(Priority::P1), Priority::P2));
    }

    #[test]
    fn paths_begin_at_the_root_of_the_repository() {
        let view = View { folder: "services/a".to_owned(), ..View::default() };
        assert_eq!(view.path("src/x.js"), "services/a/src/x.js");
        assert_eq!(view.path("."), "services/a");
        assert_eq!(View::default().path("."), ".");
    }
}
