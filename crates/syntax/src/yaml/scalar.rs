//! What a plain scalar is in YAML 1.2's core schema.

use crate::node::Value;

/// Null, a boolean, a number, or else the text. Infinite numbers and "not a number" are text, and so is a
/// number too large for a double.
pub(super) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    number(text).unwrap_or_else(|| Value::String(text.to_owned()))
}

fn number(text: &str) -> Option<Value> {
    let radix = [("0o", 8), ("0x", 16)]
        .into_iter()
        .find_map(|(prefix, radix)| Some((text.strip_prefix(prefix)?, radix)));
    if let Some((digits, radix)) = radix {
        let unsigned = digits.starts_with(|c: char| c.is_digit(radix));
        return unsigned.then(|| i64::from_str_radix(digits, radix).ok()).flatten().map(Value::Integer);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !unsigned.is_empty()
        && is_digits(unsigned)
        && let Ok(integer) = text.parse()
    {
        return Some(Value::Integer(integer));
    }
    let float = is_float(unsigned).then(|| text.parse::<f64>().ok()).flatten()?;
    float.is_finite().then_some(Value::Float(float))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `( . digits | digits [ . digits ] ) [ e [sign] digits ]`.
fn is_float(text: &str) -> bool {
    let (mantissa, exponent) =
        text.split_once(['e', 'E']).map_or((text, None), |(mantissa, rest)| (mantissa, Some(rest)));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    let exponent = exponent.map(|exponent| exponent.strip_prefix(['-', '+']).unwrap_or(exponent));
    has_digits
        && is_digits(whole)
        && is_digits(fraction)
        && exponent.is_none_or(|digits| !digits.is_empty() && is_digits(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_schema_decides() {
        assert_eq!(resolve("0o17"), Value::Integer(15));
        assert_eq!(resolve("0xfF"), Value::Integer(255));
        assert_eq!(resolve("-12"), Value::Integer(-12));
        assert_eq!(resolve("+12"), Value::Integer(12));
        assert_eq!(resolve("007"), Value::Integer(7));
        assert_eq!(resolve("1.5e3"), Value::Float(1500.0));
        assert_eq!(resolve("-.5"), Value::Float(-0.5));
        assert_eq!(resolve("9223372036854775808"), Value::Float(9_223_372_036_854_775_808.0));
    }

    #[test]
    fn what_only_looks_like_a_number_or_a_boolean_is_text() {
        for text in [
            "yes", "on", "1.2.3", ".", "-", "+", "e5", "1e", "0x", "0o8", "0x-1", ".inf", "-.INF", ".nan",
            "nan", "inf", "1_000", "1e999", "12:30",
        ] {
            assert_eq!(resolve(text), Value::String(text.to_owned()), "{text}");
        }
    }
}
