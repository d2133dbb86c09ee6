//! Files that could not be read, given to the modules they speak of: what nobody read proves nothing.

use std::collections::BTreeMap;

use source_tree::RepoPath;

use super::nearest;
use crate::facts::{ModuleFacts, Unread};

/// What was left unread, and whose it is.
#[derive(Debug, Clone)]
pub(crate) enum LeftUnread {
    /// A manifest: it speaks of the module of this folder.
    Manifest(RepoPath, Unread),
    /// A deploy file: it speaks of the modules that it deploys as far as it was read, or of the nearest.
    Deploy(Unread),
    /// The manifest of a build that is not read: it speaks of a module without another manifest.
    OtherBuild(Unread),
}

/// Gives each file to its modules.
pub(super) fn give(modules: &mut BTreeMap<RepoPath, ModuleFacts>, unread: Vec<LeftUnread>) {
    for left in unread {
        match left {
            LeftUnread::Manifest(folder, unread) => {
                push(modules.get_mut(&folder), &unread);
            }
            LeftUnread::OtherBuild(unread) => {
                let folder = unread.path.ancestors().next();
                let module = folder.and_then(|folder| modules.get_mut(&folder));
                push(module.filter(|module| module.manifests.is_empty()), &unread);
            }
            LeftUnread::Deploy(unread) => deploy(modules, &unread),
        }
    }
    for module in modules.values_mut() {
        module.unread.sort();
    }
}

fn deploy(modules: &mut BTreeMap<RepoPath, ModuleFacts>, unread: &Unread) {
    let mut given = false;
    for module in modules.values_mut() {
        if module.deployments.iter().any(|deployment| deployment.path == unread.path) {
            push(Some(module), unread);
            given = true;
        }
    }
    if !given {
        push(nearest(modules, &unread.path), unread);
    }
}

fn push(module: Option<&mut ModuleFacts>, unread: &Unread) {
    if let Some(module) = module {
        module.unread.push(unread.clone());
    }
}
