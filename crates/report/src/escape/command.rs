//! Workflow commands of GitHub Actions: `::NAME PROPERTY=VALUE,...::DATA`, one a line.
//!
//! Source: "Workflow commands for GitHub Actions" in GitHub's documentation, and the escapes of its toolkit.

/// Text behind the second `::` of a workflow command of GitHub Actions: it can end neither the line nor itself.
#[must_use]
pub fn data(text: &str) -> String {
    escape(text, &['%', '\r', '\n'])
}

/// The value of a property: it cannot begin the next one either.
pub(crate) fn property(text: &str) -> String {
    escape(text, &['%', '\r', '\n', ':', ','])
}

fn escape(text: &str, reserved: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if reserved.contains(&c) {
            // All of them are ASCII.
            out.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_parts_a_command_is_encoded() {
        assert_eq!(data("50 %\r\n::error::x"), "50 %25%0D%0A::error::x");
        assert_eq!(property("a:b,c=d\n"), "a%3Ab%2Cc=d%0A");
    }

    /// What the runner does with a property: split at `,`, then at the first `=`, then decode.
    fn decoded(text: &str) -> String {
        [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
            .iter()
            .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    }

    proptest! {
        #[test]
        fn any_text_stays_inside_and_comes_out_as_it_was(text in any::<String>()) {
            let property = property(&text);
            prop_assert!(!property.contains([',', ':', '\n', '\r']));
            prop_assert_eq!(decoded(&property), &*text);
            let data = data(&text);
            prop_assert!(!data.contains(['\n', '\r']));
            prop_assert_eq!(decoded(&data), text);
        }
    }
}
