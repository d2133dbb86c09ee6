//! Readers of deploy files: what starts a module, and in which environment.

pub(crate) mod compose;
pub(crate) mod dockerfile;
pub(crate) mod functions;
pub(crate) mod kubernetes;
pub(crate) mod script;
pub(crate) mod template;

use source_tree::RepoPath;

use crate::facts::Deployment;

/// A deployment and the folder whose module it builds.
#[derive(Debug, Clone)]
pub(crate) struct Deploy {
    /// The folder that is built; its module, or the nearest above, is deployed.
    pub(crate) folder: RepoPath,
    pub(crate) deployment: Deployment,
    /// What a compose file says of the build.
    pub(crate) build: Option<Build>,
    /// What a compose file calls it.
    pub(crate) service: Option<String>,
}

/// How a compose file has an image built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Build {
    /// The folder that is built.
    pub(crate) folder: RepoPath,
    /// The folder whose files the build sees.
    pub(crate) context: RepoPath,
    pub(crate) dockerfile: Option<RepoPath>,
    /// The stage that is asked for.
    pub(crate) target: Option<String>,
    /// The values of its arguments.
    pub(crate) arguments: Vec<String>,
}
