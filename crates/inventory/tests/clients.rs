//! Clients of Kafka from libraries that nobody can read here: known by their names, or by what a team says.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

use autopilot_inventory::{ConfigError, Facts, SurveyError, UsageKind, survey};
use source_tree::{MemoryTree, RepoPath};

fn tree(files: &[(&str, &str)]) -> MemoryTree {
    files.iter().fold(MemoryTree::new(), |tree, (path, text)| tree.with(RepoPath::new(path).unwrap(), *text))
}

fn facts(files: &[(&str, &str)]) -> Facts {
    survey(&tree(files)).unwrap()
}

/// Kind and library of what the only module does.
fn usages(files: &[(&str, &str)]) -> Vec<(UsageKind, String)> {
    let found = facts(files);
    found.modules[0].usages.iter().map(|usage| (usage.kind, usage.library.clone())).collect()
}

const GO: &str = "package main\n\nimport \"example.org/acme/acme-kafka/consumer\"\n\nfunc main() {\n\tconsumer.NewConsumer()\n}\n";

#[test]
fn a_library_called_after_kafka_is_a_client_when_a_dependency_accounts_for_it() {
    let required = ("go.mod", "module shop\nrequire example.org/acme/acme-kafka v1.0.0\n");
    assert_eq!(usages(&[required, ("main.go", GO)]), [(UsageKind::KafkaConsumer, "in-house".to_owned())]);
    assert_eq!(usages(&[("go.mod", "module shop\n"), ("main.go", GO)]), []);
    let python = "from acme_kafka import EventConsumer\nEventConsumer()\n";
    assert!(!usages(&[("requirements.txt", "acme-kafka\n"), ("app.py", python)]).is_empty());
    assert_eq!(usages(&[("requirements.txt", "flask\n"), ("app.py", python)]), []);
}

#[test]
fn where_a_known_client_is_used_its_wrapper_is_no_second_one() {
    let go = GO
        .replace("func main", "import \"github.com/segmentio/kafka-go\"\n\nfunc main")
        .replace("consumer.NewConsumer()", "consumer.NewConsumer()\n\tkafka.NewReader(kafka.ReaderConfig{})");
    let module = "module shop\nrequire example.org/acme/acme-kafka v1.0.0\nrequire github.com/segmentio/kafka-go v0.4.0\n";
    let found = usages(&[("go.mod", module), ("main.go", &go)]);
    assert!(!found.is_empty() && found.iter().all(|(_, library)| library == "kafka-go"), "{found:?}");
}

#[test]
fn a_team_names_its_own_client_and_its_topics_are_read() {
    let config = "clients:\n  shop-bus:\n    producers: [com.shop.bus.Bus.publish]\n";
    let java =
        "import com.shop.bus.Bus;\nclass A { private Bus bus; void f() { bus.publish(\"orders\", x); } }\n";
    let found = facts(&[
        (".autopilot.yml", config),
        ("pom.xml", "<project><artifactId>a</artifactId></project>"),
        ("src/main/java/A.java", java),
    ]);
    let usage = &found.modules[0].usages[0];
    assert_eq!((usage.kind, usage.library.as_str()), (UsageKind::KafkaProducer, "shop-bus"));
    assert_eq!(usage.names, [Some("orders".to_owned())]);
}

#[test]
fn a_client_that_says_too_little_is_refused_where_it_stands() {
    let mistakes = |config: &str| {
        let error = survey(&tree(&[(".autopilot.yml", config)])).unwrap_err();
        let SurveyError::Config(ConfigError::Wrong(mistakes)) = error else { panic!("{error}") };
        mistakes.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        mistakes("clients:\n  bus: {made_of: kafka-clients}\n"),
        [".autopilot.yml:2:3: the client `bus` names neither `producers` nor `consumers`"]
    );
    assert_eq!(
        mistakes("clients:\n  bus:\n    consumers: [\"com.shop.*\"]\n"),
        [".autopilot.yml:3:17: `com.shop.*` could be anything: its last part says too little"]
    );
    assert_eq!(
        mistakes("clients:\n  My Bus: {producers: [shop.Bus]}\n"),
        [".autopilot.yml:2:3: `My Bus` is no short name of a client"]
    );
}

#[test]
fn a_client_without_effect_is_told_where_it_stands() {
    let config = "clients:\n  bus:\n    producers: [com.shop.Bus.publish]\n    made_of: kafka-client\n";
    let found = facts(&[(".autopilot.yml", config), ("requirements.txt", "flask\n")]);
    let told: Vec<String> = found
        .findings
        .iter()
        .map(|finding| {
            format!("{}: {} ({})", finding.rule, finding.message, finding.help.as_deref().unwrap_or(""))
        })
        .collect();
    assert_eq!(
        told,
        [
            "config-client-unknown: the client `bus` is made of `kafka-client`, which is no client library (did you mean `kafka-clients`?)",
            "config-client-unused: nothing uses the client `bus` (write what it calls in full, as its imports give it: `com.shop.kafka.ShopProducer`)",
        ]
    );
}
