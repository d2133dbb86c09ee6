//! The Rust files, parsed, with the lines that are only there for tests.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::Finding;
use crate::failure::Failure;
use crate::workspace::Workspace;

/// A Rust file.
pub struct Source {
    /// Relative to the root.
    pub path: PathBuf,
    /// Its lines.
    pub lines: Vec<String>,
    /// Its items, or why it could not be parsed.
    pub items: Result<syn::File, Finding>,
    /// Whether the whole file is for tests.
    pub test: bool,
    /// Lines of items under `#[cfg(test)]`, from 1.
    test_lines: BTreeSet<usize>,
}

impl Source {
    /// Parses one file.
    pub fn parse(path: &Path, text: &str) -> Self {
        let items = syn::parse_file(text).map_err(|error| {
            Finding::new(path, error.span().start().line, format!("cannot be parsed: {error}"))
        });
        let mut tests = Tests::default();
        if let Ok(file) = &items {
            tests.visit_file(file);
        }
        Self {
            path: path.to_owned(),
            lines: text.lines().map(str::to_owned).collect(),
            items,
            test: is_test_path(path),
            test_lines: tests.lines,
        }
    }

    /// Lines of code between two lines, both counted: not blank, not a comment, not only for tests.
    pub fn code(&self, first: usize, last: usize) -> usize {
        (first..=last)
            .filter(|number| !self.test_lines.contains(number))
            .filter_map(|number| self.lines.get(number - 1))
            .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//"))
            .count()
    }

    /// Whether an item begins within `#[cfg(test)]`.
    pub fn is_test(&self, span: Span) -> bool {
        self.test || self.test_lines.contains(&span.start().line)
    }
}

/// Reads all Rust files among `files`.
pub fn read(workspace: &Workspace, files: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    let rust = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let mut sources = Vec::new();
    for path in rust {
        let full = workspace.root.join(path);
        let text = std::fs::read_to_string(&full).map_err(Failure::io("read", &full))?;
        sources.push(Source::parse(path, &text));
    }
    let declared: BTreeSet<PathBuf> = sources.iter().flat_map(test_modules).collect();
    for source in &mut sources {
        source.test |= declared.contains(&source.path);
    }
    Ok(sources)
}

/// Integration tests, and the package that is all tests.
fn is_test_path(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests")
        || path.file_name().is_some_and(|name| name == "tests.rs")
}

/// Files of modules that are declared by `#[cfg(test)] mod name;`.
fn test_modules(source: &Source) -> Vec<PathBuf> {
    let Ok(file) = &source.items else {
        return Vec::new();
    };
    let stem = source.path.file_stem().unwrap_or_default();
    let parent = source.path.parent().unwrap_or(Path::new(""));
    let folder = if ["lib", "main", "mod"].iter().any(|name| stem == *name) {
        parent.to_owned()
    } else {
        parent.join(stem)
    };
    file.items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Mod(module) if module.content.is_none() && for_tests(&module.attrs) => Some(module),
            _ => None,
        })
        .map(|module| folder.join(format!("{}.rs", module.ident)))
        .collect()
}

/// Whether attributes leave an item out of everything but tests.
pub fn for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || (attribute.path().is_ident("cfg")
                && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "test"))
    })
}

#[derive(Default)]
struct Tests {
    lines: BTreeSet<usize>,
}

impl Tests {
    fn take(&mut self, attributes: &[syn::Attribute], span: Span) -> bool {
        let test = for_tests(attributes);
        if test {
            self.lines.extend(span.start().line..=span.end().line);
        }
        test
    }
}

impl<'ast> Visit<'ast> for Tests {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes = match item {
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            syn::Item::Use(item) => &item.attrs,
            syn::Item::Struct(item) => &item.attrs,
            syn::Item::Const(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !self.take(attributes, item.span()) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.take(&item.attrs, item.span());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_blank_lines_and_tests_are_not_code() {
        let text = "// a\n\nfn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n";
        let source = Source::parse(Path::new("a.rs"), text);
        assert_eq!(source.code(1, 7), 1);
    }

    #[test]
    fn a_file_that_is_not_rust_is_a_finding() {
        let source = Source::parse(Path::new("a.rs"), "fn {");
        assert!(source.items.is_err_and(|finding| finding.told.starts_with("cannot be parsed")));
    }

    #[test]
    fn a_module_declared_for_tests_is_a_test_file() {
        let source = Source::parse(Path::new("x/src/a.rs"), "#[cfg(test)]\nmod b;\nmod c;");
        assert_eq!(test_modules(&source), [PathBuf::from("x/src/a/b.rs")]);
    }

    #[test]
    fn code_for_other_crates_tests_counts_as_code() {
        let source = Source::parse(Path::new("a.rs"), "#[cfg(any(test, feature = \"x\"))]\nfn a() {}\n");
        assert_eq!(source.code(1, 2), 2);
    }
}
