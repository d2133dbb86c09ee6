//! What the suites share: the product's executable, programs that end with the test, HTTP, waiting.
//!
//! Addresses and folders come from variables that `cargo xtask test` sets.

pub mod executable;
pub mod files;
pub mod http;
pub mod process;
pub mod surroundings;
pub mod wait;
