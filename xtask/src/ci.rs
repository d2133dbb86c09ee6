//! `cargo xtask ci`: everything that a change must pass, the tests' summary last.

use crate::check::{FORMAT, LINTS};
use crate::failure::Failure;
use crate::run::step;
use crate::test::{self, request::Request};
use crate::tidy;
use crate::workspace::Workspace;

/// Runs all steps, also after one has failed. True when all passed.
pub fn run(workspace: &Workspace) -> Result<bool, Failure> {
    let request = Request::default();
    let tests = test::begin(workspace, &request)?;
    let mut failed = Vec::new();
    let steps: [(&str, &[&str]); 3] =
        [("format", FORMAT), ("lints", LINTS), ("documentation", &["doc", "--workspace", "--no-deps"])];
    for (name, arguments) in steps {
        if let Err(failure) = step(workspace.cargo().args(arguments).env("RUSTDOCFLAGS", "-D warnings")) {
            failed.push(format!("{name}: {failure}"));
        }
    }
    match tidy::run(workspace) {
        Ok(true) => {}
        Ok(false) => failed.push("tidy: see its findings above".to_owned()),
        Err(failure) => failed.push(format!("tidy: {failure}")),
    }
    let summary = tests.finish()?;
    for failure in &failed {
        println!("failed step: {failure}");
    }
    println!("{}", summary.render());
    Ok(failed.is_empty() && !summary.failed())
}
