//! Settings that are added to .properties files.

use super::{Edited, Edits, Lines, Refusal};
use crate::properties;

/// Adds settings at the end, or behind the last one whose key begins alike. What is set already to the same value is no edit.
///
/// # Errors
/// When a key is set to something else.
pub fn add(text: &str, settings: &[(&str, &str)]) -> Edited {
    let found = properties::read(text);
    let lines = Lines::of(text);
    let mut edits = Edits::none();
    for (key, value) in settings {
        let written = found.iter().rfind(|property| property.key.value == *key);
        if let Some(property) = written {
            if property.value.value == *value {
                continue;
            }
            let why = format!("`{key}` is set to `{}` already", property.value.value);
            return Err(Refusal::new(why, format!("{key}={value}")).at(property.key.span));
        }
        let family = key.split('.').next().unwrap_or_default();
        let alike = found.iter().rfind(|property| property.key.value.split('.').next() == Some(family));
        let neighbour = alike.or(found.last());
        let between =
            neighbour.map_or("=", |property| &text[property.key.span.end..property.value.span.start]);
        let between =
            if between.contains(['=', ':']) && !between.contains(['\n', '\r', '\\']) { between } else { "=" };
        let at = alike.map_or(text.len(), |property| lines.next(property.value.span.end));
        let line = format!("{}{between}{}", escaped(key, true), escaped(value, false));
        let new = lines.whole(at, &[line]);
        edits = edits.with(Edits::insertion(at, new)).map_err(|error| Refusal::new(error.to_string(), ""))?;
    }
    Ok(edits)
}

/// A key or value as a .properties file holds it.
fn escaped(text: &str, key: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '=' | ':' | ' ' | '\u{c}' if key => out.extend(['\\', c]),
            ' ' | '#' | '!' if at == 0 => out.extend(['\\', c]),
            '#' | '!' if key && at == 0 => out.extend(['\\', c]),
            c if !c.is_ascii() || c.is_control() => {
                let mut units = [0; 2];
                c.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::testing::{dressed, inserted};

    const WANTED: [(&str, &str); 2] =
        [("spring.kafka.template.observation-enabled", "true"), ("otel.name", "a b=c")];

    fn added(text: &str) -> String {
        add(text, &WANTED).unwrap().apply(text).unwrap()
    }

    #[test]
    fn a_setting_stands_behind_those_that_begin_alike() {
        assert_eq!(
            added("spring.a = 1\n\n# web\nserver.port = 80\n"),
            "spring.a = 1\nspring.kafka.template.observation-enabled = true\n\n# web\nserver.port = 80\notel.name = a b=c\n"
        );
    }

    #[test]
    fn two_settings_at_the_end_of_a_last_line_without_an_end_are_two_lines() {
        let text = "a=1";
        let edited = add(text, &[("b", "2"), ("c", "3")]).unwrap().apply(text).unwrap();
        assert_eq!(edited, "a=1\nb=2\nc=3");
    }

    #[test]
    fn what_is_set_is_left_and_what_is_set_to_something_else_is_refused() {
        assert!(add("otel.name: a\\u0020b=c\n", &WANTED[1..]).unwrap().is_empty());
        let refused = add("x=1\notel.name=other\n", &WANTED[1..]).unwrap_err();
        assert_eq!(refused.to_string(), "`otel.name` is set to `other` already");
        assert_eq!((refused.span.unwrap().start, refused.lines.as_str()), (4, "otel.name=a b=c"));
    }

    #[test]
    fn what_is_written_reads_as_what_was_meant() {
        for (key, value) in [("a b", " x"), ("a=b:c", "#y"), ("#k", "a\\b\n\té😀"), ("é", "")] {
            let text = add("", &[(key, value)]).unwrap().apply("").unwrap();
            let read = properties::read(&text);
            assert_eq!((read[0].key.value.as_str(), read[0].value.value.as_str()), (key, value), "{text:?}");
        }
    }

    fn files() -> impl Strategy<Value = String> {
        let line = prop_oneof![
            Just("# a comment = 1\n"),
            Just("\n"),
            Just("spring.application.name=shop\n"),
            Just("server.port : 80\n"),
            Just("long = a,\\\n   b\n"),
            Just("  odd  value\n"),
            Just("! b\n"),
            Just("empty\n"),
        ];
        dressed(proptest::collection::vec(line, 0..8).prop_map(|lines| lines.concat()))
    }

    proptest! {
        #[test]
        fn any_file_keeps_all_it_has(text in files()) {
            let edited = inserted(&text, |text| add(text, &WANTED)).unwrap();
            let read = properties::read(&edited);
            for (key, value) in WANTED {
                let of_key: Vec<_> = read.iter().filter(|found| found.key.value == key).collect();
                prop_assert_eq!(of_key.len(), 1, "{:?}", &edited);
                prop_assert_eq!(&of_key[0].value.value, value);
            }
        }
    }
}
