//! Releases as a mirror holds them: an archive, and the line of the list of checksums.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::executable::succeeded;

/// The target of the machine that the suites run on.
pub fn target() -> String {
    let system = if cfg!(target_os = "macos") { "apple-darwin" } else { "unknown-linux-gnu" };
    format!("{}-{system}", std::env::consts::ARCH)
}

/// A folder that holds `vVERSION/ARCHIVE`.
#[derive(Debug)]
pub struct Release {
    /// The folder.
    pub mirror: PathBuf,
    /// The archive.
    pub archive: PathBuf,
    /// Its SHA-256.
    pub checksum: String,
}

impl Release {
    /// Packs an executable as a release does.
    ///
    /// # Panics
    /// When it cannot be packed.
    pub fn of(executable: &Path, version: &str, mirror: &Path) -> Self {
        let name = format!("autopilot-{version}-{}", target());
        let unpacked = mirror.join("unpacked").join(&name);
        std::fs::create_dir_all(&unpacked).expect("a folder can be made");
        std::fs::copy(executable, unpacked.join("autopilot")).expect("an executable can be copied");
        // A third of the size of what tests build; without the program, and for scripts, it stays as it is.
        let _smaller = Command::new("strip").arg(unpacked.join("autopilot")).output();
        let release = Self::packed(&[&name], version, mirror, &mirror.join("unpacked"));
        std::fs::remove_dir_all(mirror.join("unpacked")).expect("a folder of ours can be removed");
        release
    }

    /// Packs these files of a folder, by the names that they have there.
    ///
    /// # Panics
    /// When they cannot be packed.
    pub fn packed(files: &[&str], version: &str, mirror: &Path, folder: &Path) -> Self {
        let archive = mirror.join(format!("v{version}/autopilot-{version}-{}.tar.gz", target()));
        std::fs::create_dir_all(archive.parent().expect("it is in a folder")).expect("a folder can be made");
        let mut tar = Command::new("tar");
        // The executables of tests are large, and their archive lives for seconds.
        tar.args(["--use-compress-program=gzip -1", "--absolute-names", "-cf"]).arg(&archive);
        let output = tar.args(files).current_dir(folder).output().expect("tar can be started");
        succeeded(&output);
        let checksum = sha256(&archive);
        Self { mirror: mirror.to_owned(), archive, checksum }
    }

    /// The list of checksums that ships with it.
    ///
    /// # Panics
    /// When the archive has no name in UTF-8.
    pub fn list(&self) -> String {
        let name = self.archive.file_name().and_then(|name| name.to_str()).expect("we named it");
        format!("{}  {name}\n", self.checksum)
    }
}

/// The SHA-256 of a file in hexadecimal.
///
/// # Panics
/// When it cannot be read.
pub fn sha256(file: &Path) -> String {
    let output = Command::new("sha256sum").arg(file).output().expect("sha256sum can be started");
    let text = String::from_utf8_lossy(succeeded(&output)).into_owned();
    text.split(' ').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_where_an_installer_looks_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let executable = folder.path().join("exe");
        std::fs::write(&executable, "x").unwrap();
        let release = Release::of(&executable, "1.2.3", &folder.path().join("mirror"));
        let name = format!("autopilot-1.2.3-{}", target());
        assert!(release.mirror.join(format!("v1.2.3/{name}.tar.gz")).is_file());
        assert!(release.list().ends_with(&format!("  {name}.tar.gz\n")));
        assert_eq!(release.checksum.len(), 64);
    }
}
