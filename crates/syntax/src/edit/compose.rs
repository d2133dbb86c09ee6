//! Environment variables that are added to services of compose files.

use super::{
    Edited, Edits, Refusal,
    environment::{self, Variable},
    yaml::{self, Added, Style, scalar},
};
use crate::node::{Node, Value};

/// Adds variables to the environment of a service, as a mapping or a list, whichever it is. One that is set to the same is no
/// edit.
///
/// # Errors
/// When the file cannot be read or has no such service, when a variable is set to something else, or when an alias stands
/// for the environment.
pub fn add_environment(text: &str, service: &str, variables: &[(&str, &str)]) -> Edited {
    let (documents, errors) = crate::yaml::read(text);
    let wanted: Vec<(String, Added)> = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Added::Scalar(scalar(&dollars(value)))))
        .collect();
    let asked = yaml::lines(&[("environment".to_owned(), Added::Mapping(wanted))]);
    yaml::whole(&errors, &asked)?;
    let services = documents.first().and_then(|root| root.entry("services"));
    let found = services.and_then(|services| services.value.entry(service));
    let Some(found) = found.filter(|found| yaml::is_own(found.key.span, &found.value)) else {
        return Err(Refusal::new(format!("it has no service `{service}` of its own"), asked));
    };
    let style = Style::of(text);
    let Some(environment) = found.value.entry("environment") else {
        return style
            .add_to_mapping(&found.value, &[("environment".to_owned(), fresh(&documents, variables))]);
    };
    let missing = missing(&environment.value, variables)
        .map_err(|why| Refusal::new(why, asked.clone()).at(environment.key.span))?;
    if missing.is_empty() {
        return Ok(Edits::none());
    }
    let inherited = environment.key.span.start < found.value.span.start
        || environment.key.span.end > found.value.span.end;
    if inherited || !yaml::is_own(environment.key.span, &environment.value) {
        return Err(Refusal::new("other services share this environment", asked).at(environment.key.span));
    }
    match &environment.value.value {
        Value::Object(_) => style.add_to_mapping(&environment.value, &mapping(&missing)),
        Value::Array(_) => style.add_to_list(&environment.value, &list(&missing)),
        Value::Null => style.fill(environment.key.span, &Added::Mapping(mapping(&missing))),
        _ => {
            Err(Refusal::new("its environment is neither a mapping nor a list", asked)
                .at(environment.key.span))
        }
    }
}

/// A new environment, written as the others of the file are.
fn fresh(documents: &[Node], variables: &[(&str, &str)]) -> Added {
    let services =
        documents.first().and_then(|root| root.get("services")).map(Node::entries).unwrap_or_default();
    let mut written = services.iter().filter_map(|service| service.value.get("environment"));
    let lists = written.next().is_some_and(|environment| matches!(environment.value, Value::Array(_)));
    if lists { Added::List(list(variables)) } else { Added::Mapping(mapping(variables)) }
}

fn mapping(variables: &[(&str, &str)]) -> Vec<(String, Added)> {
    variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Added::Scalar(scalar(&dollars(value)))))
        .collect()
}

fn list(variables: &[(&str, &str)]) -> Vec<Added> {
    variables
        .iter()
        .map(|(name, value)| Added::Scalar(scalar(&format!("{name}={}", dollars(value)))))
        .collect()
}

/// Compose replaces `$NAME`; two dollars are one.
fn dollars(value: &str) -> String {
    value.replace('$', "$$")
}

/// The variables that an environment does not set yet.
fn missing<'a>(environment: &Node, variables: &[Variable<'a>]) -> Result<Vec<Variable<'a>>, String> {
    environment::missing(variables, |(name, value)| Some(set(environment, name)? == dollars(value)))
}

/// What an environment sets a variable to.
fn set(environment: &Node, name: &str) -> Option<String> {
    if let Some(value) = environment.get(name) {
        return Some(value.scalar().unwrap_or_default());
    }
    let texts = environment.items().iter().filter_map(Node::as_str);
    let mut pairs = texts.map(|text| text.split_once('=').unwrap_or((text, "")));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::testing::{dressed, inserted};

    const WANTED: [(&str, &str); 2] = [("NODE_OPTIONS", "--require a/register"), ("A", "b")];

    fn added(text: &str) -> String {
        add_environment(text, "api", &WANTED).unwrap().apply(text).unwrap()
    }

    #[test]
    fn variables_stand_behind_those_that_are_there_in_their_notation() {
        assert_eq!(
            added(
                "services:\n  api:\n    environment:\n      X: \"1\"  # why\n\n    # ports\n    ports: [80]\n"
            ),
            "services:\n  api:\n    environment:\n      X: \"1\"  # why\n      NODE_OPTIONS: --require a/register\n      A: b\n\n    # ports\n    ports: [80]\n"
        );
        assert_eq!(
            added("services:\n    api:\n        environment:\n        - X=1\n        ports: [80]"),
            "services:\n    api:\n        environment:\n        - X=1\n        - NODE_OPTIONS=--require a/register\n        - A=b\n        ports: [80]"
        );
        assert_eq!(
            added("services:\n  api:\n    environment: {X: 1}\n"),
            "services:\n  api:\n    environment: {X: 1, NODE_OPTIONS: --require a/register, A: b}\n"
        );
    }

    #[test]
    fn a_service_without_an_environment_gets_one_at_its_end_as_others_have_it() {
        assert_eq!(
            added(
                "services:\n  db:\n    environment:\n      - A=1\n  api:\n    image: a\n\n# end\nvolumes: {}\n"
            ),
            "services:\n  db:\n    environment:\n      - A=1\n  api:\n    image: a\n    environment:\n      - NODE_OPTIONS=--require a/register\n      - A=b\n\n# end\nvolumes: {}\n"
        );
        assert_eq!(
            added("services:\n  api:\n    environment:\n    image: a\n"),
            "services:\n  api:\n    environment:\n      NODE_OPTIONS: --require a/register\n      A: b\n    image: a\n"
        );
    }

    #[test]
    fn what_is_set_is_left_alone() {
        let text = "services:\n  api:\n    environment: [\"NODE_OPTIONS=--require a/register\", A=b]\n";
        assert!(add_environment(text, "api", &WANTED).unwrap().is_empty());
        let refused = |text: &str| add_environment(text, "api", &WANTED).unwrap_err().to_string();
        assert_eq!(
            refused("services:\n  api:\n    environment:\n      A: c\n"),
            "it sets `A` to something else"
        );
        assert_eq!(refused("services:\n  web: {}\n"), "it has no service `api` of its own");
        assert!(refused("services: [\n").starts_with("it cannot be read"));
    }

    #[test]
    fn what_others_share_is_left_alone() {
        let refused = |text: &str| add_environment(text, "api", &WANTED).unwrap_err();
        let anchor = "x-env: &env\n  X: 1\nservices:\n  api:\n    image: a\n    environment: *env\n";
        let found = refused(anchor);
        assert_eq!(found.to_string(), "other services share this environment");
        assert_eq!(found.lines, "environment:\n  NODE_OPTIONS: --require a/register\n  A: b");
        let merged =
            "x-base: &base\n  environment:\n    X: 1\nservices:\n  api:\n    <<: *base\n    image: a\n";
        assert_eq!(refused(merged).to_string(), "other services share this environment");
        assert!(refused("x: &x {image: a}\nservices:\n  api: *x\n").to_string().contains("of its own"));
    }

    #[test]
    fn a_mapping_that_merges_another_takes_what_is_added() {
        assert_eq!(
            added("x-env: &env\n  X: 1\nservices:\n  api:\n    environment:\n      <<: *env\n      Y: 2\n"),
            "x-env: &env\n  X: 1\nservices:\n  api:\n    environment:\n      <<: *env\n      Y: 2\n      NODE_OPTIONS: --require a/register\n      A: b\n"
        );
    }

    #[test]
    fn a_dollar_is_no_variable_of_compose() {
        let text = "services:\n  api:\n    image: a\n";
        let edited = add_environment(text, "api", &[("A", "$B")]).unwrap().apply(text).unwrap();
        assert!(edited.ends_with("      A: \"$$B\"\n"), "{edited}");
    }

    fn files() -> impl Strategy<Value = String> {
        let environment = prop_oneof![
            Just(""),
            Just("    environment:\n"),
            Just("    environment: {}\n"),
            Just("    environment: {X: 1}\n"),
            Just("    environment:\n      X: \"1\"\n      # Z\n      Y: 2 # why\n"),
            Just("    environment:\n      - X=1\n"),
            Just("    environment:\n    - X=1\n"),
            Just("    environment: [ \"X=1\" ]\n"),
            Just("    environment:\n      LONG: |\n        a\n        b\n"),
        ];
        let before = prop_oneof![Just(""), Just("    image: a\n"), Just("    # about\n    build: .\n")];
        let after = prop_oneof![
            Just(""),
            Just("    ports:\n      - \"80:80\"\n"),
            Just("\n    command: >\n      run\n      it\n")
        ];
        let end = prop_oneof![
            Just(""),
            Just("\nvolumes:\n  data: {}\n"),
            Just("  # nothing\n"),
            Just("  db:\n    image: b\n")
        ];
        let text = (before, environment, after, end).prop_map(|(before, environment, after, end)| {
            let needed = if before.is_empty() && after.is_empty() { "    image: c\n" } else { "" };
            format!("services:\n  api:\n{needed}{before}{environment}{after}{end}")
        });
        dressed(text)
    }

    proptest! {
        #[test]
        fn any_file_keeps_all_it_has(text in files()) {
            let edited = inserted(&text, |text| add_environment(text, "api", &WANTED)).unwrap();
            let (documents, errors) = crate::yaml::read(&edited);
            prop_assert_eq!(errors.first(), None, "{}", &edited);
            let environment = documents[0].at(&["services", "api", "environment"]).unwrap();
            for (name, value) in WANTED {
                prop_assert_eq!(set(environment, name), Some(value.to_owned()), "{}", &edited);
            }
        }
    }
}
