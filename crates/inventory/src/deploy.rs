//! Readers of deploy files: what starts a module, and in which environment.

pub(crate) mod compose;
pub(crate) mod dockerfile;
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
}
