//! How the time and memory of a scan grow with the number of files: the files of a folder, laid out over and over until
//! there are as many as wanted.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use super::{
    BenchError,
    measure::{self, Subject},
};
use crate::table::Table;

/// The numbers of files that are scanned.
pub(crate) const SIZES: [usize; 5] = [1_000, 3_000, 10_000, 30_000, 100_000];

/// How many files of the folder are taken, how deep it is looked at, and how large a file may be.
const TAKEN_MAX: usize = 20_000;
const DEPTH_MAX: usize = 32;
const BYTES_MAX: u64 = 1024 * 1024;

/// Measures a scan of each size, made of the files of `repo`, and writes one row a size to `out`.
///
/// # Errors
/// When the folder holds no file, nothing can be written to the temporary folder, or a scan fails.
pub(crate) fn run(
    autopilot: &Path,
    repo: &Path,
    sizes: &[usize],
    runs: usize,
    out: &mut dyn Write,
) -> Result<(), BenchError> {
    let files = files(repo).map_err(BenchError::Layout)?;
    if files.is_empty() {
        return Err(BenchError::NoFiles(repo.to_owned()));
    }
    writeln!(out, "# How a scan grows with the number of files\n")?;
    let mut table = Table::new(&["files", "MiB", "median ms", "us a file", "peak MiB"]);
    for size in sizes {
        let folder = tempfile::tempdir().map_err(BenchError::Layout)?;
        let bytes = lay_out(repo, &files, *size, folder.path()).map_err(BenchError::Layout)?;
        let measured = measure::measure(&[scan(autopilot, folder.path())], runs)?;
        for command in &measured {
            let seconds = measure::quantile(&command.seconds, 0.5);
            let peak = command.watched.peak_kibibytes();
            table.row([
                size.to_string(),
                format!("{:.0}", mebibytes(bytes)),
                format!("{:.0}", seconds * 1000.0),
                format!("{:.1}", seconds * 1_000_000.0 / to_f64(*size)),
                peak.map_or_else(|| "-".to_owned(), |kibibytes| format!("{:.0}", kibibytes / 1024.0)),
            ]);
        }
    }
    table.write(out)?;
    writeln!(out, "The files of {}, laid out again and again in folders of their own.", repo.display())?;
    Ok(())
}

fn scan(autopilot: &Path, folder: &Path) -> Subject {
    Subject {
        name: "autopilot scout --format json".to_owned(),
        program: autopilot.as_os_str().to_owned(),
        arguments: vec!["scout".into(), folder.into(), "--format".into(), "json".into()],
        accepted: &[0, 3],
    }
}

/// The files of a folder, by their paths in it, sorted; nothing of git.
fn files(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![(PathBuf::new(), 0)];
    while let Some((folder, depth)) = open.pop() {
        for entry in fs::read_dir(root.join(&folder))? {
            let entry = entry?;
            let (kind, path) = (entry.file_type()?, folder.join(entry.file_name()));
            if kind.is_dir() && entry.file_name() != ".git" && depth < DEPTH_MAX {
                open.push((path, depth + 1));
            } else if kind.is_file() && entry.metadata()?.len() <= BYTES_MAX {
                found.push(path);
            }
        }
    }
    found.sort();
    found.truncate(TAKEN_MAX);
    Ok(found)
}

/// Lays so many files out below `to`, and tells how many bytes they have.
fn lay_out(root: &Path, files: &[PathBuf], size: usize, to: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for (at, file) in files.iter().cycle().take(size).enumerate() {
        let copy = to.join(format!("copy-{}", at / files.len())).join(file);
        if let Some(folder) = copy.parent() {
            fs::create_dir_all(folder)?;
        }
        let source = root.join(file);
        bytes += source.metadata()?.len();
        // A link costs no space; where it cannot be made, as on another disk, a copy does.
        fs::hard_link(&source, &copy).or_else(|_| fs::copy(&source, &copy).map(|_| ()))?;
    }
    Ok(bytes)
}

fn mebibytes(bytes: u64) -> f64 {
    // Far below 2^52 bytes.
    to_f64(usize::try_from(bytes / 1024).unwrap_or(usize::MAX)) / 1024.0
}

fn to_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_row_a_size_and_as_many_files_as_it_says() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a/.git")).unwrap();
        for name in ["a/x.py", "b.py", "a/.git/HEAD"] {
            fs::write(folder.path().join(name), "x = 1\n").unwrap();
        }
        let found = files(folder.path()).unwrap();
        assert_eq!(found, ["a/x.py", "b.py"].map(PathBuf::from));
        let to = tempfile::tempdir().unwrap();
        assert_eq!(lay_out(folder.path(), &found, 5, to.path()).unwrap(), 30);
        assert_eq!(files(to.path()).unwrap().len(), 5);
        let mut out = Vec::new();
        run(Path::new("/bin/true"), folder.path(), &[2, 4], 1, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("|     2 |") && text.contains("|     4 |"), "{text}");
    }

    #[test]
    fn a_folder_without_files_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let error = run(Path::new("/bin/true"), folder.path(), &[1], 1, &mut Vec::new()).unwrap_err();
        assert!(error.to_string().contains("holds no file"), "{error}");
    }
}
