//! The cache folder: each entry is whole or not there, and two runs do not collide.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// A folder outside the checkout.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The folder that the environment names: `AUTOPILOT_CACHE`, else `autopilot` in the user's cache folder.
    pub fn open() -> Result<Self, Failure> {
        let folder =
            location(|name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from))
                .ok_or_else(|| {
                    Failure::Told("set AUTOPILOT_CACHE: there is neither XDG_CACHE_HOME nor HOME".into())
                })?;
        Ok(Self { folder })
    }

    /// A fresh log file for `name`; the folder is made when missing.
    pub fn log(&self, name: &str) -> Result<PathBuf, Failure> {
        let folder = self.folder.join("logs");
        std::fs::create_dir_all(&folder).map_err(Failure::io("create", &folder))?;
        let log = folder.join(format!("{name}.log"));
        File::create(&log).map_err(Failure::io("write", &log))?;
        Ok(log)
    }

    /// The folder of an entry. When it is missing, `make` fills a temporary folder, which is then renamed:
    /// an entry that a crash left half made is never seen.
    pub fn entry(
        &self,
        kind: &str,
        key: &str,
        make: impl FnOnce(&Path) -> Result<(), Failure>,
    ) -> Result<PathBuf, Failure> {
        let folder = self.folder.join(kind);
        let entry = folder.join(key);
        if entry.is_dir() {
            return Ok(entry);
        }
        std::fs::create_dir_all(&folder).map_err(Failure::io("create", &folder))?;
        let _lock = lock(&folder.join(format!("{key}.lock")))?;
        if entry.is_dir() {
            return Ok(entry);
        }
        let partial = folder.join(format!("{key}.partial"));
        remove(&partial)?;
        std::fs::create_dir_all(&partial).map_err(Failure::io("create", &partial))?;
        match make(&partial) {
            Ok(()) => std::fs::rename(&partial, &entry).map_err(Failure::io("rename to", &entry))?,
            Err(failure) => {
                remove(&partial)?;
                return Err(failure);
            }
        }
        Ok(entry)
    }
}

/// Where the cache is, given how to look up a variable.
fn location(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    let folder = variable("AUTOPILOT_CACHE")
        .or_else(|| variable("XDG_CACHE_HOME").map(|folder| folder.join("autopilot")))
        .or_else(|| variable("HOME").map(|folder| folder.join(".cache/autopilot")))?;
    std::path::absolute(folder).ok()
}

/// Held until dropped, or until this process ends in whatever way.
fn lock(path: &Path) -> Result<File, Failure> {
    let file = File::create(path).map_err(Failure::io("write", path))?;
    match file.try_lock() {
        Ok(()) => return Ok(file),
        Err(TryLockError::WouldBlock) => println!("waiting for another run: {}", path.display()),
        Err(TryLockError::Error(source)) => return Err(Failure::io("lock", path)(source)),
    }
    file.lock().map_err(Failure::io("lock", path))?;
    Ok(file)
}

fn remove(folder: &Path) -> Result<(), Failure> {
    match std::fs::remove_dir_all(folder) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::io("remove", folder)(source))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    fn cache(folder: &Path) -> Cache {
        Cache { folder: folder.to_owned() }
    }

    fn write(text: &str) -> impl Fn(&Path) -> Result<(), Failure> {
        move |folder| {
            std::fs::write(folder.join("f"), text).unwrap();
            Ok(())
        }
    }

    #[test]
    fn an_entry_is_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let first = cache(folder.path()).entry("installs", "a", write("1")).unwrap();
        let second = cache(folder.path()).entry("installs", "a", write("2")).unwrap();
        assert_eq!(first, second);
        assert_eq!(std::fs::read_to_string(second.join("f")).unwrap(), "1");
    }

    #[test]
    fn what_a_crash_left_half_made_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let partial = folder.path().join("installs/a.partial");
        std::fs::create_dir_all(&partial).unwrap();
        std::fs::write(partial.join("half"), "").unwrap();
        let entry = cache(folder.path()).entry("installs", "a", write("1")).unwrap();
        assert!(!entry.join("half").exists());
    }

    #[test]
    fn a_failure_leaves_no_entry() {
        let folder = tempfile::tempdir().unwrap();
        let failed = cache(folder.path()).entry("installs", "a", |_| Err(Failure::Told("no".into())));
        assert!(failed.is_err());
        assert!(!folder.path().join("installs/a").exists());
        assert!(!folder.path().join("installs/a.partial").exists());
    }

    #[test]
    fn two_runs_at_once_make_an_entry_once() {
        let folder = tempfile::tempdir().unwrap();
        let made = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    cache(folder.path())
                        .entry("installs", "a", |_| {
                            made.fetch_add(1, Ordering::SeqCst);
                            Ok(())
                        })
                        .unwrap()
                });
            }
        });
        assert_eq!(made.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn the_environment_chooses_the_folder_in_order() {
        let all = |name: &str| Some(PathBuf::from(format!("/{name}")));
        assert_eq!(location(all), Some("/AUTOPILOT_CACHE".into()));
        let two = |name: &str| all(name).filter(|_| name != "AUTOPILOT_CACHE");
        assert_eq!(location(two), Some("/XDG_CACHE_HOME/autopilot".into()));
        let home = |name: &str| all(name).filter(|_| name == "HOME");
        assert_eq!(location(home), Some("/HOME/.cache/autopilot".into()));
        assert_eq!(location(|_| None), None);
    }
}
