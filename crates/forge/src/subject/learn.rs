//! A subject as it is put together: what is said is taken when it is what it should be, and else noted as unknown.
//!
//! Each reader is told what a text should tell ("the base"), where it stands (a variable, a field of the payload), and
//! the text, none when nothing stands there.

use super::{Forge, Occasion, Subject};
use crate::said;

impl Subject {
    /// The subject of which nothing is known but where it is.
    pub(crate) fn new(forge: Forge) -> Subject {
        Subject {
            forge,
            occasion: Occasion::Other(String::new()),
            repository: None,
            server: forge.cloud().to_owned(),
            commit: None,
            head: None,
            base: None,
            reference: None,
            target: None,
            change: None,
            unknowns: Vec::new(),
        }
    }

    /// Notes what could not be learnt.
    pub(crate) fn unknown(&mut self, clause: impl Into<String>) {
        self.unknowns.push(clause.into());
    }

    /// The commit that a text names.
    pub(crate) fn commit_said(&mut self, what: &str, place: &str, text: Option<&str>) -> Option<String> {
        let found = text.and_then(said::commit_id);
        self.expect(found, what, place, text, "no commit id")
    }

    /// The branch, tag or other reference that a text names.
    pub(crate) fn reference_said(&mut self, what: &str, place: &str, text: Option<&str>) -> Option<String> {
        let found = text.filter(|text| said::is_reference(text)).map(str::to_owned);
        self.expect(found, what, place, text, "no name that can be shown")
    }

    /// Takes the repository whose pipeline it is.
    pub(crate) fn set_repository(&mut self, place: &str, text: Option<&str>) {
        let found = text.filter(|text| said::is_repository(text, self.forge)).map(str::to_owned);
        self.repository = self.expect(found, "the repository", place, text, "no path of a repository");
    }

    /// Takes the forge's own address; its cloud's stays when that is none.
    pub(crate) fn set_server(&mut self, place: &str, text: Option<&str>) {
        let found = text.and_then(said::address).map(str::to_owned);
        let what = format!("the address of the forge (taken: {})", self.server);
        if let Some(server) = self.expect(found, &what, place, text, "no address of the web") {
            self.server = server;
        }
    }

    /// Takes the commit that is judged, when it is another than the one that is checked out.
    pub(crate) fn set_head(&mut self, head: Option<String>) {
        self.head = head.filter(|head| self.commit.as_ref() != Some(head));
    }

    /// Passes on what was found, or notes why there is nothing.
    fn expect(
        &mut self,
        found: Option<String>,
        what: &str,
        place: &str,
        text: Option<&str>,
        wrong: &str,
    ) -> Option<String> {
        if found.is_none() {
            let trouble = if text.is_some() { wrong } else { "not said" };
            self.unknown(format!("{what}: {place} is {trouble}"));
        }
        found
    }
}

impl Forge {
    /// The address of the forge's cloud.
    fn cloud(self) -> &'static str {
        match self {
            Forge::GitHub => "https://github.com",
            Forge::GitLab => "https://gitlab.com",
        }
    }
}
