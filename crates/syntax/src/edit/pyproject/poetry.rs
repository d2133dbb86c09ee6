//! Dependencies as Poetry's own table has them.

use super::{Dependency, POETRY};
use crate::{
    edit::toml::{Entry, string},
    node::Node,
};

/// The entries of Poetry's table.
pub(super) fn entries(root: &Node, wanted: &[&Dependency]) -> Vec<Entry> {
    let tabled = root.at(&POETRY).map(Node::entries).unwrap_or_default();
    let versions = tabled.iter().filter(|entry| entry.key.value != "python");
    let versions =
        versions.filter_map(|entry| entry.value.as_str().or_else(|| entry.value.get("version")?.as_str()));
    let carets = versions.clone().any(|version| version.starts_with('^'));
    let entry = |wanted: &&Dependency| {
        let constraint = if carets { caret(&wanted.constraint) } else { None };
        let constraint = constraint.unwrap_or_else(|| wanted.constraint.clone());
        let version = if constraint.is_empty() { "*".to_owned() } else { constraint };
        Entry { key: wanted.name.clone(), value: value(&version, &wanted.extras) }
    };
    wanted.iter().map(entry).collect()
}

fn value(version: &str, extras: &[String]) -> String {
    if extras.is_empty() {
        return string(version, '"');
    }
    let extras = extras.iter().map(|extra| string(extra, '"')).collect::<Vec<_>>().join(", ");
    format!("{{ version = {}, extras = [{extras}] }}", string(version, '"'))
}

/// `~=1.27` and `>=1.27,<2` with a caret, as Poetry's users write it.
fn caret(constraint: &str) -> Option<String> {
    let (lower, upper) = match constraint.strip_prefix("~=") {
        Some(version) => (version, None),
        None => {
            let (lower, upper) = constraint.strip_prefix(">=")?.split_once(',')?;
            (lower, Some(upper.trim().strip_prefix('<')?))
        }
    };
    let lower = lower.trim();
    let numbers: Vec<u64> = lower.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let same = match upper {
        // The last number alone may grow: with two of them, all below the next major version.
        None => numbers.len() == 2,
        Some(upper) => {
            let upper = upper.trim().trim_end_matches(".0");
            upper.parse().is_ok_and(|upper: u64| numbers[0].checked_add(1) == Some(upper))
        }
    };
    // Below 1 a caret means less than the next major version.
    (same && numbers[0] > 0).then(|| format!("^{lower}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_means_all_below_the_next_major_version() {
        for (constraint, expected) in [
            ("~=1.27", Some("^1.27")),
            (">=1.27,<2", Some("^1.27")),
            (">=1.27.3, <2.0", Some("^1.27.3")),
            (">=1,<2.0.0", Some("^1")),
            ("~=1.27.1", None),
            (">=1.27", None),
            (">=1.27,<3", None),
            (">=1.27,<=2", None),
            ("~=0.48", None),
            (">=0.48,<1", None),
            (">=1.27b0,<2", None),
            ("==1.27", None),
            ("", None),
        ] {
            assert_eq!(caret(constraint).as_deref(), expected, "{constraint}");
        }
    }
}
