//! Which repository a folder lies in, and where in it.

use std::path::{Path, PathBuf};

use gix::{discover::upwards, open::Options, sec::Trust};

use super::{
    error::{RevisionError, why},
    handle::Place,
};
use crate::{repo_path::RepoPath, tree::TreeError};

/// Bytes of one object that are unpacked, at most, whatever its header promises.
const OBJECT_BYTES_MAX: usize = 256 * 1024 * 1024;

/// How repositories are opened: nothing but their own configuration, no environment, whoever owns them: [`find`] refuses
/// what leads to somebody else's, and nothing is done with them but reading objects. `refs/replace` is not followed: what is read is what the commit that is named holds.
pub(super) fn options() -> Options {
    Options::isolated().with(Trust::Full).config_overrides([
        "core.useReplaceRefs=false".to_owned(),
        format!("gitoxide.objects.allocLimit={OBJECT_BYTES_MAX}"),
    ])
}

/// Finds the repository of `folder`, and the folder's path in its revisions.
pub(super) fn find(folder: &Path) -> Result<(Place, RepoPath), TreeError> {
    let real = real_folder(folder).map_err(|source| TreeError::Open { path: shown(folder), source })?;
    let options = upwards::Options { trust: upwards::TrustPolicy::Assume(Trust::Full), ..Default::default() };
    let (path, _) = gix::discover::upwards_opts(&real, options)
        .map_err(|error| RevisionError::not_found(folder, &error))?;
    let (git_dir, root) = path.into_repository_and_work_tree_directories();
    refuse_foreign(folder, &git_dir, root.as_deref())?;
    let (place, root) = placed(git_dir, root);
    let Some(root) = root else {
        return Ok((place, RepoPath::root()));
    };
    Ok((place, prefix(folder, &real, &root)?))
}

fn real_folder(folder: &Path) -> std::io::Result<PathBuf> {
    let real = folder.canonicalize()?;
    if real.is_dir() { Ok(real) } else { Err(std::io::ErrorKind::NotADirectory.into()) }
}

/// Refuses a repository of another user that the folder only leads to. What lies in the folder, or in one above it, is read
/// whoever owns it: it was asked for, and in containers checkouts often belong to somebody else. A file or link `.git` and
/// a `commondir` could lead to any repository that this user may read, whatever the one who wrote them may.
fn refuse_foreign(folder: &Path, git_dir: &Path, root: Option<&Path>) -> Result<(), RevisionError> {
    let refused =
        |error: std::io::Error| RevisionError::Repository { folder: shown(folder), why: why(&error) };
    let real = git_dir.canonicalize().map_err(refused)?;
    let common = gix::discover::path::from_plain_file(&real.join("commondir"));
    let common = common.transpose().map_err(refused)?.map(|common| real.join(common));
    let is_inside = match root {
        Some(root) => root.canonicalize().map_err(refused)?.join(".git") == real,
        None => true,
    };
    if is_inside && common.is_none() {
        return Ok(());
    }
    for place in [Some(real), common].into_iter().flatten() {
        if Trust::from_path_ownership(&place).map_err(refused)? != Trust::Full {
            return Err(RevisionError::ForeignOwner { folder: shown(folder) });
        }
    }
    Ok(())
}

/// How the repository is opened again, and the root of its work tree.
fn placed(git_dir: PathBuf, root: Option<PathBuf>) -> (Place, Option<PathBuf>) {
    match root {
        Some(root) => (Place { path: root.clone(), is_git_dir: false }, Some(root)),
        None => (Place { path: git_dir, is_git_dir: true }, None),
    }
}

/// The folder seen from the work tree's root. Inside `.git` it is the root, as for `git rev-parse --show-prefix`.
fn prefix(folder: &Path, real: &Path, root: &Path) -> Result<RepoPath, RevisionError> {
    let refused = |why: &str| RevisionError::Repository { folder: shown(folder), why: why.to_owned() };
    let root = root.canonicalize().map_err(|error| refused(&why(&error)))?;
    let relative =
        real.strip_prefix(&root).map_err(|_| refused("the folder lies outside of its work tree"))?;
    // A linked work tree whose repository is gone, inside of another repository: git stops there too.
    if real.ancestors().take_while(|inner| *inner != root).any(|inner| inner.join(".git").is_file()) {
        return Err(refused("its `.git` leads to no repository"));
    }
    if relative.iter().any(|name| name == ".git") {
        return Ok(RepoPath::root());
    }
    RepoPath::from_os(relative).ok_or_else(|| refused("the folder's path is not UTF-8"))
}

fn shown(folder: &Path) -> String {
    folder.display().to_string()
}

impl RevisionError {
    /// Why no repository was found.
    fn not_found(folder: &Path, error: &gix::Error) -> Self {
        let folder = shown(folder);
        match error.downcast_any_ref::<upwards::Error>() {
            Some(_) => Self::NoRepository { folder },
            None => Self::Repository { folder, why: why(error) },
        }
    }
}
