//! What is left of files that could not be read, or not to their ends: whose they are, and what may hide in them.

use contracts::{Severity, plan::Language};
use source_tree::RepoPath;

use super::{Reading, finding};
use crate::{
    assemble::LeftUnread,
    facts::{Ecosystem, Unread},
    manifest::{self, Manifest},
    own_code,
    selection::FileKind,
};

/// A source file that cannot be read costs little; a manifest may hide a module.
pub(super) fn unreadable(path: &RepoPath, kind: FileKind, why: &str) -> Reading {
    let severity = if matches!(kind, FileKind::Source(_)) { Severity::Note } else { Severity::Warning };
    let finding = finding(path.to_string(), "file-unreadable", severity, format!("cannot be read: {why}"));
    let unread = Unread { path: path.clone(), span: None, why: format!("cannot be read: {why}") };
    Reading {
        manifest: unread_manifest(path, kind),
        unread: left_unread(kind, unread),
        findings: vec![finding],
        ..Reading::default()
    }
}

/// A manifest of which nothing is known but that it is there: what it builds must not vanish.
pub(super) fn unread_manifest(path: &RepoPath, kind: FileKind) -> Option<Manifest> {
    let (ecosystem, language) = match kind {
        FileKind::Pom => (Ecosystem::Maven, Language::Java),
        FileKind::Pyproject => (Ecosystem::Python, Language::Python),
        FileKind::GoMod => (Ecosystem::Go, Language::Go),
        FileKind::Gradle => (Ecosystem::Maven, Language::Java),
        FileKind::Sbt if !manifest::sbt::is_meta(path) => (Ecosystem::Maven, Language::Scala),
        FileKind::PackageJson => (Ecosystem::Npm, Language::Javascript),
        _ => return None,
    };
    Some(Manifest::bare(path, ecosystem, language)).filter(|_| !own_code::is_test(path))
}

/// Whose a file is that was not read to its end. What is wrong with one line of a format made of lines
/// hides nothing else.
pub(super) fn left_unread(kind: FileKind, unread: Unread) -> Option<LeftUnread> {
    match kind {
        FileKind::Source(_)
        | FileKind::Runbook
        | FileKind::LineageSpec
        | FileKind::Contract
        | FileKind::Connector
        | FileKind::Serverless
        | FileKind::Schema
        | FileKind::DbtModel
        | FileKind::CodeOwners
        | FileKind::Wiring
        | FileKind::Kubernetes
        | FileKind::Values
        | FileKind::StartScript
        | FileKind::Settings
        | FileKind::GradleSettings
        | FileKind::GradleCatalog
        | FileKind::BuildScript
        | FileKind::EnvFile
        | FileKind::GoWork
        | FileKind::NxProject
        | FileKind::Tsconfig
        | FileKind::Workspace
        | FileKind::NestCli => None,
        FileKind::Dockerfile | FileKind::Compose => Some(LeftUnread::Deploy(unread)),
        FileKind::OtherBuild(_) => Some(LeftUnread::OtherBuild(unread)),
        FileKind::Requirements | FileKind::IncludedRequirements => {
            Some(LeftUnread::Manifest(manifest::python::requirements_folder(&unread.path)?, unread))
        }
        FileKind::Pom
        | FileKind::Pyproject
        | FileKind::SetupPy
        | FileKind::SetupCfg
        | FileKind::Conda
        | FileKind::Pipfile
        | FileKind::DbtProject
        | FileKind::DatabricksBundle
        | FileKind::GoMod
        | FileKind::PackageJson
        | FileKind::Sbt
        | FileKind::Gradle => Some(LeftUnread::Manifest(unread.path.parent()?, unread)),
    }
}

/// Formats in which a mistake may hide all that follows.
pub(super) fn is_nested(kind: FileKind) -> bool {
    matches!(kind, FileKind::Pom | FileKind::Pyproject | FileKind::PackageJson | FileKind::Compose)
}

/// Files in which a build may be started.
pub(super) fn builds(kind: FileKind) -> bool {
    matches!(
        kind,
        FileKind::Dockerfile
            | FileKind::Compose
            | FileKind::Kubernetes
            | FileKind::StartScript
            | FileKind::BuildScript
            | FileKind::PackageJson
    )
}
