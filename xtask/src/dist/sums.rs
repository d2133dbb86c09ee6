//! `SHA256SUMS`, as sha256sum prints and checks it.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::failure::Failure;

/// The name of the list.
pub const NAME: &str = "SHA256SUMS";

/// One line of the list.
#[derive(Debug, PartialEq, Eq)]
pub struct Sum {
    /// 64 hexadecimal digits.
    pub digest: String,
    /// The file, beside the list.
    pub file: String,
}

/// SHA-256 in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The list for the files of a folder that are of a release.
///
/// It is made anew from what is there, so that targets built one after another share a list.
pub fn of_folder(folder: &Path, is_ours: impl Fn(&str) -> bool) -> Result<String, Failure> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(Failure::io("list", folder))? {
        let name = entry.map_err(Failure::io("list", folder))?.file_name().to_string_lossy().into_owned();
        if is_ours(&name) {
            names.push(name);
        }
    }
    names.sort();
    names.iter().map(|name| Ok(line(&sha256_of(&folder.join(name))?, name))).collect()
}

/// One line, with its end.
pub fn line(digest: &str, file: &str) -> String {
    format!("{digest}  {file}\n")
}

/// Reads a list; a line that is none of sha256sum's is an error.
pub fn parse(text: &str) -> Result<Vec<Sum>, Failure> {
    text.lines().enumerate().map(|(index, line)| one(line).ok_or_else(|| odd(index + 1, line))).collect()
}

fn odd(number: usize, line: &str) -> Failure {
    Failure::Told(format!("line {number} of {NAME} is not `DIGEST  FILE`: {line:?}"))
}

fn one(line: &str) -> Option<Sum> {
    let (digest, file) = line.split_once("  ")?;
    let hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._+".contains(&byte);
    let sound = digest.len() == 64 && digest.bytes().all(hexadecimal) && !file.is_empty();
    (sound && file.bytes().all(plain)).then(|| Sum { digest: digest.to_owned(), file: file.to_owned() })
}

/// Fails unless each file of a list lies in the folder and is what the list says.
pub fn verify(folder: &Path, sums: &[Sum]) -> Result<(), Failure> {
    for sum in sums {
        let found = sha256_of(&folder.join(&sum.file))?;
        if found != sum.digest {
            return Err(Failure::Told(format!("{} is {found}, but {NAME} says {}", sum.file, sum.digest)));
        }
    }
    Ok(())
}

fn sha256_of(path: &Path) -> Result<String, Failure> {
    Ok(sha256(&std::fs::read(path).map_err(Failure::io("read", path))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn a_list_is_sorted_leaves_out_strangers_and_reads_back() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a-1-z", "a-1-b", "a-0-old", NAME] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let text = of_folder(folder.path(), |name| name.starts_with("a-1-")).unwrap();
        assert_eq!(text, format!("{EMPTY}  a-1-b\n{EMPTY}  a-1-z\n"));
        let sums = parse(&text).unwrap();
        assert_eq!(sums[0], Sum { digest: EMPTY.to_owned(), file: "a-1-b".to_owned() });
        verify(folder.path(), &sums).unwrap();
    }

    #[test]
    fn a_file_that_changed_or_is_missing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let sums = parse(&line(EMPTY, "a")).unwrap();
        assert!(verify(folder.path(), &sums).unwrap_err().to_string().contains("/a"));
        std::fs::write(folder.path().join("a"), "other").unwrap();
        assert!(verify(folder.path(), &sums).unwrap_err().to_string().starts_with("a is "));
    }

    #[test]
    fn lines_of_another_form_are_refused() {
        for odd in ["", "abc  file", &format!("{EMPTY} a"), &format!("{EMPTY}  ../a"), &format!("{EMPTY}  ")]
        {
            assert!(parse(&format!("{odd}\n")).is_err(), "{odd:?}");
        }
    }
}
