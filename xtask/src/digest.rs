//! A short digest of files' names and contents: the key of what is made from them.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::Failure;

/// Twelve hexadecimal digits over `label` and the files (paths relative to `root`).
///
/// `label` holds what else decides the result, such as a toolchain's version.
pub fn of_files(root: &Path, files: &[PathBuf], label: &str) -> Result<String, Failure> {
    let mut hash = Sha256::new();
    add(&mut hash, label.as_bytes());
    for file in files {
        let path = root.join(file);
        add(&mut hash, file.as_os_str().as_encoded_bytes());
        add(&mut hash, &std::fs::read(&path).map_err(Failure::io("read", &path))?);
    }
    Ok(hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect())
}

/// The length goes first, so that no two lists of parts look alike.
fn add(hash: &mut Sha256, part: &[u8]) {
    hash.update((part.len() as u64).to_le_bytes());
    hash.update(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(files: &[(&str, &str)], label: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let names: Vec<PathBuf> = files.iter().map(|(name, _)| PathBuf::from(name)).collect();
        of_files(folder.path(), &names, label).unwrap()
    }

    #[test]
    fn the_same_files_elsewhere_give_the_same_digest() {
        assert_eq!(digest(&[("a", "1"), ("b", "2")], "x"), digest(&[("a", "1"), ("b", "2")], "x"));
    }

    #[test]
    fn a_name_a_content_and_the_label_each_count() {
        let base = digest(&[("a", "1")], "x");
        assert_ne!(base, digest(&[("b", "1")], "x"));
        assert_ne!(base, digest(&[("a", "2")], "x"));
        assert_ne!(base, digest(&[("a", "1")], "y"));
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = of_files(Path::new("/nowhere"), &["f".into()], "").unwrap_err();
        assert!(error.to_string().contains("/nowhere/f"), "{error}");
    }
}
