//! Archives whose bytes depend on nothing but names, modes, contents and one time.

use std::io::{self, Write};
use std::path::Path;

use flate2::{Compression, GzBuilder};
use tar::{Builder, EntryType, Header};

use crate::failure::Failure;

/// A file or folder of an archive.
#[derive(Debug)]
pub struct Entry {
    path: String,
    kind: EntryType,
    mode: u32,
    owner: u64,
    content: Vec<u8>,
}

impl Entry {
    /// A file of root's.
    pub fn file(path: &str, mode: u32, content: &[u8]) -> Self {
        Self { path: path.to_owned(), kind: EntryType::Regular, mode, owner: 0, content: content.to_owned() }
    }

    /// A folder of root's.
    pub fn folder(path: &str, mode: u32) -> Self {
        let path = format!("{path}/");
        Self { path, kind: EntryType::Directory, mode, owner: 0, content: Vec::new() }
    }

    /// The same, owned by another user and the group of that number.
    pub fn owned_by(mut self, owner: u64) -> Self {
        self.owner = owner;
        self
    }

    fn header(&self, seconds: u64) -> io::Result<Header> {
        let mut header = Header::new_ustar();
        header.set_path(&self.path)?;
        header.set_entry_type(self.kind);
        header.set_mode(self.mode);
        header.set_uid(self.owner);
        header.set_gid(self.owner);
        header.set_mtime(seconds);
        header.set_size(self.content.len() as u64);
        header.set_cksum();
        Ok(header)
    }
}

/// A tar archive, sorted by path, with one time for all entries.
pub fn tar(mut entries: Vec<Entry>, seconds: u64) -> Result<Vec<u8>, Failure> {
    entries.sort_by(|one, other| one.path.cmp(&other.path));
    let mut builder = Builder::new(Vec::new());
    let append = |entry: &Entry| builder.append(&entry.header(seconds)?, entry.content.as_slice());
    entries.iter().try_for_each(append).map_err(failed)?;
    builder.into_inner().map_err(failed)
}

/// The same bytes under gzip, whose header has no time, no name and no system.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut encoder = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
    encoder.write_all(bytes).map_err(failed)?;
    encoder.finish().map_err(failed)
}

fn failed(source: io::Error) -> Failure {
    Failure::io("pack", Path::new("an archive"))(source)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn entries() -> Vec<Entry> {
        vec![
            Entry::folder("a", 0o755),
            Entry::file("a/run", 0o755, b"#!"),
            Entry::file("a/README.md", 0o644, b"words"),
            Entry::folder("b", 0o755).owned_by(65532),
        ]
    }

    #[test]
    fn the_order_of_entries_does_not_count() {
        let mut turned = entries();
        turned.reverse();
        assert_eq!(tar(entries(), 7).unwrap(), tar(turned, 7).unwrap());
    }

    #[test]
    fn entries_have_the_given_time_modes_and_owners() {
        let bytes = tar(entries(), 1_700_000_000).unwrap();
        let mut archive = tar::Archive::new(bytes.as_slice());
        let told: Vec<String> = archive
            .entries()
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                let (header, path) = (entry.header(), entry.path().unwrap().display().to_string());
                assert_eq!(header.mtime().unwrap(), 1_700_000_000);
                assert_eq!(header.uid().unwrap(), header.gid().unwrap());
                format!("{path} {:o} {}", header.mode().unwrap(), header.uid().unwrap())
            })
            .collect();
        assert_eq!(told, ["a/ 755 0", "a/README.md 644 0", "a/run 755 0", "b/ 755 65532"]);
    }

    #[test]
    fn gzip_says_neither_when_nor_where_and_gives_back_the_same() {
        let packed = gzip(b"words").unwrap();
        // Magic and method, no flags, no time, best compression, unknown system.
        assert_eq!(packed[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
        let mut words = String::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut words).unwrap();
        assert_eq!(words, "words");
    }

    #[test]
    fn a_path_that_does_not_fit_is_an_error() {
        let long = "x".repeat(300);
        assert!(tar(vec![Entry::file(&long, 0o644, b"")], 0).is_err());
    }
}
