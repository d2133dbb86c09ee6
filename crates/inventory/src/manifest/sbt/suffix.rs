//! The version of Scala that artifacts bear in their names: `spark-sql_2.12` in a pom is `"spark-sql"` behind `%%`.

use super::Manifest;
use crate::facts::Ecosystem;

/// The endings, with what parts them from the name.
const SUFFIXES: [&str; 5] = ["_2.10", "_2.11", "_2.12", "_2.13", "_3"];

/// Takes the version of Scala from the names of artifacts, so that one name stands for all versions and builds.
pub(crate) fn without_suffixes(manifests: &mut [Manifest]) {
    for manifest in manifests.iter_mut().filter(|manifest| manifest.ecosystem == Ecosystem::Maven) {
        let dependencies = manifest.dependencies.iter_mut().map(|dependency| &mut dependency.name);
        for name in dependencies.chain(manifest.name.as_mut()) {
            let plain = SUFFIXES.iter().find_map(|suffix| name.strip_suffix(suffix)).map(str::len);
            name.truncate(plain.unwrap_or(name.len()));
        }
    }
}
