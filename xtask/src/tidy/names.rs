//! Names of files and modules say what is in them.

use std::path::Path;

use super::sources::Source;
use super::{Finding, Tree};
use crate::failure::Failure;

/// Words that say nothing.
const FORBIDDEN: &[&str] = &["manager", "handler", "helper", "utils", "util", "common", "core"];

/// Looks at Rust files, their folders, and modules inside of files.
pub fn check(tree: &Tree<'_>) -> Result<Vec<Finding>, Failure> {
    let sources = tree.sources.iter();
    Ok(sources.flat_map(|source| path(&source.path).into_iter().chain(modules(source))).collect())
}

fn path(path: &Path) -> Option<Finding> {
    let parts = path.iter().filter_map(|part| part.to_str());
    let word = parts.map(|part| part.trim_end_matches(".rs")).find_map(forbidden)?;
    Some(Finding::new(path, 1, format!("{word:?} says nothing; name it after what it does")))
}

fn modules(source: &Source) -> Vec<Finding> {
    let Ok(file) = &source.items else {
        return Vec::new();
    };
    file.items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Mod(module) if module.content.is_some() => Some(&module.ident),
            _ => None,
        })
        .filter_map(|name| Some((name, forbidden(&name.to_string())?)))
        .map(|(name, word)| {
            let told = format!("module {name}: {word:?} says nothing; name it after what it does");
            Finding::new(&source.path, name.span().start().line, told)
        })
        .collect()
}

/// The forbidden word in a name of words, in the singular or plural.
fn forbidden(name: &str) -> Option<&'static str> {
    name.split(['_', '-', '.'])
        .find_map(|word| FORBIDDEN.iter().find(|ban| word == **ban || word.strip_suffix('s') == Some(ban)))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_paths() {
        for name in ["a/utils.rs", "a/src/event_handler.rs", "core/src/lib.rs", "a/helpers/b.rs"] {
            assert!(path(Path::new(name)).is_some(), "{name}");
        }
        for name in ["a/src/score.rs", "a/src/commonmark.rs", "a/hardcore.rs"] {
            assert_eq!(path(Path::new(name)), None, "{name}");
        }
    }

    #[test]
    fn words_are_found_in_modules_inside_of_files() {
        let source = Source::parse(Path::new("a.rs"), "\nmod manager {}\nmod tests {}\n");
        assert_eq!(modules(&source)[0].line, 2);
    }
}
