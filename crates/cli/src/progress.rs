//! A line on standard error that tells how far a scan is, when it takes long and somebody looks on.

use std::{
    io::{self, IsTerminal as _},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::{self, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use source_tree::{Listing, ReadError, RepoPath, SourceTree, TreeError};

/// How long a scan may take before it is worth a line.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the line is written again.
const PERIOD: Duration = Duration::from_millis(100);

/// How much of a tree was listed and read.
#[derive(Debug, Default)]
struct Counts {
    listed: AtomicUsize,
    read: AtomicUsize,
}

/// A tree that counts what is read of it.
pub(crate) struct Counted<'a> {
    tree: &'a dyn SourceTree,
    counts: Arc<Counts>,
}

impl SourceTree for Counted<'_> {
    fn list(&self) -> Result<Listing, TreeError> {
        let listing = self.tree.list()?;
        self.counts.listed.store(listing.files.len(), Ordering::Relaxed);
        Ok(listing)
    }

    fn read(&self, path: &RepoPath) -> Result<Vec<u8>, ReadError> {
        self.counts.read.fetch_add(1, Ordering::Relaxed);
        self.tree.read(path)
    }
}

/// The line, for as long as this lives.
pub(crate) struct Progress {
    counts: Arc<Counts>,
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// A line on standard error if that is a terminal that can erase it, else none.
    pub(crate) fn start() -> Self {
        let counts = Arc::new(Counts::default());
        let shows = io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let running = shows.then(|| {
            let (ended, ends) = mpsc::channel();
            let counted = Arc::clone(&counts);
            (ended, thread::spawn(move || tell(&counted, &ends, &mut io::stderr())))
        });
        Self { counts, running }
    }

    /// The tree, counted.
    pub(crate) fn counting<'a>(&self, tree: &'a dyn SourceTree) -> Counted<'a> {
        Counted { tree, counts: Arc::clone(&self.counts) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((ended, thread)) = self.running.take() {
            drop(ended);
            // A thread that only writes has nothing to tell.
            let _ = thread.join();
        }
    }
}

/// Writes the line until the other end of `ends` is gone, then erases it.
fn tell(counts: &Counts, ends: &mpsc::Receiver<()>, out: &mut dyn io::Write) {
    let mut wait = PATIENCE;
    while ends.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        wait = PERIOD;
        // A terminal that went away is no reason to stop the scan.
        let _ = write!(out, "\r\u{1b}[K{}", line(counts)).and_then(|()| out.flush());
    }
    if wait == PERIOD {
        let _ = write!(out, "\r\u{1b}[K").and_then(|()| out.flush());
    }
}

fn line(counts: &Counts) -> String {
    let listed = counts.listed.load(Ordering::Relaxed);
    match counts.read.load(Ordering::Relaxed) {
        _ if listed == 0 => "listing files".to_owned(),
        read => format!("scanning: {read} files read of {listed} in the folder"),
    }
}

#[cfg(test)]
mod tests {
    use source_tree::MemoryTree;

    use super::*;

    #[test]
    fn what_is_listed_and_read_is_counted() {
        let tree = MemoryTree::new().with(RepoPath::new("a").unwrap(), "x");
        let progress = Progress { counts: Arc::default(), running: None };
        assert_eq!(line(&progress.counts), "listing files");
        let counted = progress.counting(&tree);
        counted.list().unwrap();
        counted.read(&RepoPath::new("a").unwrap()).unwrap();
        assert_eq!(line(&progress.counts), "scanning: 1 files read of 1 in the folder");
    }

    #[test]
    fn a_quick_scan_writes_nothing() {
        let (ended, ends) = mpsc::channel();
        drop(ended);
        let mut out = Vec::new();
        tell(&Counts::default(), &ends, &mut out);
        assert!(out.is_empty());
    }
}
