//! One listing, one parallel read of what a name selects, one assembly.

use contracts::{Finding, RepoConfig, RuleId, Severity, plan::Language};
use rayon::prelude::*;
use source_tree::{Listing, RepoPath, Skipped, SourceTree, TreeError};
use syntax::SyntaxError;

use crate::{
    assemble, config,
    config::ConfigError,
    deploy::{self, Deploy},
    entry_point,
    facts::{EntryPoint, Facts},
    manifest::{self, Manifest},
    own_code,
    selection::{self, FileKind},
    source_file::SourceFile,
};

/// How many syntax errors of one file are told; a broken file rarely has one.
const ERRORS_PER_FILE_MAX: usize = 3;

/// Why a repository cannot be surveyed.
#[derive(Debug, thiserror::Error)]
pub enum SurveyError {
    /// Its files cannot be listed.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// What the team says cannot be understood.
    #[error(transparent)]
    Config(#[from] ConfigError),
}

/// What one file contributes.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) manifest: Option<Manifest>,
    pub(crate) deploys: Vec<Deploy>,
    pub(crate) source: Option<(RepoPath, Language)>,
    pub(crate) entry_point: Option<(EntryPoint, Language)>,
    pub(crate) findings: Vec<Finding>,
}

/// Finds out what a repository contains.
///
/// # Errors
/// When its files cannot be listed or `.autopilot.yml` cannot be understood.
pub fn survey(tree: &dyn SourceTree) -> Result<Facts, SurveyError> {
    let config = config::read_config(tree)?.unwrap_or_default();
    let listing = tree.list()?;
    let excluded = config::exclusion(&config);
    let selected: Vec<(&RepoPath, FileKind)> = listing
        .files
        .iter()
        .filter(|path| !excluded.is_match(path.as_str()))
        .filter_map(|path| selection::select(path).map(|kind| (path, kind)))
        .collect();
    tracing::debug!(listed = listing.files.len(), selected = selected.len(), "listed the repository");
    let readings: Vec<Reading> = selected.par_iter().map(|(path, kind)| read(tree, path, *kind)).collect();
    let mut facts = assemble::assemble(readings);
    facts.findings.extend(listing.skipped.iter().map(left_out));
    facts.findings.extend(said_in_vain(&config, &facts, &listing));
    facts.config = config;
    facts.repositories = listing.repositories;
    Ok(facts)
}

/// A single file that is left out costs little; a tree that was cut may hide anything.
fn left_out(skipped: &Skipped) -> Finding {
    let severity = if skipped.path == "." { Severity::Warning } else { Severity::Note };
    finding(skipped.path.clone(), "file-left-out", severity, format!("not read: {}", skipped.reason))
}

/// Settings that have no effect: a module that is not there, a file that is not called as it must be.
fn said_in_vain(config: &RepoConfig, facts: &Facts, listing: &Listing) -> Vec<Finding> {
    let there = |key: &str| {
        RepoPath::new(key).is_ok_and(|path| facts.modules.iter().any(|module| module.path == path))
    };
    let unknown = config.modules.keys().filter(|key| !there(key)).map(|key| {
        let message = format!("`modules` speaks of `{key}`, where no module was found");
        let found =
            finding(config::CONFIG_FILE.to_owned(), "config-module-unknown", Severity::Warning, message);
        Finding { help: Some("write a module's folder as a plan shows it".to_owned()), ..found }
    });
    let misnamed = listing.files.iter().filter(|path| path.as_str() == ".autopilot.yaml").map(|path| {
        let message = format!("not read: the settings are called `{}`", config::CONFIG_FILE);
        finding(path.to_string(), "config-misnamed", Severity::Warning, message)
    });
    unknown.chain(misnamed).collect()
}

fn finding(path: String, rule: &str, severity: Severity, message: String) -> Finding {
    Finding { path, span: None, rule: RuleId::new(rule), severity, message, help: None }
}

fn read(tree: &dyn SourceTree, path: &RepoPath, kind: FileKind) -> Reading {
    let bytes = match tree.read(path) {
        Ok(bytes) => bytes,
        Err(error) => return unreadable(path, kind, &error.to_string()),
    };
    match syntax::text::decode(&bytes) {
        Some(text) => parse(&SourceFile::new(path, &text), kind),
        None => unreadable(path, kind, "it holds NUL bytes"),
    }
}

/// A source file that cannot be read costs little; a manifest may hide a module.
fn unreadable(path: &RepoPath, kind: FileKind, why: &str) -> Reading {
    let severity = if matches!(kind, FileKind::Source(_)) { Severity::Note } else { Severity::Warning };
    let finding = finding(path.to_string(), "file-unreadable", severity, format!("cannot be read: {why}"));
    Reading { findings: vec![finding], ..Reading::default() }
}

fn parse(file: &SourceFile<'_>, kind: FileKind) -> Reading {
    let (reading, errors) = match kind {
        FileKind::Pom => of_manifest(manifest::maven::read(file)),
        FileKind::Requirements => of_manifest(manifest::python::read_requirements(file)),
        FileKind::Pyproject => of_manifest(manifest::python::read_pyproject(file)),
        FileKind::SetupPy => of_manifest((manifest::python::read_setup(file), Vec::new())),
        FileKind::GoMod => of_manifest(manifest::go::read(file)),
        FileKind::PackageJson => of_manifest(manifest::npm::read(file)),
        FileKind::Dockerfile => {
            let (deploy, errors) = deploy::dockerfile::read(file);
            (Reading { deploys: deploy.into_iter().collect(), ..Reading::default() }, errors)
        }
        FileKind::Compose => {
            let (deploys, errors) = deploy::compose::read(file);
            (Reading { deploys, ..Reading::default() }, errors)
        }
        FileKind::Source(language) => (of_source(file, language), Vec::new()),
    };
    // What tests keep may be broken on purpose.
    if own_code::is_test(file.path()) {
        return reading;
    }
    let findings = errors.iter().take(ERRORS_PER_FILE_MAX).map(|error| broken(file, error)).collect();
    Reading { findings, ..reading }
}

fn of_manifest((manifest, errors): (Option<Manifest>, Vec<SyntaxError>)) -> (Reading, Vec<SyntaxError>) {
    (Reading { manifest, ..Reading::default() }, errors)
}

fn of_source(file: &SourceFile<'_>, language: Language) -> Reading {
    Reading {
        source: Some((file.path().clone(), language)),
        entry_point: entry_point::find(file, language).map(|found| (found, language)),
        ..Reading::default()
    }
}

fn broken(file: &SourceFile<'_>, error: &SyntaxError) -> Finding {
    Finding {
        path: file.path().to_string(),
        span: Some(file.span(error.span)),
        rule: RuleId::new("file-broken"),
        severity: Severity::Warning,
        message: error.message.clone(),
        help: Some("what follows in this file may not have been seen".to_owned()),
    }
}
