//! What a build says of one project.

use crate::span::{Span, Spanned};

/// A place in one of the files of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file: an index into those that the build was put together from.
    pub file: usize,
    /// Where in it.
    pub span: Span,
}

/// A project of a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// What it is called in the build.
    pub id: String,
    /// Its folder, as it is written: from the root of the build.
    pub folder: String,
    /// Where it is defined.
    pub place: Place,
    /// Its `name` or `moduleName`.
    pub name: Option<String>,
    /// Its `organization`.
    pub organization: Option<String>,
    /// The libraries that it depends on.
    pub dependencies: Vec<Dependency>,
    /// The projects of the build that it depends on.
    pub projects: Vec<Dependence>,
    /// The projects of the build that it gathers.
    pub aggregates: Vec<String>,
    /// The plugins that are switched on for it.
    pub plugins: Vec<(String, Place)>,
    /// What starts its program, and with which options and environment.
    pub told: Vec<Told>,
    /// Whether any setting is for it alone.
    pub has_settings: bool,
}

/// A library that a project depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// The organization.
    pub group: String,
    /// The artifact, without the version of Scala that `%%` adds.
    pub artifact: String,
    /// The version, where the build tells it.
    pub version: Option<String>,
    /// The configurations, as written: `test`, `provided`, `compile->compile;test->test`.
    pub configurations: Option<String>,
    /// Where the library is written down.
    pub place: Place,
}

/// A project that another depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependence {
    /// What it is called in the build.
    pub id: String,
    /// The configurations, as written.
    pub configurations: Option<String>,
    /// Where the other says so.
    pub place: Place,
}

/// A setting of how a program is started or packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The key: `mainClass`, `javaOptions`, `dockerEnvVars`.
    pub key: String,
    /// One text of it; `NAME=value` of an environment; what is put in as `${..}`.
    pub text: Spanned<String>,
    /// The file in which the text stands.
    pub file: usize,
}

/// Whether configurations are there when a program is only tested or built.
#[must_use]
pub fn is_for_tests(configurations: &str) -> bool {
    let mut ways =
        configurations.split([';', ',']).map(|way| way.split("->").next().unwrap_or_default().trim());
    ways.all(|from| {
        let lower = from.to_ascii_lowercase();
        lower.contains("test")
            || lower == "it"
            || matches!(&*lower, "plugin" | "scalafix" | "jmh" | "benchmark")
    })
}
