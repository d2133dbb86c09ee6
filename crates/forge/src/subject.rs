//! What a pipeline judges.

mod describe;
mod files;
mod learn;

/// A forge whose pipelines we run in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forge {
    /// GitHub, in its cloud or on an own server.
    GitHub,
    /// GitLab, in its cloud or on an own server.
    GitLab,
}

/// Why a pipeline runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Occasion {
    /// A change was opened or updated.
    Change,
    /// A merge queue asks whether a group of changes may be merged (GitHub's `merge_group`, GitLab's merge train).
    MergeGroup,
    /// Commits were pushed to a branch, or a tag was.
    Push,
    /// A person started it.
    Manual,
    /// A clock started it.
    Schedule,
    /// Something else, by the forge's own name for it; empty when nothing says it.
    Other(String),
}

/// What of a change is checked out, unless the pipeline checks out something else by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checkout {
    /// The change merged into its target.
    Merged,
    /// The change as its author pushed it.
    Head,
    /// A branch of the repository without the change (GitHub's `pull_request_target`): what is found there says nothing
    /// of the change.
    Target,
}

/// A change that asks to be merged: a pull or merge request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its number in the repository.
    pub number: u64,
    /// The repository that it is to change. For a fork's pipeline of GitLab, which runs in the fork, that is not
    /// [`Subject::repository`].
    pub repository: Option<String>,
    /// What its author called it, on one line of at most 256 characters: hostile text. Empty when nothing says it.
    pub title: String,
    /// Its page; an `https://` or `http://` address.
    pub url: Option<String>,
    /// The branch that its author pushes to: hostile text.
    pub branch: Option<String>,
    /// Whether it comes from another repository, so that tokens can only read. It counts as such when nothing tells.
    pub from_fork: bool,
    /// Whether its author is not done yet.
    pub draft: bool,
    /// What of it is checked out.
    pub checkout: Checkout,
}

/// What is judged, as far as the pipeline says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Where it runs.
    pub forge: Forge,
    /// Why it runs.
    pub occasion: Occasion,
    /// The repository whose pipeline it is: `owner/name`, on GitLab with all groups.
    pub repository: Option<String>,
    /// The address of the forge, without a slash at its end.
    pub server: String,
    /// The commit that is checked out, in hexadecimal; for a change of GitHub its merge with the base.
    pub commit: Option<String>,
    /// The commit that is judged when that is another: the head of the change or of the group.
    pub head: Option<String>,
    /// The commit that it is compared with: the base of the change or the group, or what a branch was before a push.
    pub base: Option<String>,
    /// The branch or tag, or the change's merge reference, in full (`refs/heads/main`) where the forge says which it
    /// is: hostile text.
    pub reference: Option<String>,
    /// The branch that the change or the group is to be merged into: hostile text.
    pub target: Option<String>,
    /// The change, when there is one.
    pub change: Option<Change>,
    /// What could not be learnt, and why: a clause each, for people.
    pub unknowns: Vec<String>,
}

/// Why nothing can be judged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubjectError {
    /// The event says that nothing is there to be judged, such as the deletion of a branch.
    #[error("{0}")]
    Nothing(String),
    /// The event's payload is not what the forge's documentation describes.
    #[error("the event's payload is not understood: {0}")]
    Payload(String),
}
