//! The process that tries the inputs of one target. It dies of what it finds at worst; the last input lies in a file.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::Duration,
};

use syntax::fuzz::Target;

use super::{
    Fuzz, FuzzError,
    bombs::bombs,
    corpus::{self, Corpus},
    dice::Dice,
    finding::{self, Finding},
    mutate::mutate,
    tally::Tally,
    usage,
};

/// The input that is being tried.
pub(super) const CURRENT: &str = "current";
/// There when the worker ended itself because one input took too long.
pub(super) const HUNG: &str = "hung";

/// How long one input may take until the worker ends itself.
const HANG: Duration = Duration::from_secs(30);

/// As much stack as the threads have that read in the product.
const STACK: usize = 2 * 1024 * 1024;

/// Counts the inputs, for the watch.
static TRIED: AtomicU64 = AtomicU64::new(0);

/// Tries inputs until the time is used up, and writes the tally.
pub(crate) fn run(arguments: &Fuzz, out: &mut dyn Write) -> Result<(), FuzzError> {
    finding::catch_panics();
    for target in arguments.targets()? {
        let folder = arguments.found.join(target.name);
        watch(folder.join(HUNG));
        let tally = thread::scope(|scope| {
            let work = || Work::begin(arguments, target)?.until(arguments.seconds(target) as f64);
            let worker = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work)?;
            worker.join().unwrap_or_else(|_| Err(io::Error::other("the worker panicked")))
        })?;
        serde_json::to_writer(&mut *out, &tally).map_err(io::Error::from)?;
    }
    Ok(())
}

/// Ends this process when one input takes too long.
fn watch(marker: PathBuf) {
    thread::spawn(move || {
        loop {
            let before = TRIED.load(Ordering::Relaxed);
            thread::sleep(HANG);
            if TRIED.load(Ordering::Relaxed) == before {
                // Without the marker it is told as a crash.
                let _ = fs::write(&marker, "");
                std::process::abort();
            }
        }
    });
}

struct Work {
    target: &'static Target,
    folder: PathBuf,
    current: File,
    corpus: Corpus,
    seeds: Vec<Vec<u8>>,
    dice: Dice,
    bombs: bool,
    tally: Tally,
    kinds: HashSet<String>,
}

impl Work {
    fn begin(arguments: &Fuzz, target: &'static Target) -> io::Result<Self> {
        let folder = arguments.found.join(target.name);
        fs::create_dir_all(folder.join("corpus"))?;
        Ok(Self {
            target,
            current: File::create(folder.join(CURRENT))?,
            seeds: corpus::files(&arguments.corpus.join(target.name))?,
            folder,
            corpus: Corpus::default(),
            dice: Dice::new(arguments.seed),
            bombs: !arguments.without_bombs,
            tally: Tally::default(),
            kinds: HashSet::new(),
        })
    }

    /// First the corpus, then the bombs, then mutations.
    fn until(mut self, seconds: f64) -> io::Result<Tally> {
        let tokens: Vec<&str> = self.target.tokens.iter().flat_map(|tokens| tokens.iter().copied()).collect();
        let grown = corpus::files(&self.folder.join("corpus"))?;
        for input in std::mem::take(&mut self.seeds).into_iter().chain(grown) {
            self.attempt(&input, false)?;
        }
        let sound = self.corpus.pick(&mut self.dice).to_vec();
        let bombs = bombs(&tokens, &sound).take(if self.bombs { usize::MAX } else { 0 });
        for bomb in bombs {
            // Each costs as much as a thousand mutations: a short run shall have some of both.
            if usage::seconds() > seconds / 3.0 {
                break;
            }
            self.attempt(&bomb, false)?;
        }
        // The time is asked for seldom: it costs as much as a small input.
        while !self.tally.inputs.is_multiple_of(64) || usage::seconds() < seconds {
            let (old, other) = (self.corpus.pick(&mut self.dice), self.corpus.pick(&mut self.dice));
            let input = mutate(old, other, &tokens, &mut self.dice);
            self.attempt(&input, true)?;
        }
        self.tally.seconds = usage::seconds();
        self.tally.corpus = self.corpus.len();
        self.tally.peak_mebibytes = usage::peak_mebibytes();
        Ok(self.tally)
    }

    fn attempt(&mut self, input: &[u8], keep: bool) -> io::Result<()> {
        write_current(&self.current, input)?;
        let tried = finding::attempt(self.target, input);
        TRIED.fetch_add(1, Ordering::Relaxed);
        self.tally.inputs += 1;
        self.tally.slowest_ms = self.tally.slowest_ms.max(tried.seconds * 1000.0);
        match tried.outcome {
            Ok(seen) => {
                if self.corpus.offer(input, &seen) && keep {
                    self.tally.new += 1;
                    finding::keep(&self.folder.join("corpus"), "", input)?;
                }
            }
            Err(kind) if self.kinds.insert(kind.clone()) => {
                let small = finding::smaller(self.target, input, &kind);
                let found: Finding = finding::keep(&self.folder.join("found"), &kind, &small)?;
                self.tally.findings.push(found);
            }
            Err(_) => {}
        }
        Ok(())
    }
}

/// Length and bytes, at the start of the file: shorter than to cut it each time.
fn write_current(file: &File, input: &[u8]) -> io::Result<()> {
    use std::os::unix::fs::FileExt as _;
    let length = (input.len() as u64).to_le_bytes();
    file.write_all_at(&[&length[..], input].concat(), 0)
}

/// The input that a worker tried last.
pub(super) fn read_current(folder: &Path) -> io::Result<Vec<u8>> {
    let bytes = fs::read(folder.join(CURRENT))?;
    let Some((length, rest)) = bytes.split_first_chunk() else { return Ok(Vec::new()) };
    let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or_default();
    Ok(rest.get(..length).unwrap_or(rest).to_vec())
}
