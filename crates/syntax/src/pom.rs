//! Maven's pom.xml: what is written there, before inheritance and interpolation.

mod interpolate;
mod read;

pub use interpolate::interpolate;
pub use read::read;
pub(crate) use read::{child, document, elements, text_of};

use crate::span::{Span, Spanned};

/// A pom. Values are as written, trimmed, with their `${...}`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pom {
    /// The pom it inherits from.
    pub parent: Option<Parent>,
    /// Its own group; inherited when absent.
    pub group_id: Option<Spanned<String>>,
    /// Its name among the artifacts of its group.
    pub artifact_id: Option<Spanned<String>>,
    /// Its own version; inherited when absent.
    pub version: Option<Spanned<String>>,
    /// `jar` when absent.
    pub packaging: Option<Spanned<String>>,
    /// What people call it.
    pub name: Option<Spanned<String>>,
    /// The organization it belongs to, by name.
    pub organization: Option<Spanned<String>>,
    /// Who develops it: each by organization, else by name.
    pub developers: Vec<Spanned<String>>,
    /// Folders (or poms) of the modules it aggregates.
    pub modules: Vec<Spanned<String>>,
    /// Names and values, in the order of the text.
    pub properties: Vec<(String, Spanned<String>)>,
    /// What it depends on.
    pub dependencies: Vec<Dependency>,
    /// `dependencyManagement`: versions for dependencies that name none.
    pub managed: Vec<Dependency>,
    /// Build plugins; not those of `pluginManagement`.
    pub plugins: Vec<Plugin>,
    /// Profiles, active or not.
    pub profiles: Vec<Profile>,
}

/// Group, artifact and version of another pom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coordinates {
    /// The group.
    pub group_id: Option<Spanned<String>>,
    /// The artifact.
    pub artifact_id: Option<Spanned<String>>,
    /// The version.
    pub version: Option<Spanned<String>>,
}

/// The pom that a pom inherits from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parent {
    /// Which one.
    pub coordinates: Coordinates,
    /// Where it is; `../pom.xml` when absent, in no folder when empty.
    pub relative_path: Option<Spanned<String>>,
    /// The whole element.
    pub span: Span,
}

/// A dependency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dependency {
    /// The group; empty, at the element, when it is not written.
    pub group_id: Spanned<String>,
    /// The artifact.
    pub artifact_id: Spanned<String>,
    /// The version, where it is not managed.
    pub version: Option<Spanned<String>>,
    /// `compile` when absent.
    pub scope: Option<Spanned<String>>,
    /// The element `type`; `jar` when absent.
    pub kind: Option<Spanned<String>>,
    /// Tells artifacts of one version apart.
    pub classifier: Option<Spanned<String>>,
    /// Whether it is not handed on to those who depend on this.
    pub optional: bool,
    /// The whole element.
    pub span: Span,
}

/// A build plugin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plugin {
    /// The group; that of Maven's own plugins when absent.
    pub group_id: Option<Spanned<String>>,
    /// The artifact.
    pub artifact_id: Spanned<String>,
    /// The version, where it is not managed.
    pub version: Option<Spanned<String>>,
    /// The goals of all its executions, in the order of the text.
    pub goals: Vec<String>,
    /// What the plugin itself needs.
    pub dependencies: Vec<Dependency>,
    /// The texts of its configuration and of its executions' configurations, each with the path of
    /// elements below `configuration`: `image/name`.
    pub configuration: Vec<(String, Spanned<String>)>,
    /// The whole element.
    pub span: Span,
}

/// A profile: what is added when it is active.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub id: Option<Spanned<String>>,
    /// Modules it adds.
    pub modules: Vec<Spanned<String>>,
    /// Dependencies it adds.
    pub dependencies: Vec<Dependency>,
    /// Managed dependencies it adds.
    pub managed: Vec<Dependency>,
    /// Properties it sets.
    pub properties: Vec<(String, Spanned<String>)>,
    /// Plugins it adds.
    pub plugins: Vec<Plugin>,
}

#[cfg(test)]
mod tests;
