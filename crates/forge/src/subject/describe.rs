//! A subject in words.

use super::{Change, Checkout, Forge, Occasion, Subject};

/// How many digits of a commit are shown.
const DIGITS: usize = 12;

impl Subject {
    /// What is judged, in one plain line for people, such as `pull request #7 of org/shop from a fork, 0123456789ab
    /// merged into main`. It holds names that people chose, none that drives what shows it.
    #[must_use]
    pub fn describe(&self) -> String {
        let line = match (&self.occasion, &self.change) {
            (Occasion::Change, Some(change)) => self.change_line(change),
            (Occasion::Change, None) => format!("{}{}", self.change_noun(), self.place()),
            (Occasion::MergeGroup, change) => self.group_line(change.as_ref()),
            (Occasion::Push, _) => format!("push{}", self.place()),
            (Occasion::Manual, _) => format!("manual run{}", self.place()),
            (Occasion::Schedule, _) => format!("scheduled run{}", self.place()),
            (Occasion::Other(name), Some(change)) => format!("{}{}", event(name), self.change_line(change)),
            (Occasion::Other(name), None) if name.is_empty() => format!("run{}", self.place()),
            (Occasion::Other(name), None) => format!("{name} run{}", self.place()),
        };
        redact::on_one_line(&line)
    }

    /// ` on main of org/shop, 0123456789ab`, each part where it is known.
    fn place(&self) -> String {
        let branch = self.reference.as_deref().map(|name| format!(" on {}", shown(name)));
        let repository = self.repository.as_deref().map(|name| format!(" of {name}"));
        let commit = self.commit.as_deref().map(|id| format!(", {}", short(id)));
        [branch, repository, commit].into_iter().flatten().collect()
    }

    fn change_line(&self, change: &Change) -> String {
        let draft = if change.draft { "draft " } else { "" };
        let fork = if change.from_fork { " from a fork" } else { "" };
        let tree = match change.checkout {
            Checkout::Merged => format!("{}{}", self.judged(), self.toward("merged into")),
            Checkout::Head => format!("{}{}", self.judged(), self.toward("for")),
            Checkout::Target => format!("{}, without the change", self.checked_out()),
        };
        format!("{draft}{}{fork}{tree}", self.named(change))
    }

    fn group_line(&self, change: Option<&Change>) -> String {
        let noun = match self.forge {
            Forge::GitHub => "merge group",
            Forge::GitLab => "merge train",
        };
        let of = match (change, &self.repository) {
            (Some(change), _) => format!(" with {}", self.named(change)),
            (None, Some(repository)) => format!(" of {repository}"),
            (None, None) => String::new(),
        };
        format!("{noun}{of}{}{}", self.judged(), self.toward("for"))
    }

    /// `pull request #7 of org/shop`
    fn named(&self, change: &Change) -> String {
        let sign = match self.forge {
            Forge::GitHub => '#',
            Forge::GitLab => '!',
        };
        let repository = change.repository.as_ref().or(self.repository.as_ref());
        let of = repository.map(|name| format!(" of {name}")).unwrap_or_default();
        format!("{} {sign}{}{of}", self.change_noun(), change.number)
    }

    fn change_noun(&self) -> &'static str {
        match self.forge {
            Forge::GitHub => "pull request",
            Forge::GitLab => "merge request",
        }
    }

    /// The commit that is judged.
    fn judged(&self) -> String {
        let commit = self.head.as_deref().or(self.commit.as_deref());
        commit.map(|id| format!(", {}", short(id))).unwrap_or_default()
    }

    /// The commit that is there to be looked at.
    fn checked_out(&self) -> String {
        self.commit.as_deref().map(|id| format!(", at {}", short(id))).unwrap_or_default()
    }

    fn toward(&self, how: &str) -> String {
        self.target.as_deref().map(|name| format!(" {how} {}", shown(name))).unwrap_or_default()
    }
}

fn event(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("{name} of ") }
}

/// A reference as people call it.
fn shown(reference: &str) -> String {
    match (reference.strip_prefix("refs/heads/"), reference.strip_prefix("refs/tags/")) {
        (Some(branch), _) => branch.to_owned(),
        (_, Some(tag)) => format!("tag {tag}"),
        _ => reference.to_owned(),
    }
}

fn short(commit: &str) -> &str {
    commit.get(..DIGITS).unwrap_or(commit)
}
