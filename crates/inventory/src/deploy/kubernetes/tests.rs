mod manifests;
mod patches;
mod values;

use proptest::prelude::*;
use source_tree::RepoPath;

use super::*;

/// Reads `text` as the file of that name.
fn of_file(name: &str, text: &str) -> (Vec<Workload>, Vec<SyntaxError>) {
    let path = RepoPath::new(name).unwrap();
    let file = SourceFile::new(&path, text);
    if name.starts_with("values") { read_values(&file) } else { read(&file) }
}

/// The only workload of a text that is read without an error.
fn only(name: &str, text: &str) -> Workload {
    let (mut found, errors) = of_file(name, text);
    assert_eq!((found.len(), errors), (1, Vec::new()));
    found.remove(0)
}

/// Lines as people read them: place, role, text.
fn lines(workload: &Workload) -> Vec<String> {
    let line = |line: &crate::facts::WiringLine| {
        format!("{} {:?} {}", line.location.span.start.line, line.role, line.text)
    };
    workload.deployment.lines.iter().map(line).collect()
}

proptest! {
    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        for name in ["a.yaml", "kustomization.yaml", "values.yaml"] {
            of_file(name, &format!("kind: Deployment\nmetadata: {text}"));
            of_file(name, &text);
        }
    }

    #[test]
    fn any_composition_is_survived(parts in proptest::collection::vec(0..PARTS.len(), 0..30), indents in proptest::collection::vec(0..5_usize, 30)) {
        let line = |(part, indent): (&usize, &usize)| format!("{}{}\n", " ".repeat(indent * 2), PARTS[*part]);
        let text: String = parts.iter().zip(&indents).map(line).collect();
        for name in ["a.yaml", "kustomization.yaml", "values.yaml"] {
            let (found, _) = of_file(name, &text);
            for line in found.iter().flat_map(|workload| &workload.deployment.lines) {
                prop_assert!(line.location.span.end_byte as usize <= text.len());
            }
        }
    }
}

/// Lines that the readers know.
const PARTS: [&str; 22] = [
    "kind: Deployment",
    "kind: Application",
    "apiVersion: nais.io/v1",
    "kind: ConfigMap",
    "data:",
    "metadata:",
    "annotations:",
    "a/b: \"{{ .é }}\"",
    "spec:",
    "template:",
    "containers:",
    "- name: A",
    "- env:",
    "env: &a",
    "env: *a",
    "value: {{ toYaml . | nindent 2 }}",
    "{{- if é }}",
    "{{/*",
    "*/}}",
    "text: |",
    "- op: add",
    "patches: [{patch: \"a\\nb: 1\"}]",
];
