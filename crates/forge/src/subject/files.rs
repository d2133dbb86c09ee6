//! Where a file can be seen.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Forge, Subject};
use crate::said;

/// What of a segment of an address does not stand for itself (RFC 3986, section 2.3).
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl Subject {
    /// The address under which the files of the repository at a commit can be seen, with a slash at its end. None when
    /// the repository or the forge's address is not known, or `commit` is no whole commit id.
    #[must_use]
    pub fn files_url(&self, commit: &str) -> Option<String> {
        let commit = said::commit_id(commit)?;
        let view = match self.forge {
            Forge::GitHub => "blob",
            Forge::GitLab => "-/blob",
        };
        Some(format!("{}/{view}/{commit}/", self.page()?))
    }

    /// The address of the repository itself, without a slash at its end; none where [`Self::files_url`] has none.
    #[must_use]
    pub fn page(&self) -> Option<String> {
        self.page_of(self.repository.as_deref()?)
    }

    /// The address of a repository of this forge, without a slash at its end.
    pub(crate) fn page_of(&self, repository: &str) -> Option<String> {
        let server = said::address(&self.server)?;
        if !said::is_repository(repository, self.forge) {
            return None;
        }
        let segments: Vec<_> =
            repository.split('/').map(|part| utf8_percent_encode(part, SEGMENT).to_string()).collect();
        Some(format!("{server}/{}", segments.join("/")))
    }
}
