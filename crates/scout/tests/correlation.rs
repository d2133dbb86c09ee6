//! Whether trace context survives a module's Kafka clients: what carries it, and what only looks as if it did.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use contracts::plan::{Archetype, CellState, GapType};
use support::judge;

/// The state of the first module's cell, and the rule that decided.
fn correlation(files: &[(&str, &str)]) -> (CellState, String) {
    let plan = judge(files);
    let cell = &plan.modules[0].gaps[&GapType::MissingCorrelation];
    (cell.state, cell.evidence.first().map(|evidence| evidence.rule.0.clone()).unwrap_or_default())
}

fn absent(files: &[(&str, &str)]) {
    assert_eq!(correlation(files), (CellState::Absent, "correlation-applies-client".to_owned()), "{files:?}");
}

fn present(files: &[(&str, &str)], rule: &str) {
    assert_eq!(correlation(files), (CellState::Present, format!("correlation-{rule}")), "{files:?}");
}

fn pom(dependencies: &[&str]) -> String {
    let written: String = dependencies
        .iter()
        .map(|name| {
            let (group, artifact) = name.split_once(':').unwrap();
            format!("<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId></dependency>")
        })
        .collect();
    format!("<project><artifactId>svc</artifactId><dependencies>{written}</dependencies></project>")
}

const SPRING: &str = "org.springframework.boot:spring-boot-starter-web";
const SPRING_KAFKA: &str = "org.springframework.kafka:spring-kafka";
const STARTER: &str = "io.opentelemetry.instrumentation:opentelemetry-spring-boot-starter";
const BRIDGE: &str = "io.micrometer:micrometer-tracing-bridge-otel";

const LISTENER: &str = "package shop;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
class App {
  private final KafkaTemplate<String, String> template;
  @KafkaListener(topics = \"orders\") void on(String order) { template.send(\"enriched\", order); }
  public static void main(String[] args) { SpringApplication.run(App.class, args); }
}";

const FACTORY: &str = "import org.springframework.kafka.core.DefaultKafkaProducerFactory;
class Factory { Object factory() { return new DefaultKafkaProducerFactory<>(null); } }";

const AGENT: &str =
    "FROM jre\nENV JAVA_TOOL_OPTIONS=\"-javaagent:/opentelemetry-javaagent.jar\"\nCMD java -jar a.jar\n";

#[test]
fn a_spring_service_without_anything_lacks_it() {
    absent(&[("pom.xml", &pom(&[SPRING, SPRING_KAFKA])), ("src/App.java", LISTENER)]);
}

#[test]
fn an_agent_reaches_every_client_and_another_one_does_not() {
    let build = pom(&[SPRING, SPRING_KAFKA]);
    present(&[("pom.xml", &build), ("src/App.java", LISTENER), ("Dockerfile", AGENT)], "otel-agent");
    let other = AGENT.replace("opentelemetry-javaagent", "jmx_prometheus_javaagent");
    absent(&[("pom.xml", &build), ("src/App.java", LISTENER), ("Dockerfile", &other)]);
    let renamed = "FROM jre\nADD https://example.com/opentelemetry-javaagent.jar /agent.jar\nCMD java -javaagent:/agent.jar -jar a.jar\n";
    present(&[("pom.xml", &build), ("src/App.java", LISTENER), ("Dockerfile", renamed)], "otel-agent");
}

#[test]
fn the_starter_does_not_reach_a_factory_made_by_hand() {
    let build = pom(&[SPRING, SPRING_KAFKA, STARTER]);
    present(&[("pom.xml", &build), ("src/App.java", LISTENER)], "otel-starter");
    absent(&[("pom.xml", &build), ("src/App.java", LISTENER), ("src/Factory.java", FACTORY)]);
}

#[test]
fn observation_needs_a_tracer_and_a_key_that_exists() {
    let on = "spring:\n  kafka:\n    listener:\n      observation-enabled: true\n";
    let file = "src/main/resources/application.yml";
    let traced = pom(&[SPRING, SPRING_KAFKA, BRIDGE]);
    present(&[("pom.xml", &traced), ("src/App.java", LISTENER), (file, on)], "spring-listener-observation");
    absent(&[("pom.xml", &traced), ("src/App.java", LISTENER)]);
    absent(&[("pom.xml", &pom(&[SPRING, SPRING_KAFKA])), ("src/App.java", LISTENER), (file, on)]);
    let no_such_key = on.replace("observation-enabled", "tracing-enabled");
    absent(&[("pom.xml", &traced), ("src/App.java", LISTENER), (file, &no_such_key)]);
    let commented = "# spring.kafka.listener.observation-enabled: true\n";
    absent(&[("pom.xml", &traced), ("src/App.java", LISTENER), (file, commented)]);
}

#[test]
fn a_wrapped_client_of_another_tracer_counts() {
    let source = "import brave.kafka.clients.KafkaTracing;
import org.apache.kafka.clients.producer.*;
class Main { public static void main(String[] a) { KafkaTracing.create(null).producer(new KafkaProducer<>(null)); } }";
    let build =
        pom(&["org.apache.kafka:kafka-clients", "io.zipkin.brave:brave-instrumentation-kafka-clients"]);
    present(&[("pom.xml", &build), ("src/Main.java", source)], "wrapped-client");
}

#[test]
fn a_launcher_without_the_clients_instrumentation_carries_nothing() {
    let source = "from aiokafka import AIOKafkaProducer\nfrom fastapi import FastAPI\napp = FastAPI()\nproducer = AIOKafkaProducer()\n";
    let start = "FROM python\nCMD [\"opentelemetry-instrument\", \"uvicorn\", \"app:app\"]\n";
    let bare = "fastapi\naiokafka\nopentelemetry-distro\nopentelemetry-instrumentation-fastapi\n";
    absent(&[("requirements.txt", bare), ("app.py", source), ("Dockerfile", start)]);
    let traced = format!("{bare}opentelemetry-instrumentation-aiokafka\n");
    present(&[("requirements.txt", &traced), ("app.py", source), ("Dockerfile", start)], "launched-aiokafka");
    let in_code = format!(
        "{source}from opentelemetry.instrumentation.aiokafka import AIOKafkaInstrumentor\nAIOKafkaInstrumentor().instrument()\n"
    );
    present(&[("requirements.txt", bare), ("app.py", &in_code)], "aiokafka-instrumentor");
}

#[test]
fn headers_written_by_hand_count_and_a_payload_does_not() {
    let produce = |more: &str| {
        format!(
            "package main\n\nimport (\n\t\"github.com/segmentio/kafka-go\"\n\t\"go.opentelemetry.io/otel\"\n)\n\nfunc main() {{\n\tw := &kafka.Writer{{Topic: \"orders\"}}\n{more}\n\tw.WriteMessages(nil)\n}}\n"
        )
    };
    let module = "module shop\nrequire github.com/segmentio/kafka-go v0.4.47\nrequire go.opentelemetry.io/otel v1.0.0\n";
    absent(&[
        ("go.mod", module),
        ("main.go", &produce("\t// otel.GetTextMapPropagator().Inject(ctx, headers)")),
    ]);
    let by_hand = produce("\tpropagator.Inject(ctx, headerCarrier)");
    present(&[("go.mod", module), ("main.go", &by_hand)], "by-hand-opentelemetry");
    let compared = produce("\tif header.Key == \"traceparent\" { use(header) }");
    present(&[("go.mod", module), ("main.go", &compared)], "by-hand");
    for prose in
        ["// the header \"traceparent\" is not read", "/* we should\n\t * write \"traceparent\" one day */"]
    {
        absent(&[("go.mod", module), ("main.go", &produce(&format!("\t{prose}")))]);
    }
    let of_http = produce(
        "\totel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(req.Header))\n\totel.SetTextMapPropagator(p)",
    );
    absent(&[("go.mod", module), ("main.go", &of_http)]);
}

#[test]
fn the_global_propagator_of_go_does_nothing_until_one_is_set() {
    let program = |more: &str| {
        format!(
            "package main\n\nimport (\n\t\"github.com/segmentio/kafka-go\"\n\t\"go.opentelemetry.io/otel\"\n\t\"go.opentelemetry.io/otel/propagation\"\n)\n\nfunc main() {{\n{more}\n\tw := &kafka.Writer{{Topic: \"orders\"}}\n\totel.GetTextMapPropagator().Inject(ctx, headerCarrier)\n\tw.WriteMessages(nil)\n}}\n"
        )
    };
    let module = "module shop\nrequire github.com/segmentio/kafka-go v0.4.47\nrequire go.opentelemetry.io/otel v1.0.0\n";
    absent(&[("go.mod", module), ("main.go", &program(""))]);
    let set = program("\totel.SetTextMapPropagator(propagation.TraceContext{})");
    present(&[("go.mod", module), ("main.go", &set)], "by-hand-global");
}

#[test]
fn administration_and_words_are_no_client() {
    let plan = judge(&[
        ("go.mod", "module shop\nrequire github.com/IBM/sarama v1\nrequire github.com/gin-gonic/gin v1\n"),
        (
            "main.go",
            "package main\n\nimport (\n\t\"github.com/gin-gonic/gin\"\n\t\"github.com/IBM/sarama\"\n)\n\nfunc main() {\n\tgin.Default()\n\tsarama.NewClusterAdmin(nil, nil) // sarama.NewSyncProducer\n}\n",
        ),
        ("Dockerfile", "FROM golang\nCMD [\"/app\"]\n"),
        ("README.md", "It consumes Kafka.\n"),
    ]);
    let module = &plan.modules[0];
    assert_eq!(module.archetypes, [Archetype::HttpService].into());
    assert_eq!(module.gaps[&GapType::MissingCorrelation].state, CellState::NotApplicable);
}

#[test]
fn a_local_package_named_like_a_client_is_none() {
    let plan = judge(&[
        ("requirements.txt", "flask\n"),
        (
            "app.py",
            "from flask import Flask\nfrom .kafka import KafkaProducer\napp = Flask(__name__)\nKafkaProducer()\n",
        ),
    ]);
    assert_eq!(plan.modules[0].gaps[&GapType::MissingCorrelation].state, CellState::NotApplicable);
}

#[test]
fn each_client_without_it_is_a_gap_of_its_own() {
    let plan = judge(&[
        ("requirements.txt", "confluent-kafka\naiokafka\nfastapi\n"),
        (
            "app.py",
            "from confluent_kafka import Producer\nfrom aiokafka import AIOKafkaConsumer\nfrom fastapi import FastAPI\napp = FastAPI()\nProducer({})\nAIOKafkaConsumer(\"orders\")\n",
        ),
    ]);
    let keys: Vec<String> = plan
        .gaps
        .iter()
        .filter(|gap| gap.gap_type == GapType::MissingCorrelation)
        .map(|gap| gap.key.to_string())
        .collect();
    assert_eq!(keys, ["missing_correlation:.:aiokafka", "missing_correlation:.:confluent-kafka"]);
}

#[test]
fn what_a_library_of_the_repository_does_its_users_do() {
    let build = "plugins { id 'java' }\ndependencies {\n  implementation project(':lib')\n  implementation 'org.springframework.boot:spring-boot-starter-web'\n}\n";
    let plan = judge(&[
        ("settings.gradle", "include ':app', ':lib'\n"),
        ("app/build.gradle", build),
        (
            "app/src/main/java/App.java",
            "class App { Sender sender; public static void main(String[] a) { SpringApplication.run(App.class); } }",
        ),
        (
            "lib/build.gradle",
            "plugins { id 'java-library' }\ndependencies { api 'org.apache.kafka:kafka-clients:3' }\n",
        ),
        (
            "lib/src/main/java/Sender.java",
            "import org.apache.kafka.clients.producer.KafkaProducer;\nclass Sender { Object p = new KafkaProducer<>(null); }",
        ),
    ]);
    let app = &plan.modules[0];
    assert_eq!((app.path.as_str(), app.gaps[&GapType::MissingCorrelation].state), ("app", CellState::Absent));
    assert_eq!(plan.modules[1].gaps[&GapType::MissingCorrelation].state, CellState::NotApplicable);
}

#[test]
fn an_observation_key_counts_only_for_what_it_reaches() {
    let build = pom(&[SPRING, SPRING_KAFKA, BRIDGE]);
    let key = |of: &str| format!("spring:\n  kafka:\n    {of}:\n      observation-enabled: true\n");
    let (template, file) = (key("template"), "src/main/resources/application.yml");
    let writes = "import org.springframework.kafka.core.KafkaTemplate;
class App { KafkaTemplate<String, String> t; void f() { t.send(\"a\", 1); }
  public static void main(String[] args) { SpringApplication.run(App.class, args); } }";
    let reads = "import org.springframework.kafka.annotation.KafkaListener;
class App { @KafkaListener(topics = \"a\") void on(String a) { }
  public static void main(String[] args) { SpringApplication.run(App.class, args); } }";
    let of = |source: &str, settings: &str| {
        correlation(&[("pom.xml", &build), ("src/App.java", source), (file, settings)]).0
    };
    assert_eq!(of(writes, &template), CellState::Present);
    assert_eq!(of(reads, &template), CellState::Absent);
    assert_eq!(of(reads, &key("listener")), CellState::Present);
    let by_hand = writes.replace("t; void", "t = new KafkaTemplate<>(f); void");
    assert_eq!(of(&by_hand, &template), CellState::Absent);
    for (said, state) in [("true", CellState::Present), ("false", CellState::Absent)] {
        let in_code = writes.replace("t.send", &format!("t.setObservationEnabled({said}); t.send"));
        assert_eq!(of(&in_code, ""), state, "{said}");
    }
}

#[test]
fn a_client_that_is_made_and_used_in_one_go_is_one() {
    let source = "const { Kafka } = require('kafkajs');\nrequire('http').createServer().listen(1);\nnew Kafka({}).consumer({ groupId: 'a' });\n";
    let package = r#"{"name": "a", "scripts": {"start": "node app.js"}, "dependencies": {"kafkajs": "2"}}"#;
    absent(&[("package.json", package), ("app.js", source)]);
}

#[test]
fn what_a_docstring_says_of_headers_carries_nothing() {
    let source = "import kafka\nfrom aiokafka import AIOKafkaProducer\nfrom fastapi import FastAPI\napp = FastAPI()\nproducer = AIOKafkaProducer()\ndef f():\n    \"\"\"aiokafka never writes the 'traceparent' for you, so headers are lost.\"\"\"\n";
    absent(&[("requirements.txt", "fastapi\naiokafka\n"), ("app.py", source)]);
}

#[test]
fn the_bare_api_hands_nothing_on() {
    let source = "import { propagation } from '@opentelemetry/api';\nimport { Kafka } from 'kafkajs';\nimport express from 'express';\nexpress().listen(1);\nconst producer = new Kafka({}).producer();\nconst headers = {};\npropagation.inject(ctx, headers);\nproducer.send({ topic: 'a', messages: [{ value: 'x', headers }] });\n";
    let package = |more: &str| {
        format!(
            r#"{{"name": "a", "dependencies": {{"kafkajs": "2", "express": "5", "@opentelemetry/api": "1"{more}}}}}"#
        )
    };
    absent(&[("package.json", &package("")), ("app.ts", source)]);
    let sdk = package(r#", "@opentelemetry/sdk-node": "0.50""#);
    present(&[("package.json", &sdk), ("app.ts", source)], "by-hand-opentelemetry");
}

#[test]
fn observations_of_reactor_kafka_need_a_tracer() {
    let app = "package shop;
import reactor.kafka.receiver.KafkaReceiver;
class App {
  Object receiver(Object options) { return KafkaReceiver.create(options.withObservation(registry)); }
  public static void main(String[] args) { SpringApplication.run(App.class, args); }
}";
    let reactor = "io.projectreactor.kafka:reactor-kafka";
    present(&[("pom.xml", &pom(&[SPRING, reactor, BRIDGE])), ("src/App.java", app)], "reactor-observation");
    absent(&[("pom.xml", &pom(&[SPRING, reactor])), ("src/App.java", app)]);
    let without = app.replace(".withObservation(registry)", "");
    absent(&[("pom.xml", &pom(&[SPRING, reactor, BRIDGE])), ("src/App.java", &without)]);
}

#[test]
fn interceptors_of_a_channel_trace_it() {
    let app = "package shop;
import org.eclipse.microprofile.reactive.messaging.Incoming;
class App { @Incoming(\"orders\") void on(String order) { } }";
    let quarkus =
        pom(&["io.quarkus:quarkus-resteasy", "io.quarkus:quarkus-smallrye-reactive-messaging-kafka"]);
    let settings = "mp.messaging.incoming.orders.connector=smallrye-kafka\n";
    let traced = format!(
        "{settings}mp.messaging.incoming.orders.interceptor.classes=io.opentracing.contrib.kafka.TracingConsumerInterceptor\n"
    );
    let file = "src/main/resources/application.properties";
    absent(&[("pom.xml", &quarkus), ("src/App.java", app), (file, settings), ("Dockerfile", "FROM jre\n")]);
    present(
        &[("pom.xml", &quarkus), ("src/App.java", app), (file, &traced), ("Dockerfile", "FROM jre\n")],
        "wrapped-client",
    );
}

#[test]
fn a_carrier_of_a_file_beside_takes_the_context_along() {
    let main = |carrier: &str| {
        format!(
            "package main\n\nimport (\n\t\"github.com/IBM/sarama\"\n\t\"go.opentelemetry.io/otel\"\n)\n\nfunc main() {{\n\totel.SetTextMapPropagator(p)\n\tproducer, _ := sarama.NewSyncProducer(nil, nil)\n\totel.GetTextMapPropagator().Inject(ctx, {carrier})\n\tproducer.SendMessage(msg)\n}}\n"
        )
    };
    let build = "module example.org/shop\n\nrequire github.com/IBM/sarama v1.43.0\nrequire go.opentelemetry.io/otel v1.30.0\nrequire go.opentelemetry.io/otel/sdk v1.30.0\n";
    present(&[("go.mod", build), ("main.go", &main("&ProducerCarrier{msg}"))], "by-hand-global");
    absent(&[("go.mod", build), ("main.go", &main("propagation.HeaderCarrier(req.Header)"))]);
}
