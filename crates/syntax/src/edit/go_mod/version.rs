//! Versions as Go orders them.

use std::cmp::Ordering;

/// How one version compares to another; none where one of them is no full version.
pub(super) fn compare(one: &str, other: &str) -> Option<Ordering> {
    let (one, other) = (Version::of(one)?, Version::of(other)?);
    let numbers = one.numbers.cmp(&other.numbers);
    Some(numbers.then_with(|| match (one.pre, other.pre) {
        (None, None) => Ordering::Equal,
        // What comes before a release is older than it.
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(one), Some(other)) => one.split('.').map(Part::of).cmp(other.split('.').map(Part::of)),
    }))
}

/// `v1.2.3-pre`; what follows `+` makes no difference.
struct Version<'a> {
    numbers: [u64; 3],
    pre: Option<&'a str>,
}

impl<'a> Version<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let text = text.strip_prefix('v')?;
        let text = text.split_once('+').map_or(text, |(text, _)| text);
        let (core, pre) = text.split_once('-').map_or((text, None), |(core, pre)| (core, Some(pre)));
        let mut parts = core.split('.').map(|part| part.parse().ok());
        let numbers = [parts.next()??, parts.next()??, parts.next()??];
        parts.next().is_none().then_some(Self { numbers, pre })
    }
}

/// A part of what follows `-`: numbers come before words, a long number behind a short one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Number(usize, &'a str),
    Word(&'a str),
}

impl<'a> Part<'a> {
    fn of(text: &'a str) -> Self {
        let number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if number { Self::Number(text.len(), text) } else { Self::Word(text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_in_the_order_of_go() {
        let ordered = [
            "v0.0.0-20240101000000-abcdefabcdef",
            "v0.9.0",
            "v1.0.0-alpha",
            "v1.0.0-alpha.1",
            "v1.0.0-alpha.beta",
            "v1.0.0-beta.2",
            "v1.0.0-beta.11",
            "v1.0.0-rc.1",
            "v1.0.0",
            "v1.0.1-0.20240101000000-abcdefabcdef",
            "v1.9.0",
            "v1.10.0",
            "v2.0.0+incompatible",
        ];
        for (index, one) in ordered.iter().enumerate() {
            for (other_index, other) in ordered.iter().enumerate() {
                assert_eq!(compare(one, other), Some(index.cmp(&other_index)), "{one} {other}");
            }
        }
        assert_eq!(compare("v2.0.0+incompatible", "v2.0.0"), Some(Ordering::Equal));
    }

    #[test]
    fn what_is_no_full_version_does_not_compare() {
        for text in ["latest", "1.2.3", "v1", "v1.2", "v1.2.3.4", "v1.x.3", "", "v99999999999999999999.0.0"] {
            assert_eq!(compare(text, "v1.0.0"), None, "{text}");
        }
    }
}
