//! `cargo xtask tidy`: rules of the code base that no compiler checks. Each rule is one file.

mod bans;
mod crates;
mod docs;
mod floors;
mod functions;
mod hosts;
mod ignores;
mod licences;
mod names;
mod schemas;
mod sizes;
mod sources;

use std::path::PathBuf;

use cargo_metadata::{Metadata, MetadataCommand};

use crate::failure::Failure;
use crate::workspace::Workspace;
use sources::Source;

/// Something that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file, relative to the root.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub told: String,
}

impl Finding {
    fn new(file: impl Into<PathBuf>, line: usize, told: impl Into<String>) -> Self {
        Self { file: file.into(), line, told: told.into() }
    }
}

/// What rules look at; read once.
struct Tree<'a> {
    workspace: &'a Workspace,
    metadata: Metadata,
    /// All files that are or would be tracked, relative to the root.
    files: Vec<PathBuf>,
    /// The Rust files among them, parsed.
    sources: Vec<Source>,
}

type Rule = fn(&Tree<'_>) -> Result<Vec<Finding>, Failure>;

const RULES: &[(&str, Rule)] = &[
    ("crates", crates::check),
    ("floors", floors::check),
    ("sizes", sizes::check),
    ("docs", docs::check),
    ("schemas", schemas::check),
    ("licences", licences::check),
    ("bans", bans::check),
    ("ignores", ignores::check),
    ("names", names::check),
    ("hosts", hosts::check),
];

/// Checks all rules and prints what they found. True when nothing was found.
pub fn run(workspace: &Workspace) -> Result<bool, Failure> {
    let files = workspace.files(".")?;
    let tree = Tree {
        workspace,
        metadata: MetadataCommand::new()
            .manifest_path(workspace.root.join("Cargo.toml"))
            .exec()
            .map_err(|error| Failure::Told(format!("cargo metadata: {error}")))?,
        sources: sources::read(workspace, &files)?,
        files,
    };
    let mut count = 0;
    for (name, rule) in RULES {
        for finding in rule(&tree)? {
            println!("{}:{}: {name}: {}", finding.file.display(), finding.line, finding.told);
            count += 1;
        }
    }
    println!("tidy: {} rules, {count} findings", RULES.len());
    Ok(count == 0)
}
