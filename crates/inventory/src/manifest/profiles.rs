//! Maven's profiles: what one adds counts when it is active by itself, or when a file that builds the repository
//! asks for it.

use std::collections::BTreeSet;

use super::Manifest;
use crate::facts::{Dependency, WiringLine};

/// How long the name of a profile may be, in bytes.
const NAME_BYTES_MAX: usize = 100;

/// How many names of profiles one file may ask for.
const NAMES_MAX: usize = 100;

/// A profile of a pom.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    pub(crate) name: Option<String>,
    /// Whether nobody has to ask for it.
    pub(crate) active: bool,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) build_lines: Vec<WiringLine>,
}

/// Adds what active profiles add.
pub(crate) fn settle(manifests: &mut [Manifest], asked: &BTreeSet<String>) {
    for manifest in manifests {
        for profile in std::mem::take(&mut manifest.profiles) {
            let asked = profile.name.as_ref().is_some_and(|name| asked.contains(name));
            if profile.active || asked {
                manifest.dependencies.extend(profile.dependencies);
                manifest.build_lines.extend(profile.build_lines);
            }
        }
    }
}

/// Whether the element of a profile says that it is active unless somebody asks otherwise: by default, with a
/// version of Java, or while a property is not set.
pub(super) fn is_active(element: &str) -> bool {
    let Some((_, after)) = element.split_once("<activation>") else { return false };
    let activation = after.split("</activation>").next().unwrap_or_default();
    let said: String = without_comments(activation).split_whitespace().collect();
    ["<activeByDefault>true<", "<name>!", "<jdk>"].iter().any(|sign| said.contains(sign))
}

fn without_comments(xml: &str) -> String {
    let mut parts = xml.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.split_once("-->").map_or("", |(_, behind)| behind));
    rest.fold(first, |text, part| text + part)
}

/// The profiles that a script, a deploy file or a pipeline asks Maven for: `-Pname`, `-P name,other`.
pub(crate) fn asked(text: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    for option in ["-P", "--activate-profiles"] {
        for (at, _) in text.match_indices(option) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
                continue;
            }
            let after = text[at + option.len()..].trim_start_matches([' ', '=', '"', '\'', ',']);
            let is_part =
                |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ',' | '!' | '+' | '?');
            let end = after.find(|c: char| !is_part(c)).unwrap_or(after.len());
            let names = after[..end].split(',').filter(|name| !name.starts_with(['!', '-']));
            let names = names.map(|name| name.trim_start_matches(['+', '?']));
            found.extend(names.filter(|name| !name.is_empty() && name.len() <= NAME_BYTES_MAX));
        }
    }
    found.into_iter().take(NAMES_MAX).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_are_asked_for_in_each_of_mavens_ways() {
        for text in
            ["mvn -Potel,prod package", "mvn -P otel -P=prod", "RUN [\"mvn\", \"-P\", \"otel,+prod,!dev\"]"]
        {
            assert_eq!(asked(text), ["otel", "prod"], "{text}");
        }
        assert_eq!(asked("mvn --activate-profiles otel"), ["otel"]);
        assert_eq!(asked("a-Potel MY_-Px"), [] as [&str; 0]);
    }

    #[test]
    fn a_profile_is_active_by_itself_only_where_it_says_so() {
        let with = |inner: &str| is_active(&format!("<profile><activation>{inner}</activation></profile>"));
        assert!(with("<activeByDefault> true </activeByDefault>"));
        assert!(with("<property><name>!lean</name></property>"));
        assert!(!with("<property><name>otel</name></property>"));
        assert!(!with("<!-- <activeByDefault>true</activeByDefault> -->"));
        assert!(!is_active("<profile><id>x</id></profile>"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_the_search(text in "(-P|--activate-profiles|é|,|!| |a){0,30}") {
            asked(&text);
            is_active(&text);
        }
    }
}
