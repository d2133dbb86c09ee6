//! The findings beside the five gaps, `outdated_otel` and `incomplete_headers`; and what every gap and every piece of
//! evidence comes with: a remedy, an explanation.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

use std::collections::BTreeSet;

mod support;

use autopilot_scout::{Rules, explanations};
use contracts::{
    DiffPlan,
    plan::{
        CellState,
        CellState::{Absent, NotApplicable, Present, Unknown},
        GapType, Priority,
    },
};
use support::{Files, judge};

/// A cell of the first module: its state and the rules behind it.
fn cell(files: Files<'_>, gap: GapType) -> (CellState, Vec<String>) {
    let plan = judge(files);
    let cell = &plan.modules[0].gaps[&gap];
    (cell.state, cell.evidence.iter().map(|evidence| evidence.rule.0.clone()).collect())
}

fn outdated(files: Files<'_>) -> CellState {
    let (state, rules) = cell(files, GapType::OutdatedOtel);
    assert_eq!(state == Absent, rules.contains(&"otel-outdated".to_owned()), "{rules:?}");
    state
}

const FASTAPI: &str = "from fastapi import FastAPI\napp = FastAPI()\n";

const EXPRESS: &str = "const express = require('express');\nexpress().listen(1);\n";

const MAIN: (&str, &str) = (
    "src/main/java/App.java",
    "class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }",
);

/// A build of Gradle with these dependencies.
fn gradle(more: &[&str]) -> String {
    let named = ["org.springframework.boot:spring-boot-starter-web"];
    let written: String =
        named.iter().chain(more).map(|name| format!("  implementation '{name}'\n")).collect();
    format!("dependencies {{\n{written}}}\n")
}

fn package(dependencies: &[&str]) -> String {
    let written: Vec<String> = dependencies.iter().map(|name| format!("\"{name}\": \"0.50.0\"")).collect();
    format!(
        "{{\"name\": \"shop\", \"scripts\": {{\"start\": \"node index.js\"}}, \"dependencies\": {{{}}}}}",
        written.join(", ")
    )
}

// --- outdated_otel -------------------------------------------------------------------------------------

#[test]
fn a_retired_exporter_is_outdated_and_a_current_one_is_not() {
    let jvm = |exporter: &str| {
        let build = gradle(&["io.opentelemetry:opentelemetry-sdk:1.40.0", exporter]);
        outdated(&[("build.gradle", &build), MAIN])
    };
    assert_eq!(jvm("io.opentelemetry:opentelemetry-exporter-jaeger:1.30.0"), Absent);
    assert_eq!(jvm("io.opentelemetry:opentelemetry-exporter-otlp:1.40.0"), Present);
    let python = |exporter: &str| {
        let build = format!("fastapi\nopentelemetry-sdk==1.25.0\n{exporter}\n");
        outdated(&[("requirements.txt", &build), ("app.py", FASTAPI)])
    };
    assert_eq!(python("opentelemetry-exporter-jaeger==1.21.0"), Absent);
    assert_eq!(python("opentelemetry-exporter-jaeger-thrift"), Absent);
    assert_eq!(python("opentelemetry-exporter-otlp==1.25.0"), Present);
    let go = |exporter: &str| {
        let build = format!(
            "module example.org/shop\n\nrequire github.com/gin-gonic/gin v1.10.0\nrequire go.opentelemetry.io/otel/sdk v1.28.0\nrequire {exporter}\n"
        );
        let main =
            "package main\n\nimport \"github.com/gin-gonic/gin\"\n\nfunc main() {\n\tgin.Default()\n}\n";
        outdated(&[("go.mod", &build), ("main.go", main)])
    };
    assert_eq!(go("go.opentelemetry.io/otel/exporters/jaeger v1.17.0"), Absent);
    assert_eq!(go("go.opentelemetry.io/otel/exporters/otlp v0.20.1"), Absent);
    assert_eq!(go("go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc v1.28.0"), Present);
    let node = |exporter: &str| {
        let build = package(&["express", "@opentelemetry/sdk-node", exporter]);
        outdated(&[("package.json", &build), ("index.js", EXPRESS)])
    };
    assert_eq!(node("@opentelemetry/exporter-collector"), Absent);
    assert_eq!(node("@opentelemetry/exporter-jaeger"), Absent);
    assert_eq!(node("@opentelemetry/exporter-trace-otlp-proto"), Present);
}

#[test]
fn major_versions_before_the_first_are_outdated() {
    let jvm = |version: &str| {
        outdated(&[
            ("build.gradle", &gradle(&[&format!("io.opentelemetry:opentelemetry-sdk:{version}")])),
            MAIN,
        ])
    };
    assert_eq!((jvm("0.9.1"), jvm("1.0.0"), jvm("1.40.0")), (Absent, Present, Present));
    assert_eq!(jvm("${otelVersion}"), Present, "what cannot be read proves nothing");
}

/// An image that fetches the agent of this version and attaches it.
fn agent(version: &str) -> String {
    format!(
        "FROM jre\nADD https://forge.example/opentelemetry-java-instrumentation/releases/download/v{version}/opentelemetry-javaagent.jar /opentelemetry-javaagent.jar\nENV JAVA_TOOL_OPTIONS=-javaagent:/opentelemetry-javaagent.jar\nCMD [\"java\", \"-jar\", \"a.jar\"]\n"
    )
}

#[test]
fn an_agent_of_an_old_major_version_in_the_address_it_is_fetched_from_is_outdated() {
    let build = gradle(&[]);
    let judged = |version: &str| outdated(&[("build.gradle", &build), MAIN, ("Dockerfile", &agent(version))]);
    assert_eq!((judged("1.32.0"), judged("0.17.0")), (Absent, Absent));
    assert_eq!((judged("2.9.0"), judged("2.1.0")), (Present, Present));
}

#[test]
fn where_opentelemetry_is_missing_or_unknown_nobody_asks_how_old_it_is() {
    let only_image =
        agent("1.32.0").replace("ENV JAVA_TOOL_OPTIONS=-javaagent:/opentelemetry-javaagent.jar\n", "");
    let fetched = [("build.gradle", &*gradle(&[])), MAIN, ("Dockerfile", &*only_image)];
    assert_eq!(cell(&fetched, GapType::MissingOtel).0, Unknown, "fetched, and attached to nothing");
    assert_eq!(outdated(&fetched), Unknown);
    let bare = ("requirements.txt", "fastapi\n");
    assert_eq!(outdated(&[bare, ("app.py", FASTAPI)]), NotApplicable);
    let commented = ("requirements.txt", "fastapi\n# opentelemetry-exporter-jaeger\n");
    assert_eq!(outdated(&[commented, ("app.py", FASTAPI)]), NotApplicable);
}

#[test]
fn what_is_outdated_is_told_with_all_its_lines_and_is_least_urgent() {
    let build = package(&["express", "@opentelemetry/exporter-collector", "@opentelemetry/exporter-jaeger"]);
    let plan = judge(&[("package.json", &build), ("index.js", EXPRESS)]);
    let gap = plan.gaps.iter().find(|gap| gap.gap_type == GapType::OutdatedOtel).unwrap();
    assert_eq!((gap.key.to_string().as_str(), gap.priority), ("outdated_otel:.", Priority::P2));
    assert_eq!(gap.evidence.len(), 2, "{:?}", gap.evidence);
}

// --- incomplete_headers --------------------------------------------------------------------------------

fn headers(files: Files<'_>) -> (CellState, Vec<String>) {
    cell(files, GapType::IncompleteHeaders)
}

/// A producer in Python that writes these headers.
fn by_hand(headers: &str) -> String {
    format!(
        "from confluent_kafka import Producer\n{FASTAPI}p = Producer({{}})\ndef send(request, order):\n    p.produce(\"orders\", order, headers={headers})\n"
    )
}

const CONFLUENT: (&str, &str) = ("requirements.txt", "fastapi\nconfluent-kafka\n");

#[test]
fn traceparent_by_hand_without_tracestate_is_incomplete() {
    let alone = by_hand("{\"traceparent\": request.headers[\"traceparent\"]}");
    let found = headers(&[CONFLUENT, ("app.py", &alone)]);
    assert_eq!(found, (Absent, vec!["headers-traceparent-alone".to_owned()]));
    let both = by_hand("{\"traceparent\": request.parent, \"tracestate\": request.state}");
    assert_eq!(headers(&[CONFLUENT, ("app.py", &both)]).0, Present);
    let main = |headers: &str| {
        format!(
            "package main\n\nimport (\n\t\"github.com/gin-gonic/gin\"\n\t\"github.com/segmentio/kafka-go\"\n)\n\nfunc main() {{\n\tgin.Default()\n\tw := &kafka.Writer{{Topic: \"orders\"}}\n\tw.WriteMessages(nil, kafka.Message{{Headers: []kafka.Header{{{headers}}}}})\n}}\n"
        )
    };
    let build = "module example.org/shop\n\nrequire github.com/gin-gonic/gin v1.10.0\nrequire github.com/segmentio/kafka-go v0.4.47\n";
    let go = |headers: &str| self::headers(&[("go.mod", build), ("main.go", &main(headers))]).0;
    assert_eq!(go("{Key: \"traceparent\", Value: parent}"), Absent);
    assert_eq!(go("{Key: \"traceparent\", Value: parent}, {Key: \"tracestate\", Value: state}"), Present);
}

#[test]
fn where_the_propagator_carries_too_a_single_header_by_hand_is_complete() {
    let app = by_hand("headers_of(order)").replace(
        "    p.produce",
        "    headers = {}\n    inject(headers)\n    headers.pop(\"traceparent\")\n    p.produce",
    );
    let app = format!("from opentelemetry.propagate import inject\n{app}");
    assert_eq!(headers(&[CONFLUENT, ("app.py", &app)]).0, Present);
}

const TRACED: (&str, &str) = (
    "requirements.txt",
    "fastapi\nconfluent-kafka\nopentelemetry-distro\nopentelemetry-instrumentation-confluent-kafka\n",
);

/// An image that starts under the launcher with these propagators.
fn propagating(propagators: &str) -> String {
    format!(
        "FROM python\nENV OTEL_PROPAGATORS={propagators}\nCMD [\"opentelemetry-instrument\", \"uvicorn\", \"app:app\"]\n"
    )
}

#[test]
fn propagators_without_w3c_are_incomplete() {
    let app = by_hand("None");
    for (propagators, expected) in [
        ("b3", Absent),
        ("b3multi,baggage", Absent),
        ("\"jaeger\"", Absent),
        ("none", Absent),
        ("tracecontext", Present),
        ("tracecontext,baggage", Present),
        ("b3,tracecontext", Present),
        ("$PROPAGATORS", Present),
    ] {
        let image = propagating(propagators);
        let (state, rules) = headers(&[TRACED, ("app.py", &app), ("Dockerfile", &image)]);
        assert_eq!(state, expected, "{propagators}");
        assert_eq!(rules.contains(&"headers-propagators".to_owned()), expected == Absent, "{rules:?}");
    }
}

#[test]
fn propagators_are_found_in_compose_files_and_settings() {
    let app = by_hand("None");
    let image = propagating("tracecontext").replace("ENV OTEL_PROPAGATORS=tracecontext\n", "");
    let compose = |propagators: &str| {
        let compose = format!(
            "services:\n  shop:\n    build: .\n    environment:\n      - OTEL_PROPAGATORS={propagators}\n"
        );
        headers(&[TRACED, ("app.py", &app), ("Dockerfile", &image), ("docker-compose.yml", &compose)]).0
    };
    assert_eq!((compose("b3multi"), compose("tracecontext,baggage")), (Absent, Present));
    let build = gradle(&[
        "org.springframework.kafka:spring-kafka",
        "io.opentelemetry.instrumentation:opentelemetry-spring-boot-starter:2.9.0",
    ]);
    let listener = "import org.springframework.kafka.annotation.KafkaListener;\nclass On { @KafkaListener(topics = \"orders\") void on(String s) { } }";
    let set = |propagators: &str| {
        let settings = format!("otel.propagators={propagators}\n");
        headers(&[
            ("build.gradle", &build),
            MAIN,
            ("src/main/java/On.java", listener),
            ("src/main/resources/application.properties", &settings),
        ])
        .0
    };
    assert_eq!((set("b3"), set("tracecontext,b3")), (Absent, Present));
}

#[test]
fn where_context_does_not_travel_nobody_asks_how_much_of_it() {
    let app = by_hand("None");
    let bare = "FROM python\nENV OTEL_PROPAGATORS=b3\nCMD [\"uvicorn\", \"app:app\"]\n";
    assert_eq!(headers(&[CONFLUENT, ("app.py", &app), ("Dockerfile", bare)]).0, NotApplicable);
    let web = headers(&[("requirements.txt", "fastapi\n"), ("app.py", FASTAPI), ("Dockerfile", bare)]);
    assert_eq!(web.0, NotApplicable);
}

// --- What evidence comes with --------------------------------------------------------------------------

/// Every rule that evidence in a plan names.
fn rules_of(plan: &DiffPlan) -> BTreeSet<String> {
    let modules = plan.modules.iter().flat_map(|module| {
        let cells = module.gaps.values().flat_map(|cell| &cell.evidence);
        let topics = module.topics_read.iter().chain(&module.topics_written).map(|topic| &topic.evidence);
        module.kind_evidence.iter().chain(cells).chain(topics)
    });
    let gaps = plan.gaps.iter().flat_map(|gap| &gap.evidence);
    modules.chain(gaps).map(|evidence| evidence.rule.0.clone()).collect()
}

/// Modules of many kinds, wired in many ways.
const MANY: Files<'_> = &[
    (
        ".autopilot.yml",
        "modules:\n  said: {kind: service}\nclients:\n  bus: {producers: [shop.bus.publish], carries_context: true}\n",
    ),
    ("said/go.mod", "module example.org/said\n"),
    ("bus/requirements.txt", "fastapi\n"),
    (
        "bus/app.py",
        "from fastapi import FastAPI\nfrom shop import bus\napp = FastAPI()\nbus.publish(\"orders\")\n",
    ),
    ("examples/a/requirements.txt", "kafka-python\n"),
    ("examples/a/a.py", "if __name__ == '__main__': pass\n"),
    ("dbt/dbt_project.yml", "name: shop\n"),
    (
        "front/package.json",
        "{\"name\": \"front\", \"scripts\": {\"start\": \"vite\"}, \"dependencies\": {\"react\": \"19\"}}",
    ),
    ("dags/dags/daily.py", "from airflow import DAG\nwith DAG(\"daily\"):\n    pass\n"),
    ("tools/gen/go.mod", "module example.org/gen\n"),
    ("tools/gen/main.go", "package main\n\nfunc main() {}\n"),
    ("admin/requirements.txt", "confluent-kafka\n"),
    (
        "admin/make.py",
        "from confluent_kafka.admin import AdminClient\nif __name__ == '__main__':\n    AdminClient({})\n",
    ),
    ("batch/requirements.txt", "luigi\n"),
    ("batch/run.py", "if __name__ == '__main__':\n    pass\n"),
    ("cobra/go.mod", "module example.org/cobra\nrequire github.com/spf13/cobra v1.8.0\n"),
    ("cobra/main.go", "package main\n\nfunc main() {}\n"),
    ("bin/package.json", "{\"name\": \"bin\", \"bin\": {\"x\": \"x.js\"}}"),
    ("db/Dockerfile", "FROM mongo\n"),
    ("db/init.js", "db.x()\n"),
    ("image/pom.xml", "<project><artifactId>image</artifactId></project>"),
    ("image/Dockerfile", "FROM jre\nCMD [\"java\", \"-jar\", \"a.jar\"]\n"),
    ("program/go.mod", "module example.org/program\n"),
    ("program/main.go", "package main\n\nfunc main() {}\n"),
    ("library/go.mod", "module example.org/library\n"),
    ("grpc/go.mod", "module example.org/grpc\nrequire google.golang.org/grpc v1.60.0\n"),
    ("grpc/main.go", "package main\n\nfunc main() {}\n"),
    ("shared/package.json", "{\"name\": \"@acme/shared\", \"scripts\": {\"start\": \"node x.js\"}}"),
    (
        "uses/package.json",
        "{\"name\": \"uses\", \"scripts\": {\"start\": \"node index.js\"}, \"dependencies\": {\"express\": \"4\", \"kafkajs\": \"2\", \"@acme/shared\": \"1\", \"@opentelemetry/auto-instrumentations-node\": \"0.50\"}}",
    ),
    (
        "uses/index.js",
        "const { Kafka } = require('kafkajs');\nconst { getNodeAutoInstrumentations } = require('@opentelemetry/auto-instrumentations-node');\ngetNodeAutoInstrumentations();\nconst kafka = new Kafka({});\nkafka.producer();\n",
    ),
    ("broken/pom.xml", "<project><artifactId>broken</artifactId><dependencies><dependency>"),
    ("broken/Dockerfile", "FROM jre\nCMD [\"java\", \"-jar\", \"a.jar\"]\n"),
    (
        "broken/src/main/java/App.java",
        "import org.apache.kafka.clients.producer.KafkaProducer;\nclass App { Object p = new KafkaProducer<>(null); public static void main(String[] a) { } }\n",
    ),
    (
        "agent/build.gradle",
        "dependencies {\n  implementation 'org.springframework.boot:spring-boot-starter-web'\n  implementation 'org.springframework.kafka:spring-kafka'\n  implementation 'io.micrometer:micrometer-tracing-bridge-otel'\n}\n",
    ),
    (
        "agent/src/main/resources/application.yml",
        "spring.kafka.listener.observation-enabled: true\notel.propagators: b3\n",
    ),
    (
        "agent/src/main/java/App.java",
        "import org.springframework.kafka.annotation.KafkaListener;\nclass App { @KafkaListener(topics = \"orders\") void on(String s) { } public static void main(String[] a) { SpringApplication.run(App.class, a); } }\n",
    ),
    (
        "agent/Dockerfile",
        "FROM jre\nENV JAVA_TOOL_OPTIONS=-javaagent:/opentelemetry-javaagent.jar\nCMD [\"java\", \"-jar\", \"a.jar\"]\n",
    ),
    (
        "fetched/build.gradle",
        "dependencies {\n  implementation 'org.springframework.boot:spring-boot-starter-web'\n}\n",
    ),
    (
        "fetched/src/main/java/App.java",
        "class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }\n",
    ),
    (
        "fetched/Dockerfile",
        "FROM jre\nADD https://forge.example/opentelemetry-javaagent.jar /a.jar\nCMD [\"java\", \"-jar\", \"b.jar\"]\n",
    ),
    (
        "declared/build.gradle",
        "dependencies {\n  implementation 'org.springframework.boot:spring-boot-starter-web'\n  implementation 'org.springframework.kafka:spring-kafka'\n  implementation 'org.springframework.cloud:spring-cloud-starter-sleuth'\n  runtimeOnly 'io.opentelemetry.javaagent:opentelemetry-javaagent:1.32.0'\n}\n",
    ),
    (
        "declared/src/main/java/App.java",
        "import org.springframework.kafka.annotation.KafkaListener;\nclass App { @KafkaListener(topics = \"orders\") void on(String s) { } public static void main(String[] a) { SpringApplication.run(App.class, a); } }\n",
    ),
    (
        "sdk/requirements.txt",
        "fastapi\nconfluent-kafka\nopentelemetry-sdk\nopentelemetry-exporter-jaeger\nopentelemetry-instrumentation-fastapi\n",
    ),
    (
        "sdk/app.py",
        "from confluent_kafka import Producer\nfrom fastapi import FastAPI\nfrom opentelemetry import trace\ntrace.set_tracer_provider(None)\napp = FastAPI()\np = Producer({})\np.produce(\"orders\", b\"\", headers={\"traceparent\": \"x\"})\n",
    ),
    ("api/requirements.txt", "fastapi\nopentelemetry-api\nacme-telemetry\nacme-kafka\n"),
    (
        "api/app.py",
        "from acme_kafka import Consumer\nfrom fastapi import FastAPI\napp = FastAPI()\nConsumer(\"orders\")\n",
    ),
    ("launched/requirements.txt", "aiokafka\nopentelemetry-distro\nopentelemetry-instrumentation-aiokafka\n"),
    (
        "launched/app.py",
        "from aiokafka import AIOKafkaConsumer\nif __name__ == '__main__':\n    AIOKafkaConsumer(\"orders\")\n",
    ),
    ("launched/Dockerfile", "FROM python\nCMD [\"opentelemetry-instrument\", \"python\", \"app.py\"]\n"),
];

#[test]
fn every_rule_that_evidence_names_is_explained() {
    let explained = explanations(&Rules::builtin().unwrap()).unwrap();
    let ids: BTreeSet<&str> = explained.iter().map(|explanation| explanation.id.as_str()).collect();
    let plan = judge(MANY);
    let seen = rules_of(&plan);
    let unexplained: Vec<&String> = seen.iter().filter(|rule| !ids.contains(rule.as_str())).collect();
    assert!(unexplained.is_empty(), "{unexplained:?}");
    let types: BTreeSet<String> = plan.modules[0].gaps.keys().map(ToString::to_string).collect();
    assert!(types.iter().all(|gap| ids.contains(gap.as_str())), "{types:?}");
    // What is not seen is not checked: the fixtures are to show most of what there is.
    insta::assert_snapshot!(seen.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn explanations_are_whole_and_each_id_has_one() {
    let explained = explanations(&Rules::builtin().unwrap()).unwrap();
    let ids: BTreeSet<&str> = explained.iter().map(|explanation| explanation.id.as_str()).collect();
    assert_eq!(ids.len(), explained.len(), "an id is explained twice");
    for explanation in &explained {
        let whole = !explanation.what.trim().is_empty() && !explanation.how_found.trim().is_empty();
        assert!(whole, "{}", explanation.id);
    }
}

#[test]
fn every_line_that_evidence_names_is_there() {
    let plan = judge(MANY);
    let cells = plan.modules.iter().flat_map(|module| module.gaps.values().flat_map(|cell| &cell.evidence));
    let kinds = plan.modules.iter().flat_map(|module| &module.kind_evidence);
    for evidence in cells.chain(kinds).chain(plan.gaps.iter().flat_map(|gap| &gap.evidence)) {
        let file = MANY.iter().find(|(path, _)| *path == evidence.path);
        let (_, text) = file.unwrap_or_else(|| panic!("{evidence:?} is in no file"));
        let lines = u32::try_from(text.lines().count()).unwrap();
        let within = evidence.span.is_none_or(|span| span.start.line >= 1 && span.start.line <= lines);
        assert!(within, "{evidence:?}");
    }
}
