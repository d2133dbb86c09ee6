//! Which gaps a suppression speaks of.

use std::fmt;

use contracts::GapKey;

use crate::pattern::matches;

/// A gap's key, or the begin of one: `missing_otel`, `missing_otel:orders`, `missing_correlation:orders:kafkajs`. In one
/// that somebody wrote a `*` stands for any characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GapPattern {
    text: String,
    /// Whether its stars are stars: a folder's name may hold one.
    stars: bool,
}

impl GapPattern {
    /// What somebody wrote.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut text = text.to_owned();
        // A run of stars says no more than one, and costs more.
        while text.contains("**") {
            text = text.replace("**", "*");
        }
        let stars = text.contains('*');
        Self { text, stars }
    }

    /// One key, and what stands below it.
    #[must_use]
    pub fn exactly(key: &GapKey) -> Self {
        Self { text: key.to_string(), stars: false }
    }

    /// Its text, for tables of those that need no search; none for one with stars.
    #[must_use]
    pub fn literal(&self) -> Option<&str> {
        (!self.stars).then_some(&self.text)
    }

    /// Whether it speaks of a gap: of its whole key, or of the type, or of the type and the module.
    #[must_use]
    pub fn speaks_of(&self, key: &str) -> bool {
        let mut parts = beginnings(key);
        if self.stars {
            parts.any(|part| matches(&self.text, part))
        } else {
            parts.any(|part| part == self.text)
        }
    }
}

/// The whole key, and what stands in front of each of its colons: colons inside of parts are encoded.
fn beginnings(key: &str) -> impl Iterator<Item = &str> {
    let colons = key.match_indices(':').map(|(at, _)| &key[..at]);
    std::iter::once(key).chain(colons)
}

impl fmt::Display for GapPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_a_key_the_begin_of_one_or_has_stars() {
        let key = "missing_correlation:services/orders:kafkajs";
        for pattern in [
            "missing_correlation",
            "missing_correlation:services/orders",
            key,
            "missing_*",
            "*:services/orders",
            "missing_correlation:services/*:kafkajs",
            "missing_correlation:serv**ices/*",
        ] {
            assert!(GapPattern::new(pattern).speaks_of(key), "{pattern}");
        }
        for pattern in
            ["missing", "missing_correlation:services", "missing_otel", "", "*:kafka", "*:orders:*"]
        {
            assert!(!GapPattern::new(pattern).speaks_of(key), "{pattern}");
        }
    }

    #[test]
    fn a_star_in_the_name_of_a_folder_is_no_star() {
        let key: GapKey = "missing_otel:a*".parse().unwrap();
        let pattern = GapPattern::exactly(&key);
        assert!(pattern.speaks_of("missing_otel:a*") && !pattern.speaks_of("missing_otel:ab"));
        assert_eq!(pattern.literal(), Some("missing_otel:a*"));
    }
}
