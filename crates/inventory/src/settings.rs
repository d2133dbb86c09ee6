//! The application's own configuration: application.yml or application.properties, and their profiles.

use syntax::{Node, Value, properties, yaml};

use crate::{deploy::template, facts::Setting, source_file::SourceFile};

/// How many settings of one file are kept.
const SETTINGS_MAX: usize = 500;

/// How deep keys are followed.
const DEPTH_MAX: usize = 24;

/// The settings of a file, by place, keys dotted and in lower case with dashes.
pub(crate) fn read(file: &SourceFile<'_>) -> (Vec<Setting>, Vec<syntax::SyntaxError>) {
    if file.path().extension() == "properties" {
        return (of_properties(file), Vec::new());
    }
    let (documents, errors) = yaml::read(&template::blank(file.text()));
    let mut found = Vec::new();
    for document in &documents {
        gather(file, document, "", 0, &mut found);
    }
    (found, errors)
}

fn of_properties(file: &SourceFile<'_>) -> Vec<Setting> {
    let properties = properties::read(file.text()).into_iter().map(|found| {
        let key = canonical(&found.key.value);
        Setting { key, value: found.value.value, location: file.location(found.key.span) }
    });
    properties.take(SETTINGS_MAX).collect()
}

fn gather(file: &SourceFile<'_>, node: &Node, prefix: &str, depth: usize, found: &mut Vec<Setting>) {
    if depth == DEPTH_MAX || found.len() == SETTINGS_MAX {
        return;
    }
    if let Value::Object(entries) = &node.value {
        for entry in entries {
            let name = canonical(&entry.key.value);
            let key = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
            gather(file, &entry.value, &key, depth + 1, found);
        }
        return;
    }
    let items: Vec<String> = node.items().iter().filter_map(Node::scalar).collect();
    let value = node.scalar().or_else(|| (!items.is_empty()).then(|| items.join(",")));
    if let Some(value) = value.filter(|_| !prefix.is_empty()) {
        found.push(Setting { key: prefix.to_owned(), value, location: file.location(node.span) });
    }
}

/// The canonical form that Spring compares keys in: lower case, dashes for camel case and underscores.
pub(crate) fn canonical(key: &str) -> String {
    let mut out = String::with_capacity(key.len() + 4);
    let mut lower_before = false;
    for c in key.chars() {
        if c.is_ascii_uppercase() && lower_before {
            out.push('-');
        }
        lower_before = c.is_ascii_lowercase() || c.is_ascii_digit();
        out.push(if c == '_' { '-' } else { c.to_ascii_lowercase() });
    }
    out
}

#[cfg(test)]
mod tests {
    use source_tree::RepoPath;

    use super::*;

    #[test]
    fn keys_are_dotted_and_canonical_and_lists_are_joined() {
        let path = RepoPath::new("application.yml").unwrap();
        let text = "spring:\n  kafka:\n    template:\n      observationEnabled: true\n    bootstrap-servers: [a, b]\n  datasource: {url: x}\n";
        let (settings, errors) = read(&SourceFile::new(&path, text));
        assert_eq!(errors, []);
        let shown: Vec<String> =
            settings.iter().map(|setting| format!("{}={}", setting.key, setting.value)).collect();
        assert_eq!(
            shown,
            [
                "spring.kafka.template.observation-enabled=true",
                "spring.kafka.bootstrap-servers=a,b",
                "spring.datasource.url=x"
            ]
        );
    }

    #[test]
    fn properties_say_the_same() {
        let path = RepoPath::new("application.properties").unwrap();
        let text = "# spring.kafka.a=1\nspring.kafka.template.observationEnabled = true\nserver.port=1\n";
        let (settings, _) = read(&SourceFile::new(&path, text));
        let shown: Vec<String> =
            settings.iter().map(|setting| format!("{}={}", setting.key, setting.value)).collect();
        assert_eq!(shown, ["spring.kafka.template.observation-enabled=true", "server.port=1"]);
    }
}
