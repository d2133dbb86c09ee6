//! What looks like instrumentation, or like Kafka, and is not: each trap beside its honest twin.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use contracts::{
    DiffPlan,
    plan::{
        Archetype, CellState,
        CellState::{Absent, NotApplicable, Present},
        GapType,
    },
};
use support::{Files, judge};

fn paths(plan: &DiffPlan) -> Vec<&str> {
    plan.modules.iter().map(|module| module.path.as_str()).collect()
}

/// What a plan says of one module: OpenTelemetry's state, then that of the context in records.
fn states(plan: &DiffPlan, path: &str) -> (CellState, CellState) {
    let module = plan.modules.iter().find(|module| module.path == path).unwrap();
    (module.gaps[&GapType::MissingOtel].state, module.gaps[&GapType::MissingCorrelation].state)
}

/// The same of the only module.
fn only(files: Files<'_>) -> (CellState, CellState) {
    let plan = judge(files);
    assert_eq!(paths(&plan), ["."]);
    states(&plan, ".")
}

/// The rules that prove or show a cell of the only module.
fn rules(files: Files<'_>, gap: GapType) -> Vec<String> {
    let plan = judge(files);
    plan.modules[0].gaps[&gap].evidence.iter().map(|evidence| evidence.rule.0.clone()).collect()
}

fn archetypes(files: Files<'_>) -> Vec<Archetype> {
    judge(files).modules[0].archetypes.iter().copied().collect()
}

/// A pom of a Spring service with more dependencies, as coordinates `group:artifact`.
fn spring(more: &[&str]) -> String {
    let named = ["org.springframework.boot:spring-boot-starter-web"];
    let written: String = named
        .iter()
        .chain(more)
        .map(|name| {
            let (group, artifact) = name.split_once(':').unwrap();
            format!(
                "<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId></dependency>\n"
            )
        })
        .collect();
    format!("<project><artifactId>svc</artifactId><dependencies>\n{written}</dependencies></project>")
}

const SPRING_KAFKA: &str = "org.springframework.kafka:spring-kafka";
const STARTER: &str = "io.opentelemetry.instrumentation:opentelemetry-spring-boot-starter";
const OTEL_BRIDGE: &str = "io.micrometer:micrometer-tracing-bridge-otel";
const BRAVE_BRIDGE: &str = "io.micrometer:micrometer-tracing-bridge-brave";

const MAIN: (&str, &str) = (
    "src/main/java/App.java",
    "class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }",
);

const LISTENER: (&str, &str) = (
    "src/main/java/On.java",
    "import org.springframework.kafka.annotation.KafkaListener;
class On { @KafkaListener(topics = \"orders\") void on(String order) { } }",
);

const FASTAPI: &str = "from fastapi import FastAPI\napp = FastAPI()\n";

const EXPRESS: &str = "const express = require('express');\nconst app = express();\napp.listen(3000);\n";

/// A package.json of a program with these dependencies.
fn package(name: &str, dependencies: &[&str]) -> String {
    let written: Vec<String> = dependencies.iter().map(|name| format!("\"{name}\": \"1\"")).collect();
    let written = written.join(", ");
    format!(
        "{{\"name\": \"{name}\", \"scripts\": {{\"start\": \"node index.js\"}}, \"dependencies\": {{{written}}}}}"
    )
}

/// A go.mod with these requirements.
fn go_mod(name: &str, required: &[&str]) -> String {
    let written: String = required.iter().map(|path| format!("require {path} v1.0.0\n")).collect();
    format!("module example.org/acme/{name}\n\n{written}")
}

const GIN: &str = "github.com/gin-gonic/gin";

/// A program in Go that serves with gin, imports more and does more.
fn go_main(imports: &[&str], body: &str) -> String {
    let written: String = imports.iter().map(|path| format!("\t\"{path}\"\n")).collect();
    format!(
        "package main\n\nimport (\n\t\"{GIN}\"\n{written})\n\nfunc main() {{\n\tgin.Default()\n{body}}}\n"
    )
}

// --- What is only transitive ---------------------------------------------------------------------------

#[test]
fn what_comes_only_through_another_library_or_a_bom_wires_nothing_on_the_jvm() {
    let bom = "<dependencyManagement><dependencies><dependency><groupId>io.opentelemetry</groupId><artifactId>opentelemetry-sdk</artifactId><version>1.40.0</version></dependency></dependencies></dependencyManagement></project>";
    let managed = spring(&["com.acme:acme-web-starter"]).replace("</project>", bom);
    assert_eq!(only(&[("pom.xml", &managed), MAIN]).0, Absent);
    assert_eq!(only(&[("pom.xml", &spring(&["io.opentelemetry:opentelemetry-sdk"])), MAIN]).0, Present);
}

#[test]
fn a_lock_file_wires_nothing() {
    let npm = "{\"packages\": {\"node_modules/@opentelemetry/sdk-node\": {\"version\": \"0.50.0\"}}}";
    let node = ("index.js", EXPRESS);
    let (bare, wired) =
        (package("shop", &["express"]), package("shop", &["express", "@opentelemetry/sdk-node"]));
    assert_eq!(only(&[("package.json", &bare), ("package-lock.json", npm), node]).0, Absent);
    assert_eq!(only(&[("package.json", &wired), node]).0, Present);
    let uv = "[[package]]\nname = \"opentelemetry-sdk\"\nversion = \"1.25.0\"\n";
    let project = "[project]\nname = \"shop\"\ndependencies = [\"fastapi\"]\n";
    assert_eq!(only(&[("pyproject.toml", project), ("uv.lock", uv), ("app.py", FASTAPI)]).0, Absent);
}

#[test]
fn what_is_compiled_out_of_the_declared_requirements_wires_nothing() {
    let compiled = "fastapi==0.110\n    # via -r requirements.in\nopentelemetry-sdk==1.25.0\n    # via some-lib\nsome-lib==1.0\n    # via -r requirements.in\n";
    let state = |declared: &str| {
        only(&[("requirements.in", declared), ("requirements.txt", compiled), ("app.py", FASTAPI)]).0
    };
    assert_eq!(state("fastapi\nsome-lib\n"), Absent);
    assert_eq!(state("fastapi\nsome-lib\nopentelemetry-sdk\n"), Present);
}

// --- OpenTelemetry that does not reach the client ------------------------------------------------------

#[test]
fn the_sdk_of_node_carries_context_only_with_an_instrumentation_of_the_client() {
    let build =
        package("shop", &["express", "kafkajs", "@opentelemetry/sdk-node", "@opentelemetry/instrumentation"]);
    let index = format!(
        "require('./tracing');\nconst {{ Kafka }} = require('kafkajs');\n{EXPRESS}const kafka = new Kafka({{}});\nconst producer = kafka.producer();\nproducer.send({{ topic: 'orders', messages: [] }});\n"
    );
    let tracing = |class: &str, package: &str| {
        format!(
            "const {{ NodeSDK }} = require('@opentelemetry/sdk-node');\nconst {{ {class} }} = require('{package}');\nnew NodeSDK({{ instrumentations: [new {class}()] }}).start();\n"
        )
    };
    let judged = |setup: &str| only(&[("package.json", &build), ("index.js", &index), ("tracing.js", setup)]);
    let http = tracing("HttpInstrumentation", "@opentelemetry/instrumentation-http");
    assert_eq!(judged(&http), (Present, Absent));
    let kafka = tracing("KafkaJsInstrumentation", "@opentelemetry/instrumentation-kafkajs");
    assert_eq!(judged(&kafka), (Present, Present));
    let all = http.replace("new HttpInstrumentation()", "getNodeAutoInstrumentations()").replace(
        "{ HttpInstrumentation } = require('@opentelemetry/instrumentation-http')",
        "{ getNodeAutoInstrumentations } = require('@opentelemetry/auto-instrumentations-node')",
    );
    assert_eq!(judged(&all), (Present, Present));
}

#[test]
fn an_instrumentation_that_is_installed_and_never_registered_carries_nothing() {
    let build = package(
        "shop",
        &["express", "kafkajs", "@opentelemetry/sdk-node", "@opentelemetry/instrumentation-kafkajs"],
    );
    let index = format!(
        "const {{ Kafka }} = require('kafkajs');\n{EXPRESS}const kafka = new Kafka({{}});\nkafka.producer();\n"
    );
    assert_eq!(only(&[("package.json", &build), ("index.js", &index)]), (Present, Absent));
}

#[test]
fn the_sdk_set_up_in_python_carries_context_only_with_the_clients_instrumentor() {
    let source = format!(
        "from confluent_kafka import Producer\nfrom opentelemetry import trace\nfrom opentelemetry.sdk.trace import TracerProvider\ntrace.set_tracer_provider(TracerProvider())\n{FASTAPI}Producer({{}})\n"
    );
    let build = ("requirements.txt", "fastapi\nconfluent-kafka\nopentelemetry-sdk\n");
    assert_eq!(only(&[build, ("app.py", &source)]), (Present, Absent));
    let traced = format!(
        "{source}from opentelemetry.instrumentation.confluent_kafka import ConfluentKafkaInstrumentor\nConfluentKafkaInstrumentor().instrument()\n"
    );
    assert_eq!(only(&[build, ("app.py", &traced)]), (Present, Present));
    let other = traced.replace("confluent_kafka import ConfluentKafkaI", "aiokafka import AIOKafkaI");
    let other = other.replace("ConfluentKafkaInstrumentor()", "AIOKafkaInstrumentor()");
    assert_eq!(only(&[build, ("app.py", &other)]), (Present, Absent), "it is for another client");
}

#[test]
fn the_sdk_set_up_in_go_carries_context_only_where_the_client_is_wrapped() {
    let sdk = ["github.com/IBM/sarama", "go.opentelemetry.io/otel", "go.opentelemetry.io/otel/sdk"];
    let build = go_mod("shop", &[GIN, sdk[0], sdk[1], sdk[2], "github.com/dnwe/otelsarama"]);
    let imports = [
        sdk[0],
        "go.opentelemetry.io/otel",
        "go.opentelemetry.io/otel/sdk/trace",
        "github.com/dnwe/otelsarama",
    ];
    let body = "\totel.SetTracerProvider(trace.NewTracerProvider())\n\tproducer, _ := sarama.NewSyncProducer(nil, nil)\n";
    let bare = go_main(&imports[..3], body);
    assert_eq!(only(&[("go.mod", &build), ("main.go", &bare)]), (Present, Absent));
    let wrapped = format!("{body}\tproducer = otelsarama.WrapSyncProducer(nil, producer)\n");
    assert_eq!(only(&[("go.mod", &build), ("main.go", &go_main(&imports, &wrapped))]), (Present, Present));
}

#[test]
fn the_spring_starter_does_not_reach_a_client_that_spring_does_not_make() {
    let client = "import org.apache.kafka.clients.producer.KafkaProducer;\nclass Out { KafkaProducer<String, String> out = new KafkaProducer<>(null); }";
    let build = spring(&["org.apache.kafka:kafka-clients", SPRING_KAFKA, STARTER]);
    let raw = ("src/main/java/Out.java", client);
    assert_eq!(only(&[("pom.xml", &build), MAIN, raw]), (Present, Absent));
    assert_eq!(only(&[("pom.xml", &build), MAIN, LISTENER]), (Present, Present));
}

#[test]
fn the_spring_starter_reaches_listeners_whose_consumer_factory_is_hand_made() {
    let factory = (
        "src/main/java/Config.java",
        "import org.springframework.kafka.core.DefaultKafkaConsumerFactory;\nclass Config { Object f() { return new DefaultKafkaConsumerFactory<>(null); } }",
    );
    let build = spring(&[SPRING_KAFKA, STARTER]);
    assert_eq!(only(&[("pom.xml", &build), MAIN, LISTENER, factory]), (Present, Present));
}

// --- Other tracers --------------------------------------------------------------------------------------

#[test]
fn a_brave_bridge_carries_context_and_is_no_opentelemetry() {
    let settings = (
        "src/main/resources/application.yml",
        "spring:\n  kafka:\n    listener: {observation-enabled: true}\n    template: {observation-enabled: true}\n",
    );
    let judged =
        |bridge: &str| only(&[("pom.xml", &spring(&[SPRING_KAFKA, bridge])), MAIN, LISTENER, settings]);
    assert_eq!(judged(BRAVE_BRIDGE), (Absent, Present));
    assert_eq!(judged(OTEL_BRIDGE), (Present, Present));
}

#[test]
fn a_bridge_commented_out_beside_a_live_legacy_tracer_is_not_there() {
    let sleuth = "org.springframework.cloud:spring-cloud-starter-sleuth";
    let bridge = "<dependency><groupId>io.micrometer</groupId><artifactId>micrometer-tracing-bridge-otel</artifactId></dependency>";
    let build = spring(&[SPRING_KAFKA, sleuth]);
    let out = build.replace("</dependencies>", &format!("<!-- {bridge} --></dependencies>"));
    assert_eq!(only(&[("pom.xml", &out), MAIN, LISTENER]), (Absent, Present));
    let live = build.replace("</dependencies>", &format!("{bridge}</dependencies>"));
    assert_eq!(only(&[("pom.xml", &live), MAIN, LISTENER]), (Present, Present));
}

#[test]
fn the_agent_of_another_tracer_carries_context_and_is_no_opentelemetry() {
    let build = spring(&[SPRING_KAFKA]);
    let judged = |agent: &str| {
        let image = format!("FROM jre\nENTRYPOINT [\"java\", \"-javaagent:{agent}\", \"-jar\", \"a.jar\"]\n");
        only(&[("pom.xml", &build), MAIN, LISTENER, ("Dockerfile", &image)])
    };
    assert_eq!(judged("/dd-java-agent.jar"), (Absent, Present));
    assert_eq!(judged("/jolokia-jvm.jar"), (Absent, Absent));
    assert_eq!(judged("/opentelemetry-javaagent.jar"), (Present, Present));
}

#[test]
fn what_an_agent_is_told_to_disable_by_a_flag_is_wired() {
    let image = "FROM jre\nENV OTEL_SDK_DISABLED=true JAVA_TOOL_OPTIONS=-javaagent:/opentelemetry-javaagent.jar\nCMD [\"java\", \"-jar\", \"a.jar\"]\n";
    assert_eq!(only(&[("pom.xml", &spring(&[])), MAIN, ("Dockerfile", image)]).0, Present);
}

#[test]
fn an_agent_in_the_container_that_developers_work_in_is_attached_to_nothing() {
    let image = "FROM jre\nCMD [\"java\", \"-jar\", \"a.jar\"]\n";
    let attached = "FROM jre\nENV JAVA_TOOL_OPTIONS=-javaagent:/opentelemetry-javaagent.jar\nCMD [\"java\", \"-jar\", \"a.jar\"]\n";
    let build = spring(&[]);
    let state = |path: &str| only(&[("pom.xml", &build), MAIN, ("Dockerfile", image), (path, attached)]).0;
    assert_eq!(state(".devcontainer/Dockerfile"), Absent);
    assert_eq!(state("Dockerfile.prod"), Present);
}

// --- What does not travel in headers --------------------------------------------------------------------

#[test]
fn a_business_id_in_a_header_and_context_in_the_payload_carry_nothing() {
    let build = ("requirements.txt", "fastapi\nconfluent-kafka\nopentelemetry-sdk\nopentelemetry-api\n");
    let source = |import: &str, body: &str| {
        format!(
            "from confluent_kafka import Producer\n{import}\n{FASTAPI}p = Producer({{}})\ndef send(order):\n{body}"
        )
    };
    let inject = "from opentelemetry.propagate import inject";
    let id = source("", "    p.produce(\"orders\", order, headers={\"correlation-id\": order.id})\n");
    let payload = source(
        inject,
        "    carrier = {}\n    inject(carrier)\n    p.produce(\"orders\", [order, carrier])\n",
    );
    let carried = source(
        inject,
        "    headers = {}\n    inject(headers)\n    p.produce(\"orders\", order, headers=headers)\n",
    );
    for (source, expected) in [(id, Absent), (payload, Absent), (carried, Present)] {
        assert_eq!(only(&[build, ("app.py", &source)]).1, expected, "{source}");
    }
}

#[test]
fn a_key_that_spring_does_not_have_switches_nothing_on() {
    let build = spring(&[SPRING_KAFKA, OTEL_BRIDGE]);
    let judged = |key: &str| {
        let settings = format!("{key}=true\n");
        only(&[("pom.xml", &build), MAIN, LISTENER, ("src/main/resources/application.properties", &settings)])
    };
    assert_eq!(judged("spring.kafka.producer.observation-enabled"), (Present, Absent));
    assert_eq!(judged("spring.kafka.consumer.observation-enabled"), (Present, Absent));
    assert_eq!(judged("spring.kafka.observation-enabled"), (Present, Absent));
    assert_eq!(judged("spring.kafka.listener.observation-enabled"), (Present, Present));
    assert_eq!(judged("spring.kafka.listener.observationEnabled"), (Present, Present));
}

// --- Wrappers of the house ------------------------------------------------------------------------------

#[test]
fn a_wrapper_that_is_a_module_of_the_same_maven_build_is_followed() {
    let module = |name: &str, dependencies: &str| {
        format!(
            "<project><parent><groupId>com.acme</groupId><artifactId>parent</artifactId><version>1</version></parent><artifactId>{name}</artifactId><dependencies>{dependencies}</dependencies></project>"
        )
    };
    let web = "<dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>";
    let bus = "<dependency><groupId>com.acme</groupId><artifactId>bus</artifactId><version>1</version></dependency>";
    let plan = judge(&[
        (
            "pom.xml",
            "<project><groupId>com.acme</groupId><artifactId>parent</artifactId><version>1</version><packaging>pom</packaging><modules><module>orders</module><module>billing</module><module>bus</module></modules></project>",
        ),
        ("orders/pom.xml", &module("orders", &format!("{web}{bus}"))),
        ("orders/src/main/java/App.java", MAIN.1),
        ("orders/src/main/java/Orders.java", "class Orders { Bus bus; }"),
        ("billing/pom.xml", &module("billing", web)),
        ("billing/src/main/java/App.java", MAIN.1),
        (
            "bus/pom.xml",
            &module(
                "bus",
                "<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId></dependency>",
            ),
        ),
        (
            "bus/src/main/java/Bus.java",
            "import org.apache.kafka.clients.producer.KafkaProducer;\nclass Bus { Object out = new KafkaProducer<>(null); }",
        ),
    ]);
    assert_eq!(paths(&plan), ["billing", "bus", "orders"], "the parent is no module");
    assert_eq!(states(&plan, "orders"), (Absent, Absent));
    assert_eq!(states(&plan, "billing"), (Absent, NotApplicable));
    let shown = &plan.modules[2].gaps[&GapType::MissingCorrelation].evidence[0];
    assert_eq!(shown.path, "bus/src/main/java/Bus.java", "evidence stays where the client is made");
}

#[test]
fn a_wrapper_that_is_a_package_of_the_same_workspace_is_followed() {
    let orders = format!("const {{ publish }} = require('@acme/bus');\n{EXPRESS}publish('orders', '1');\n");
    let plan = judge(&[
        ("package.json", "{\"private\": true, \"workspaces\": [\"apps/*\", \"packages/*\"]}"),
        (
            "packages/bus/package.json",
            "{\"name\": \"@acme/bus\", \"main\": \"index.js\", \"dependencies\": {\"kafkajs\": \"2\"}}",
        ),
        (
            "packages/bus/index.js",
            "const { Kafka } = require('kafkajs');\nconst kafka = new Kafka({});\nconst producer = kafka.producer();\nexports.publish = (topic, value) => producer.send({ topic, messages: [{ value }] });\n",
        ),
        ("apps/orders/package.json", &package("orders", &["express", "@acme/bus"])),
        ("apps/orders/index.js", &orders),
        ("apps/web/package.json", &package("web", &["express"])),
        ("apps/web/index.js", EXPRESS),
    ]);
    assert_eq!(states(&plan, "apps/orders"), (Absent, Absent));
    assert_eq!(states(&plan, "apps/web"), (Absent, NotApplicable));
    assert_eq!(states(&plan, "packages/bus"), (NotApplicable, NotApplicable));
}

#[test]
fn a_wrapper_that_is_a_go_module_of_the_same_workspace_is_followed() {
    let bus = "package bus\n\nimport \"github.com/segmentio/kafka-go\"\n\nvar Out = &kafka.Writer{Topic: \"orders\"}\n";
    let plan = judge(&[
        ("go.work", "go 1.22\n\nuse (\n\t./bus\n\t./orders\n\t./web\n)\n"),
        ("bus/go.mod", &go_mod("bus", &["github.com/segmentio/kafka-go"])),
        ("bus/bus.go", bus),
        ("orders/go.mod", &go_mod("orders", &[GIN, "example.org/acme/bus"])),
        ("orders/main.go", &go_main(&["example.org/acme/bus"], "\tbus.Out.Close()\n")),
        ("web/go.mod", &go_mod("web", &[GIN])),
        ("web/main.go", &go_main(&[], "")),
    ]);
    assert_eq!(states(&plan, "orders"), (Absent, Absent));
    assert_eq!(states(&plan, "web"), (Absent, NotApplicable));
}

const ACME: &str = "github.com/acme/acme-kafka";

#[test]
fn a_wrapper_from_outside_the_repository_is_a_client_that_is_less_sure() {
    let go = go_main(&[ACME], "\tkafka.NewConsumer(\"orders\")\n");
    let python = format!("from acme_kafka import EventConsumer\n{FASTAPI}EventConsumer(\"orders\")\n");
    let node = format!(
        "const {{ KafkaConsumer }} = require('@acme/kafka');\n{EXPRESS}new KafkaConsumer('orders');\n"
    );
    let java = (
        "src/main/java/Out.java",
        "import com.acme.messaging.AcmeKafkaProducer;\nclass Out { AcmeKafkaProducer out; }",
    );
    let cases: [Files<'_>; 4] = [
        &[("go.mod", &go_mod("shop", &[GIN, ACME])), ("main.go", &go)],
        &[("requirements.txt", "fastapi\nacme-kafka==2.1\n"), ("app.py", &python)],
        &[("package.json", &package("shop", &["express", "@acme/kafka"])), ("index.js", &node)],
        &[("pom.xml", &spring(&["com.acme.messaging:acme-kafka-client"])), MAIN, java],
    ];
    for files in cases {
        let plan = judge(files);
        let gap = plan.gaps.iter().find(|gap| gap.gap_type == GapType::MissingCorrelation).unwrap();
        assert_eq!(gap.key.to_string(), "missing_correlation:.:in-house", "{files:?}");
        let factors: Vec<&str> = gap.confidence.factors.iter().map(|factor| factor.name.as_str()).collect();
        assert!(factors.contains(&"in-house-client"), "{factors:?}");
    }
}

#[test]
fn a_name_that_no_dependency_accounts_for_is_no_wrapper() {
    let go = go_main(&["example.org/acme/shop/kafka"], "\tkafka.NewConsumer()\n");
    let own = ("kafka/kafka.go", "package kafka\n\nfunc NewConsumer() {}\n");
    let files = [("go.mod", &*go_mod("shop", &[GIN])), ("main.go", &go), own];
    assert_eq!(only(&files), (Absent, NotApplicable));
}

#[test]
fn the_sdk_beside_an_untraced_wrapper_carries_nothing_until_the_team_says_so() {
    let sdk = ["go.opentelemetry.io/otel", "go.opentelemetry.io/otel/sdk/trace"];
    let build = go_mod("shop", &[GIN, ACME, sdk[0], "go.opentelemetry.io/otel/sdk"]);
    let body = "\totel.SetTracerProvider(trace.NewTracerProvider())\n\tkafka.NewConsumer(\"orders\")\n";
    let main = go_main(&[ACME, sdk[0], sdk[1]], body);
    let files = [("go.mod", build.as_str()), ("main.go", main.as_str())];
    assert_eq!(only(&files), (Present, Absent));
    let said = "clients:\n  acme-kafka:\n    consumers: [github.com/acme/acme-kafka.NewConsumer]\n    carries_context: true\n";
    let with = [files[0], files[1], (".autopilot.yml", said)];
    assert_eq!(only(&with), (Present, Present));
    assert_eq!(rules(&with, GapType::MissingCorrelation), ["correlation-configured"]);
}

// --- What is no client of Kafka --------------------------------------------------------------------------

#[test]
fn kafka_in_a_readme_or_in_data_is_no_client() {
    let python = format!("{FASTAPI}ROWS = open(\"data/clients.csv\")\n# from kafka import KafkaConsumer\n");
    let files = [
        ("requirements.txt", "fastapi\n"),
        ("app.py", python.as_str()),
        ("README.md", "```python\nfrom kafka import KafkaConsumer\nKafkaConsumer(\"orders\")\n```\n"),
        ("data/clients.csv", "id,client\n1,kafka.KafkaConsumer\n2,confluent_kafka.Producer\n"),
    ];
    assert_eq!(only(&files), (Absent, NotApplicable));
    assert_eq!(archetypes(&files), [Archetype::HttpService]);
    assert!(judge(&[files[2], files[3]]).modules.is_empty(), "words alone make no module");
}

#[test]
fn rabbitmq_is_no_kafka() {
    let image = ("Dockerfile", "FROM base\nCMD [\"/app\"]\n");
    let java = "import org.springframework.amqp.rabbit.annotation.RabbitListener;\nclass On { @RabbitListener(queues = \"orders\") void on(String s) { } }";
    let python = "import pika\nchannel = pika.BlockingConnection().channel()\nchannel.basic_consume(queue=\"orders\")\nif __name__ == \"__main__\":\n    channel.start_consuming()\n";
    let node = "const amqp = require('amqplib');\nasync function main() {\n  const connection = await amqp.connect('amqp://r');\n  const channel = await connection.createChannel();\n  channel.consume('orders', print);\n}\nmain();\n";
    let go = "package main\n\nimport amqp \"github.com/rabbitmq/amqp091-go\"\n\nfunc main() {\n\tconnection, _ := amqp.Dial(\"amqp://r\")\n\tchannel, _ := connection.Channel()\n\tchannel.Consume(\"orders\", \"\", true, false, false, false, nil)\n}\n";
    let cases: [Files<'_>; 4] = [
        &[
            ("pom.xml", &spring(&["org.springframework.boot:spring-boot-starter-amqp"])),
            MAIN,
            ("src/main/java/On.java", java),
            image,
        ],
        &[("requirements.txt", "pika\n"), ("worker.py", python), image],
        &[("package.json", &package("worker", &["amqplib"])), ("index.js", node), image],
        &[("go.mod", &go_mod("worker", &["github.com/rabbitmq/amqp091-go"])), ("main.go", go), image],
    ];
    for files in cases {
        assert_eq!(only(files), (Absent, NotApplicable), "{files:?}");
        assert_eq!(archetypes(files), [Archetype::RabbitmqConsumer], "{files:?}");
    }
}

#[test]
fn a_client_that_only_administers_kafka_moves_no_records() {
    let java = "import org.apache.kafka.clients.admin.AdminClient;\nimport org.apache.kafka.clients.admin.NewTopic;\nclass Make { void f() { AdminClient.create(null).createTopics(null); } }";
    let python =
        format!("from confluent_kafka.admin import AdminClient\n{FASTAPI}AdminClient({{}}).list_topics()\n");
    let node = format!(
        "const {{ Kafka }} = require('kafkajs');\n{EXPRESS}const kafka = new Kafka({{}});\nkafka.admin().listTopics();\n"
    );
    let cases: [Files<'_>; 3] = [
        &[("pom.xml", &spring(&["org.apache.kafka:kafka-clients"])), MAIN, ("src/main/java/Make.java", java)],
        &[("requirements.txt", "fastapi\nconfluent-kafka\n"), ("app.py", &python)],
        &[("package.json", &package("shop", &["express", "kafkajs"])), ("index.js", &node)],
    ];
    for files in cases {
        assert_eq!(only(files), (Absent, NotApplicable), "{files:?}");
        assert_eq!(archetypes(files), [Archetype::HttpService], "{files:?}");
    }
    let consumes = node.replace("admin().listTopics()", "consumer()");
    let twin = [("package.json", &*package("shop", &["express", "kafkajs"])), ("index.js", &*consumes)];
    assert_eq!(only(&twin), (Absent, Absent));
}

#[test]
fn a_class_or_file_of_the_module_that_is_called_like_a_client_is_none() {
    let java = "import shop.fake.KafkaProducer;\nclass Out { KafkaProducer out = new KafkaProducer(); }";
    let node = format!("const {{ Kafka }} = require('./kafkajs');\n{EXPRESS}new Kafka().producer();\n");
    let python = format!("from app.kafka import KafkaProducer\n{FASTAPI}KafkaProducer()\n");
    let cases: [Files<'_>; 3] = [
        &[("pom.xml", &spring(&[])), MAIN, ("src/main/java/Out.java", java)],
        &[
            ("package.json", &package("shop", &["express"])),
            ("index.js", &node),
            ("kafkajs.js", "exports.Kafka = class { producer() {} };\n"),
        ],
        &[
            ("requirements.txt", "fastapi\n"),
            ("main.py", &python),
            ("app/kafka/__init__.py", "class KafkaProducer: pass\n"),
        ],
    ];
    for files in cases {
        assert_eq!(only(files), (Absent, NotApplicable), "{files:?}");
    }
}

// --- What is committed and not the repository's own ------------------------------------------------------

#[test]
fn what_is_vendored_or_installed_into_the_repository_is_neither_module_nor_proof() {
    let go = go_main(&[], "");
    let cases: [Files<'_>; 3] = [
        &[
            ("go.mod", &go_mod("shop", &[GIN])),
            ("main.go", &go),
            ("vendor/github.com/segmentio/kafka-go/go.mod", "module github.com/segmentio/kafka-go\n"),
            (
                "vendor/example.org/out/out.go",
                "package out\n\nimport \"github.com/segmentio/kafka-go\"\n\nvar Out = &kafka.Writer{}\n",
            ),
            (
                "vendor/example.org/sdk/sdk.go",
                "package sdk\n\nimport \"go.opentelemetry.io/otel\"\n\nfunc F() { otel.SetTracerProvider(nil) }\n",
            ),
        ],
        &[
            ("requirements.txt", "fastapi\n"),
            ("app.py", FASTAPI),
            (
                ".venv/lib/python3.12/site-packages/kafka/requirements.txt",
                "kafka-python\nopentelemetry-sdk\n",
            ),
            (
                ".venv/lib/python3.12/site-packages/kafka/a.py",
                "from kafka import KafkaConsumer\nKafkaConsumer()\n",
            ),
            (
                "env/lib/python3.12/site-packages/b.py",
                "from opentelemetry import trace\ntrace.set_tracer_provider(None)\n",
            ),
        ],
        &[
            ("package.json", &package("shop", &["express"])),
            ("index.js", EXPRESS),
            ("node_modules/kafkajs/package.json", &package("kafkajs", &["@opentelemetry/sdk-node"])),
            (
                "node_modules/kafkajs/index.js",
                "const { Kafka } = require('kafkajs');\nconst kafka = new Kafka({});\nkafka.producer();\n",
            ),
        ],
    ];
    for files in cases {
        assert_eq!(only(files), (Absent, NotApplicable), "{files:?}");
    }
}

// --- What is commented out -------------------------------------------------------------------------------

#[test]
fn a_dependency_that_is_commented_out_is_none_in_any_manifest() {
    let pom = |open: &str, close: &str| {
        let starter = format!(
            "{open}<dependency><groupId>io.opentelemetry.instrumentation</groupId><artifactId>opentelemetry-spring-boot-starter</artifactId></dependency>{close}"
        );
        spring(&[]).replace("</dependencies>", &format!("{starter}</dependencies>"))
    };
    let gradle = |sign: &str| {
        format!(
            "dependencies {{\n  implementation 'org.springframework.boot:spring-boot-starter-web'\n  {sign}implementation '{STARTER}:2.6.0'\n}}\n"
        )
    };
    let go = |sign: &str| {
        format!("{}{sign}require go.opentelemetry.io/otel/sdk v1.28.0\n", go_mod("shop", &[GIN]))
    };
    let project = |sign: &str| {
        format!(
            "[project]\nname = \"shop\"\ndependencies = [\n  \"fastapi\",\n  {sign}\"opentelemetry-distro\",\n]\n"
        )
    };
    let (main, serve) = (go_main(&[], ""), ("app.py", FASTAPI));
    let state = |manifest: (&str, &str), source: (&str, &str)| only(&[manifest, source]).0;
    for (sign, expected) in [(true, Absent), (false, Present)] {
        let either = |text: &'static str| if sign { text } else { "" };
        let (open, close) = (either("<!--"), either("-->"));
        assert_eq!(state(("pom.xml", &pom(open, close)), MAIN), expected, "pom.xml");
        assert_eq!(state(("build.gradle", &gradle(either("// "))), MAIN), expected, "build.gradle");
        assert_eq!(state(("go.mod", &go(either("// "))), ("main.go", &main)), expected, "go.mod");
        assert_eq!(state(("pyproject.toml", &project(either("# "))), serve), expected, "pyproject.toml");
    }
}

#[test]
fn a_remark_in_package_json_is_no_dependency() {
    let remarked = "{\"name\": \"shop\", \"//\": \"@opentelemetry/sdk-node\", \"scripts\": {\"start\": \"node index.js\"}, \"dependencies\": {\"express\": \"4\", \"//\": \"@opentelemetry/sdk-node\"}}";
    assert_eq!(only(&[("package.json", remarked), ("index.js", EXPRESS)]).0, Absent);
}

// --- Where modules and their sources lie ------------------------------------------------------------------

#[test]
fn a_parent_pom_is_no_module_and_what_it_declares_its_modules_have() {
    let parent = spring(&[STARTER]).replace("<artifactId>svc</artifactId>", "<groupId>com.acme</groupId><artifactId>parent</artifactId><version>1</version><packaging>pom</packaging><modules><module>orders</module></modules>");
    let child = "<project><parent><groupId>com.acme</groupId><artifactId>parent</artifactId><version>1</version></parent><artifactId>orders</artifactId></project>";
    let plan =
        judge(&[("pom.xml", &parent), ("orders/pom.xml", child), ("orders/src/main/java/App.java", MAIN.1)]);
    assert_eq!(paths(&plan), ["orders"]);
    assert_eq!(states(&plan, "orders").0, Present);
}

#[test]
fn projects_that_only_nest_cli_names_are_modules_and_its_libraries_are_no_services() {
    let main = "import { NestFactory } from '@nestjs/core';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  await app.listen(3000);\n}\nbootstrap();\n";
    let controller = "import { Controller, Post } from '@nestjs/common';\n@Controller() export class Orders { @Post('orders') make() {} }\n";
    let plan = judge(&[
        ("package.json", "{\"dependencies\": {\"@nestjs/core\": \"10\", \"@nestjs/common\": \"10\"}}"),
        (
            "nest-cli.json",
            "{\"monorepo\": true, \"projects\": {\"api\": {\"type\": \"application\", \"root\": \"apps/api\"}, \"shared\": {\"type\": \"library\", \"root\": \"libs/shared\"}}}",
        ),
        ("apps/api/src/main.ts", main),
        ("apps/api/src/orders.controller.ts", controller),
        ("libs/shared/src/index.ts", "export class Shared {}\n"),
    ]);
    assert_eq!(paths(&plan), ["apps/api", "libs/shared"]);
    assert_eq!(states(&plan, "apps/api"), (Absent, NotApplicable));
    assert_eq!(states(&plan, "libs/shared"), (NotApplicable, NotApplicable));
}

#[test]
fn one_dockerfile_for_many_services_attaches_its_agent_to_those_that_an_argument_names() {
    let build = "dependencies { implementation 'org.springframework.boot:spring-boot-starter-web' }\n";
    let plan = judge(&[
        ("settings.gradle", "include 'orders', 'billing'\n"),
        ("orders/build.gradle", build),
        ("orders/src/main/java/App.java", MAIN.1),
        ("billing/build.gradle", build),
        ("billing/src/main/java/App.java", MAIN.1),
        (
            "Dockerfile",
            "FROM jre\nARG MODULE\nCOPY ${MODULE}/build/libs/app.jar /app.jar\nENTRYPOINT [\"java\", \"-javaagent:/opentelemetry-javaagent.jar\", \"-jar\", \"/app.jar\"]\n",
        ),
        ("docker-compose.yml", "services:\n  orders:\n    build: {context: ., args: {MODULE: orders}}\n"),
    ]);
    assert_eq!((states(&plan, "orders").0, states(&plan, "billing").0), (Present, Absent));
}

#[test]
fn sources_outside_the_modules_folder_are_its_own_where_it_imports_them() {
    let node = format!("require('../../lib/producer');\n{EXPRESS}");
    let plan = judge(&[
        ("package.json", "{\"private\": true, \"workspaces\": [\"services/*\"]}"),
        ("services/orders/package.json", &package("orders", &["express", "kafkajs"])),
        ("services/orders/index.js", &node),
        ("services/web/package.json", &package("web", &["express"])),
        ("services/web/index.js", EXPRESS),
        (
            "lib/producer.js",
            "const { Kafka } = require('kafkajs');\nconst kafka = new Kafka({});\nmodule.exports = kafka.producer();\n",
        ),
    ]);
    assert_eq!(states(&plan, "services/orders"), (Absent, Absent));
    assert_eq!(states(&plan, "services/web"), (Absent, NotApplicable));
}

#[test]
fn programs_of_one_go_mod_do_what_the_packages_do_that_they_import() {
    let image = "FROM golang\nCMD [\"/app\"]\n";
    let plan = judge(&[
        ("go.mod", &go_mod("shop", &[GIN, "github.com/segmentio/kafka-go"])),
        ("services/orders/Dockerfile", image),
        ("services/orders/main.go", &go_main(&["example.org/acme/shop/internal/bus"], "\tbus.Out.Close()\n")),
        ("services/web/Dockerfile", image),
        ("services/web/main.go", &go_main(&[], "")),
        (
            "internal/bus/bus.go",
            "package bus\n\nimport \"github.com/segmentio/kafka-go\"\n\nvar Out = &kafka.Writer{Topic: \"orders\"}\n",
        ),
    ]);
    assert_eq!(states(&plan, "services/orders"), (Absent, Absent));
    assert_eq!(states(&plan, "services/web"), (Absent, NotApplicable));
}
