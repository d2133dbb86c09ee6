//! What one run came to; a worker writes it as JSON for the process that started it.

use serde::{Deserialize, Serialize};

use super::finding::Finding;

/// The figures of one target.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Tally {
    /// Inputs that were tried.
    pub(super) inputs: u64,
    /// Seconds of processor time.
    pub(super) seconds: f64,
    /// Entries of the corpus in the end.
    pub(super) corpus: usize,
    /// Those among them that this run added.
    pub(super) new: usize,
    /// The longest that one input took twice, in milliseconds.
    pub(super) slowest_ms: f64,
    /// Peak of resident memory.
    pub(super) peak_mebibytes: f64,
    /// What breaks a promise.
    pub(super) findings: Vec<Finding>,
}

impl Tally {
    /// Both together, where a worker had to be started again.
    pub(super) fn join(&mut self, next: Self) {
        self.inputs += next.inputs;
        self.seconds += next.seconds;
        self.corpus = next.corpus.max(self.corpus);
        self.new += next.new;
        self.slowest_ms = self.slowest_ms.max(next.slowest_ms);
        self.peak_mebibytes = self.peak_mebibytes.max(next.peak_mebibytes);
        for finding in next.findings {
            if self.findings.iter().all(|known| known.kind != finding.kind) {
                self.findings.push(finding);
            }
        }
    }
}
