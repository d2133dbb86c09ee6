//! A text that does not grow beyond what its reader takes.

/// Text of a bounded length, put together from blocks that are never cut.
pub(super) struct Budget {
    out: String,
    bytes_max: usize,
}

/// Kept for the sentence that says what does not fit.
const RESERVE: usize = 128;

impl Budget {
    pub(super) fn new(bytes_max: usize) -> Self {
        Self { out: String::new(), bytes_max: bytes_max.saturating_sub(RESERVE) }
    }

    /// Adds a block if it fits, and says whether it did.
    pub(super) fn push(&mut self, block: &str) -> bool {
        let fits = self.out.len() + block.len() <= self.bytes_max;
        if fits {
            self.out.push_str(block);
        }
        fits
    }

    /// Adds what room was kept for.
    pub(super) fn push_always(&mut self, block: &str) {
        self.out.push_str(block);
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}
