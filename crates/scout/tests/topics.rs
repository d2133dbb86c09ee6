//! Which topics a module reads and writes, and the hops that lead from one module to another.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use contracts::plan::{CellState, GapType, Priority, TopicUse};
use support::{Files, judge};

/// The names of topics; `?` for one that nothing tells.
fn names(topics: &[TopicUse]) -> Vec<String> {
    topics.iter().map(|topic| topic.topic.clone().unwrap_or_else(|| "?".to_owned())).collect()
}

/// What the only module reads, and what it writes.
fn topics(files: Files<'_>) -> (Vec<String>, Vec<String>) {
    let plan = judge(files);
    let [module] = &plan.modules[..] else { panic!("{:?}", plan.modules) };
    (names(&module.topics_read), names(&module.topics_written))
}

fn read(files: Files<'_>) -> Vec<String> {
    topics(files).0
}

fn written(files: Files<'_>) -> Vec<String> {
    topics(files).1
}

fn pom(artifact: &str) -> String {
    format!(
        "<project><artifactId>svc</artifactId><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency><dependency><groupId>org.acme</groupId><artifactId>{artifact}</artifactId></dependency></dependencies></project>"
    )
}

const MAIN: (&str, &str) = (
    "src/main/java/App.java",
    "class App { public static void main(String[] a) { SpringApplication.run(App.class, a); } }",
);

/// A class with a template and a listener; the body follows.
fn java(body: &str) -> String {
    format!(
        "import org.springframework.kafka.annotation.KafkaListener;\nimport org.springframework.kafka.core.KafkaTemplate;\nclass Flow {{\n  private final KafkaTemplate<String, String> template;\n{body}\n}}\n"
    )
}

/// The files of a Spring service with this class, and more.
fn spring(body: &str, more: Files<'_>) -> (Vec<String>, Vec<String>) {
    let (build, flow) = (pom("spring-kafka"), java(body));
    let own = [("pom.xml", build.as_str()), MAIN, ("src/main/java/Flow.java", flow.as_str())];
    topics(&own.iter().chain(more).copied().collect::<Vec<_>>())
}

const REQUIREMENTS: (&str, &str) = ("requirements.txt", "fastapi\nconfluent-kafka\n");

/// A service in Python with a producer and a consumer; the body follows.
fn python(body: &str) -> String {
    format!(
        "import os\nfrom confluent_kafka import Consumer, Producer\nfrom fastapi import FastAPI\napp = FastAPI()\nproducer = Producer({{}})\nconsumer = Consumer({{}})\n{body}"
    )
}

const PACKAGE: (&str, &str) = (
    "package.json",
    "{\"name\": \"shop\", \"scripts\": {\"start\": \"node index.js\"}, \"dependencies\": {\"express\": \"4\", \"kafkajs\": \"2\"}}",
);

/// A service in JavaScript with a producer and a consumer; the body follows.
fn node(body: &str) -> String {
    format!(
        "const {{ Kafka }} = require('kafkajs');\nconst express = require('express');\nexpress().listen(1);\nconst kafka = new Kafka({{}});\nconst producer = kafka.producer();\nconst consumer = kafka.consumer({{ groupId: 'g' }});\n{body}"
    )
}

/// A service in Go that imports this client; the body follows.
fn go(client: &str, body: &str) -> [(&'static str, String); 2] {
    let main = format!(
        "package main\n\nimport (\n\t\"os\"\n\n\t\"github.com/gin-gonic/gin\"\n\t\"{client}\"\n)\n\nfunc main() {{\n\tgin.Default()\n{body}}}\n"
    );
    [
        (
            "go.mod",
            format!(
                "module example.org/shop\n\nrequire github.com/gin-gonic/gin v1.10.0\nrequire {client} v1.0.0\n"
            ),
        ),
        ("main.go", main),
    ]
}

fn topics_in_go(files: &[(&'static str, String)]) -> (Vec<String>, Vec<String>) {
    topics(&files.iter().map(|(path, text)| (*path, text.as_str())).collect::<Vec<_>>())
}

// --- Literal -------------------------------------------------------------------------------------------

#[test]
fn literal_topics_are_read_in_java() {
    let body = "  @KafkaListener(topics = {\"orders\", \"refunds\"}) void on(String s) { template.send(\"enriched\", s); }";
    let (read, written) = spring(body, &[]);
    assert_eq!((read, written), (vec!["orders".into(), "refunds".into()], vec!["enriched".into()]));
}

#[test]
fn literal_topics_are_read_in_kotlin() {
    let build = "dependencies {\n  implementation(\"org.springframework.boot:spring-boot-starter-web\")\n  implementation(\"org.springframework.kafka:spring-kafka\")\n}\n";
    let app = "package shop\nimport org.springframework.kafka.annotation.KafkaListener\nimport org.springframework.kafka.core.KafkaTemplate\nclass Flow(private val template: KafkaTemplate<String, String>) {\n  @KafkaListener(topics = [\"orders\"])\n  fun on(order: String) { template.send(\"enriched\", order) }\n}\nfun main(args: Array<String>) { runApplication<App>(*args) }\n";
    let found = topics(&[("build.gradle.kts", build), ("src/main/kotlin/App.kt", app)]);
    assert_eq!(found, (vec!["orders".into()], vec!["enriched".into()]));
}

#[test]
fn literal_topics_are_read_in_python() {
    let app =
        python("consumer.subscribe([\"orders\", \"refunds\"])\nproducer.produce(\"enriched\", b\"\")\n");
    let found = topics(&[REQUIREMENTS, ("app.py", &app)]);
    assert_eq!(found, (vec!["orders".into(), "refunds".into()], vec!["enriched".into()]));
}

#[test]
fn literal_topics_are_read_in_go() {
    let kafka_go = go(
        "github.com/segmentio/kafka-go",
        "\tw := &kafka.Writer{Topic: \"enriched\"}\n\tr := kafka.NewReader(kafka.ReaderConfig{Topic: \"orders\"})\n\tw.WriteMessages(nil)\n\tr.ReadMessage(nil)\n",
    );
    assert_eq!(topics_in_go(&kafka_go), (vec!["orders".into()], vec!["enriched".into()]));
    let mut sarama = go(
        "github.com/IBM/sarama",
        "\tp, _ := sarama.NewSyncProducer(nil, nil)\n\tp.SendMessage(&sarama.ProducerMessage{Topic: \"enriched\"})\n",
    );
    sarama[1].1 +=
        "\nfunc run(group sarama.ConsumerGroup) {\n\tgroup.Consume(nil, []string{\"orders\"}, nil)\n}\n";
    assert_eq!(topics_in_go(&sarama), (vec!["orders".into()], vec!["enriched".into()]));
}

#[test]
fn literal_topics_are_read_in_node() {
    let index = node(
        "consumer.subscribe({ topics: ['orders', 'refunds'] });\nproducer.send({ topic: 'enriched', messages: [] });\n",
    );
    let found = topics(&[PACKAGE, ("index.js", &index)]);
    assert_eq!(found, (vec!["orders".into(), "refunds".into()], vec!["enriched".into()]));
}

#[test]
fn clients_that_another_file_makes_are_followed_by_their_names() {
    let client = "const { Kafka } = require('kafkajs');\nmodule.exports = { init: (clientId) => new Kafka({ clientId }) };\n";
    let index = "const kafka = require('./client').init('mail');\nconst consumer = kafka.consumer({ groupId: 'mail' });\nconsumer.subscribe({ topic: 'orders' });\nconst producer = kafka.producer();\nproducer.send({ topic: 'mails', messages: [] });\n";
    let found = topics(&[PACKAGE, ("client.js", client), ("index.js", index)]);
    assert_eq!(found, (vec!["orders".into()], vec!["mails".into()]));
}

#[test]
fn what_nothing_names_is_told_by_a_line_that_does_it() {
    let app = "from confluent_kafka import Consumer, Producer\nimport os\nconsumer = Consumer({})\nconsumer.subscribe([os.environ['FROM']])\nproducer = Producer({})\nif __name__ == '__main__':\n    run(consumer, producer)\n";
    let plan = judge(&[
        ("requirements.txt", "confluent-kafka\n"),
        ("Dockerfile", "FROM python:3\nCMD python app.py\n"),
        ("app.py", app),
    ]);
    let line = |topics: &[TopicUse]| {
        topics.iter().map(|topic| topic.evidence.span.unwrap().start.line).collect::<Vec<_>>()
    };
    let module = &plan.modules[0];
    assert_eq!((line(&module.topics_read), line(&module.topics_written)), (vec![4], vec![5]));
}

// --- Through a name ------------------------------------------------------------------------------------

#[test]
fn a_constant_of_another_file_names_the_topic() {
    let constants =
        ("src/main/java/Topics.java", "class Topics { static final String ORDERS = \"orders\"; }");
    let found = spring("  void f() { template.send(Topics.ORDERS, \"\"); }", &[constants]);
    assert_eq!(found.1, ["orders"]);
    let app = python("from topics import ORDERS_TOPIC\nproducer.produce(ORDERS_TOPIC, b\"\")\n");
    let constants = ("topics.py", "ORDERS_TOPIC = \"orders\"\n");
    assert_eq!(written(&[REQUIREMENTS, ("app.py", &app), constants]), ["orders"]);
    let index = node(
        "const { TOPICS } = require('./topics');\nproducer.send({ topic: TOPICS.ORDERS, messages: [] });\n",
    );
    let constants = ("topics.js", "const TOPICS = { ORDERS: 'orders' };\nmodule.exports = { TOPICS };\n");
    assert_eq!(written(&[PACKAGE, ("index.js", &index), constants]), ["orders"]);
    let [build, main] = go("github.com/segmentio/kafka-go", "\t_ = &kafka.Writer{Topic: OrdersTopic}\n");
    let constants = ("topics.go", "package main\n\nconst OrdersTopic = \"orders\"\n".to_owned());
    assert_eq!(topics_in_go(&[build, main, constants]).1, ["orders"]);
}

#[test]
fn two_constants_of_one_name_that_differ_name_nothing() {
    let app = python("from a import ORDERS_TOPIC\nproducer.produce(ORDERS_TOPIC, b\"\")\n");
    let files = |other| {
        written(&[REQUIREMENTS, ("app.py", &app), ("a.py", "ORDERS_TOPIC = \"orders\"\n"), ("b.py", other)])
    };
    assert_eq!(files("ORDERS_TOPIC = \"orders\"\n"), ["orders"]);
    assert_eq!(files("ORDERS_TOPIC = \"other\"\n"), ["?"]);
}

const LISTENS: &str = "  @KafkaListener(topics = \"${app.topic}\") void on(String s) { }";

#[test]
fn a_placeholder_is_filled_from_the_settings_and_the_environment_stands_above_them() {
    let settings = ("src/main/resources/application.yml", "app:\n  topic: orders\n");
    let image = ("Dockerfile", "FROM jre\nCMD [\"java\", \"-jar\", \"a.jar\"]\n");
    let compose =
        ("docker-compose.yml", "services:\n  svc:\n    build: .\n    environment: {APP_TOPIC: orders-v2}\n");
    assert_eq!(spring(LISTENS, &[settings]).0, ["orders"]);
    assert_eq!(spring(LISTENS, &[settings, image]).0, ["orders"]);
    assert_eq!(spring(LISTENS, &[settings, image, compose]).0, ["orders-v2"]);
    assert_eq!(spring(LISTENS, &[]).0, ["?"]);
    assert_eq!(spring(&LISTENS.replace("topic}", "topic:orders}"), &[]).0, ["orders"]);
}

#[test]
fn the_settings_without_a_profile_stand_above_those_of_one() {
    let base = ("src/main/resources/application.yml", "app:\n  topic: orders\n");
    let profile = ("src/main/resources/application-dev.yml", "app:\n  topic: orders-dev\n");
    assert_eq!(spring(LISTENS, &[profile, base]).0, ["orders"]);
}

#[test]
fn a_field_that_spring_fills_names_the_topic() {
    let settings = ("src/main/resources/application.yml", "app:\n  topic: ${TOPIC:orders}\n");
    let field =
        "  @Value(\"${app.topic}\") private String topic;\n  void f() { template.send(topic, \"\"); }";
    assert_eq!(spring(field, &[settings]).1, ["orders"]);
    assert_eq!(spring(field, &[]).1, ["?"]);
}

#[test]
fn the_environment_names_the_topic_and_its_default_where_it_is_not_set() {
    let image = ("Dockerfile", "FROM base\nENV TOPIC=orders-v2\nCMD [\"run\"]\n");
    let app = python("TOPIC = os.getenv(\"TOPIC\", \"orders\")\nproducer.produce(TOPIC, b\"\")\n");
    assert_eq!(written(&[REQUIREMENTS, ("app.py", &app)]), ["orders"]);
    assert_eq!(written(&[REQUIREMENTS, ("app.py", &app), image]), ["orders-v2"]);
    let index = node("producer.send({ topic: process.env.TOPIC || 'orders', messages: [] });\n");
    assert_eq!(written(&[PACKAGE, ("index.js", &index)]), ["orders"]);
    assert_eq!(written(&[PACKAGE, ("index.js", &index), image]), ["orders-v2"]);
    let mut files =
        go("github.com/segmentio/kafka-go", "\t_ = &kafka.Writer{Topic: os.Getenv(\"TOPIC\")}\n").to_vec();
    assert_eq!(topics_in_go(&files).1, ["?"]);
    files.push((image.0, image.1.to_owned()));
    assert_eq!(topics_in_go(&files).1, ["orders-v2"]);
}

#[test]
fn the_callers_of_a_modules_own_function_name_its_topics() {
    let bus = "from confluent_kafka import Producer\nproducer = Producer({})\ndef publish(topic, value):\n    producer.produce(topic, value)\n";
    let app = "from bus import publish\nfrom fastapi import FastAPI\nfrom topics import ORDERS_TOPIC\napp = FastAPI()\npublish(ORDERS_TOPIC, b\"\")\npublish(\"refunds\", b\"\")\n";
    let constants = ("topics.py", "ORDERS_TOPIC = \"orders\"\n");
    let found = written(&[REQUIREMENTS, ("bus.py", bus), ("app.py", app), constants]);
    assert_eq!(found, ["orders", "refunds"]);
    let [build, main] = go("github.com/IBM/sarama", "\tpublish(ordersTopic)\n\tpublish(\"refunds\")\n");
    let bus = "package main\n\nimport \"github.com/IBM/sarama\"\n\nconst ordersTopic = \"orders\"\n\nvar out sarama.SyncProducer\n\nfunc publish(topic string) {\n\tout.SendMessage(&sarama.ProducerMessage{Topic: topic})\n}\n";
    assert_eq!(topics_in_go(&[build, main, ("bus.go", bus.to_owned())]).1, ["orders", "refunds"]);
    let publish = "  void publish(String topic) { template.send(topic, \"\"); }";
    let caller = (
        "src/main/java/Caller.java",
        "class Caller { Flow flow; void f() { flow.publish(Names.ORDERS_TOPIC); flow.publish(\"refunds\"); } }",
    );
    let constants =
        ("src/main/java/Names.java", "class Names { static final String ORDERS_TOPIC = \"orders\"; }");
    assert_eq!(spring(publish, &[caller, constants]).1, ["orders", "refunds"]);
    assert_eq!(spring(publish, &[]).1, ["?"], "nobody calls it");
}

// --- Frameworks ------------------------------------------------------------------------------------------

#[test]
fn destinations_of_bindings_are_topics_where_the_binder_is_kafka() {
    let settings = (
        "src/main/resources/application.yml",
        "spring:\n  cloud:\n    stream:\n      bindings:\n        enrich-in-0: {destination: orders}\n        enrich-out-0: {destination: enriched}\n",
    );
    let found = topics(&[("pom.xml", &pom("spring-cloud-starter-stream-kafka")), MAIN, settings]);
    assert_eq!(found, (vec!["orders".into()], vec!["enriched".into()]));
    let rabbit = topics(&[("pom.xml", &pom("spring-cloud-starter-stream-rabbit")), MAIN, settings]);
    assert_eq!(rabbit, (vec![], vec![]));
    let left_behind = topics(&[("pom.xml", &pom("spring-kafka")), MAIN, settings]);
    assert_eq!(left_behind, (vec![], vec![]), "nothing reads these settings");
}

#[test]
fn a_topology_reads_and_writes_topics() {
    let build = "<project><artifactId>svc</artifactId><dependencies><dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-streams</artifactId></dependency></dependencies></project>";
    let image = ("Dockerfile", "FROM jre\nCMD [\"java\", \"-jar\", \"a.jar\"]\n");
    let app = |flow: &str| {
        format!(
            "import org.apache.kafka.streams.*;\nimport org.apache.kafka.streams.kstream.KStream;\nclass App {{ public static void main(String[] a) {{\n  StreamsBuilder builder = new StreamsBuilder();\n  {flow}\n  new KafkaStreams(builder.build(), null).start();\n}} }}\n"
        )
    };
    let chained = app("builder.stream(\"orders\").mapValues(v -> v).to(\"enriched\");");
    let named =
        app("KStream<String, String> orders = builder.stream(\"orders\");\n  orders.to(\"enriched\");");
    for app in [chained, named] {
        let found = topics(&[("pom.xml", build), ("src/main/java/App.java", &app), image]);
        assert_eq!(found, (vec!["orders".into()], vec!["enriched".into()]), "{app}");
    }
}

// --- What nothing tells ------------------------------------------------------------------------------------

#[test]
fn a_topic_that_nothing_tells_is_counted_without_a_name() {
    for topic in ["f\"orders-{region}\"", "os.environ[\"TOPIC\"]", "pick(order)", "settings.TOPIC"] {
        let app = python(&format!("producer.produce({topic}, b\"\")\n"));
        assert_eq!(written(&[REQUIREMENTS, ("app.py", &app)]), ["?"], "{topic}");
    }
    let app = python("consumer.subscribe([\"^orders-.*\"])\n");
    assert_eq!(read(&[REQUIREMENTS, ("app.py", &app)]), ["?"], "a pattern is no topic");
}

#[test]
fn a_topic_that_nothing_tells_makes_no_hop() {
    let unnamed = |way: &str| python(way);
    let (out, into) = (unnamed("producer.produce(pick(), b\"\")\n"), unnamed("consumer.subscribe(pick())\n"));
    let plan = judge(&[
        ("a/requirements.txt", REQUIREMENTS.1),
        ("a/app.py", &out),
        ("b/requirements.txt", REQUIREMENTS.1),
        ("b/app.py", &into),
    ]);
    assert_eq!((plan.modules.len(), plan.hops.len()), (2, 0));
}

// --- Hops --------------------------------------------------------------------------------------------------

const TRACED: &str =
    "fastapi\nconfluent-kafka\nopentelemetry-distro\nopentelemetry-instrumentation-confluent-kafka\n";

const LAUNCHED: &str = "FROM python\nCMD [\"opentelemetry-instrument\", \"uvicorn\", \"app:app\"]\n";

const WRITES: &str = "from confluent_kafka import Producer\nfrom fastapi import FastAPI\napp = FastAPI()\nproducer = Producer({})\nproducer.produce(\"orders\", b\"\")\n";

const READS: &str = "from confluent_kafka import Consumer\nfrom fastapi import FastAPI\napp = FastAPI()\nconsumer = Consumer({})\nconsumer.subscribe([\"orders\"])\n";

/// The hops of a repository, as topic, from, to and whether it is traced.
fn hops(files: Files<'_>) -> Vec<(String, String, String, Option<bool>)> {
    judge(files).hops.into_iter().map(|hop| (hop.topic, hop.from, hop.to, hop.traced)).collect()
}

/// The hop between a traced writer and a reader with this manifest.
fn hop_to(manifest: (&str, &str), image: &str) -> Option<bool> {
    let found = hops(&[
        ("shop/requirements.txt", TRACED),
        ("shop/app.py", WRITES),
        ("shop/Dockerfile", LAUNCHED),
        manifest,
        ("mail/app.py", READS),
        ("mail/Dockerfile", image),
    ]);
    let [(topic, from, to, traced)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((topic.as_str(), from.as_str(), to.as_str()), ("orders", "shop", "mail"));
    *traced
}

#[test]
fn a_hop_is_traced_when_context_travels_at_both_ends() {
    let bare = "FROM python\nCMD [\"uvicorn\", \"app:app\"]\n";
    assert_eq!(hop_to(("mail/requirements.txt", TRACED), LAUNCHED), Some(true));
    assert_eq!(hop_to(("mail/requirements.txt", "fastapi\nconfluent-kafka\n"), bare), Some(false));
    let broken = "[project]\nname = \"mail\"\ndependencies = [\"fastapi\",\n";
    assert_eq!(hop_to(("mail/pyproject.toml", broken), bare), None, "what was not read proves nothing");
}

#[test]
fn a_module_makes_no_hop_to_itself() {
    let app = python("producer.produce(\"orders\", b\"\")\nconsumer.subscribe([\"orders\"])\n");
    assert_eq!(hops(&[("a/requirements.txt", REQUIREMENTS.1), ("a/app.py", &app)]), []);
}

#[test]
fn a_library_makes_no_hop() {
    let out = "import org.apache.kafka.clients.producer.*;\nclass Out { void f(KafkaProducer<String, String> p) { p.send(new ProducerRecord<>(\"orders\", \"\")); } }";
    let files = [
        ("lib/pom.xml", "<project><artifactId>lib</artifactId></project>"),
        ("lib/src/main/java/Out.java", out),
        ("mail/requirements.txt", REQUIREMENTS.1),
        ("mail/app.py", READS),
    ];
    assert_eq!(hops(&files), []);
    let image = ("lib/Dockerfile", "FROM jre\nCMD [\"java\", \"-jar\", \"a.jar\"]\n");
    let deployed = hops(&[files[0], files[1], files[2], files[3], image]);
    assert_eq!(deployed, [("orders".into(), "lib".into(), "mail".into(), Some(false))]);
}

#[test]
fn gaps_of_a_module_with_a_hop_are_more_urgent_than_those_of_one_without() {
    let alone = READS.replace("\"orders\"", "\"other\"");
    let plan = judge(&[
        ("shop/requirements.txt", REQUIREMENTS.1),
        ("shop/app.py", WRITES),
        ("mail/requirements.txt", REQUIREMENTS.1),
        ("mail/app.py", READS),
        ("alone/requirements.txt", REQUIREMENTS.1),
        ("alone/app.py", &alone),
    ]);
    for module in ["shop", "mail", "alone"] {
        let tracing = [GapType::MissingOtel, GapType::MissingCorrelation];
        let own = plan.gaps.iter().filter(|gap| gap.module == module);
        let gaps: Vec<_> = own.filter(|gap| tracing.contains(&gap.gap_type)).collect();
        let kinds: Vec<GapType> = gaps.iter().map(|gap| gap.gap_type).collect();
        assert_eq!(kinds, tracing, "{module}");
        let expected = if module == "alone" { Priority::P1 } else { Priority::P0 };
        assert!(gaps.iter().all(|gap| gap.priority == expected), "{module}: {gaps:?}");
    }
    let cell = &plan.modules[0].gaps[&GapType::MissingCorrelation];
    assert_eq!((plan.modules[0].path.as_str(), cell.state), ("alone", CellState::Absent));
}

#[test]
fn destinations_of_spring_cloud_stream_are_filled_in_and_parted() {
    let build = "<project><artifactId>svc</artifactId><dependencies><dependency><groupId>org.springframework.cloud</groupId><artifactId>spring-cloud-starter-stream-kafka</artifactId></dependency></dependencies></project>";
    let settings = "app: {topic: orders}\nspring:\n  cloud:\n    stream:\n      bindings:\n        f-in-0: {destination: \"${app.topic},refunds\"}\n        f-out-0: {destination: \"${nobody.knows}\"}\n";
    let plan = judge(&[
        ("pom.xml", build),
        (
            "src/main/java/A.java",
            "class A { public static void main(String[] a) { SpringApplication.run(A.class); } }",
        ),
        ("src/main/resources/application.yml", settings),
    ]);
    let names = |topics: &[TopicUse]| topics.iter().map(|topic| topic.topic.clone()).collect::<Vec<_>>();
    let module = &plan.modules[0];
    assert_eq!(names(&module.topics_read), [Some("orders".to_owned()), Some("refunds".to_owned())]);
    assert_eq!(names(&module.topics_written), [None]);
}

#[test]
fn every_end_of_a_topic_is_urgent_though_not_every_hop_is_told() {
    let files: Vec<(String, String)> = (0..50)
        .flat_map(|n| {
            let service = |name: String, does: &str| {
                [
                    (format!("{name}/requirements.txt"), "confluent-kafka\n".to_owned()),
                    (
                        format!("{name}/app.py"),
                        format!("from confluent_kafka import Consumer, Producer\n{does}\nif __name__ == \"__main__\":\n    run()\n"),
                    ),
                ]
            };
            let writes = service(format!("w{n}"), "Producer({}).produce(\"orders\", b\"\")");
            writes.into_iter().chain(service(format!("r{n}"), "Consumer({}).subscribe([\"orders\"])"))
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let plan = judge(&files);
    assert!(plan.hops.len() < 2500 && plan.findings.iter().any(|finding| finding.rule.0 == "hops-cut"));
    let mut otel = plan.gaps.iter().filter(|gap| gap.gap_type == GapType::MissingOtel);
    assert!(otel.all(|gap| gap.priority == Priority::P0));
}

#[test]
fn files_that_use_no_client_are_read_for_what_others_leave_open() {
    let bus = "const { Kafka } = require('kafkajs');\nconst producer = new Kafka({}).producer();\nexports.sendMessage = function sendMessage(bus, topic) { producer.send({ topic, messages: [] }); };\n";
    let main = "const express = require('express');\nexpress().listen(1);\n";
    let caller = "const bus = require('./bus');\nbus.sendMessage(bus, 'orders');\n";
    let found = written(&[PACKAGE, ("bus.js", bus), ("index.js", main), ("caller.js", caller)]);
    assert_eq!(found, ["orders"]);
}

#[test]
fn what_a_function_returns_names_the_topic() {
    let publisher = "class OrderPublisher {\n  constructor(producer, topic) { this.producer = producer; this.topic = topic; }\n  publish(order) { return this.producer.send({ topic: this.topic, messages: [order] }); }\n}\nmodule.exports = { OrderPublisher };\n";
    let main = node(
        "const config = require('./config').load();\nconst publisher = new OrderPublisher(producer, config.topic);\n",
    );
    let of = |config: &str| {
        written(&[PACKAGE, ("publisher.js", publisher), ("index.js", &main), ("config.js", config)])
    };
    assert_eq!(
        of("exports.load = (env = process.env) => { return { port: 1, topic: 'orders' }; };\n"),
        ["orders"]
    );
    assert_eq!(of("exports.load = () => ({ topic: process.env.TOPIC ?? 'orders' });\n"), ["orders"]);
    assert_eq!(of("exports.load = () => ({ topics: ['orders'] });\n"), ["?"]);
}

#[test]
fn an_agent_of_faust_reads_the_topic_it_is_given() {
    let build = ("requirements.txt", "faust-streaming\n");
    let app = "import faust\napp = faust.App(\"shop\")\norders = app.topic(\"orders\", value_type=str)\nenriched = app.topic(\"enriched\")\n@app.agent(orders)\nasync def enrich(stream):\n    await enriched.send(value=1)\n";
    let image = ("Dockerfile", "FROM python:3\nCMD faust -A app worker\n");
    assert_eq!(read(&[build, image, ("app.py", app)]), ["orders"]);
}
