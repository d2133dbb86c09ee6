//! Which commit and which forge repository a work tree stands for. Only the repository's own
//! configuration is read: no user's, no system's, no environment.

use std::path::Path;

use gix::{bstr::ByteSlice as _, open::Options};

use crate::{repo_path::RepoPath, repository::Repository};

/// Describes the repository whose work tree is `folder`; none when git cannot open it.
pub(crate) fn describe(folder: &Path, root: RepoPath) -> Option<Repository> {
    let repository = gix::open_opts(folder, Options::isolated()).ok()?;
    let commit = repository.head_id().ok().map(|id| id.to_string());
    let name =
        repository.config_snapshot().string("remote.origin.url").and_then(|url| name_of(url.to_str().ok()?));
    Some(Repository { root, name, commit })
}

/// `owner/name` of a remote: the last two segments of an `https`, `ssh` or scp-like address. Groups
/// inside groups are kept. An address of this machine names no repository of a forge.
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
