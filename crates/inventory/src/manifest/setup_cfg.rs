//! setup.cfg: what setuptools installs, where it is declared rather than computed.

use syntax::{Span, requirements};

use super::{
    Manifest,
    python::{dependency, manifest, scope_of_extra},
};
use crate::{facts::Scope, source_file::SourceFile};

/// One line of a value, or a key's first.
struct Line<'t> {
    section: &'t str,
    key: &'t str,
    value: &'t str,
    /// Where the value stands.
    start: usize,
}

/// Reads one setup.cfg; one that only configures tools gives nothing.
pub(crate) fn read(file: &SourceFile<'_>) -> (Option<Manifest>, Vec<syntax::SyntaxError>) {
    let lines = lines(file.text());
    let describes = |line: &Line<'_>| line.section == "metadata" && line.key == "name";
    let named = lines.iter().find(|line| describes(line) && !line.value.is_empty());
    let first = named.or_else(|| lines.iter().find(|line| installs(line)));
    let found = first.zip(file.path().parent()).map(|(first, folder)| {
        let span = |line: &Line<'_>| Span::new(line.start, line.start + line.value.len());
        let name = named.map(|line| line.value.to_owned());
        let mut found = manifest(folder, file.path(), file.location(span(first)), name);
        for line in lines.iter().filter(|line| installs(line)) {
            let scope = if line.section == "options" { Scope::Runtime } else { scope_of_extra(line.key) };
            let read = requirements::requirement(line.value, line.start);
            found.dependencies.extend(read.map(|read| dependency(file, &read, scope)));
        }
        let mut scripts = lines
            .iter()
            .filter(|line| line.section == "options.entry_points" && line.key == "console_scripts");
        found.command = scripts.find(|line| !line.value.is_empty()).map(|line| file.location(span(line)));
        found
    });
    (found, Vec::new())
}

/// Whether a line names something that is installed.
fn installs(line: &Line<'_>) -> bool {
    let declares = match line.section {
        "options" => line.key == "install_requires",
        section => section == "options.extras_require",
    };
    declares && !line.value.is_empty()
}

/// The lines of all values: a line that is indented belongs to the key above it.
fn lines(text: &str) -> Vec<Line<'_>> {
    let (mut section, mut key) = ("", "");
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        if content.starts_with(['#', ';']) {
            continue;
        }
        let indented = line.starts_with([' ', '\t']);
        let heading = content.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Some(name) = heading.filter(|_| !indented) {
            (section, key) = (name.trim(), "");
        } else if indented {
            found.push(Line { section, key, value: content, start });
        } else if let Some((name, value)) = content.split_once(['=', ':']) {
            key = name.trim();
            let value_at = start + name.len() + 1 + value.len() - value.trim_start().len();
            found.push(Line { section, key, value: value.trim(), start: value_at });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use source_tree::RepoPath;

    proptest::proptest! {
        #[test]
        fn every_span_lies_in_the_text(text in "(\\[metadata\\]|\\[options\\]|name|install_requires|=| |\n|\r\n|é|a>=1|#){0,40}") {
            let path = RepoPath::new("setup.cfg").unwrap();
            let (found, _) = read(&SourceFile::new(&path, &text));
            for dependency in found.iter().flat_map(|found| &found.dependencies) {
                let span = dependency.location.span;
                assert!(text.get(span.start_byte as usize..span.end_byte as usize).is_some());
            }
        }
    }
}
