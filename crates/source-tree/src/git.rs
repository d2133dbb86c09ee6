//! Which commit and which forge repository a work tree stands for. Only the repository's own
//! configuration is read: no user's, no system's, no environment. A `.git` that leads out of the tree, as that of
//! a linked work tree does, is not followed: whoever wrote the tree could name any repository of this machine.

use std::path::Path;

use gix::{bstr::ByteSlice as _, open::Options};

use crate::{repo_path::RepoPath, repository::Repository};

/// Describes the repository whose work tree is the folder `root` of the tree at `tree`; none when git cannot
/// open it or it lies outside.
pub(crate) fn describe(tree: &Path, root: RepoPath) -> Option<Repository> {
    let folder = tree.join(root.as_str());
    let inside = folder.join(".git").canonicalize().ok()?.starts_with(tree.canonicalize().ok()?);
    let repository = gix::open_opts(folder, Options::isolated()).ok().filter(|_| inside)?;
    if !repository.common_dir().canonicalize().ok()?.starts_with(tree.canonicalize().ok()?) {
        return None;
    }
    let commit = repository.head_id().ok().map(|id| id.to_string());
    Some(Repository { root, name: name(&repository), commit })
}

/// `owner/name` as the remote `origin` says it.
pub(crate) fn name(repository: &gix::Repository) -> Option<String> {
    repository.config_snapshot().string("remote.origin.url").and_then(|url| name_of(url.to_str().ok()?))
}

/// `owner/name` of a remote: the path of an `https`, `ssh` or scp-like address, groups inside groups and all. An address of this machine names no repository of a forge.
fn name_of(url: &str) -> Option<String> {
    let path = match url.split_once("://") {
        Some(("file", _)) => return None,
        Some((_, rest)) => rest.split_once('/')?.1,
        None => url.split_once(':').filter(|(host, _)| host.contains('.') || host.contains('@'))?.1,
    };
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    (path.contains('/') && !path.contains(char::is_whitespace)).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_is_described_and_one_outside_is_not() {
        let outer = tempfile::tempdir().unwrap();
        let (tree, elsewhere) = (outer.path().join("tree"), outer.path().join("elsewhere"));
        for folder in [tree.join("own"), elsewhere.clone()] {
            std::fs::create_dir_all(folder.join(".git/objects")).unwrap();
            std::fs::create_dir_all(folder.join(".git/refs")).unwrap();
            std::fs::write(folder.join(".git/HEAD"), "ref: refs/heads/main\n").unwrap();
            let config = "[core]\n\trepositoryformatversion = 0\n[remote \"origin\"]\n\turl = https://forge.example/org/shop\n";
            std::fs::write(folder.join(".git/config"), config).unwrap();
        }
        std::fs::create_dir_all(tree.join("linked")).unwrap();
        std::fs::write(tree.join("linked/.git"), format!("gitdir: {}/.git\n", elsewhere.display())).unwrap();
        let described = |name: &str| describe(&tree, RepoPath::new(name).unwrap());
        assert_eq!(described("own").unwrap().name.as_deref(), Some("org/shop"));
        assert_eq!(described("linked"), None);
    }

    #[test]
    fn remotes_are_named_without_host_and_credentials() {
        let name = |url| name_of(url).unwrap_or_default();
        assert_eq!(name("https://user:token@forge.example/org/shop.git"), "org/shop");
        assert_eq!(name("git@forge.example:group/sub/shop.git"), "group/sub/shop");
        assert_eq!(name("ssh://git@forge.example:2222/org/shop"), "org/shop");
        assert_eq!(name("/srv/git/shop"), "");
        assert_eq!(name("file:///srv/git/shop"), "");
        assert_eq!(name("C:/git/shop"), "");
    }
}
