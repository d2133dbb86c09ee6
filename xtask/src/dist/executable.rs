//! What an executable must be before it is packed: small, free of a loader, and true about its version.

use std::path::Path;
use std::process::Command;

use super::{PACKAGE, Release, output};
use crate::failure::Failure;

/// The most bytes that an executable may have.
const LIMIT: usize = 25_000_000;

/// Reads the executable and prints what it is; fails when it must not ship.
pub fn checked(path: &Path, release: &Release<'_>) -> Result<Vec<u8>, Failure> {
    let bytes = std::fs::read(path).map_err(Failure::io("read", path))?;
    if release.rustc("host") == Some(release.target.name()) {
        let told = output(Command::new(path).arg("--version"), &release.workspace.root)?;
        println!("    {told}");
        true_version(told.trim(), &release.package.version.to_string(), &release.commit.id)?;
    }
    println!("    {:>10} bytes  {} (at most {LIMIT})", bytes.len(), path.display());
    small_enough(bytes.len())?;
    if release.target.is_linux() && needs_loader(&bytes) {
        let told =
            "the executable asks for a loader, so it would not start without glibc; was +crt-static lost?";
        return Err(Failure::Told(told.to_owned()));
    }
    Ok(bytes)
}

/// What was built before the version or the commit changed must not ship under their names.
fn true_version(told: &str, version: &str, commit: &str) -> Result<(), Failure> {
    let expected = format!("{PACKAGE} {version} ({})", commit.get(..12).unwrap_or(commit));
    if told == expected {
        return Ok(());
    }
    Err(Failure::Told(format!(
        "the executable says that it is `{told}`, not `{expected}`: remove the target folder"
    )))
}

fn small_enough(size: usize) -> Result<(), Failure> {
    if size <= LIMIT {
        return Ok(());
    }
    Err(Failure::Told(format!(
        "the stripped executable has {size} bytes, {} more than the {LIMIT} it may have; \
         see what came in with `cargo tree -p autopilot -e normal`",
        size - LIMIT
    )))
}

/// Whether an ELF file of 64 bits, little end first, names an interpreter (a program header of type 3).
fn needs_loader(elf: &[u8]) -> bool {
    let number = |at: usize, length: usize| -> Option<usize> {
        let bytes = elf.get(at..at.checked_add(length)?)?;
        Some(bytes.iter().rev().fold(0, |sum, byte| (sum << 8) | usize::from(*byte)))
    };
    let headers = || Some((number(0x20, 8)?, number(0x36, 2)?, number(0x38, 2)?));
    let Some((first, size, count)) = headers() else {
        return false;
    };
    (0..count).any(|index| number(first.saturating_add(index * size), 4) == Some(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_says_what_it_is() {
        let commit = "0123456789abcdef0123456789abcdef01234567";
        assert!(true_version("autopilot 1.2.3 (0123456789ab)", "1.2.3", commit).is_ok());
        for told in ["autopilot 1.2.3", "autopilot 1.2.4 (0123456789ab)", "autopilot 1.2.3 (ffff456789ab)"] {
            assert!(true_version(told, "1.2.3", commit).is_err(), "{told}");
        }
    }

    fn elf(kinds: &[u32]) -> Vec<u8> {
        let mut bytes = vec![0; 0x40];
        bytes[0x20] = 0x40;
        bytes[0x36] = 56;
        bytes[0x38] = u8::try_from(kinds.len()).unwrap();
        for kind in kinds {
            bytes.extend(kind.to_le_bytes());
            bytes.extend([0; 52]);
        }
        bytes
    }

    #[test]
    fn an_interpreter_is_seen() {
        assert!(needs_loader(&elf(&[1, 6, 3])));
        assert!(!needs_loader(&elf(&[1, 6, 2])));
    }

    #[test]
    fn what_is_cut_off_or_no_elf_does_not_stop_us_with_a_panic() {
        assert!(!needs_loader(b""));
        assert!(!needs_loader(&elf(&[1, 3])[..0x50]));
        assert!(!needs_loader(&[0xff; 0x40]));
    }

    #[test]
    fn one_byte_over_the_limit_is_too_many() {
        assert!(small_enough(LIMIT).is_ok());
        let error = small_enough(LIMIT + 1).unwrap_err().to_string();
        assert!(error.contains("25000001 bytes, 1 more than the 25000000"), "{error}");
    }
}
