//! Checksums of packages, from `Cargo.lock`.

use std::collections::BTreeMap;

/// Name and version of a package.
pub type Key = (String, String);

/// The checksums of all packages that came from a registry.
///
/// Cargo writes the file itself, one `key = "value"` a line; what looks otherwise has no checksum.
pub fn checksums(lock: &str) -> BTreeMap<Key, String> {
    lock.split("[[package]]").skip(1).filter_map(checksum).collect()
}

fn checksum(package: &str) -> Option<(Key, String)> {
    let value = |key: &str| {
        let line = package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))?;
        line.strip_suffix('"').map(str::to_owned)
    };
    Some(((value("name")?, value("version")?), value("checksum")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_of_a_registry_have_checksums_and_our_own_have_none() {
        let lock = "version = 4\n\n[[package]]\nname = \"ours\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"theirs\"\nversion = \"1.2.3\"\nsource = \"registry+x\"\n\
                    checksum = \"abc\"\ndependencies = [\n \"ours\",\n]\n";
        let found = checksums(lock);
        assert_eq!(found.len(), 1);
        assert_eq!(found[&("theirs".to_owned(), "1.2.3".to_owned())], "abc");
    }
}
