use super::{lines, of_file, only};

#[test]
fn values_at_the_root_hold_for_the_chart() {
    let text = "image:\n  repository: shop/orders\n  tag: 1\npodAnnotations:\n  instrumentation.opentelemetry.io/inject-java: \"true\"\ncommand: [java]\nargs: [-jar, a.jar]\njavaOpts: -javaagent:/a.jar\nenv:\n  A: b\nextraEnv:\n- name: C\n  value: d\n";
    let found = only("values.yaml", text);
    assert_eq!((found.kind.as_str(), found.name.as_deref()), ("Values", None));
    assert_eq!(found.images[0].name, "shop/orders");
    let expected = [
        "5 Environment annotation instrumentation.opentelemetry.io/inject-java=true",
        "6 Start java -jar a.jar",
        "8 Environment javaOpts=-javaagent:/a.jar",
        "10 Environment A=b",
        "12 Environment C=d",
    ];
    assert_eq!(lines(&found), expected);
}

#[test]
fn components_have_the_name_of_the_nearest_key_that_names_something() {
    let text = "orders:\n  image: shop/orders:1\n  deployment:\n    env: {A: b}\nmails:\n- name: daily\n  env: [{name: C, value: d}]\nglobal:\n  env: {E: f}\n";
    let (found, _) = of_file("values.yaml", text);
    let names: Vec<_> = found.iter().map(|found| (found.name.as_deref(), lines(found))).collect();
    let expected = [
        (None, vec!["9 Environment E=f".to_owned()]),
        (Some("daily"), vec!["7 Environment C=d".to_owned()]),
        (Some("orders"), vec!["4 Environment A=b".to_owned()]),
    ];
    assert_eq!(names, expected);
}

#[test]
fn annotations_of_what_lies_beside_the_pods_do_not_count() {
    let text = "ingress:\n  annotations: {a/b: c}\nserviceAccount:\n  annotations: {a/b: c}\n";
    assert_eq!(of_file("values.yaml", text).0, []);
}

#[test]
fn variables_that_wire_something_count_wherever_they_stand() {
    assert_eq!(
        lines(&only("values.yaml", "a:\n  configmap:\n    JAVA_TOOL_OPTIONS: -x\n    OTHER: y\n")),
        ["3 Environment JAVA_TOOL_OPTIONS=-x"]
    );
}

#[test]
fn variables_in_groups_and_in_templates_written_as_text_are_read() {
    assert_eq!(lines(&only("values.yaml", "env:\n  open:\n    A: b\n  secret: {}\n")), ["3 Environment A=b"]);
    let text = "extraEnv: |\n  - name: A\n    value: {{ .x }}\n";
    assert_eq!(lines(&only("values.yaml", text)), ["2 Environment A={{ .x }}"]);
}

#[test]
fn what_probes_run_starts_nothing() {
    assert_eq!(of_file("values.yaml", "a: {livenessProbe: {exec: {command: [java, -version]}}}\n").0, []);
}

#[test]
fn values_that_set_nothing_are_no_workload() {
    assert_eq!(of_file("values.yaml", "replicas: 1\nenv: production\nimage: {tag: 1}\n").0, []);
}
