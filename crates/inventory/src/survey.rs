//! One listing, one parallel read of what a name selects, a few rounds for what files name, one assembly.

use std::collections::BTreeMap;

use contracts::{
    Finding, RuleId, Severity,
    plan::{Connector, Language},
};
use rayon::prelude::*;
use source_tree::{RepoPath, Skipped, SourceTree, TreeError};
use syntax::SyntaxError;

mod formats;
mod referenced;
mod told;
mod unread;

use crate::{
    assemble::{
        self, LeftUnread,
        imports::{self, Imports},
        mentions::{self, Mentions},
    },
    config::{self, ConfigError, Exclusion},
    deploy::{self, Deploy, compose, dockerfile::Image, kubernetes::Workload},
    documents::{self, Document},
    entry_point,
    facts::{Deployment, EntryPoint, Facts, Setting, Unread, Usage, WiringLine},
    lineage::{self, LineageSign},
    manifest::{
        self, Manifest,
        go::Replaced,
        gradle::{Catalog, Included},
        nest,
        tsconfig::Alias,
    },
    own_code,
    ownership::{CodeOwners, Component},
    selection::{self, FileKind},
    source_file::SourceFile,
    suppression,
    topic::{Constant, Passed},
    usage::{Libraries, Observed},
};

/// How many syntax errors of one file are told; a broken file rarely has one.
const ERRORS_PER_FILE_MAX: usize = 3;

/// How long a message about a file may be, in characters.
const MESSAGE_CHARS_MAX: usize = 300;

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
    pub(crate) nest: Vec<nest::Project>,
    pub(crate) workspace: Option<RepoPath>,
    pub(crate) catalog: Option<Catalog>,
    pub(crate) included: Vec<Included>,
    /// A file of a build of sbt.
    pub(crate) sbt: Option<manifest::sbt::File>,
    pub(crate) replaced: Vec<Replaced>,
    pub(crate) aliases: Vec<Alias>,
    pub(crate) image: Option<Image>,
    pub(crate) compose: Option<compose::File>,
    pub(crate) variables: Option<(RepoPath, Vec<WiringLine>)>,
    pub(crate) workloads: Vec<Workload>,
    pub(crate) script: Option<Deployment>,
    /// The profiles of Maven that it asks for.
    pub(crate) profiles: Vec<String>,
    pub(crate) source: Option<(RepoPath, Language)>,
    pub(crate) imports: Option<Imports>,
    pub(crate) mentions: Option<Mentions>,
    pub(crate) entry_point: Option<(EntryPoint, Language)>,
    pub(crate) usages: Vec<(Usage, Language)>,
    pub(crate) constants: Vec<Constant>,
    pub(crate) passed: Vec<Passed>,
    /// Whether the file was not parsed and could tell of topics.
    pub(crate) could_tell: bool,
    pub(crate) settings: Vec<Setting>,
    pub(crate) documents: Vec<Document>,
    pub(crate) connectors: Vec<Connector>,
    pub(crate) functions: Vec<Deploy>,
    pub(crate) lineage: Vec<LineageSign>,
    pub(crate) code_owners: Option<(RepoPath, CodeOwners)>,
    pub(crate) components: Vec<Component>,
    pub(crate) unread: Option<LeftUnread>,
    pub(crate) suppressions: Vec<suppression::Inline>,
    pub(crate) findings: Vec<Finding>,
}

/// Finds out what a repository contains.
///
/// # Errors
/// When its files cannot be listed or `.autopilot.yml` cannot be understood.
pub fn survey(tree: &dyn SourceTree) -> Result<Facts, SurveyError> {
    let settings = config::read(tree)?;
    let listing = tree.list()?;
    let excluded = Exclusion::of(&settings);
    let selected: Vec<(&RepoPath, FileKind)> = listing
        .files
        .iter()
        .filter(|path| !excluded.is_match(path.as_str()))
        .filter_map(|path| selection::select(path).map(|kind| (path, kind)))
        .collect();
    tracing::debug!(listed = listing.files.len(), selected = selected.len(), "listed the repository");
    let libraries = Libraries::with(&settings.config.clients);
    let read = |path: &RepoPath, kind: FileKind| read(tree, path, kind, &libraries);
    let mut readings: Vec<Reading> = selected.par_iter().map(|(path, kind)| read(path, *kind)).collect();
    let listed: Vec<&RepoPath> =
        listing.files.iter().filter(|path| !excluded.is_match(path.as_str())).collect();
    referenced::read(&mut readings, &selected, &listed, read);
    told::read(&mut readings, tree);
    let other_builds = other_builds(&selected);
    let mut facts = assemble::assemble(readings);
    facts.findings.extend(other_builds);
    facts.findings.extend(listing.skipped.iter().map(left_out));
    facts.findings.extend(config::without_effect(&settings, &facts.modules, &listing));
    facts.findings.iter_mut().for_each(redacted);
    facts.suppressions = config::with_suppressions(&settings, facts.suppressions);
    facts.config = settings.config;
    facts.has_config = settings.there;
    facts.repositories = listing.repositories;
    Ok(facts)
}

/// A finding may repeat what somebody wrote, and it leaves the process.
fn redacted(finding: &mut Finding) {
    finding.message = redact::redact(&finding.message).into_owned();
    finding.help = finding.help.take().map(|help| redact::redact(&help).into_owned());
}

/// A single file that is left out costs little; a tree that was cut may hide anything.
fn left_out(skipped: &Skipped) -> Finding {
    let severity = if skipped.path == "." { Severity::Warning } else { Severity::Note };
    finding(skipped.path.clone(), "file-left-out", severity, format!("not read: {}", skipped.reason))
}

fn finding(path: String, rule: &str, severity: Severity, message: String) -> Finding {
    Finding { path, span: None, rule: RuleId::new(rule), severity, message, help: None }
}

/// One finding for each build that is not read: a repository full of them must not look empty.
fn other_builds(selected: &[(&RepoPath, FileKind)]) -> Vec<Finding> {
    let mut by_build: BTreeMap<&str, Vec<&RepoPath>> = BTreeMap::new();
    for (path, kind) in selected {
        if let FileKind::OtherBuild(build) = kind {
            by_build.entry(build).or_default().push(path);
        }
    }
    let tell = |(build, paths): (&str, Vec<&RepoPath>)| {
        let first = paths.first().map(ToString::to_string)?;
        let more = match paths.len() - 1 {
            0 => String::new(),
            more => format!(" (this one and {more} more)"),
        };
        let message = format!("{build} builds are not read{more}: what they build is not in this plan");
        Some(finding(first, "build-not-read", Severity::Warning, message))
    };
    by_build.into_iter().filter_map(tell).collect()
}

fn read(tree: &dyn SourceTree, path: &RepoPath, kind: FileKind, libraries: &Libraries) -> Reading {
    if let Some(reading) = told_by_name(path, kind) {
        return reading;
    }
    let bytes = match tree.read(path) {
        Ok(bytes) => bytes,
        Err(error) => return unread::unreadable(path, kind, &error.to_string()),
    };
    match syntax::text::decode(&bytes) {
        Some(text) => parse(&SourceFile::new(path, &text), kind, libraries),
        None => unread::unreadable(path, kind, "it holds NUL bytes"),
    }
}

/// What a file contributes that need not be read.
fn told_by_name(path: &RepoPath, kind: FileKind) -> Option<Reading> {
    Some(match kind {
        FileKind::OtherBuild(build) => {
            let unread =
                Unread { path: path.clone(), span: None, why: format!("{build} builds are not read") };
            Reading { unread: Some(LeftUnread::OtherBuild(unread)), ..Reading::default() }
        }
        FileKind::Schema => Reading { documents: vec![documents::schema(path)], ..Reading::default() },
        FileKind::DbtModel => {
            Reading { usages: vec![(manifest::dbt::model(path), Language::Sql)], ..Reading::default() }
        }
        _ => return None,
    })
}

fn parse(file: &SourceFile<'_>, kind: FileKind, libraries: &Libraries) -> Reading {
    let (reading, errors) = formats::read(file, kind, libraries);
    // What tests keep may be broken on purpose.
    if own_code::is_test(file.path()) {
        return Reading { findings: Vec::new(), ..reading };
    }
    let reading = Reading { lineage: lineage::find(file), ..reading };
    let broken = errors.iter().take(ERRORS_PER_FILE_MAX).map(|error| broken(file, error));
    let (suppressions, malformed) = suppression::find(file);
    let findings = reading.findings.into_iter().chain(broken).chain(malformed).collect();
    let unread = errors.first().filter(|_| unread::is_nested(kind)).and_then(|error| {
        let (path, span) = (file.path().clone(), Some(file.span(error.span)));
        unread::left_unread(
            kind,
            Unread {
                path,
                span,
                why: format!(
                    "not read to its end: {}",
                    redact::redact_cut(&error.message, MESSAGE_CHARS_MAX)
                ),
            },
        )
    });
    let manifest = reading.manifest.or_else(|| {
        let nothing_read = errors.first().filter(|_| unread::is_nested(kind));
        nothing_read.and_then(|_| unread::unread_manifest(file.path(), kind))
    });
    let profiles = if unread::builds(kind) { manifest::profiles::asked(file.text()) } else { Vec::new() };
    Reading { manifest, findings, unread, profiles, suppressions, ..reading }
}

fn of_script(file: &SourceFile<'_>) -> Reading {
    let lines = deploy::script::read(file);
    let script = lines.first().map(|first| Deployment {
        path: file.path().clone(),
        location: first.location.clone(),
        lines: lines.clone(),
    });
    Reading { script, ..Reading::default() }
}

fn of_source(file: &SourceFile<'_>, language: Language, libraries: &Libraries) -> Reading {
    let Observed { usages, constants, passed, beginning, unparsed, could_tell } =
        libraries.find(file, language);
    let entry_point = entry_point::find(file, language).or(beginning);
    Reading {
        source: Some((file.path().clone(), language)),
        imports: imports::find(file, language),
        mentions: mentions::find(file, language),
        entry_point: entry_point.map(|found| (found, language)),
        usages: usages.into_iter().map(|usage| (usage, language)).collect(),
        constants,
        passed,
        could_tell,
        findings: unparsed.iter().map(|error| not_parsed(file, error)).collect(),
        ..Reading::default()
    }
}

/// What the file does with clients is not in the plan; what it is built with is.
fn not_parsed(file: &SourceFile<'_>, error: &SyntaxError) -> Finding {
    let message = format!("{}: what it does with clients is not in this plan", error.message);
    finding(file.path().to_string(), "file-unreadable", Severity::Note, message)
}

fn broken(file: &SourceFile<'_>, error: &SyntaxError) -> Finding {
    Finding {
        path: file.path().to_string(),
        span: Some(file.span(error.span)),
        rule: RuleId::new("file-broken"),
        severity: Severity::Warning,
        // It may repeat what stands in the file.
        message: redact::redact_cut(&error.message, MESSAGE_CHARS_MAX),
        help: Some("what follows in this file may not have been seen".to_owned()),
    }
}
