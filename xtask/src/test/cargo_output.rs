//! Reads what `cargo test` prints: tests line by line, executables that ended without a result.

use std::io::{BufRead, BufReader};
use std::process::{Command, ExitStatus};

use crate::failure::Failure;
use crate::run::shown;

/// What a run of `cargo test` came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: usize,
    /// Names of tests that failed, and of executables that broke off.
    pub failed: Vec<String>,
    /// Tests that are ignored: name and reason.
    pub ignored: Vec<(String, String)>,
}

/// Collects the lines of one run.
#[derive(Debug, Default)]
pub struct Reader {
    tally: Tally,
    executable: String,
    /// Whether tests were announced whose result has not come.
    open: bool,
}

impl Reader {
    /// Takes one line.
    pub fn line(&mut self, line: &str) {
        if let Some(name) = executable(line) {
            self.close();
            self.executable = name;
        } else if line.starts_with("test result: ") {
            self.open = false;
        } else if line.starts_with("running ") && (line.ends_with(" tests") || line.ends_with(" test")) {
            self.open = true;
        } else if let Some((name, result)) =
            line.strip_prefix("test ").and_then(|rest| rest.rsplit_once(" ... "))
        {
            self.result(name, result);
        }
    }

    fn result(&mut self, name: &str, result: &str) {
        let full = format!("{}: {name}", self.executable);
        if result == "ok" || result.starts_with("ok ") {
            self.tally.passed += 1;
        } else if result.starts_with("FAILED") {
            self.tally.failed.push(full);
        } else if let Some(reason) = result.strip_prefix("ignored") {
            self.tally.ignored.push((name.to_owned(), reason.trim_start_matches(", ").to_owned()));
        }
    }

    /// An executable whose result did not come broke off.
    fn close(&mut self) {
        if std::mem::take(&mut self.open) {
            self.tally.failed.push(format!("{}: ended without a result", self.executable));
        }
    }

    /// The tally, once the run has ended. A failed run without a failed test is a failed build.
    pub fn finish(mut self, success: bool, command: &str) -> Tally {
        self.close();
        if !success && self.tally.failed.is_empty() {
            self.tally.failed.push(format!("`{command}` did not build or run"));
        }
        self.tally
    }
}

/// The name in `Running unittests src/lib.rs (target/debug/deps/name-hash)` or `Doc-tests name`.
fn executable(line: &str) -> Option<String> {
    let line = line.trim_start();
    if let Some(name) = line.strip_prefix("Doc-tests ") {
        return Some(format!("{name} (documentation)"));
    }
    let (_, path) = line.strip_prefix("Running ")?.rsplit_once('(')?;
    let file = path.trim_end_matches(')').rsplit('/').next()?;
    Some(file.rsplit_once('-').map_or(file, |(name, _)| name).to_owned())
}

/// Runs `cargo test`, shows its output as it comes and counts its tests.
pub fn run(command: &mut Command) -> Result<Tally, Failure> {
    let shown = shown(command);
    println!("==> {shown}");
    let (status, reader) = stream(command, &shown)?;
    Ok(reader.finish(status.success(), &shown))
}

/// Standard output and error go through one pipe, so that lines stay in order.
fn stream(command: &mut Command, shown: &str) -> Result<(ExitStatus, Reader), Failure> {
    let start = |source| Failure::Start { command: shown.to_owned(), source };
    let (output, input) = std::io::pipe().map_err(start)?;
    command.stdout(input.try_clone().map_err(start)?).stderr(input);
    let mut child = command.spawn().map_err(start)?;
    // Our own ends of the pipe, else it never closes.
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut reader = Reader::default();
    let mut lines = BufReader::new(output);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).map_err(start)? > 0 {
        let text = String::from_utf8_lossy(&line);
        print!("{text}");
        reader.line(text.trim_end_matches(['\n', '\r']));
        line.clear();
    }
    Ok((child.wait().map_err(start)?, reader))
}

/// The tests that `cargo test ... -- --list` names.
pub fn list(command: &mut Command) -> usize {
    command
        .output()
        .map(|output| {
            String::from_utf8_lossy(&output.stdout).lines().filter(|line| line.ends_with(": test")).count()
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(output: &str, success: bool) -> Tally {
        let mut reader = Reader::default();
        output.lines().for_each(|line| reader.line(line));
        reader.finish(success, "cargo test")
    }

    const RUN: &str = "   Compiling a v0.1.0
     Running unittests src/lib.rs (target/debug/deps/autopilot_contracts-0d1e)

running 4 tests
test urn::tests::reads ... ok
test urn::tests::slow ... ignored, full
test urn::tests::panics - should panic ... ok
test urn::tests::refuses ... FAILED

test result: FAILED. 2 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s

   Doc-tests autopilot_contracts

running 1 test
test crates/contracts/src/lib.rs - Urn (line 12) ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.40s
";

    #[test]
    fn tests_are_counted_by_line_with_their_executable() {
        let tally = read(RUN, false);
        assert_eq!(tally.passed, 3);
        assert_eq!(tally.failed, ["autopilot_contracts: urn::tests::refuses"]);
        assert_eq!(tally.ignored, [("urn::tests::slow".to_owned(), "full".to_owned())]);
    }

    #[test]
    fn an_executable_that_breaks_off_is_a_failure() {
        let output = "     Running tests/a.rs (target/debug/deps/a-1)\nrunning 2 tests\ntest x ... ok\n\
            error: test failed, to rerun pass `--test a`\n     Running tests/b.rs (target/debug/deps/b-2)\n\
            running 0 tests\ntest result: ok. 0 passed\n";
        let tally = read(output, false);
        assert_eq!(tally.passed, 1);
        assert_eq!(tally.failed, ["a: ended without a result"]);
    }

    #[test]
    fn a_failed_build_is_a_failure() {
        assert_eq!(
            read("error[E0308]: mismatched types\n", false).failed,
            ["`cargo test` did not build or run"]
        );
    }

    #[test]
    fn the_last_executable_can_break_off_too() {
        let tally = read("     Running tests/a.rs (target/debug/deps/a-1)\nrunning 1 test\n", false);
        assert_eq!(tally.failed, ["a: ended without a result"]);
    }

    #[test]
    fn output_of_a_program_is_streamed_and_read() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo 'test a ... ok'; echo 'test b ... ok' >&2; exit 0"]);
        assert_eq!(run(&mut command).unwrap().passed, 2);
    }
}
