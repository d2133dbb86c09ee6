//! Environment variables that are added to containers of Kubernetes' workloads.

use super::{
    Edited, Edits, Refusal,
    environment::{self, Variable},
    yaml::{self, Added, Style, scalar},
};
use crate::node::{Entry, Node, Value};

/// Which container is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Container<'a> {
    /// The name of the workload (`metadata.name`).
    pub workload: &'a str,
    /// The name of the container; none where the workload has a single one.
    pub name: Option<&'a str>,
}

/// Where pods are described, by the kind of workload.
const PODS: [(&str, &[&str]); 7] = [
    ("CronJob", &["spec", "jobTemplate", "spec", "template", "spec"]),
    ("DaemonSet", &["spec", "template", "spec"]),
    ("Deployment", &["spec", "template", "spec"]),
    ("Job", &["spec", "template", "spec"]),
    ("Pod", &["spec"]),
    ("ReplicaSet", &["spec", "template", "spec"]),
    ("StatefulSet", &["spec", "template", "spec"]),
];

/// Adds variables to the environment of a container. One that is set to the same is no edit.
///
/// # Errors
/// When the file cannot be read (a template, mostly), when it has no such container or several, when a variable is set to
/// something else, or when an alias stands for what would be edited.
pub fn add_environment(text: &str, container: Container<'_>, variables: &[(&str, &str)]) -> Edited {
    let (documents, errors) = crate::yaml::read(text);
    let asked = yaml::lines(&[("env".to_owned(), Added::List(items(variables)))]);
    yaml::whole(&errors, &asked)?;
    let found = one(&documents, container).map_err(|why| Refusal::new(why, asked.clone()))?;
    let style = Style::of(text);
    let Some(environment) = found.entry("env") else {
        return style.add_to_mapping(found, &[("env".to_owned(), Added::List(items(variables)))]);
    };
    let refused = |why: String| Refusal::new(why, asked.clone()).at(environment.key.span);
    let missing = missing(&environment.value, variables).map_err(refused)?;
    if missing.is_empty() {
        return Ok(Edits::none());
    }
    if !lies_in(found, environment) || !yaml::is_own(environment.key.span, &environment.value) {
        return Err(refused("other containers share this environment".to_owned()));
    }
    match &environment.value.value {
        Value::Array(items_there) if !items_there.is_empty() => {
            style.add_to_list(&environment.value, &items(&missing))
        }
        Value::Null => style.fill(environment.key.span, &Added::List(items(&missing))),
        _ => Err(refused("its environment is no list of variables".to_owned())),
    }
}

fn items(variables: &[(&str, &str)]) -> Vec<Added> {
    let item = |(name, value): &(&str, &str)| {
        // A value is text for Kubernetes; what YAML reads as something else is refused there.
        Added::Mapping(vec![
            ("name".to_owned(), Added::Scalar(scalar(name))),
            ("value".to_owned(), Added::Scalar(scalar(value))),
        ])
    };
    variables.iter().map(item).collect()
}

/// The only container of this name.
fn one<'a>(documents: &'a [Node], asked: Container<'_>) -> Result<&'a Node, String> {
    let workloads = documents.iter().flat_map(|document| match document.get("items") {
        Some(items) if document.get("kind").and_then(Node::as_str) == Some("List") => items.items(),
        _ => std::slice::from_ref(document),
    });
    let named = workloads.filter(|document| {
        document.at(&["metadata", "name"]).and_then(Node::scalar).as_deref() == Some(asked.workload)
    });
    let containers: Vec<&Node> = named.filter_map(containers).flatten().collect();
    let meant: Vec<&Node> = containers
        .into_iter()
        .filter(|container| {
            let name = container.get("name").and_then(Node::scalar);
            asked.name.is_none_or(|asked| name.as_deref() == Some(asked))
        })
        .collect();
    match meant[..] {
        [one] if matches!(one.value, Value::Object(_)) => Ok(one),
        [] => Err(format!("it has no such container of `{}`", asked.workload)),
        _ => Err(format!("several containers of `{}` may be meant", asked.workload)),
    }
}

/// The containers of a workload, where they are written in it.
fn containers(document: &Node) -> Option<&[Node]> {
    let kind = document.get("kind").and_then(Node::as_str)?;
    let (_, path) = PODS.iter().find(|(of, _)| *of == kind)?;
    let mut node = document;
    for key in path.iter().chain(&["containers"]) {
        let entry = node.entry(key)?;
        node = Some(&entry.value).filter(|value| yaml::is_own(entry.key.span, value))?;
    }
    Some(node.items())
}

fn lies_in(node: &Node, entry: &Entry) -> bool {
    node.span.start <= entry.key.span.start && entry.key.span.end <= node.span.end
}

/// The variables that an environment does not set yet. One whose value comes from elsewhere is set to something else.
fn missing<'a>(environment: &Node, variables: &[Variable<'a>]) -> Result<Vec<Variable<'a>>, String> {
    environment::missing(variables, |(name, value)| {
        let mut items = environment.items().iter();
        let item = items.find(|item| item.get("name").and_then(Node::scalar).as_deref() == Some(name))?;
        Some(item.get("value").and_then(Node::scalar).as_deref() == Some(value))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::testing::{dressed, inserted};

    const WANTED: [(&str, &str); 2] = [("JAVA_TOOL_OPTIONS", "-javaagent:/otel/agent.jar"), ("A", "1")];
    const API: Container<'_> = Container { workload: "api", name: None };
    const HEAD: &str =
        "kind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n";

    fn added(containers: &str) -> String {
        let text = format!("{HEAD}{containers}");
        let edited = add_environment(&text, API, &WANTED).unwrap().apply(&text).unwrap();
        edited.strip_prefix(HEAD).unwrap().to_owned()
    }

    fn refused(text: &str) -> String {
        add_environment(text, API, &WANTED).unwrap_err().to_string()
    }

    #[test]
    fn variables_stand_behind_those_that_are_there() {
        assert_eq!(
            added(
                "      - name: api\n        env:\n        - name: X\n          value: \"1\" # why\n        image: a\n"
            ),
            "      - name: api\n        env:\n        - name: X\n          value: \"1\" # why\n        - name: JAVA_TOOL_OPTIONS\n          value: -javaagent:/otel/agent.jar\n        - name: A\n          value: \"1\"\n        image: a\n"
        );
    }

    #[test]
    fn a_container_without_an_environment_gets_one_at_its_end() {
        assert_eq!(
            added("        - name: api\n          image: a\n---\nkind: Service\n"),
            "        - name: api\n          image: a\n          env:\n            - name: JAVA_TOOL_OPTIONS\n              value: -javaagent:/otel/agent.jar\n            - name: A\n              value: \"1\"\n---\nkind: Service\n"
        );
        assert!(added("      - name: api\n        image: a").ends_with("image: a\n        env:\n        - name: JAVA_TOOL_OPTIONS\n          value: -javaagent:/otel/agent.jar\n        - name: A\n          value: \"1\""));
    }

    #[test]
    fn of_several_containers_the_named_one_is_meant() {
        let text =
            format!("{HEAD}      - name: proxy\n        image: b\n      - name: api\n        image: a\n");
        assert_eq!(refused(&text), "several containers of `api` may be meant");
        let edited = add_environment(&text, Container { name: Some("api"), ..API }, &WANTED)
            .unwrap()
            .apply(&text)
            .unwrap();
        assert!(edited.starts_with(&text) && edited.len() > text.len(), "{edited}");
    }

    #[test]
    fn what_cannot_be_told_is_left_alone() {
        assert_eq!(refused("kind: Deployment\nmetadata: {name: web}\n"), "it has no such container of `api`");
        assert!(refused("kind: {{ .Values.kind }}\n  a: b: c\n").starts_with("it cannot be read"));
        let set =
            format!("{HEAD}      - name: api\n        env:\n        - name: A\n          value: \"2\"\n");
        assert_eq!(refused(&set), "it sets `A` to something else");
        let from =
            format!("{HEAD}      - name: api\n        env:\n        - name: A\n          valueFrom: {{}}\n");
        assert_eq!(refused(&from), "it sets `A` to something else");
        let shared =
            format!("x: &env\n- name: B\n  value: b\n---\n{HEAD}      - name: api\n        env: *env\n");
        assert!(add_environment(&shared, API, &WANTED).is_err());
        let text = format!(
            "{HEAD}      - name: api\n        env: [{{name: JAVA_TOOL_OPTIONS, value: '-javaagent:/otel/agent.jar'}}, {{name: A, value: '1'}}]\n"
        );
        assert!(add_environment(&text, API, &WANTED).unwrap().is_empty());
    }

    fn files() -> impl Strategy<Value = String> {
        let environment = prop_oneof![
            Just(""),
            Just("          env:\n"),
            Just("          env: [{name: X, value: y}]\n"),
            Just("          env:\n            - name: X\n              value: y\n            # more\n"),
            Just("          env:\n          - {name: X, value: y}\n"),
            Just(
                "          env:\n          - name: X\n            valueFrom:\n              secretKeyRef: {name: s, key: k}\n"
            ),
        ];
        let after = prop_oneof![
            Just(""),
            Just("          ports:\n            - containerPort: 80\n"),
            Just("      volumes: []\n"),
            Just("---\nkind: Service\n")
        ];
        let text = (environment, after, any::<bool>()).prop_map(|(environment, after, job)| {
            let head = if job {
                "apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: api\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n".to_owned()
            } else {
                HEAD.to_owned()
            };
            if job {
                format!("{head}            - name: c\n              image: a\n")
            } else {
                format!("# shop\n{head}        - name: c\n          image: a\n{environment}{after}")
            }
        });
        dressed(text)
    }

    proptest! {
        #[test]
        fn any_file_keeps_all_it_has(text in files()) {
            let edited = inserted(&text, |text| add_environment(text, API, &WANTED)).unwrap();
            let (documents, errors) = crate::yaml::read(&edited);
            prop_assert_eq!(errors.first(), None, "{}", &edited);
            let environment = one(&documents, API).unwrap().get("env").unwrap();
            prop_assert_eq!(missing(environment, &WANTED), Ok(vec![]), "{}", &edited);
        }
    }
}
