//! Copies of folders.

use std::path::Path;

/// Copies a folder with everything in it, links left out.
///
/// # Panics
/// When something cannot be read or written.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the target can be created");
    for entry in std::fs::read_dir(from).expect("the source is a folder") {
        let entry = entry.expect("an entry can be read");
        let kind = entry.file_type().expect("an entry has a type");
        let target = to.join(entry.file_name());
        if kind.is_dir() {
            copy(&entry.path(), &target);
        } else if kind.is_file() {
            std::fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_files_are_copied() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::create_dir(from.path().join("a")).unwrap();
        std::fs::write(from.path().join("a/b"), "x").unwrap();
        copy(from.path(), &to.path().join("c"));
        assert_eq!(std::fs::read_to_string(to.path().join("c/a/b")).unwrap(), "x");
    }
}
