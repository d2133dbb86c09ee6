//! Connectors of Kafka Connect, Debezium's among them: files of their configuration, JSON as its REST API takes it,
//! `.properties` of a standalone worker, or a `KafkaConnector` of Strimzi.

use contracts::plan::Connector;
use contracts::{Evidence, RuleId};
use syntax::{Node, json, properties, yaml};

use crate::{deploy::template, location::Location, source_file::SourceFile};

/// The key that every connector has.
const CLASS: &str = "connector.class";

/// How many connectors of one file and topics of one connector are kept.
const CONNECTORS_MAX: usize = 200;
const TOPICS_MAX: usize = 200;

/// A configuration: keys with values, and where it begins.
struct Settings {
    name: Option<String>,
    pairs: Vec<(String, String)>,
    location: Location,
}

/// The connectors in a JSON file.
pub(crate) fn read_json(file: &SourceFile<'_>) -> Vec<Connector> {
    if !file.text().contains(CLASS) {
        return Vec::new();
    }
    let (root, _) = json::read(file.text());
    let Some(root) = root else { return Vec::new() };
    let listed = if root.items().is_empty() { std::slice::from_ref(&root) } else { root.items() };
    let found = listed.iter().take(CONNECTORS_MAX).filter_map(|node| {
        let config = node.get("config").filter(|config| config.get(CLASS).is_some()).unwrap_or(node);
        of_node(file, config, node.get("name").and_then(Node::scalar))
    });
    found.filter_map(connector).collect()
}

/// The connectors in a file of YAML.
pub(crate) fn read_yaml(file: &SourceFile<'_>) -> Vec<Connector> {
    if !file.text().contains("KafkaConnector") {
        return Vec::new();
    }
    let (documents, _) = yaml::read(&template::blank(file.text()));
    let resources =
        documents.iter().filter(|root| root.get("kind").and_then(Node::as_str) == Some("KafkaConnector"));
    let found = resources.take(CONNECTORS_MAX).filter_map(|root| {
        let spec = root.get("spec")?;
        let name = root.at(&["metadata", "name"]).and_then(Node::scalar);
        let mut settings = of_node(file, spec.get("config").unwrap_or(spec), name)?;
        let class = spec.get("class").and_then(Node::scalar)?;
        settings.pairs.push((CLASS.to_owned(), class));
        Some(settings)
    });
    found.filter_map(connector).collect()
}

/// The connector in a file of properties.
pub(crate) fn read_properties(file: &SourceFile<'_>) -> Vec<Connector> {
    let found = properties::read(file.text());
    let Some(class) = found.iter().find(|property| property.key.value == CLASS) else { return Vec::new() };
    let location = file.location(class.key.span);
    let pairs: Vec<(String, String)> =
        found.iter().map(|property| (property.key.value.clone(), property.value.value.clone())).collect();
    connector(Settings { name: None, pairs, location }).into_iter().collect()
}

fn of_node(file: &SourceFile<'_>, config: &Node, name: Option<String>) -> Option<Settings> {
    let pairs: Vec<(String, String)> = config
        .entries()
        .iter()
        .filter_map(|entry| Some((entry.key.value.clone(), entry.value.scalar()?)))
        .collect();
    let place = config.entry(CLASS).map_or(config.span, |entry| entry.key.span);
    (!pairs.is_empty()).then(|| Settings { name, pairs, location: file.location(place) })
}

fn connector(settings: Settings) -> Option<Connector> {
    let of = |key: &str| settings.pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    let class = of(CLASS)?.to_owned();
    let sink = class.to_ascii_lowercase().contains("sink");
    let listed = |text: &str| -> Vec<String> {
        let parts = text.split(',').map(str::trim);
        let named = parts.filter(|part| !part.is_empty() && !part.contains(['$', '{', '*', '(']));
        named.map(ToOwned::to_owned).take(TOPICS_MAX).collect()
    };
    let topics_read = if sink { of("topics").map(listed).unwrap_or_default() } else { Vec::new() };
    let topics_written = if sink { Vec::new() } else { written(&of, &listed) };
    let reason = if sink {
        "a connector takes topics elsewhere from here"
    } else {
        "a connector fills topics from here"
    };
    Some(Connector {
        name: settings.name.clone().or_else(|| of("name").map(ToOwned::to_owned)),
        class,
        topics_read,
        topics_written,
        evidence: Evidence {
            path: settings.location.path.to_string(),
            span: Some(settings.location.span),
            rule: RuleId::new("connector"),
            reason: reason.to_owned(),
        },
    })
}

/// The topics that a source fills: one that is named, or Debezium's and JDBC's, a prefix with each table behind it.
fn written<'a>(of: &impl Fn(&str) -> Option<&'a str>, listed: &impl Fn(&str) -> Vec<String>) -> Vec<String> {
    if let Some(topic) = of("topic").or_else(|| of("kafka.topic")).or_else(|| of("topics")) {
        return listed(topic);
    }
    let prefix = of("topic.prefix").or_else(|| of("database.server.name"));
    let debezium = of("table.include.list").or_else(|| of("table.whitelist"));
    let Some(prefix) = prefix.filter(|prefix| !prefix.contains(['$', '{'])) else { return Vec::new() };
    // JDBC's prefix is part of the name, Debezium's stands in front of a dot.
    let dotted = of(CLASS).is_some_and(|class| class.contains("debezium"));
    let tables = debezium.map(listed).unwrap_or_default();
    tables
        .iter()
        .map(|table| if dotted { format!("{prefix}.{table}") } else { format!("{prefix}{table}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use source_tree::RepoPath;

    use super::*;

    /// Name, class, topics read, topics written.
    type Shown<'a> = (Option<&'a str>, &'a str, Vec<&'a str>, Vec<&'a str>);

    fn shown(found: &[Connector]) -> Vec<Shown<'_>> {
        found
            .iter()
            .map(|found| {
                let read = found.topics_read.iter().map(String::as_str).collect();
                let written = found.topics_written.iter().map(String::as_str).collect();
                (found.name.as_deref(), found.class.as_str(), read, written)
            })
            .collect()
    }

    #[test]
    fn a_source_of_debezium_fills_a_topic_for_each_table() {
        let path = RepoPath::new("connect/orders.json").unwrap();
        let text = "{\"name\": \"orders\", \"config\": {\"connector.class\": \"io.debezium.connector.postgresql.PostgresConnector\", \"topic.prefix\": \"shop\", \"table.include.list\": \"public.orders, public.items\"}}";
        let found = read_json(&SourceFile::new(&path, text));
        let class = "io.debezium.connector.postgresql.PostgresConnector";
        assert_eq!(
            shown(&found),
            [(Some("orders"), class, vec![], vec!["shop.public.orders", "shop.public.items"])]
        );
    }

    #[test]
    fn a_sink_reads_topics_in_every_notation() {
        let path = RepoPath::new("connect/sink.properties").unwrap();
        let text = "name=out\nconnector.class=io.confluent.connect.s3.S3SinkConnector\ntopics=orders,items\n";
        let found = read_properties(&SourceFile::new(&path, text));
        let class = "io.confluent.connect.s3.S3SinkConnector";
        assert_eq!(shown(&found), [(Some("out"), class, vec!["orders", "items"], vec![])]);
        let strimzi = "apiVersion: kafka.strimzi.io/v1beta2\nkind: KafkaConnector\nmetadata: {name: out}\nspec:\n  class: io.confluent.connect.s3.S3SinkConnector\n  config:\n    topics: orders\n";
        let found = read_yaml(&SourceFile::new(&path, strimzi));
        assert_eq!(shown(&found), [(Some("out"), class, vec!["orders"], vec![])]);
        assert!(read_json(&SourceFile::new(&path, "{\"a\": 1}")).is_empty());
    }
}
