//! Placeholders as Spring writes them: `${key:default}`, one inside the default of another.

/// How many placeholders may stand inside each other, or be looked up one through the other.
const DEPTH_MAX: usize = 6;

/// How long a text may get.
const TEXT_MAX: usize = 4096;

/// The text with every placeholder replaced by what `lookup` knows or else its default; none when one is unknown.
pub(super) fn fill(text: &str, lookup: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    fill_within(text, lookup, DEPTH_MAX)
}

fn fill_within(text: &str, lookup: &dyn Fn(&str) -> Option<String>, depth: usize) -> Option<String> {
    let Some(start) = text.find("${") else { return Some(text.to_owned()) };
    let depth = depth.checked_sub(1)?;
    let inner = &text[start + 2..];
    let end = closing(inner)?;
    let (key, default) = match inner[..end].split_once(':') {
        // A shell's `${KEY:-default}` says the same.
        Some((key, default)) => (key, Some(default.strip_prefix('-').unwrap_or(default))),
        None => (&inner[..end], None),
    };
    let value = match lookup(key.trim()) {
        Some(value) => fill_within(&value, lookup, depth)?,
        None => fill_within(default?, lookup, depth)?,
    };
    let rest = fill_within(&inner[end + 1..], lookup, depth)?;
    let filled = format!("{}{value}{rest}", &text[..start]);
    (filled.len() <= TEXT_MAX).then_some(filled)
}

/// Where the brace closes that was opened in front of the text.
fn closing(text: &str) -> Option<usize> {
    let mut open = 1_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open += 1,
            b'}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fill;

    fn filled(text: &str) -> Option<String> {
        fill(text, &|key| match key {
            "a" => Some("x".to_owned()),
            "b" => Some("${a}-y".to_owned()),
            "loop" => Some("${loop}".to_owned()),
            _ => None,
        })
    }

    #[test]
    fn keys_are_looked_up_and_defaults_taken() {
        assert_eq!(filled("p.${b}.${c:d}").unwrap(), "p.x-y.d");
        assert_eq!(filled("${c:${a}}").unwrap(), "x");
        assert_eq!(filled("${C:-orders}").unwrap(), "orders");
        assert_eq!(filled("plain").unwrap(), "plain");
    }

    #[test]
    fn what_is_unknown_endless_or_not_closed_is_none() {
        for text in ["${c}", "${loop}", "${a", "x-${c}-y"] {
            assert_eq!(filled(text), None, "{text}");
        }
        assert_eq!(filled(&"${a}".repeat(5000)), None);
    }
}
