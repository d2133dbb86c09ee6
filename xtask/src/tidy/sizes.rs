//! Sizes of functions and files beside what we aim at, with the longest of each.

use std::fmt::Write;

use super::functions::{self, Function};
use super::sources::Source;
use super::{Finding, Tree};
use crate::failure::Failure;

/// No function is longer than this (lines of code).
const LONGEST_FUNCTION: usize = 70;
/// How many of the longest are shown.
const SHOWN: usize = 10;

/// Prints the table; a function over the limit is a finding.
pub fn check(tree: &Tree<'_>) -> Result<Vec<Finding>, Failure> {
    let sources: Vec<&Source> = tree.sources.iter().filter(|source| !source.test).collect();
    let mut found: Vec<(&Source, Function)> = sources
        .iter()
        .flat_map(|source| functions::of(source).into_iter().map(|function| (*source, function)))
        .collect();
    found.sort_by_key(|(_, function)| std::cmp::Reverse(function.length));
    let mut files: Vec<(&Source, usize)> =
        sources.iter().map(|source| (*source, source.code(1, source.lines.len()))).collect();
    files.sort_by_key(|(_, length)| std::cmp::Reverse(*length));
    print!("{}", table(&found, &files));
    let broken = tree.sources.iter().filter_map(|source| source.items.as_ref().err());
    let broken = broken.map(|finding| Finding::new(&finding.file, finding.line, &finding.told));
    Ok(broken.chain(too_long(&found)).collect())
}

fn too_long(found: &[(&Source, Function)]) -> Vec<Finding> {
    found
        .iter()
        .filter(|(_, function)| function.length > LONGEST_FUNCTION)
        .map(|(source, function)| {
            let told = format!(
                "{} has {} lines of code; cut it below {LONGEST_FUNCTION}",
                function.name, function.length
            );
            Finding::new(&source.path, function.line, told)
        })
        .collect()
}

fn table(found: &[(&Source, Function)], files: &[(&Source, usize)]) -> String {
    let lengths: Vec<usize> = found.iter().map(|(_, function)| function.length).collect();
    let sizes: Vec<usize> = files.iter().map(|(_, length)| *length).collect();
    let mut text = format!("{:22}{:>8}{:>8}\n", "lines of code", "now", "aim");
    for (what, now, aim) in [
        ("functions, median", percentile(&lengths, 50), "8"),
        ("functions, p90", percentile(&lengths, 90), "22"),
        ("functions, p99", percentile(&lengths, 99), "50"),
        ("functions, longest", percentile(&lengths, 100), "70"),
        ("files, p90", percentile(&sizes, 90), "250"),
        ("files, longest", percentile(&sizes, 100), ""),
    ] {
        let _ = writeln!(text, "{what:22}{now:>8}{aim:>8}");
    }
    text.push_str("longest functions\n");
    for (source, function) in found.iter().take(SHOWN) {
        let _ = writeln!(
            text,
            "{:>8}  {}:{} {}",
            function.length,
            source.path.display(),
            function.line,
            function.name
        );
    }
    text.push_str("longest files\n");
    for (source, length) in files.iter().take(SHOWN) {
        let _ = writeln!(text, "{length:>8}  {}", source.path.display());
    }
    text
}

/// By nearest rank, over values sorted from large to small; 0 of nothing.
fn percentile(falling: &[usize], percent: usize) -> usize {
    let rank = (falling.len() * percent).div_ceil(100).max(1);
    falling.len().checked_sub(rank).and_then(|index| falling.get(index)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let falling: Vec<usize> = (1..=100).rev().collect();
        assert_eq!([50, 90, 99, 100].map(|percent| percentile(&falling, percent)), [50, 90, 99, 100]);
        assert_eq!(percentile(&[7], 50), 7);
        assert_eq!(percentile(&[], 90), 0);
    }

    #[test]
    fn a_function_over_the_limit_is_found_where_it_begins() {
        let text = format!("fn long() {{\n{}}}\n", "    a();\n".repeat(70));
        let source = Source::parse(Path::new("a.rs"), &text);
        let found: Vec<_> = functions::of(&source).into_iter().map(|function| (&source, function)).collect();
        let findings = too_long(&found);
        assert_eq!(findings[0].line, 1);
        assert!(findings[0].told.starts_with("long has 72 lines"), "{}", findings[0].told);
    }

    #[test]
    fn the_table_names_the_longest() {
        let source = Source::parse(Path::new("a.rs"), "fn f() {\n    a();\n}\n");
        let found: Vec<_> = functions::of(&source).into_iter().map(|function| (&source, function)).collect();
        assert!(table(&found, &[(&source, 3)]).contains("       3  a.rs:1 f\n"));
    }
}
