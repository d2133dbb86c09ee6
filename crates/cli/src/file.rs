//! Files that a user names, written as a whole.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
};

/// Writes a file so that no reader ever sees half of it. A link stays and what it leads to is written; a pipe, a
/// device or a stream of this process is written to, never replaced.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if is_stream(path) {
        return OpenOptions::new().append(true).open(path)?.write_all(bytes);
    }
    let target = target(path)?;
    if fs::metadata(&target).is_ok_and(|there| !there.is_file()) {
        return OpenOptions::new().write(true).open(&target)?.write_all(bytes);
    }
    replace(&target, bytes)
}

/// Whether a path names a device or a stream of this process, which takes more than one text.
pub(crate) fn is_stream(path: &Path) -> bool {
    path.starts_with("/dev") || path.starts_with("/proc")
}

/// What a path leads to, links followed; a link may lead to what is not there yet.
fn target(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    // As many as Linux follows.
    for _ in 0..40 {
        if !fs::symlink_metadata(&target).is_ok_and(|there| there.is_symlink()) {
            return Ok(target);
        }
        let next = fs::read_link(&target)?;
        target = target.parent().unwrap_or(Path::new(".")).join(next);
    }
    Err(io::Error::other("its links lead in a circle"))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(io::Error::new(
            ErrorKind::NotFound,
            format!("the folder `{}` is not there", folder.display()),
        ));
    }
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(|error| {
        // Its own text tells the name of a file that nobody asked for.
        io::Error::new(
            error.kind(),
            format!("no file can be made in `{}`: {}", folder.display(), error.kind()),
        )
    })?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.json");
        fs::write(&path, "an older and longer plan").unwrap();
        write(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_what_it_leads_to_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let (link, target) = (folder.path().join("link"), folder.path().join("target"));
        std::os::unix::fs::symlink("target", &link).unwrap();
        for text in ["one", "two"] {
            write(&link, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&target).unwrap(), text);
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        }
    }

    #[test]
    fn a_folder_that_is_missing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("none");
        let told = write(&missing.join("plan.json"), b"x").unwrap_err().to_string();
        assert_eq!(told, format!("the folder `{}` is not there", missing.display()));
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_are_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("link", &link).unwrap();
        assert!(write(&link, b"x").is_err());
    }
}
