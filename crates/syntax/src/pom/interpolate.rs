//! `${name}` in the values of a pom.

/// How deep values may refer to values.
const DEPTH_MAX: usize = 16;

/// How long a result may grow: properties that double each other reach any length.
const LENGTH_MAX: usize = 1 << 16;

/// `value` with each `${name}` replaced by what `lookup` knows, again and again down to a bounded depth
/// (16) and length (64 KiB). What `lookup` does not know, refers to itself or goes beyond a bound stays as
/// it is written.
pub fn interpolate(value: &str, lookup: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut budget = LENGTH_MAX;
    expand(value, lookup, &mut Vec::new(), &mut budget, &mut out);
    out
}

fn expand(
    value: &str,
    lookup: &dyn Fn(&str) -> Option<String>,
    open: &mut Vec<String>,
    budget: &mut usize,
    out: &mut String,
) {
    let mut rest = value;
    while let Some((before, name, after)) = reference(rest) {
        out.push_str(before);
        let written = &rest[before.len()..rest.len() - after.len()];
        match replacement(name, lookup, open, budget) {
            Some(found) => {
                open.push(name.to_owned());
                expand(&found, lookup, open, budget, out);
                open.pop();
            }
            None => out.push_str(written),
        }
        rest = after;
    }
    out.push_str(rest);
}

/// The text before the first `${name}`, the name, the text after.
fn reference(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find("${")?;
    let end = start + text[start..].find('}')?;
    Some((&text[..start], &text[start + 2..end], &text[end + 1..]))
}

fn replacement(
    name: &str,
    lookup: &dyn Fn(&str) -> Option<String>,
    open: &[String],
    budget: &mut usize,
) -> Option<String> {
    if open.len() >= DEPTH_MAX || open.iter().any(|seen| seen == name) {
        return None;
    }
    let found = lookup(name)?;
    // At least one, so that a great many empty values end too.
    *budget = budget.checked_sub(found.len().max(1))?;
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<String> {
        |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn values_are_replaced_through_values() {
        let lookup = with(&[("a", "1.${b}"), ("b", "2")]);
        assert_eq!(interpolate("v${a}-${b}!", &lookup), "v1.2-2!");
    }

    #[test]
    fn what_is_unknown_or_unfinished_stays() {
        let lookup = with(&[("a", "x")]);
        assert_eq!(interpolate("${none}${a}${", &lookup), "${none}x${");
        assert_eq!(interpolate("$a {a} ${}", &lookup), "$a {a} ${}");
    }

    #[test]
    fn circles_end() {
        let lookup = with(&[("a", "${b}"), ("b", "<${a}>")]);
        assert_eq!(interpolate("${a}", &lookup), "<${a}>");
    }

    #[test]
    fn doubling_ends_at_a_bounded_length() {
        let lookup = |name: &str| {
            let next = name.parse::<usize>().ok()? + 1;
            Some(format!("${{{next}}}${{{next}}}${{{next}}}${{{next}}}"))
        };
        assert!(interpolate("${0}", &lookup).len() <= 8 * LENGTH_MAX);
    }
}
