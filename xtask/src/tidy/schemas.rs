//! The generated files are those that the contracts generate now.

use super::{Finding, Tree};
use crate::eval;
use crate::failure::Failure;

/// Asks the generator.
pub fn check(tree: &Tree<'_>) -> Result<Vec<Finding>, Failure> {
    match eval::schemas(tree.workspace, true) {
        Ok(()) => Ok(Vec::new()),
        Err(Failure::Exit { .. }) => Ok(vec![Finding::new(
            "schemas",
            1,
            "differs from what the contracts generate, or the generator does not build: see above; else run cargo xtask schemas",
        )]),
        Err(other) => Err(other),
    }
}
