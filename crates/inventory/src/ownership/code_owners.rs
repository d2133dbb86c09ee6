//! CODEOWNERS, as GitHub and GitLab read it: the last line that matches a file names its owners. Patterns are those of
//! `.gitignore` without negation; GitLab's sections may hand owners to the lines under them.

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use source_tree::RepoPath;

use crate::{location::Location, source_file::SourceFile};

/// Where forges look, in this order; the first that is there counts.
pub(crate) const CODE_OWNERS: [&str; 4] =
    [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];

/// How many lines of a file are read; forges refuse files of more than 3 MB.
const RULES_MAX: usize = 20_000;

/// One line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    /// Of the section that the line stands in, in the order of the text; lines of one section overrule each other alone.
    section: usize,
    pattern: String,
    owners: Vec<String>,
    location: Location,
}

/// What a CODEOWNERS file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CodeOwners {
    rules: Vec<Rule>,
}

/// Reads a file; every text is one.
pub(crate) fn read(file: &SourceFile<'_>) -> CodeOwners {
    let mut rules = Vec::new();
    let (mut section, mut default) = (0, Vec::new());
    let mut at = 0;
    for line in file.text().split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let text = without_comment(line.trim());
        if text.is_empty() {
            continue;
        }
        if let Some(owners) = header(text) {
            (section, default) = (section + 1, owners);
            continue;
        }
        let words = words(text);
        let Some((pattern, owners)) = words.split_first() else { continue };
        let owners = if owners.is_empty() { default.clone() } else { owners.to_vec() };
        let location = file.location(syntax::Span::new(start, start + text.len()));
        rules.push(Rule { section, pattern: pattern.clone(), owners, location });
        if rules.len() == RULES_MAX {
            break;
        }
    }
    CodeOwners { rules }
}

fn without_comment(line: &str) -> &str {
    if line.starts_with('#') {
        return "";
    }
    line.find(" #").map_or(line, |at| line[..at].trim_end())
}

/// The owners that a section of GitLab hands to its lines: `[Database][2] @dba`, `^[Docs] @writers`.
fn header(text: &str) -> Option<Vec<String>> {
    let inner = text.strip_prefix('^').unwrap_or(text).strip_prefix('[')?;
    let (name, mut rest) = inner.split_once(']')?;
    // A class of characters in a pattern is followed by more of it.
    if name.is_empty() || !(rest.is_empty() || rest.starts_with([' ', '\t', '['])) {
        return None;
    }
    if let Some(count) = rest.strip_prefix('[') {
        rest = count.split_once(']')?.1;
    }
    Some(words(rest))
}

/// Words parted by blanks; a backslash keeps one.
fn words(text: &str) -> Vec<String> {
    let (mut found, mut word) = (Vec::new(), String::new());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.as_str().starts_with(' ') => word.extend(chars.next()),
            ' ' | '\t' if word.is_empty() => {}
            ' ' | '\t' => found.push(std::mem::take(&mut word)),
            _ => word.push(c),
        }
    }
    found.extend(Some(word).filter(|word| !word.is_empty()));
    found
}

/// A file of owners, ready to be asked.
pub(crate) struct Matcher<'a> {
    sections: Vec<Section<'a>>,
}

/// Lines that overrule each other, the last first.
struct Section<'a> {
    patterns: Gitignore,
    rules: Vec<&'a Rule>,
}

impl CodeOwners {
    /// Compiles the patterns; one that no forge could match either is left out.
    pub(crate) fn matcher(&self) -> Matcher<'_> {
        let mut sections = Vec::new();
        for chunk in self.rules.chunk_by(|a, b| a.section == b.section) {
            let mut builder = GitignoreBuilder::new("");
            let mut kept = Vec::new();
            for rule in chunk {
                // Comments and negations are none here.
                let plain = !rule.pattern.starts_with(['!', '#']);
                if plain && builder.add_line(None, &rule.pattern).is_ok() {
                    kept.push(rule);
                }
            }
            if let Ok(patterns) = builder.build() {
                sections.push(Section { patterns, rules: kept });
            }
        }
        Matcher { sections }
    }
}

impl<'a> Matcher<'a> {
    /// The owners of a file: of the last line that matches, in the first section where one does. A line without owners
    /// says that nobody is.
    pub(crate) fn owners(&self, path: &RepoPath) -> Option<(&'a [String], &'a Location)> {
        self.sections.iter().find_map(|section| {
            let rule = section.last_match(path)?;
            (!rule.owners.is_empty()).then_some((rule.owners.as_slice(), &rule.location))
        })
    }
}

impl<'a> Section<'a> {
    /// The last line that matches a file or a folder above it.
    fn last_match(&self, path: &RepoPath) -> Option<&'a Rule> {
        let place = |path: &RepoPath, is_folder: bool| {
            let pattern = self.patterns.matched(path.as_str(), is_folder);
            let pattern = pattern.inner()?.original().to_owned();
            self.rules.iter().rposition(|rule| rule.pattern == pattern)
        };
        let above = path.ancestors().filter(|folder| !folder.is_root());
        let places = above.filter_map(|folder| place(&folder, true)).chain(place(path, false));
        places.max().map(|at| self.rules[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(text: &str, path: &str) -> Option<String> {
        let file = RepoPath::new("CODEOWNERS").unwrap();
        let owners = read(&SourceFile::new(&file, text));
        let matcher = owners.matcher();
        matcher.owners(&RepoPath::new(path).unwrap()).map(|(owners, _)| owners.join(" "))
    }

    #[test]
    fn the_last_line_that_matches_names_the_owner() {
        let text =
            "# all\n* @org/platform\n/orders/ @org/orders # theirs\n*.md @org/writers\norders/legacy\n";
        assert_eq!(owner(text, "billing/pom.xml").as_deref(), Some("@org/platform"));
        assert_eq!(owner(text, "orders/pom.xml").as_deref(), Some("@org/orders"));
        assert_eq!(owner(text, "orders/README.md").as_deref(), Some("@org/writers"));
        assert_eq!(owner(text, "orders/legacy/pom.xml"), None, "a line without owners takes them away");
        assert_eq!(owner("", "a"), None);
    }

    #[test]
    fn patterns_are_those_of_ignore_files() {
        let text = "/apps/*/api @a\n**/jobs/** @b\ndocs/* @c\nspaced\\ folder/ @d\n";
        assert_eq!(owner(text, "apps/shop/api/go.mod").as_deref(), Some("@a"));
        assert_eq!(owner(text, "x/jobs/y/z.py").as_deref(), Some("@b"));
        assert_eq!(owner(text, "docs/a.md").as_deref(), Some("@c"));
        assert_eq!(owner(text, "spaced folder/pom.xml").as_deref(), Some("@d"));
    }

    #[test]
    fn sections_of_gitlab_hand_owners_down() {
        let text =
            "[Services][2] @org/services\norders/\nbilling/ @org/billing\n^[Docs]\ndocs/ @org/writers\n";
        assert_eq!(owner(text, "orders/pom.xml").as_deref(), Some("@org/services"));
        assert_eq!(owner(text, "billing/pom.xml").as_deref(), Some("@org/billing"));
        assert_eq!(owner(text, "docs/a.md").as_deref(), Some("@org/writers"));
    }

    #[test]
    fn hostile_patterns_are_left_out() {
        let text = format!("{} @a\n[ @b\n\\ @c\n* @d\n", "[".repeat(5000));
        assert_eq!(owner(&text, "x").as_deref(), Some("@d"));
    }
}
