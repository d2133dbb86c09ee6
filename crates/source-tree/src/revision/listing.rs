//! Every file that a revision holds, however its folders are shaped.

use gix::{
    ObjectId, Repository,
    objs::{
        TreeRefIter,
        tree::{EntryKind, EntryRef},
    },
};

use super::objects;
use crate::{
    limits::Limits,
    repo_path::RepoPath,
    tree::{Listing, Skipped},
};

/// A file of a revision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Committed {
    pub(super) path: RepoPath,
    pub(super) id: ObjectId,
}

/// What a walk through a revision found.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Sorted by path, each path once.
    pub(super) files: Vec<Committed>,
    /// What was left out, sorted.
    pub(super) skipped: Vec<Skipped>,
    /// Whether every folder was looked at.
    pub(super) is_whole: bool,
}

/// How much a walk still looks at. Folders may share their objects, so that a few kilobytes of them stand for more files
/// than any machine can hold; and one object may be looked at again and again.
struct Budget {
    entries: usize,
    path_bytes: usize,
    tree_bytes: usize,
}

const PATH_BYTES_MAX: usize = 256 * 1024 * 1024;
const TREE_BYTES_MAX: usize = 1024 * 1024 * 1024;
/// Entries beyond two for each file that is listed, so that small limits still say how much they leave out.
const ENTRIES_BESIDE: usize = 10_000;
/// A longer path is refused by operating systems.
const PATH_LENGTH_MAX: usize = 4096;

struct Folder {
    path: RepoPath,
    id: ObjectId,
    depth: usize,
}

impl Walk {
    /// Looks at every folder below the one of `root`.
    pub(super) fn through(repository: &Repository, root: ObjectId, limits: &Limits) -> Self {
        let mut walk = Self { is_whole: true, ..Self::default() };
        let mut budget = Budget {
            entries: limits.files_max.saturating_mul(2).saturating_add(ENTRIES_BESIDE),
            path_bytes: PATH_BYTES_MAX,
            tree_bytes: TREE_BYTES_MAX,
        };
        let mut open = vec![Folder { path: RepoPath::root(), id: root, depth: 0 }];
        while let Some(folder) = open.pop() {
            if walk.enter(repository, &folder, &mut open, &mut budget, limits.depth_max).is_none() {
                walk.stop();
                break;
            }
        }
        walk.files.sort();
        walk.files.dedup_by(|next, first| next.path == first.path);
        walk.skipped.sort();
        walk
    }

    /// None when the budget is spent.
    fn enter(
        &mut self,
        repository: &Repository,
        folder: &Folder,
        open: &mut Vec<Folder>,
        budget: &mut Budget,
        depth_max: usize,
    ) -> Option<()> {
        let entries = match objects::tree(repository, folder.id) {
            Ok(entries) => entries,
            Err(why) => {
                self.lose(&folder.path, &why);
                return Some(());
            }
        };
        budget.tree_bytes = budget.tree_bytes.checked_sub(entries.len())?;
        for entry in TreeRefIter::from_bytes(&entries, folder.id.kind()) {
            let Ok(entry) = entry else {
                self.lose(&folder.path, "its object is broken");
                break;
            };
            budget.entries = budget.entries.checked_sub(1)?;
            budget.path_bytes = budget
                .path_bytes
                .checked_sub(folder.path.as_str().len() + entry.filename.len().min(PATH_LENGTH_MAX))?;
            open.extend(self.visit(folder, &entry, depth_max));
        }
        Some(())
    }

    /// Takes note of an entry; a folder that is to be looked at is handed back.
    fn visit(&mut self, folder: &Folder, entry: &EntryRef<'_>, depth_max: usize) -> Option<Folder> {
        let path = match inside(&folder.path, entry.filename) {
            Ok(path) => path,
            Err(reason) => {
                self.skip(beside(&folder.path, entry.filename), reason);
                return None;
            }
        };
        let depth = folder.depth + 1;
        match entry.mode.kind() {
            EntryKind::Blob | EntryKind::BlobExecutable => {
                self.files.push(Committed { path, id: entry.oid.to_owned() });
            }
            EntryKind::Tree if depth >= depth_max => {
                self.is_whole = false;
                self.skip(path.to_string(), "it lies too deep");
            }
            EntryKind::Tree => return Some(Folder { path, id: entry.oid.to_owned(), depth }),
            EntryKind::Link => self.skip(path.to_string(), "it is a symbolic link"),
            EntryKind::Commit => {
                self.skip(path.to_string(), "it is a submodule: its files are in another repository");
            }
        }
        None
    }

    fn lose(&mut self, folder: &RepoPath, why: &str) {
        self.is_whole = false;
        self.skip(folder.to_string(), &format!("the folder cannot be read from the repository: {why}"));
    }

    fn stop(&mut self) {
        self.is_whole = false;
        self.skip(
            ".".to_owned(),
            "it has too many files and folders: those that were not looked at are left out",
        );
    }

    fn skip(&mut self, path: String, reason: &str) {
        self.skipped.push(Skipped { path, reason: reason.to_owned() });
    }

    /// The same as a listing.
    pub(super) fn into_listing(self, limits: &Limits) -> Listing {
        let files = self.files.into_iter().map(|file| file.path).collect();
        let mut listing = Listing { files, skipped: self.skipped, repositories: Vec::new() };
        listing.cut(limits.files_max);
        listing
    }
}

/// The path of an entry, or why it is none: objects hold any bytes as a name.
fn inside(folder: &RepoPath, name: &[u8]) -> Result<RepoPath, &'static str> {
    let name = std::str::from_utf8(name).map_err(|_| "its name is not UTF-8")?;
    if name.eq_ignore_ascii_case(".git") {
        return Err("it is named as a repository's own folder");
    }
    if folder.as_str().len() + name.len() >= PATH_LENGTH_MAX {
        return Err("its path is too long");
    }
    // On Windows a backslash separates folders; elsewhere it is a character as any other.
    let separated = name.contains('/') || cfg!(windows) && name.contains('\\');
    let path = folder.join(name).ok().filter(|path| !separated && path.file_name() == name);
    path.filter(|path| path.parent().as_ref() == Some(folder)).ok_or("its name is none that a file can have")
}

/// Where an entry without a path would lie, to be shown.
fn beside(folder: &RepoPath, name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    let shown = name.char_indices().nth(255).map_or(&*name, |(end, _)| &name[..end]);
    if folder.is_root() { shown.to_owned() } else { format!("{folder}/{shown}") }
}
