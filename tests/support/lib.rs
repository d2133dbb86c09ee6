//! What the suites share: the product's executable, programs that end with the test, HTTP, waiting.
//!
//! Addresses and folders come from variables that `cargo xtask test` sets.

pub mod act;
pub mod checkers;
pub mod executable;
pub mod files;
pub mod gitlab;
pub mod http;
pub mod process;
pub mod programs;
pub mod release;
pub mod repository;
pub mod serving;
pub mod surroundings;
pub mod wait;
