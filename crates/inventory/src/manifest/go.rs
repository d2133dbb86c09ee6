//! go.mod: the module path and what is required directly.

use contracts::plan::Language;
use syntax::go_mod;

use super::Manifest;
use crate::{
    facts::{Dependency, Ecosystem, Scope},
    source_file::SourceFile,
};

/// Reads one go.mod. Entries marked `// indirect` are no dependencies of the module's own.
pub(crate) fn read(file: &SourceFile<'_>) -> (Option<Manifest>, Vec<syntax::SyntaxError>) {
    let (read, errors) = go_mod::read(file.text());
    let Some(folder) = file.path().parent() else {
        return (None, errors);
    };
    let direct = read.requires.iter().filter(|require| !require.indirect);
    let dependencies = direct.map(|require| Dependency {
        ecosystem: Ecosystem::Go,
        name: require.path.value.clone(),
        version: Some(require.version.value.clone()),
        scope: Scope::Runtime,
        location: file.location(require.span),
    });
    let manifest = Manifest {
        folder,
        location: file.location(read.module.as_ref().map_or_else(Default::default, |module| module.span)),
        name: read.module.as_ref().map(|module| last_name(&module.value).to_owned()),
        dependencies: dependencies.collect(),
        ..Manifest::bare(file.path(), Ecosystem::Go, Language::Go)
    };
    (Some(manifest), errors)
}

/// The last segment of a module path that is no major version: `x/orders/v2` is `orders`.
fn last_name(path: &str) -> &str {
    let is_version = |name: &str| {
        name.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    };
    path.rsplit('/').find(|name| !is_version(name)).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_major_version_is_no_name() {
        assert_eq!(last_name("forge.example/shop/orders/v2"), "orders");
        assert_eq!(last_name("orders"), "orders");
        assert_eq!(last_name("forge.example/v"), "v");
    }
}
