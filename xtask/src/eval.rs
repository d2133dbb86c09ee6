//! Doors to the package `autopilot-eval`: schemas, evaluations, benchmarks, fuzzing.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::failure::Failure;
use crate::install::cache::Cache;
use crate::install::preconditions::Toolchains;
use crate::install::{self, list};
use crate::run::step;
use crate::workspace::Workspace;

/// The install that stands beside Scout in its benchmark. No test needs it.
const AST_GREP: &str = "ast-grep";

/// Writes every contract's JSON Schema to `schemas/`, or with `check` says which would change.
pub fn schemas(workspace: &Workspace, check: bool) -> Result<(), Failure> {
    let mut command = workspace.cargo();
    command.args(["run", "--quiet", "--package", "autopilot-eval", "--", "schemas"]);
    if check {
        command.arg("--check");
    }
    step(&mut command)
}

/// Runs an evaluation in release.
pub fn evaluation(workspace: &Workspace, arguments: &[String]) -> Result<(), Failure> {
    measure(workspace, "eval", arguments.iter().map(OsString::from).collect())
}

/// Fuzzes the readers in release. Folders are those of the checkout, wherever one stands.
pub fn fuzz(workspace: &Workspace, arguments: &[String]) -> Result<(), Failure> {
    let corpus = workspace.root.join("crates/syntax/corpus");
    let found = workspace.target.join("fuzz");
    let mut words: Vec<OsString> = ["--corpus".into(), corpus.into(), "--found".into(), found.into()].into();
    words.extend(arguments.iter().map(OsString::from));
    measure(workspace, "fuzz", words)
}

/// Runs a benchmark in release, of the executable as the sources are now. The one of Scout is told where `ast-grep`
/// is, which is installed for it.
pub fn benchmark(workspace: &Workspace, arguments: &[String]) -> Result<(), Failure> {
    let mut words: Vec<OsString> = arguments.iter().map(OsString::from).collect();
    if needs_ast_grep(arguments) {
        match ast_grep(workspace) {
            // Behind the name of the benchmark: what follows may end in `-- DIR`.
            Ok(path) => drop(words.splice(1..1, ["--ast-grep".into(), path.into()])),
            Err(failure) if failure.is_impossible_here() => println!("without ast-grep: {failure}"),
            Err(failure) => return Err(failure),
        }
    }
    // `autopilot-eval` takes the executable that lies beside it, however old.
    step(workspace.cargo().args(["build", "--release", "--quiet", "--package", "autopilot"]))?;
    measure(workspace, "bench", words)
}

/// Whether it is the benchmark of Scout, neither told of an `ast-grep` nor asked for its help.
fn needs_ast_grep(arguments: &[String]) -> bool {
    let told = |word: &String| {
        word == "--ast-grep" || word.starts_with("--ast-grep=") || word == "--help" || word == "-h"
    };
    arguments.first().is_some_and(|name| name == "scout") && !arguments.iter().any(told)
}

fn ast_grep(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let install = list::find(AST_GREP).ok_or_else(|| Failure::Told(format!("no install is {AST_GREP}")))?;
    let folder = install::provide(workspace, &Cache::open()?, &Toolchains::default(), install)?;
    Ok(folder.join("venv/bin").join(AST_GREP))
}

/// Runs `autopilot-eval` in release; `kind` is `eval`, `bench` or `fuzz`.
///
/// Paths in `arguments` are meant from where the user stands, so that folder stays.
fn measure(workspace: &Workspace, kind: &str, arguments: Vec<OsString>) -> Result<(), Failure> {
    let here = std::env::current_dir().map_err(Failure::io("find", ".".as_ref()))?;
    step(
        workspace
            .cargo()
            .current_dir(here)
            .args(["run", "--release", "--quiet", "--package", "autopilot-eval", "--", kind])
            .args(arguments),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test::suites::SUITES;

    fn needs(line: &str) -> bool {
        needs_ast_grep(&line.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn only_the_benchmark_of_scout_has_ast_grep_installed() {
        assert!(needs("scout DIR"));
        assert!(needs("scout --runs 2 -- DIR"));
        assert!(!needs("start --runs 2"));
        assert!(!needs("scout --help"));
        assert!(!needs_ast_grep(&[]));
    }

    #[test]
    fn an_ast_grep_that_was_named_is_taken() {
        assert!(!needs("scout DIR --ast-grep /bin/ast-grep"));
        assert!(!needs("scout --ast-grep=/bin/ast-grep DIR"));
    }

    #[test]
    fn ast_grep_is_known_and_no_suite_brings_it() {
        assert!(list::find(AST_GREP).is_some());
        for suite in SUITES {
            assert!(!suite.tools.contains(&AST_GREP) && !suite.servers.contains(&AST_GREP), "{}", suite.name);
        }
    }
}
