//! Running programs: in view of the user, or in the background with a log.

use std::fs::File;
#[cfg(unix)]
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::workspace::Workspace;

/// How many lines of a log are shown when something failed.
const TAIL_LINES: usize = 25;

/// Runs one command in view of the user and says how long it took.
pub fn step(command: &mut Command) -> Result<(), Failure> {
    let shown = shown(command);
    println!("==> {shown}");
    let began = Instant::now();
    let status = command.status().map_err(|source| Failure::Start { command: shown.clone(), source })?;
    println!("    {} in {}", if status.success() { "done" } else { "failed" }, seconds(began.elapsed()));
    if status.success() {
        return Ok(());
    }
    Err(Failure::Exit { command: shown, status: status.to_string() })
}

/// A duration for people: tenths of a second.
pub fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

/// A command as one would type it.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy();
    std::iter::once(program)
        .chain(command.get_args().map(|argument| argument.to_string_lossy()))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The last lines of a log, indented.
pub fn tail(log: &Path) -> String {
    last_lines(&String::from_utf8_lossy(&std::fs::read(log).unwrap_or_default()))
}

/// The last lines of a text, indented, empty ones left out.
pub fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(TAIL_LINES)..]
        .iter()
        .map(|line| format!("    {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// A program in the background. It ends with everything it started when this is dropped, and also when
/// this process is killed (see `tests/support/supervise.sh`).
#[derive(Debug)]
pub struct Supervised {
    child: Child,
}

/// What is to run in the background.
#[derive(Debug)]
pub struct Background<'a> {
    /// Program and arguments.
    pub words: &'a [String],
    /// The working folder.
    pub folder: &'a Path,
    /// Where standard output and error go.
    pub log: PathBuf,
    /// Seconds between the polite signal and the last one.
    pub grace: u32,
}

impl Supervised {
    /// Starts a program; `environment` decides what it may see.
    pub fn start(
        workspace: &Workspace,
        what: &Background<'_>,
        environment: impl FnOnce(&mut Command),
    ) -> Result<Self, Failure> {
        let log = File::options()
            .create(true)
            .append(true)
            .open(&what.log)
            .map_err(Failure::io("write", &what.log))?;
        let errors = log.try_clone().map_err(Failure::io("write", &what.log))?;
        let mut command = Command::new("sh");
        environment(&mut command);
        command
            .arg(workspace.root.join("tests/support/supervise.sh"))
            .arg(what.grace.to_string())
            .args(what.words)
            .current_dir(what.folder)
            .stdin(Stdio::piped())
            .stdout(log)
            .stderr(errors);
        #[cfg(unix)]
        command.process_group(0);
        let child =
            command.spawn().map_err(|source| Failure::Start { command: what.words.join(" "), source })?;
        Ok(Self { child })
    }

    /// Waits for its end.
    pub fn wait(mut self) -> Result<ExitStatus, Failure> {
        // Waiting closes standard input, which is the signal to end: hold it open.
        let held = self.child.stdin.take();
        let status =
            self.child.wait().map_err(|source| Failure::Start { command: "wait".to_owned(), source });
        drop(held);
        status
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }
}

impl Drop for Supervised {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        // An error means that it has already been waited for.
        let _ended = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader};

    use super::*;

    fn workspace() -> Workspace {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        Workspace { target: root.join("target"), root }
    }

    fn words(script: &str) -> Vec<String> {
        ["sh", "-c", script].map(str::to_owned).to_vec()
    }

    #[test]
    fn output_and_end_of_a_program_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let words = words("echo out; echo err >&2; exit 3");
        let what = Background { words: &words, folder: folder.path(), log: log.clone(), grace: 1 };
        let status = Supervised::start(&workspace(), &what, |_| {}).unwrap().wait().unwrap();
        assert_eq!(status.code(), Some(3));
        assert_eq!(tail(&log), "    out\n    err");
    }

    #[test]
    fn dropping_ends_the_program_and_what_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        // The grandchild ignores the polite signal and holds the pipe open for writing.
        let words = words("(trap '' TERM; echo up; sleep 1000) > pipe & wait");
        let what =
            Background { words: &words, folder: folder.path(), log: folder.path().join("log"), grace: 1 };
        let supervised = Supervised::start(&workspace(), &what, |_| {}).unwrap();
        let mut reader = BufReader::new(File::open(&pipe).unwrap());
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        assert_eq!(line, "up\n");
        drop(supervised);
        line.clear();
        // The end of the file comes only when nobody holds the pipe any more.
        assert_eq!(reader.read_line(&mut line).unwrap(), 0);
    }

    #[test]
    fn a_missing_program_is_told_in_the_log() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let words = vec!["no-such-program".to_owned()];
        let what = Background { words: &words, folder: folder.path(), log: log.clone(), grace: 1 };
        let status = Supervised::start(&workspace(), &what, |_| {}).unwrap().wait().unwrap();
        assert_eq!(status.code(), Some(127));
        assert!(tail(&log).contains("no-such-program"));
    }
}
