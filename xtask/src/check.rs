//! `cargo xtask check`: what every commit passes.

use crate::failure::Failure;
use crate::run::step;
use crate::workspace::Workspace;

/// The arguments of cargo for the format check.
pub const FORMAT: &[&str] = &["fmt", "--all", "--check"];
/// The arguments of cargo for the lints.
pub const LINTS: &[&str] =
    &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];

/// Format, lints, quick tests; the first failure ends it.
pub fn run(workspace: &Workspace) -> Result<(), Failure> {
    for arguments in [FORMAT, LINTS, &["test", "--workspace"]] {
        step(workspace.cargo().args(arguments))?;
    }
    println!("check: everything passed");
    Ok(())
}
