use super::{lines, of_file, only};

const DEPLOYMENT: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{}'
spec:
  template:
    metadata:
      labels: {app: orders, admission.datadoghq.com/enabled: \"true\"}
      annotations:
        instrumentation.opentelemetry.io/inject-java: \"true\"
    spec:
      initContainers:
      - image: agents/java:2
        command: [cp, /javaagent.jar, /otel]
      containers:
      - image: shop/orders:1
        command: [java]
        args: [-jar, app.jar]
        env:
        - name: JAVA_TOOL_OPTIONS
          value: -javaagent:/otel/javaagent.jar
        - name: TOKEN
          valueFrom: {secretKeyRef: {name: a, key: b}}
        envFrom:
        - configMapRef: {name: common}
";

#[test]
fn a_deployment_says_what_starts_in_which_environment() {
    let found = only("a.yaml", DEPLOYMENT);
    assert_eq!((found.kind.as_str(), found.name.as_deref()), ("Deployment", Some("orders")));
    assert_eq!(found.images[0].name, "shop/orders:1");
    assert_eq!(found.deployment.location.span.start.line, 2);
    let expected = [
        "10 Environment label admission.datadoghq.com/enabled=true",
        "12 Environment annotation instrumentation.opentelemetry.io/inject-java=true",
        "16 Build initContainer agents/java:2 cp /javaagent.jar /otel",
        "19 Start java -jar app.jar",
        "22 Environment JAVA_TOOL_OPTIONS=-javaagent:/otel/javaagent.jar",
        "24 Environment TOKEN=",
    ];
    assert_eq!(lines(&found), expected);
}

const MAP: &str = "\
---
apiVersion: v1
kind: ConfigMap
metadata: {name: common}
data:
  OTEL_SERVICE_NAME: orders
  LOG_LEVEL: debug
";

#[test]
fn a_config_map_of_the_same_file_is_part_of_the_environment() {
    let found = only("a.yaml", &format!("{DEPLOYMENT}{MAP}"));
    assert!(!lines(&found).iter().any(|line| line.contains("LOG_LEVEL")));
    assert!(lines(&found).iter().any(|line| line.ends_with("Environment OTEL_SERVICE_NAME=orders")));
}

#[test]
fn a_config_map_that_nothing_takes_stands_for_itself() {
    let found = only("a.yaml", MAP);
    assert_eq!((found.kind.as_str(), found.name.as_deref()), ("ConfigMap", Some("common")));
    assert_eq!(lines(&found), ["6 Environment OTEL_SERVICE_NAME=orders"]);
}

#[test]
fn a_single_value_of_a_config_map_is_found() {
    let pod = "---\nkind: Pod\nspec: {containers: [{env: [{name: A, valueFrom: {configMapKeyRef: {name: common, key: LOG_LEVEL}}}]}]}\n";
    assert_eq!(lines(&only("a.yaml", &format!("{MAP}{pod}"))), ["10 Environment A=debug"]);
}

#[test]
fn every_kind_that_runs_pods_is_read() {
    let pod = "{spec: {containers: [{image: a/b}]}}";
    let kinds = [
        ("Deployment", "apps/v1", "{template: POD}"),
        ("Rollout", "argoproj.io/v1alpha1", "{template: POD}"),
        ("CronJob", "batch/v1", "{jobTemplate: {spec: {template: POD}}}"),
        ("Service", "serving.knative.dev/v1", "{template: POD}"),
        ("FlinkDeployment", "flink.apache.org/v1beta1", "{podTemplate: POD}"),
        ("OwnKind", "example.com/v1", "{template: POD}"),
    ];
    for (kind, api, spec) in kinds {
        let text = format!("apiVersion: {api}\nkind: {kind}\nspec: {}\n", spec.replace("POD", pod));
        assert_eq!(only("a.yaml", &text).images[0].name, "a/b", "{kind}");
    }
}

#[test]
fn what_runs_nothing_is_left_out() {
    let others = "apiVersion: v1\nkind: Service\nspec: {ports: []}\n---\napiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {env: [{name: A, value: b}]}\n---\nkind: Namespace\nmetadata: {name: a}\n---\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a.yaml: text}\n";
    assert_eq!(of_file("a.yaml", others), (Vec::new(), Vec::new()));
}

#[test]
fn resources_in_a_list_or_a_template_are_read() {
    for key in ["items", "objects"] {
        let text = format!(
            "apiVersion: v1\nkind: List\n{key}:\n- kind: Pod\n  metadata: {{name: a}}\n- kind: Job\n"
        );
        assert_eq!(of_file("a.yaml", &text).0.len(), 2);
    }
}

#[test]
fn nais_attaches_an_agent_when_it_is_asked_to() {
    let text = "apiVersion: nais.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec:\n  image: {{ image }}\n  observability:\n    autoInstrumentation:\n      enabled: true\n  env:\n  - name: A\n    value: b\n";
    let found = only("nais.yaml", text);
    assert!(found.images.is_empty(), "a template makes all of it");
    assert_eq!(
        lines(&found),
        ["8 Environment annotation nais.autoInstrumentation=true runtime=java", "10 Environment A=b"]
    );
    let node = text.replace("enabled: true", "enabled: false\n      runtime: nodejs");
    assert!(lines(&only("nais.yaml", &node))[0].ends_with("nais.autoInstrumentation=false runtime=nodejs"));
}

#[test]
fn an_instrumentation_is_told_without_lines() {
    let found = only(
        "a.yaml",
        "apiVersion: opentelemetry.io/v1alpha1\nkind: Instrumentation\nmetadata: {name: all}\nspec: {env: [{name: A, value: b}]}\n",
    );
    assert_eq!((found.kind.as_str(), found.deployment.lines.len()), ("Instrumentation", 0));
}

#[test]
fn a_namespace_can_ask_for_agents() {
    let text = "kind: Namespace\nmetadata:\n  annotations:\n    instrumentation.opentelemetry.io/inject-java: 'true'\n";
    assert_eq!(
        lines(&only("a.yaml", text)),
        ["4 Environment annotation instrumentation.opentelemetry.io/inject-java=true"]
    );
}

#[test]
fn options_of_spark_and_flink_are_environment() {
    let spark = "apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nspec:\n  driver:\n    javaOptions: -javaagent:a.jar\n";
    assert_eq!(lines(&only("a.yaml", spark)), ["5 Environment javaOptions=-javaagent:a.jar"]);
    let flink = "apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nspec:\n  flinkConfiguration:\n    env.java.opts.all: -javaagent:a.jar\n    state.backend: rocksdb\n";
    assert_eq!(lines(&only("a.yaml", flink)), ["5 Environment env.java.opts.all=-javaagent:a.jar"]);
}

#[test]
fn a_clowd_app_has_a_workload_for_each_deployment() {
    let text = "apiVersion: v1\nkind: Template\nobjects:\n- kind: ClowdApp\n  metadata: {name: shop}\n  spec:\n    deployments:\n    - name: orders\n      podSpec: {image: \"${IMAGE}:1\", args: [run.sh]}\n    - name: mails\n";
    let names: Vec<_> = of_file("a.yaml", text).0.into_iter().map(|found| found.name.unwrap()).collect();
    assert_eq!(names, ["shop-orders", "shop-mails"]);
}

#[test]
fn a_template_keeps_its_actions_in_values_and_loses_them_in_names() {
    let text = "kind: Deployment\nmetadata:\n  name: {{ .Release.Name }}-orders\nspec:\n  template:\n    spec:\n      containers:\n      - image: \"{{ .Values.registry }}/orders:{{ .Values.tag }}\"\n        env:\n        {{- if .Values.otel }}\n        - name: OTEL_SERVICE_NAME\n          value: {{ .Values.name | quote }}\n        {{- else }}\n        - name: B\n          value: c\n        {{- end }}\n        {{- toYaml .Values.env | nindent 8 }}\n";
    let found = only("templates/a.yaml", text);
    assert_eq!((found.name.as_deref(), found.images[0].name.as_str()), (Some("orders"), "orders"));
    assert_eq!(
        lines(&found),
        ["11 Environment OTEL_SERVICE_NAME={{ .Values.name | quote }}", "14 Environment B=c"]
    );
}

#[test]
fn both_branches_of_a_repeated_key_are_read() {
    let text = "kind: Pod\nspec:\n  containers:\n  - name: a\n{{ if .x }}\n    env: [{name: A, value: b}]\n{{ else }}\n    env: [{name: C, value: d}]\n{{ end }}\n";
    assert_eq!(lines(&only("a.yaml", text)), ["6 Environment A=b", "8 Environment C=d"]);
}

#[test]
fn what_the_bound_leaves_out_is_told() {
    let map: String = (0..3000).map(|at| format!("  OTEL_{at}: a\n")).collect();
    let pod = "---\nkind: Pod\nspec: {containers: [{envFrom: [{configMapRef: {name: a}}]}]}\n";
    let text = format!("kind: ConfigMap\nmetadata: {{name: a}}\ndata:\n{map}{}", pod.repeat(20));
    let (found, errors) = of_file("a.yaml", &text);
    assert_eq!(found.iter().map(|found| found.deployment.lines.len()).sum::<usize>(), 20_000);
    assert!(errors[0].message.contains("20000"), "{errors:?}");
}
