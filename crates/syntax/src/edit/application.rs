//! Settings that are added to the YAML of applications, as Spring Boot, Quarkus and Micronaut have it: dotted keys, nested to any
//! depth or written in one.

use super::{
    Edited, Edits, Refusal,
    yaml::{self, Added, Style, scalar},
};
use crate::node::{Entry, Node, Value};

/// Adds settings below what is there of their keys. What is set already to the same value is no edit.
///
/// # Errors
/// When the file cannot be read, when a key is set to something else or holds no mapping, or when all documents are for
/// profiles.
pub fn add(text: &str, settings: &[(&str, &str)]) -> Edited {
    let (documents, errors) = crate::yaml::read(text);
    let asked: Vec<String> =
        settings.iter().map(|(key, value)| format!("{key}: {}", scalar(value))).collect();
    let asked = asked.join("\n");
    yaml::whole(&errors, &asked)?;
    let style = Style::of(text);
    let Some(root) = root(text, &documents).map_err(|why| Refusal::new(why, asked.clone()))? else {
        return style.begin(&nested(settings));
    };
    let mut places =
        places(root, settings).map_err(|(why, entry)| Refusal::new(why, asked.clone()).at(entry.key.span))?;
    // Mappings may end at the same place: what goes into the inner one stands first.
    places.sort_by_key(|place| std::cmp::Reverse(place.begins()));
    let mut edits = Edits::none();
    for place in places {
        let edited = match place.holder {
            Holder::Mapping(mapping) => style.add_to_mapping(mapping, &nested(&place.settings))?,
            Holder::Nothing(entry) => style.fill(entry.key.span, &Added::Mapping(nested(&place.settings)))?,
        };
        edits = edits.with(edited).map_err(|error| Refusal::new(error.to_string(), asked.clone()))?;
    }
    Ok(edits)
}

/// The document that holds for everybody; none where the text holds nothing but comments.
fn root<'a>(text: &str, documents: &'a [Node]) -> Result<Option<&'a Node>, &'static str> {
    if documents.is_empty() {
        return Ok(None);
    }
    let root = documents.iter().find(|document| !is_of_profile(document));
    match root.map(|root| &root.value) {
        None => Err("each of its documents is for a profile"),
        Some(Value::Null) if documents.len() == 1 && !text.contains("---") => Ok(None),
        Some(Value::Null) => Err("its first document is empty"),
        Some(_) => Ok(root),
    }
}

/// What takes further settings.
#[derive(Clone, Copy)]
enum Holder<'a> {
    Mapping(&'a Node),
    /// A key without a value.
    Nothing(&'a Entry),
}

/// Settings that go to one place, with what is left of their keys there.
struct Place<'a> {
    holder: Holder<'a>,
    settings: Vec<(&'a str, &'a str)>,
}

impl Place<'_> {
    fn begins(&self) -> (usize, bool) {
        match self.holder {
            Holder::Mapping(node) => (node.span.start, false),
            Holder::Nothing(entry) => (entry.key.span.start, true),
        }
    }
}

/// Where each setting goes that is not there, those of one place together.
fn places<'a>(
    root: &'a Node,
    settings: &[(&'a str, &'a str)],
) -> Result<Vec<Place<'a>>, (String, &'a Entry)> {
    let mut places: Vec<Place<'a>> = Vec::new();
    for (key, value) in settings {
        let Some((holder, rest)) = place(root, key, value)? else { continue };
        let new = Place { holder, settings: vec![(rest, *value)] };
        match places.iter_mut().find(|place| place.begins() == new.begins()) {
            Some(place) => place.settings.push((rest, value)),
            None => places.push(new),
        }
    }
    Ok(places)
}

/// The deepest place that a key leads to, and what of the key is left; none where it is set to the value.
fn place<'a>(
    root: &'a Node,
    key: &'a str,
    value: &str,
) -> Result<Option<(Holder<'a>, &'a str)>, (String, &'a Entry)> {
    let (mut node, mut rest) = (root, key);
    loop {
        let Some((entry, behind)) = step(node, rest) else { return Ok(Some((Holder::Mapping(node), rest))) };
        if !yaml::is_own(entry.key.span, &entry.value) {
            return Err((format!("`{}` is an alias, which others share", entry.key.value), entry));
        }
        match (&entry.value.value, behind) {
            (Value::Object(_), Some(behind)) => (node, rest) = (&entry.value, behind),
            (Value::Null, Some(behind)) => return Ok(Some((Holder::Nothing(entry), behind))),
            (_, None) if entry.value.scalar().as_deref() == Some(value) => return Ok(None),
            (_, None) => return Err((format!("`{key}` is set to something else already"), entry)),
            (_, Some(_)) => return Err((format!("`{}` holds no settings", entry.key.value), entry)),
        }
    }
}

/// The entry that a key goes through, and what is left of the key behind it.
fn step<'a>(node: &'a Node, key: &'a str) -> Option<(&'a Entry, Option<&'a str>)> {
    node.entries().iter().find_map(|entry| {
        let behind = key.strip_prefix(entry.key.value.as_str()).filter(|_| !entry.key.value.is_empty())?;
        if behind.is_empty() { Some((entry, None)) } else { Some((entry, Some(behind.strip_prefix('.')?))) }
    })
}

/// Whether a document holds for a profile alone.
fn is_of_profile(document: &Node) -> bool {
    ["spring.profiles", "spring.config.activate"].into_iter().any(|key| is_there(document, key))
}

fn is_there(node: &Node, key: &str) -> bool {
    match step(node, key) {
        Some((entry, Some(behind))) => is_there(&entry.value, behind),
        Some((_, None)) => true,
        // `spring.config.activate.on-profile` in one key.
        None => node.entries().iter().any(|entry| entry.key.value.starts_with(&format!("{key}."))),
    }
}

/// Dotted keys as nested mappings.
fn nested(settings: &[(&str, &str)]) -> Vec<(String, Added)> {
    let mut entries: Vec<(String, Added)> = Vec::new();
    for (key, value) in settings {
        put(&mut entries, key, value);
    }
    entries
}

fn put(entries: &mut Vec<(String, Added)>, key: &str, value: &str) {
    let Some((first, rest)) = key.split_once('.') else {
        entries.push((key.to_owned(), Added::Scalar(scalar_of(value))));
        return;
    };
    let known = entries.iter_mut().find(|(known, _)| known == first);
    match known {
        Some((_, Added::Mapping(inner))) => put(inner, rest, value),
        _ => {
            let mut inner = Vec::new();
            put(&mut inner, rest, value);
            entries.push((first.to_owned(), Added::Mapping(inner)));
        }
    }
}

/// A value as settings have it: numbers and booleans are what they are.
fn scalar_of(value: &str) -> String {
    let bare = value == "true"
        || value == "false"
        || value.parse::<u32>().is_ok_and(|number| number.to_string() == value);
    if bare { value.to_owned() } else { scalar(value) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::testing::{dressed, inserted};

    const WANTED: [(&str, &str); 2] = [
        ("spring.kafka.template.observation-enabled", "true"),
        ("spring.kafka.listener.observation-enabled", "true"),
    ];

    fn added(text: &str) -> String {
        add(text, &WANTED).unwrap().apply(text).unwrap()
    }

    #[test]
    fn settings_stand_below_what_is_there_of_their_keys() {
        assert_eq!(
            added(
                "spring:\n  application:\n    name: shop\n  kafka:\n    template:\n      default-topic: a # the one\nserver:\n  port: 80\n"
            ),
            "spring:\n  application:\n    name: shop\n  kafka:\n    template:\n      default-topic: a # the one\n      observation-enabled: true\n    listener:\n      observation-enabled: true\nserver:\n  port: 80\n"
        );
        assert_eq!(
            added("server:\n    port: 80"),
            "server:\n    port: 80\nspring:\n    kafka:\n        template:\n            observation-enabled: true\n        listener:\n            observation-enabled: true"
        );
        assert_eq!(
            added("spring.kafka:\n  bootstrap-servers: a\n"),
            "spring.kafka:\n  bootstrap-servers: a\n  template:\n    observation-enabled: true\n  listener:\n    observation-enabled: true\n"
        );
        assert_eq!(
            added("spring:\n  kafka:\n  main: {a: 1}\n"),
            "spring:\n  kafka:\n    template:\n      observation-enabled: true\n    listener:\n      observation-enabled: true\n  main: {a: 1}\n"
        );
    }

    #[test]
    fn an_empty_file_holds_the_settings_afterwards() {
        let whole = "spring:\n  kafka:\n    template:\n      observation-enabled: true\n    listener:\n      observation-enabled: true\n";
        assert_eq!(added(""), whole);
        assert_eq!(added("# nothing yet\n"), format!("# nothing yet\n{whole}"));
    }

    #[test]
    fn what_is_set_is_left_and_what_is_set_to_something_else_is_refused() {
        assert!(add("spring.kafka.template.observation-enabled: true\n", &WANTED[..1]).unwrap().is_empty());
        let refused = |text: &str| add(text, &WANTED[..1]).unwrap_err().to_string();
        assert_eq!(
            refused("spring:\n  kafka.template.observation-enabled: false\n"),
            "`spring.kafka.template.observation-enabled` is set to something else already"
        );
        assert_eq!(refused("spring:\n  kafka: none\n"), "`kafka` holds no settings");
        assert_eq!(refused("a: &a {b: 1}\nspring: *a\n"), "`spring` is an alias, which others share");
        assert!(refused("{{ if }}\n  a: b: c\n").starts_with("it cannot be read"));
    }

    #[test]
    fn documents_of_profiles_are_not_for_everybody() {
        let profile = "spring:\n  config:\n    activate:\n      on-profile: dev\n  main:\n    a: 1\n";
        let everybody = "spring:\n  main:\n    a: 1\n";
        let edited = added(&format!("{profile}---\n{everybody}"));
        assert!(
            edited.starts_with(profile) && edited.contains("---\nspring:\n  main:\n    a: 1\n  kafka:"),
            "{edited}"
        );
        assert!(add(profile, &WANTED).unwrap_err().to_string().contains("for a profile"));
    }

    fn files() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            Just("server:\n  port: 80\n"),
            Just("# a comment\n"),
            Just("\n"),
            Just("logging.level.root: info\n"),
            Just("list:\n  - a\n  - b: c\n    d: e\n"),
            Just("text: |\n  a\n\n  b\n"),
            Just("flow: {a: [1, 2]}\n"),
        ];
        let spring = prop_oneof![
            Just(""),
            Just("spring:\n  kafka:\n    bootstrap-servers: \"a:9092\"   # broker\n"),
            Just("spring: {kafka: {a: b}}\n"),
            Just("spring:\n    # first\n    kafka:\n        listener:\n            ack-mode: batch\n"),
            Just("spring.kafka.template:\n  a: b\n"),
            Just("spring:\n  kafka:\n"),
        ];
        let all =
            (proptest::collection::vec(part.clone(), 0..3), spring, proptest::collection::vec(part, 0..3));
        dressed(
            all.prop_map(|(before, spring, after)| format!("{}{spring}{}", before.concat(), after.concat())),
        )
    }

    proptest! {
        #[test]
        fn any_file_keeps_all_it_has(text in files()) {
            let Some(edited) = inserted(&text, |text| add(text, &WANTED)) else {
                // The same key twice is for a person.
                return Ok(());
            };
            let (documents, errors) = crate::yaml::read(&edited);
            prop_assert_eq!(errors.first(), None, "{}", &edited);
            for (key, value) in WANTED {
                prop_assert!(matches!(place(&documents[0], key, value), Ok(None)), "{}", &edited);
            }
        }
    }
}
