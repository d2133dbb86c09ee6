//! How many tests passed, as the samples' test runners say at their end.

use serde::{Deserialize, Serialize};

/// A test runner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runner {
    /// `node --test`.
    Node,
    /// Maven's Surefire.
    Surefire,
    /// `pytest -q`.
    Pytest,
    /// `go test -json`.
    Go,
}

/// How a sample's tests went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed.
    pub failed: usize,
    /// Tests that their runner skipped.
    pub skipped: usize,
    /// Names of failed tests, as far as the runner tells them.
    pub failures: Vec<String>,
}

/// Reads the output of a runner. Nothing recognised gives zeros.
pub fn read(runner: Runner, output: &str) -> Counts {
    match runner {
        Runner::Node => node(output),
        Runner::Surefire => surefire(output),
        Runner::Pytest => pytest(output),
        Runner::Go => go(output),
    }
}

fn node(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines() {
        if let Some((_, name)) =
            line.trim_start().strip_prefix("not ok ").and_then(|rest| rest.split_once(" - "))
        {
            counts.failures.push(name.to_owned());
        }
        let Some(closing) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) else {
            continue;
        };
        let Some((word, Ok(number))) = closing.split_once(' ').map(|(word, rest)| (word, rest.parse()))
        else {
            continue;
        };
        match word {
            "pass" => counts.passed = number,
            "fail" => counts.failed = number,
            "skipped" => counts.skipped = number,
            _ => {}
        }
    }
    counts
}

fn surefire(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines() {
        if let Some(name) = line.strip_prefix("[ERROR]   ") {
            counts.failures.push(name.to_owned());
        }
        // Lines with a time are of one class; the closing line has none.
        let Some((_, closing)) = line.split_once("Tests run: ").filter(|_| !line.contains("Time elapsed"))
        else {
            continue;
        };
        let numbers: Vec<usize> = closing
            .split(|part: char| !part.is_ascii_digit())
            .filter_map(|number| number.parse().ok())
            .collect();
        if let [run, failures, errors, skipped] = numbers[..] {
            counts.failed = failures + errors;
            counts.skipped = skipped;
            counts.passed = run.saturating_sub(failures + errors + skipped);
        }
    }
    counts
}

fn pytest(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines() {
        if let Some(name) = line.strip_prefix("FAILED ") {
            counts.failures.push(name.to_owned());
        }
        let Some((closing, _)) = line.trim_matches(['=', ' ']).rsplit_once(" in ") else {
            continue;
        };
        for part in closing.split(", ") {
            match part.split_once(' ').map(|(number, word)| (number.parse(), word)) {
                Some((Ok(number), "passed")) => counts.passed = number,
                Some((Ok(number), "failed" | "error" | "errors")) => counts.failed += number,
                Some((Ok(number), "skipped" | "xfailed")) => counts.skipped += number,
                _ => {}
            }
        }
    }
    counts
}

#[derive(Deserialize)]
struct GoEvent {
    #[serde(rename = "Action")]
    action: String,
    #[serde(rename = "Test")]
    test: Option<String>,
}

fn go(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines() {
        let Ok(GoEvent { action, test: Some(test) }) = serde_json::from_str(line) else {
            continue;
        };
        match action.as_str() {
            "pass" => counts.passed += 1,
            "skip" => counts.skipped += 1,
            "fail" => {
                counts.failed += 1;
                counts.failures.push(test);
            }
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(counts: &Counts) -> (usize, usize, usize) {
        (counts.passed, counts.failed, counts.skipped)
    }

    #[test]
    fn node_in_both_of_its_forms() {
        let tap = "not ok 2 - refuses\n# tests 5\n# pass 3\n# fail 1\n# cancelled 0\n# skipped 1\n";
        let counts = read(Runner::Node, tap);
        assert_eq!(numbers(&counts), (3, 1, 1));
        assert_eq!(counts.failures, ["refuses"]);
        assert_eq!(numbers(&read(Runner::Node, "ℹ pass 7\nℹ fail 0\nℹ skipped 0\n")), (7, 0, 0));
    }

    #[test]
    fn surefires_closing_line_and_not_those_of_classes() {
        let output = "[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s -- in A\n\
            [ERROR]   FlowTest.order:12 expected 1\n\
            [ERROR] Tests run: 9, Failures: 1, Errors: 1, Skipped: 2\n";
        let counts = read(Runner::Surefire, output);
        assert_eq!(numbers(&counts), (5, 2, 2));
        assert_eq!(counts.failures, ["FlowTest.order:12 expected 1"]);
    }

    #[test]
    fn pytests_closing_line() {
        let output =
            "..F\nFAILED tests/test_a.py::test_b - assert\n1 failed, 20 passed, 2 skipped in 0.51s\n";
        let counts = read(Runner::Pytest, output);
        assert_eq!(numbers(&counts), (20, 1, 2));
        assert_eq!(counts.failures.len(), 1);
    }

    #[test]
    fn gos_events_of_tests_and_not_of_packages() {
        let output = "{\"Action\":\"pass\",\"Package\":\"p\",\"Test\":\"A\"}\n\
            {\"Action\":\"fail\",\"Package\":\"p\",\"Test\":\"B\"}\n\
            {\"Action\":\"pass\",\"Package\":\"p\"}\nnot json\n";
        let counts = read(Runner::Go, output);
        assert_eq!(numbers(&counts), (1, 1, 0));
        assert_eq!(counts.failures, ["B"]);
    }

    #[test]
    fn other_output_counts_nothing() {
        for runner in [Runner::Node, Runner::Surefire, Runner::Pytest, Runner::Go] {
            assert_eq!(read(runner, "hello\nin between in time\n"), Counts::default());
        }
    }
}
