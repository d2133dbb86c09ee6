//! What Dockerfiles, compose files and manifests of clusters say of the modules they build and start.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use autopilot_inventory::{Facts, Role};
use support::facts;

/// The lines of a module's deployments: file, line and text.
fn lines(facts: &Facts, path: &str) -> Vec<String> {
    let module = facts.modules.iter().find(|module| module.path.as_str() == path).unwrap();
    let lines = module.deployments.iter().flat_map(|deployment| &deployment.lines);
    lines
        .map(|line| format!("{}:{} {}", line.location.path, line.location.span.start.line, line.text))
        .collect()
}

fn environment(facts: &Facts, path: &str) -> Vec<String> {
    let module = facts.modules.iter().find(|module| module.path.as_str() == path).unwrap();
    let lines = module.deployments.iter().flat_map(|deployment| &deployment.lines);
    lines.filter(|line| line.role == Role::Environment).map(|line| line.text.clone()).collect()
}

const GO: &str = "module a\n";

#[test]
fn merged_keys_are_environment_where_they_are_anchored() {
    let compose = "x-env: &env\n  OTEL_SERVICE_NAME: a\n  B: \"1\"\nservices:\n  a:\n    build: a\n    environment:\n      <<: *env\n      B: \"2\"\n";
    let found = facts(&[("a/go.mod", GO), ("compose.yaml", compose)]);
    assert_eq!(lines(&found, "a"), ["compose.yaml:9 B=2", "compose.yaml:2 OTEL_SERVICE_NAME=a"]);
}

#[test]
fn a_service_takes_over_what_it_extends_and_says_itself_what_it_says_anew() {
    let compose = "services:\n  base:\n    environment:\n      JAVA_TOOL_OPTIONS: -javaagent:otel.jar\n      A: \"1\"\n    command: run base\n  a:\n    extends: base\n    build: a\n    environment: {A: \"2\"}\n  b:\n    extends: {file: shared/all.yml, service: b}\n    command: run b\n";
    let shared = "services:\n  b:\n    build: ../b\n    command: run shared\n    environment: [C=3]\n";
    let found =
        facts(&[("a/go.mod", GO), ("b/go.mod", GO), ("compose.yaml", compose), ("shared/all.yml", shared)]);
    assert_eq!(
        lines(&found, "a"),
        [
            "compose.yaml:6 run base",
            "compose.yaml:4 JAVA_TOOL_OPTIONS=-javaagent:otel.jar",
            "compose.yaml:10 A=2"
        ]
    );
    let of_b = lines(&found, "b");
    assert_eq!(of_b[..2], ["shared/all.yml:5 C=3", "compose.yaml:13 run b"], "{of_b:?}");
}

#[test]
fn services_that_extend_each_other_end() {
    let compose = "services:\n  a: {build: a, extends: b}\n  b: {extends: a}\n";
    assert_eq!(lines(&facts(&[("a/go.mod", GO), ("compose.yaml", compose)]), "a"), [] as [&str; 0]);
}

#[test]
fn what_a_compose_file_includes_deploys_whatever_it_is_called() {
    let found = facts(&[
        ("a/go.mod", GO),
        ("compose.yaml", "include:\n  - path: infra/services.yml\n"),
        ("infra/services.yml", "services:\n  a:\n    build: ../a\n    environment: [A=1]\n"),
    ]);
    assert_eq!(lines(&found, "a"), ["infra/services.yml:4 A=1"]);
}

#[test]
fn files_of_variables_wire_with_their_own_lines_and_what_the_service_says_stands_over_them() {
    let compose = "services:\n  a:\n    build: a\n    env_file: [a.env, {path: sub/more.env, required: false}]\n    environment: {OTEL_TRACES_EXPORTER: none}\n";
    let found = facts(&[
        ("a/go.mod", GO),
        ("compose.yaml", compose),
        ("a.env", "# out\nDB=x\nOTEL_TRACES_EXPORTER=otlp\nexport NODE_OPTIONS=\"-r ./t.js\"\n#OTEL_X=1\n"),
        ("sub/more.env", "JAVA_TOOL_OPTIONS=-javaagent:a.jar\n"),
        ("unnamed.env", "OTEL_Y=1\n"),
    ]);
    assert_eq!(
        lines(&found, "a"),
        [
            "a.env:4 NODE_OPTIONS=-r ./t.js",
            "sub/more.env:1 JAVA_TOOL_OPTIONS=-javaagent:a.jar",
            "compose.yaml:5 OTEL_TRACES_EXPORTER=none"
        ]
    );
}

#[test]
fn a_second_file_says_more_of_the_service_that_the_first_builds() {
    let found = facts(&[
        ("a/go.mod", GO),
        ("docker-compose.yml", "services:\n  a: {build: a}\n  db: {image: postgres}\n"),
        ("docker-compose.otel.yml", "services:\n  a: {environment: [A=1]}\n  db: {environment: [B=1]}\n"),
        ("other/docker-compose.yml", "services:\n  a: {environment: [C=1]}\n"),
    ]);
    assert_eq!(lines(&found, "a"), ["docker-compose.otel.yml:2 A=1"]);
}

#[test]
fn what_a_later_step_of_the_image_undoes_is_not_set() {
    let dockerfile = "FROM jre AS base\nENV JAVA_TOOL_OPTIONS=-javaagent:otel.jar A=1\nENV NODE_OPTIONS=\"-r ./t.js\"\nCMD first\nFROM base\nENV JAVA_TOOL_OPTIONS=\nENV NODE_OPTIONS=\"$NODE_OPTIONS -x\"\nCMD second\n";
    let found = facts(&[("a/go.mod", GO), ("a/Dockerfile", dockerfile)]);
    assert_eq!(
        lines(&found, "a"),
        [
            "a/Dockerfile:2 A=1",
            "a/Dockerfile:3 NODE_OPTIONS=-r ./t.js",
            "a/Dockerfile:6 JAVA_TOOL_OPTIONS=",
            "a/Dockerfile:7 NODE_OPTIONS=$NODE_OPTIONS -x",
            "a/Dockerfile:8 second"
        ]
    );
}

#[test]
fn only_stages_that_the_image_is_made_of_or_takes_files_from_build_it() {
    let dockerfile = "FROM go AS one\nRUN one\nFROM go AS two\nRUN two\nFROM go AS three\nRUN three\nFROM go AS never\nRUN never\nFROM one\nCOPY --from=1 /a /a\nRUN --mount=type=bind,from=three,target=/b make\n";
    let found = facts(&[("a/go.mod", GO), ("a/Dockerfile", dockerfile)]);
    let texts = lines(&found, "a");
    for stage in ["one", "two", "three"] {
        assert!(texts.iter().any(|line| line.ends_with(stage)), "{stage}: {texts:?}");
    }
    assert!(!texts.iter().any(|line| line.ends_with("never")), "{texts:?}");
}

#[test]
fn a_dockerfile_for_many_services_wires_each_that_an_argument_names() {
    let dockerfile =
        "FROM jre\nARG SERVICE\nENV JAVA_TOOL_OPTIONS=-javaagent:otel.jar\nCMD java -jar $SERVICE.jar\n";
    let compose = "services:\n  one:\n    build: {context: ., args: {SERVICE: orders}}\n    environment: [A=1]\n  two:\n    build: {context: ., dockerfile: docker/Dockerfile, args: [SERVICE=apps/billing]}\n";
    let found = facts(&[
        ("orders/go.mod", GO),
        ("apps/billing/go.mod", GO),
        ("apps/mail/go.mod", GO),
        ("Dockerfile", dockerfile),
        ("docker/Dockerfile", dockerfile),
        ("docker-compose.yml", compose),
    ]);
    let agent = "JAVA_TOOL_OPTIONS=-javaagent:otel.jar";
    assert_eq!(environment(&found, "orders"), [agent, "A=1"]);
    assert_eq!(environment(&found, "apps/billing"), [agent]);
    assert_eq!(environment(&found, "apps/mail"), [] as [&str; 0]);
}

#[test]
fn a_stage_that_is_asked_for_wires_the_module_that_it_is_called_after() {
    let dockerfile = "FROM node AS orders\nENV NODE_OPTIONS=orders.js\nFROM node AS billing\nENV NODE_OPTIONS=billing.js\n";
    let compose = "services:\n  one: {build: {context: ., target: orders}}\n  two: {build: {context: ., target: billing}}\n";
    let found = facts(&[
        ("orders/go.mod", GO),
        ("billing/go.mod", GO),
        ("Dockerfile", dockerfile),
        ("docker-compose.yml", compose),
    ]);
    assert_eq!(environment(&found, "orders"), ["NODE_OPTIONS=orders.js"]);
    assert_eq!(environment(&found, "billing"), ["NODE_OPTIONS=billing.js"]);
}

#[test]
fn where_a_root_is_no_module_services_are_known_by_their_command_or_name() {
    let compose = "services:\n  first:\n    build: .\n    command: node dist/apps/orders/main\n  billing:\n    build: {context: .}\n    environment: [A=1]\n";
    let found = facts(&[
        ("apps/orders/go.mod", GO),
        ("apps/billing/go.mod", GO),
        ("Dockerfile", "FROM node\nENV B=1\n"),
        ("docker-compose.yml", compose),
    ]);
    assert_eq!(environment(&found, "apps/orders"), ["B=1"]);
    assert_eq!(environment(&found, "apps/billing"), ["B=1", "A=1"]);
}

const POD: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: orders}\nspec:\n  template:\n    spec:\n      containers:\n        - envFrom: [{configMapRef: {name: settings}}]\n";

#[test]
fn variables_of_a_config_map_of_another_file_are_set() {
    let map = |value: &str| {
        format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: settings}}\ndata:\n  OTEL_X: {value}\n  DB: y\n"
        )
    };
    let (near, far) = (map("near"), map("far"));
    let found = facts(&[
        ("orders/go.mod", GO),
        ("billing/go.mod", GO),
        ("k8s/a/settings.yaml", &far),
        ("k8s/b/settings.yaml", &near),
        ("k8s/b/orders.yaml", POD),
    ]);
    assert_eq!(lines(&found, "orders"), ["k8s/b/settings.yaml:5 OTEL_X=near"]);
    assert_eq!(lines(&found, "billing"), [] as [&str; 0]);
}

#[test]
fn a_config_map_that_kustomize_makes_is_one() {
    let kustomization = "resources: [orders.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals:\n      - JAVA_TOOL_OPTIONS=-javaagent:a.jar\n      - DB=x\n";
    let found = facts(&[
        ("orders/go.mod", GO),
        ("billing/go.mod", GO),
        ("k8s/kustomization.yaml", kustomization),
        ("k8s/orders.yaml", POD),
    ]);
    assert_eq!(lines(&found, "orders"), ["k8s/kustomization.yaml:5 JAVA_TOOL_OPTIONS=-javaagent:a.jar"]);
}

#[test]
fn templates_of_a_chart_deploy_what_its_values_or_its_folder_name() {
    let template = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ include \"x.fullname\" . }}\n  annotations: {}\nspec:\n  template:\n    metadata:\n      annotations:\n        instrumentation.opentelemetry.io/inject-java: \"true\"\n    spec:\n      containers:\n        - image: \"{{ .Values.image.repository }}:{{ .Values.image.tag }}\"\n";
    let found = facts(&[
        ("orders/go.mod", GO),
        ("billing/go.mod", GO),
        ("charts/one/templates/deployment.yaml", template),
        (
            "charts/one/values.yaml",
            "image: {repository: registry.example/shop/orders}\nextraEnv:\n  - {name: A, value: b}\n",
        ),
        ("charts/billing/templates/web/deployment.yaml", template),
        ("charts/billing/values.yaml", "javaToolOptions: -javaagent:a.jar\n"),
    ]);
    assert_eq!(
        lines(&found, "orders"),
        [
            "charts/one/templates/deployment.yaml:10 annotation instrumentation.opentelemetry.io/inject-java=true",
            "charts/one/values.yaml:3 A=b"
        ]
    );
    let of_billing = lines(&found, "billing");
    assert_eq!(
        of_billing[1], "charts/billing/values.yaml:1 javaToolOptions=-javaagent:a.jar",
        "{of_billing:?}"
    );
}

#[test]
fn what_deploys_a_build_without_code_deploys_the_only_program_below_it() {
    let nais = "apiVersion: nais.io/v1alpha1\nkind: Application\nmetadata: {name: shop}\nspec:\n  image: registry.example/shop\n  observability: {autoInstrumentation: {enabled: true, runtime: java}}\n";
    let of = |more: &[(&str, &str)]| {
        let mut files = vec![
            ("settings.gradle.kts", "rootProject.name = \"shop\"\ninclude(\"app\", \"model\")\n"),
            ("build.gradle.kts", "plugins { kotlin(\"jvm\") }\n"),
            ("app/build.gradle.kts", "plugins { application }\n"),
            ("app/src/main/kotlin/Main.kt", "fun main() {}\n"),
            ("model/build.gradle.kts", "plugins { kotlin(\"jvm\") }\n"),
            ("nais/prod.yaml", nais),
        ];
        files.extend(more);
        let found = facts(&files);
        found
            .modules
            .iter()
            .filter(|module| !module.deployments.is_empty())
            .map(|module| module.path.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&[]), ["app"]);
    let second = [
        ("jobs/build.gradle.kts", "plugins { application }\n"),
        ("jobs/src/main/kotlin/Main.kt", "fun main() {}\n"),
    ];
    // Of several, nothing tells which is meant.
    assert!(of(&second).is_empty());
}

#[test]
fn a_script_counts_when_a_deploy_file_runs_it() {
    let package = r#"{"name": "api", "scripts": {"start:otel": "node -r ./tracing.js app.js", "other": "node other.js"}}"#;
    let found = facts(&[
        ("package.json", package),
        ("app.js", "server.listen(1)\n"),
        ("Dockerfile", "FROM node\nCMD [\"npm\", \"run\", \"start:otel\"]\n"),
    ]);
    let texts: Vec<&str> = found.modules[0].build_lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["node -r ./tracing.js app.js"]);
}

#[test]
fn an_image_over_the_only_module_below_it_deploys_that() {
    let image = ("a/Dockerfile", "FROM python:3\nCOPY app /app\nCMD faust -A main worker\n");
    let one = ("a/app/requirements.txt", "faust\n");
    let source = ("a/app/main.py", "import faust\n");
    let found = facts(&[image, one, source]);
    assert_eq!(lines(&found, "a/app"), ["a/Dockerfile:2 app /app", "a/Dockerfile:3 faust -A main worker"]);
    let second = ("a/lib/requirements.txt", "faust\n");
    let found = facts(&[image, one, source, second, ("a/lib/lib.py", "import faust\n")]);
    assert!(lines(&found, "a/app").is_empty(), "which of the two is not said");
}
