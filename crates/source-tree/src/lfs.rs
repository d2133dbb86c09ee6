//! Pointers of Git LFS: small texts that stand where a large file belongs, in a checkout made without LFS and in every
//! revision. Read as if they were the file, they would say something wrong about it.

use crate::tree::ReadError;

const FIRST_LINE: &[u8] = b"version https://git-lfs.github.com/spec/v1";

/// What LFS itself takes for a pointer is smaller than this.
const SIZE_LIMIT: usize = 1024;

/// The content, unless it is a pointer. Each tree hands what it read through here.
pub(crate) fn refuse_pointer(content: Vec<u8>) -> Result<Vec<u8>, ReadError> {
    if is_pointer(&content) { Err(ReadError::LfsPointer) } else { Ok(content) }
}

fn is_pointer(content: &[u8]) -> bool {
    content.len() < SIZE_LIMIT
        && content.split(|byte| *byte == b'\n').next().is_some_and(|line| line.trim_ascii_end() == FIRST_LINE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_is_small_and_begins_with_its_version() {
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
        assert!(is_pointer(pointer.as_bytes()));
        assert!(is_pointer(pointer.replace('\n', "\r\n").as_bytes()));
        assert!(!is_pointer(format!("# {pointer}").as_bytes()), "a text that speaks of pointers");
        assert!(!is_pointer(b"version https://git-lfs.github.com/spec/v10\n"));
        assert!(!is_pointer(format!("{pointer}{}", "x".repeat(SIZE_LIMIT)).as_bytes()));
        assert!(!is_pointer(b""));
    }
}
