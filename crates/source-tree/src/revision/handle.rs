//! One repository, read by many threads.

use std::{
    cell::RefCell,
    path::PathBuf,
    sync::{Arc, Weak},
};

use gix::Repository;

use super::{
    error::{RevisionError, why},
    open::options,
};

/// Where a repository lies.
#[derive(Debug)]
pub(super) struct Place {
    /// Its work tree's root, or its own folder.
    pub(super) path: PathBuf,
    /// Whether it is its own folder: a bare repository.
    pub(super) is_git_dir: bool,
}

/// A repository that each thread opens for itself when it first reads: gix's own repositories cross no thread as this
/// workspace builds them (its feature `parallel` is off). All that a thread keeps of trees that are gone is let go when
/// it reads another.
#[derive(Debug)]
pub(super) struct Handle(Arc<Place>);

/// Bytes of objects that a thread keeps: folders are read once for each file in them.
const CACHE_BYTES: usize = 4 * 1024 * 1024;

thread_local! {
    static OPENED: RefCell<Vec<(Weak<Place>, Repository)>> = const { RefCell::new(Vec::new()) };
}

impl Handle {
    pub(super) fn new(place: Place) -> Self {
        Self(Arc::new(place))
    }

    /// Does something with this thread's repository.
    pub(super) fn with<T>(&self, ask: impl FnOnce(&Repository) -> T) -> Result<T, RevisionError> {
        let repository = self.take()?;
        let answer = ask(&repository);
        OPENED.with_borrow_mut(|opened| opened.push((Arc::downgrade(&self.0), repository)));
        Ok(answer)
    }

    /// This thread's repository, taken out so that nothing is borrowed while it is asked.
    fn take(&self) -> Result<Repository, RevisionError> {
        let kept = OPENED.with_borrow_mut(|opened| {
            opened.retain(|(place, _)| place.strong_count() > 0);
            let mine =
                opened.iter().position(|(place, _)| std::ptr::eq(place.as_ptr(), Arc::as_ptr(&self.0)))?;
            Some(opened.swap_remove(mine).1)
        });
        kept.map_or_else(|| self.0.open(), Ok)
    }
}

impl Place {
    fn open(&self) -> Result<Repository, RevisionError> {
        let mut repository = gix::open_opts(&self.path, options().open_path_as_is(self.is_git_dir))
            .map_err(|error| self.refused(&error))?;
        repository.object_cache_size(CACHE_BYTES);
        Ok(repository)
    }

    fn refused(&self, error: &gix::Error) -> RevisionError {
        let folder = self.path.display().to_string();
        if error.is_permission_denied() {
            RevisionError::ForeignOwner { folder }
        } else {
            RevisionError::Repository { folder, why: why(error) }
        }
    }
}
