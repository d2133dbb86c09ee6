//! An input that breaks a promise: tried, named, made smaller, kept.

use std::{
    cell::RefCell,
    fmt, fs, io,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use syntax::fuzz::{Seen, Target};

use super::usage;

/// Seconds that one input may take twice, and one more for so many bytes. A parser of source that meets a mistake at every token
/// reads a hundred kilobytes a second, and that of Scala takes more than a second before it gives an ambiguous text up.
const SECONDS: f64 = 3.0;
const BYTES_A_SECOND: f64 = 48.0 * 1024.0;

/// How long one finding is made smaller.
const SMALLER: Duration = Duration::from_secs(5);

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Finding {
    /// What is wrong, without what differs between inputs of one mistake.
    pub(super) kind: String,
    /// Where the input lies.
    pub(super) file: PathBuf,
    /// How many bytes it has.
    pub(super) bytes: usize,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({} bytes)", self.kind, self.file.display(), self.bytes)
    }
}

thread_local! {
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps what a panic says instead of printing it.
pub(super) fn catch_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|place| format!("{}:{}", place.file(), place.line()));
        PANIC.replace(format!("panic at {}", place.unwrap_or_default()));
    }));
}

/// What trying an input came to.
#[derive(Debug)]
pub(super) struct Tried {
    /// What was seen, or what is wrong.
    pub(super) outcome: Result<Seen, String>,
    /// How many seconds it took.
    pub(super) seconds: f64,
}

/// Tries one input.
pub(super) fn attempt(target: &Target, input: &[u8]) -> Tried {
    let began = Instant::now();
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| target.check(input)))
        .unwrap_or_else(|_| Err(PANIC.take()))
        .map_err(|told| told.chars().filter(|c| told.starts_with("panic") || !c.is_ascii_digit()).collect());
    let seconds = began.elapsed().as_secs_f64();
    let allowed = SECONDS + input.len() as f64 / BYTES_A_SECOND;
    if outcome.is_ok() && seconds > allowed && cost(target, input) > allowed {
        return Tried { outcome: Err(SLOW.to_owned()), seconds };
    }
    Tried { outcome, seconds }
}

/// Seconds of processor time for one input that is sound: the clock on the wall also counts what others do.
fn cost(target: &Target, input: &[u8]) -> f64 {
    let before = usage::seconds();
    let _ = target.check(input);
    usage::seconds() - before
}

/// The kind of inputs that take too long.
const SLOW: &str = "slow: more than in proportion to its length";

/// Cuts what is not needed for the same kind of mistake.
pub(super) fn smaller(target: &Target, input: &[u8], kind: &str) -> Vec<u8> {
    let began = Instant::now();
    let mut best = input.to_vec();
    // What is slow is slow because it is long.
    let mut chunk = if kind == SLOW { 0 } else { best.len().div_ceil(2) };
    while chunk > 0 && began.elapsed() < SMALLER {
        let mut at = 0;
        while at < best.len() && began.elapsed() < SMALLER {
            let shorter = [&best[..at], &best[(at + chunk).min(best.len())..]].concat();
            if attempt(target, &shorter).outcome.is_err_and(|told| told == kind) {
                best = shorter;
            } else {
                at += chunk;
            }
        }
        chunk /= 2;
    }
    best
}

/// Writes an input into the folder of what was found, named after its content.
pub(super) fn keep(folder: &Path, kind: &str, input: &[u8]) -> io::Result<Finding> {
    fs::create_dir_all(folder)?;
    let hash: String = Sha256::digest(input).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let file = folder.join(hash);
    fs::write(&file, input)?;
    Ok(Finding { kind: kind.to_owned(), file, bytes: input.len() })
}
