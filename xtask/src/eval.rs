//! Doors to the package `autopilot-eval`: schemas, evaluations, benchmarks.

use crate::failure::Failure;
use crate::run::step;
use crate::workspace::Workspace;

/// Writes every contract's JSON Schema to `schemas/`, or with `check` says which would change.
pub fn schemas(workspace: &Workspace, check: bool) -> Result<(), Failure> {
    let mut command = workspace.cargo();
    command.args(["run", "--quiet", "--package", "autopilot-eval", "--", "schemas"]);
    if check {
        command.arg("--check");
    }
    step(&mut command)
}

/// Runs an evaluation or a benchmark in release; `kind` is `eval` or `bench`.
///
/// Paths in `arguments` are meant from where the user stands, so that folder stays.
pub fn measure(workspace: &Workspace, kind: &str, arguments: &[String]) -> Result<(), Failure> {
    let here = std::env::current_dir().map_err(Failure::io("find", ".".as_ref()))?;
    step(
        workspace
            .cargo()
            .current_dir(here)
            .args(["run", "--release", "--quiet", "--package", "autopilot-eval", "--", kind])
            .args(arguments),
    )
}
