//! What modules of one repository take from each other.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use autopilot_inventory::{Facts, ModuleFacts, Scope, UsageKind};
use support::facts;

const PRODUCER: &str = "package kafka\n\nimport \"github.com/segmentio/kafka-go\"\n\nfunc New() { _ = &kafka.Writer{Addr: nil} }\n";
const READER: &str = "package read\n\nimport \"github.com/segmentio/kafka-go\"\n\nfunc New() { kafka.NewReader(kafka.Config()) }\n";

fn module<'a>(facts: &'a Facts, path: &str) -> &'a ModuleFacts {
    facts.modules.iter().find(|module| module.path.as_str() == path).unwrap()
}

fn paths(facts: &Facts) -> Vec<&str> {
    facts.modules.iter().map(|module| module.path.as_str()).collect()
}

fn kinds(facts: &Facts, path: &str) -> Vec<UsageKind> {
    module(facts, path).usages.iter().map(|usage| usage.kind).collect()
}

fn libraries(facts: &Facts, path: &str) -> Vec<String> {
    module(facts, path).libraries.iter().map(ToString::to_string).collect()
}

fn main_of(imports: &str) -> String {
    format!("package main\n\nimport (\n{imports}\n)\n\nfunc main() {{\n}}\n")
}

#[test]
fn a_go_module_does_what_the_packages_do_that_it_imports_and_nothing_of_their_neighbours() {
    let main = main_of("\t\"forge.example/shop/lib/kafka\"");
    let facts = facts(&[
        ("go.work", "go 1.22\nuse (\n\t./lib\n\t./orders\n)\n"),
        ("lib/go.mod", "module forge.example/shop/lib\n"),
        ("lib/kafka/new.go", PRODUCER),
        ("lib/read/new.go", READER),
        ("orders/go.mod", "module forge.example/shop/orders\nrequire forge.example/shop/lib v0.0.0\n"),
        ("orders/main.go", &main),
    ]);
    assert_eq!(kinds(&facts, "orders"), [UsageKind::KafkaProducer]);
    assert_eq!(libraries(&facts, "orders"), ["lib"]);
    assert_eq!(module(&facts, "orders").usages[0].location.path.as_str(), "lib/kafka/new.go");
    assert_eq!(module(&facts, "orders").name.as_deref(), Some("orders"));
}

#[test]
fn a_go_module_that_is_replaced_by_a_folder_is_followed_there_and_through_its_own_imports() {
    let main = main_of("\t\"other.example/x/v2/client\"");
    let client = "package client\n\nimport \"other.example/x/v2/kafka\"\n";
    let facts = facts(&[
        ("lib/go.mod", "module other.example/renamed\n"),
        ("lib/client/c.go", client),
        ("lib/kafka/new.go", PRODUCER),
        (
            "svc/go.mod",
            "module svc\nrequire other.example/x/v2 v2.0.0\nreplace other.example/x/v2 => ../lib\n",
        ),
        ("svc/main.go", &main),
    ]);
    assert_eq!(kinds(&facts, "svc"), [] as [UsageKind; 0], "the replacement holds for svc alone");
    let facts = self::facts(&[
        ("go.work", "use ./svc\nreplace other.example/x/v2 => ./lib\n"),
        ("lib/go.mod", "module other.example/renamed\n"),
        ("lib/client/c.go", client),
        ("lib/kafka/new.go", PRODUCER),
        ("svc/go.mod", "module svc\nrequire other.example/x/v2 v2.0.0\n"),
        ("svc/main.go", &main),
    ]);
    assert_eq!(kinds(&facts, "svc"), [UsageKind::KafkaProducer], "that of go.work holds for all");
}

#[test]
fn of_go_modules_with_one_path_the_nearest_is_meant() {
    let main = main_of("\t\"shop/lib/kafka\"");
    let facts = facts(&[
        ("a/lib/go.mod", "module shop/lib\n"),
        ("a/lib/kafka/new.go", READER),
        ("b/lib/go.mod", "module shop/lib\n"),
        ("b/lib/kafka/new.go", PRODUCER),
        ("b/svc/go.mod", "module svc\nrequire shop/lib v0.0.0\n"),
        ("b/svc/main.go", &main),
    ]);
    assert_eq!(libraries(&facts, "b/svc"), ["b/lib"]);
}

#[test]
fn programs_of_one_go_mod_with_images_of_their_own_are_modules_with_what_they_import() {
    let api = main_of("\t\"shop/internal/kafka\"\n\t\"go.opentelemetry.io/otel/sdk/trace\"");
    let worker = main_of("\t\"shop/internal/read\"");
    let facts = facts(&[
        (
            "go.mod",
            "module shop\nrequire go.opentelemetry.io/otel/sdk v1\nrequire github.com/segmentio/kafka-go v0\n",
        ),
        ("internal/kafka/new.go", PRODUCER),
        ("internal/read/new.go", READER),
        ("cmd/api/Dockerfile", "FROM golang\nCMD [\"/api\"]\n"),
        ("cmd/api/main.go", &api),
        ("services/worker/Dockerfile", "FROM golang\nCMD [\"/worker\"]\n"),
        ("services/worker/cmd/main.go", &worker),
        ("docker/postgres/Dockerfile", "FROM postgres\n"),
    ]);
    assert_eq!(paths(&facts), [".", "cmd/api", "services/worker"]);
    let names = |path| -> Vec<&str> {
        module(&facts, path).dependencies.iter().map(|dependency| dependency.name.as_str()).collect()
    };
    assert_eq!(names("cmd/api"), ["go.opentelemetry.io/otel/sdk", "github.com/segmentio/kafka-go"]);
    assert_eq!(names("services/worker"), ["github.com/segmentio/kafka-go"]);
    assert_eq!(kinds(&facts, "cmd/api"), [UsageKind::KafkaProducer]);
    assert_eq!(kinds(&facts, "services/worker"), [UsageKind::KafkaConsumer]);
    assert!(module(&facts, ".").entry_points.is_empty(), "what is shared starts nothing");
    assert_eq!(module(&facts, "cmd/api").manifests[0].as_str(), "go.mod");
}

#[test]
fn a_single_image_below_a_go_mod_is_that_of_the_go_mod() {
    let main = main_of("\t\"fmt\"");
    let facts = facts(&[
        ("go.mod", "module shop\n"),
        ("cmd/api/main.go", &main),
        ("cmd/api/Dockerfile", "FROM golang\n"),
        ("cmd/tool/main.go", &main),
        ("examples/a/Dockerfile", "FROM golang\n"),
        ("examples/a/main.go", &main),
    ]);
    assert_eq!(paths(&facts), ["."]);
}

#[test]
fn compose_services_of_one_go_mod_are_modules_where_their_programs_lie() {
    let main = main_of("\t\"fmt\"");
    let facts = facts(&[
        ("go.mod", "module shop\n"),
        ("orders/main.go", &main),
        ("billing/main.go", &main),
        (
            "docker-compose.yml",
            "services:\n  orders: {build: {context: ., dockerfile: orders/Dockerfile}}\n  billing: {build: ./billing}\n",
        ),
    ]);
    assert_eq!(paths(&facts), [".", "billing", "orders"]);
    assert_eq!(module(&facts, "orders").deployments.len(), 1);
    assert_eq!(module(&facts, "billing").deployments.len(), 1);
}

#[test]
fn go_sources_beside_an_image_need_no_go_mod() {
    let main = main_of("\t\"fmt\"");
    let facts = facts(&[("svc/Dockerfile", "FROM golang\n"), ("svc/main.go", &main)]);
    assert_eq!(paths(&facts), ["svc"]);
    assert!(module(&facts, "svc").dependencies.iter().all(|found| found.scope == Scope::Runtime));
}

#[test]
fn a_package_of_go_that_no_program_takes_in_does_nothing() {
    let build = ("go.mod", "module example.org/shop\n\nrequire github.com/IBM/sarama v1.43.0\n");
    let consumer = "package consumer\n\nimport \"github.com/IBM/sarama\"\n\nfunc New() { sarama.NewConsumer(nil, nil) }\n";
    let main = |import: &str| format!("package main\n\nimport {import}\n\nfunc main() {{}}\n");
    let found = |import: &str| {
        let facts = facts(&[build, ("internal/consumer/c.go", consumer), ("cmd/main.go", &main(import))]);
        facts.modules[0].usages.len()
    };
    assert_eq!(found("\"example.org/shop/internal/consumer\""), 1);
    assert_eq!(found("\"fmt\""), 0);
}

const CONSUMES: &str = "package shop;\nimport org.apache.kafka.clients.consumer.KafkaConsumer;\npublic class BaseConsumer { KafkaConsumer<String, String> consumer; }\n";
const PRODUCES: &str = "package shop;\nimport org.apache.kafka.clients.producer.KafkaProducer;\npublic class BaseProducer { KafkaProducer<String, String> producer; }\n";

/// A library with a class that consumes and one that produces, and a module that declares it.
fn library_on_the_jvm(producer: &str, app: &str) -> Facts {
    let pom = "<project><artifactId>app</artifactId><dependencies><dependency><groupId>g</groupId><artifactId>lib</artifactId></dependency></dependencies></project>";
    facts(&[
        ("lib/pom.xml", "<project><artifactId>lib</artifactId></project>"),
        ("lib/src/main/java/shop/BaseConsumer.java", CONSUMES),
        ("lib/src/main/java/shop/BaseProducer.java", producer),
        ("lib/src/main/java/shop/Out.java", "package shop;\npublic class Out { BaseProducer inner; }\n"),
        ("app/pom.xml", pom),
        ("app/src/main/java/shop/App.java", app),
    ])
}

#[test]
fn a_module_of_the_jvm_does_what_the_classes_do_that_it_mentions_and_they_in_turn() {
    let reads = "package shop;\nclass App extends BaseConsumer { public static void main(String[] a) { } }\n";
    assert_eq!(kinds(&library_on_the_jvm(PRODUCES, reads), "app"), [UsageKind::KafkaConsumer]);
    let through = "package shop;\nclass App { Out out; public static void main(String[] a) { } }\n";
    assert_eq!(kinds(&library_on_the_jvm(PRODUCES, through), "app"), [UsageKind::KafkaProducer]);
}

#[test]
fn what_a_container_makes_by_itself_need_not_be_mentioned() {
    let component = PRODUCES.replace("public class", "@Component public class");
    let app = "package shop;\nclass App { public static void main(String[] a) { } }\n";
    assert_eq!(kinds(&library_on_the_jvm(&component, app), "app"), [UsageKind::KafkaProducer]);
    assert_eq!(kinds(&library_on_the_jvm(PRODUCES, app), "app"), []);
}

const KAFKA_PRODUCER: &str = "from confluent_kafka import Producer\n\nclass Out:\n    p = Producer({})\n";
const KAFKA_CONSUMER: &str = "from confluent_kafka import Consumer\n\nclass In:\n    c = Consumer({})\n";

/// Two services beside a library of Python, which hands on what one file produces and another consumes.
fn library_of_python(layout: &str, hands_on: &str, imports: &str) -> Facts {
    let file = |name: &str| format!("{layout}/shared_bus/{name}.py");
    let app = format!("{imports}\nif __name__ == '__main__':\n    run()\n");
    facts(&[
        (
            "libs/bus/pyproject.toml",
            "[project]\nname = \"shared-bus\"\ndependencies = [\"confluent-kafka\"]\n",
        ),
        (&file("__init__"), hands_on),
        (&file("sends"), KAFKA_PRODUCER),
        (&file("reads"), KAFKA_CONSUMER),
        ("services/a/requirements.txt", "shared-bus\n"),
        ("services/a/app/main.py", &app),
    ])
}

#[test]
fn a_service_of_python_does_what_the_files_do_that_it_imports() {
    let hands_on = "from .sends import Out\nfrom shared_bus.reads import In as Reader\n";
    for layout in ["libs/bus", "libs/bus/src"] {
        let does = |hands_on: &str, imports: &str| {
            let facts = library_of_python(layout, hands_on, imports);
            let mut kinds = kinds(&facts, "services/a");
            kinds.sort_unstable();
            (kinds, libraries(&facts, "services/a"))
        };
        let lib = || vec!["libs/bus".to_owned()];
        let (sends, reads) = (UsageKind::KafkaProducer, UsageKind::KafkaConsumer);
        for import in
            ["import shared_bus.sends", "from shared_bus import sends", "from shared_bus.sends import Out"]
        {
            assert_eq!(does("", import), (vec![sends], lib()), "{import}");
        }
        assert_eq!(does(hands_on, "from shared_bus import Out"), (vec![sends], lib()));
        assert_eq!(does(hands_on, "from shared_bus import Reader"), (vec![reads], lib()));
        let both = does(hands_on, "from shared_bus import *").0;
        assert_eq!(both.len(), 2, "nobody can tell which names are meant");
        assert_eq!(does(hands_on, "import json").0.len(), 2, "what is only declared counts as a whole");
    }
}

#[test]
fn what_files_of_python_import_may_lie_in_no_module() {
    let does = |imports: &str| {
        let app = format!("{imports}\nif __name__ == '__main__':\n    run()\n");
        let facts = facts(&[
            ("common/bus.py", KAFKA_PRODUCER),
            ("services/a/requirements.txt", "confluent-kafka\n"),
            ("services/a/main.py", &app),
        ]);
        kinds(&facts, "services/a")
    };
    assert_eq!(does("from common.bus import Out"), [UsageKind::KafkaProducer]);
    assert_eq!(does("import common.other"), []);
}

#[test]
fn an_app_of_django_brings_its_commands_which_nobody_imports() {
    let with_command = |folder: &str| {
        let command = format!("lib/events/{folder}/consume.py");
        let facts = facts(&[
            (
                "lib/setup.py",
                "from setuptools import setup\nsetup(name='events', install_requires=['confluent-kafka'])\n",
            ),
            ("lib/events/handlers.py", "def handler(): pass\n"),
            (&command, KAFKA_CONSUMER),
            ("orders/requirements.txt", "django\nevents\n"),
            (
                "orders/manage.py",
                "from events.handlers import handler\nif __name__ == '__main__':\n    run()\n",
            ),
        ]);
        kinds(&facts, "orders")
    };
    assert_eq!(with_command("management/commands"), [UsageKind::KafkaConsumer]);
    assert_eq!(with_command("other"), [], "what is imported is known, and this is not");
}

#[test]
fn packages_of_python_that_hand_on_in_a_circle_end() {
    let facts = facts(&[
        ("a/__init__.py", "from b import x\n"),
        ("b/__init__.py", "from a import x\n"),
        ("requirements.txt", "flask\n"),
        ("main.py", "from a import x\nif __name__ == '__main__':\n    run()\n"),
    ]);
    assert_eq!(paths(&facts), ["."]);
}
