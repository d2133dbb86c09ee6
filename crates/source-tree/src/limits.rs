/// How much of a tree is looked at. What lies beyond is left out and said, never half read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Files listed, at most.
    pub files_max: usize,
    /// Folders inside folders, at most.
    pub depth_max: usize,
    /// Bytes of one file that are read, at most.
    pub file_bytes_max: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { files_max: 500_000, depth_max: 64, file_bytes_max: 4 * 1024 * 1024 }
    }
}
