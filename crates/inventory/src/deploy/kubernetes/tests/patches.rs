use super::{lines, of_file, only};

#[test]
fn a_patch_without_containers_still_says_what_it_adds() {
    let text = "kind: Deployment\nmetadata:\n  name: orders\nspec:\n  template:\n    metadata:\n      annotations:\n        sidecar.opentelemetry.io/inject: 'true'\n";
    assert_eq!(
        lines(&only("patch.yaml", text)),
        ["8 Environment annotation sidecar.opentelemetry.io/inject=true"]
    );
}

#[test]
fn operations_add_annotations_variables_and_words() {
    let text = "\
- op: add
  path: /spec/template/metadata/annotations/instrumentation.opentelemetry.io~1inject-java
  value: \"true\"
- op: add
  path: /spec/template/spec/containers/0/env/-
  value: {name: OTEL_SERVICE_NAME, value: orders}
- op: replace
  path: /spec/template/spec/containers/0/command
  value: [opentelemetry-instrument, python]
- op: remove
  path: /spec/template/spec/containers/0/args
";
    let found = only("patch.yaml", text);
    assert_eq!((found.kind.as_str(), found.name.as_deref()), ("Patch", None));
    let expected = [
        "3 Environment annotation instrumentation.opentelemetry.io/inject-java=true",
        "6 Environment OTEL_SERVICE_NAME=orders",
        "9 Start opentelemetry-instrument python",
    ];
    assert_eq!(lines(&found), expected);
}

#[test]
fn patches_inside_a_kustomization_stand_where_their_text_stands() {
    let text = "\
resources: [a.yaml]
patches:
- target: {kind: Deployment, name: orders}
  patch: |-
    - op: add
      path: /spec/template/metadata/annotations/a~1b
      value: c
- patch: |-
    kind: Deployment
    metadata: {name: mails}
    spec: {template: {spec: {containers: [{env: [{name: A, value: b}]}]}}}
- path: patch.yaml
";
    let (found, errors) = of_file("kustomization.yaml", text);
    assert_eq!((found.len(), errors), (2, Vec::new()));
    assert_eq!(found[0].name.as_deref(), Some("orders"));
    assert_eq!(lines(&found[0]), ["5 Environment annotation a/b=c"]);
    assert_eq!(found[1].name.as_deref(), Some("mails"));
    assert_eq!(lines(&found[1]), ["9 Environment A=b"]);
}

#[test]
fn a_kustomization_in_a_kustomization_ends() {
    let text = "kind: Kustomization\npatches:\n- patch: |-\n    kind: Kustomization\n    patches: [{patch: \"kind: Pod\\n\"}]\n";
    assert_eq!(of_file("kustomization.yaml", text).0, []);
}

#[test]
fn other_lists_are_none() {
    assert_eq!(of_file("a.yaml", "- op: \n  path: a\n- b\n").0, []);
}
