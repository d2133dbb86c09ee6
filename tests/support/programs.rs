//! Folders for `PATH` that hold chosen programs alone.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

/// What an image needs besides `sh` for the step: the programs of coreutils, `sed`, `tar` and `gzip`.
pub const LEAST: &[&str] = &[
    "sh",
    "cat",
    "chmod",
    "cp",
    "cut",
    "dd",
    "grep",
    "gzip",
    "mkdir",
    "mktemp",
    "mv",
    "rm",
    "sed",
    "sha256sum",
    "tail",
    "tar",
    "timeout",
    "tr",
    "uname",
    "wc",
];

/// Where a program is, by our own `PATH`.
pub fn found(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Makes a folder that holds links to these programs.
///
/// # Panics
/// When one is not here.
pub fn folder_of(names: &[&str], folder: &Path) -> PathBuf {
    std::fs::create_dir_all(folder).expect("a folder can be made");
    for name in names {
        let program = found(name).unwrap_or_else(|| panic!("{name} is not in PATH"));
        symlink(program, folder.join(name)).expect("a link can be made");
    }
    folder.to_owned()
}

/// Writes a script that may be executed, in place of what is there.
///
/// # Panics
/// When it cannot be written.
pub fn script(file: &Path, text: &str) -> PathBuf {
    let _absent = std::fs::remove_file(file);
    std::fs::write(file, format!("#!/bin/sh\n{text}\n")).expect("a file can be written");
    std::fs::set_permissions(file, PermissionsExt::from_mode(0o755)).expect("it is ours");
    file.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_holds_what_was_named_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder_of(&["sh", "cat"], &folder.path().join("bin"));
        script(&path.join("cat"), "echo ours");
        let mut command = std::process::Command::new(path.join("sh"));
        let output = command.args(["-c", "cat; mkdir x"]).env("PATH", &path).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), "ours\n");
        assert!(!output.status.success());
    }
}
