//! Constants that may name a topic: what one file declares for the others of its module.

use contracts::plan::Language;
use source_tree::RepoPath;
use syntax::source::{Binding, BindingKind, Call, Outline, Returned, Value};

use super::{Expression, Reader};
use crate::source_file::SourceFile;

/// How many constants of one file are kept.
const CONSTANTS_MAX: usize = 200;

/// A name and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Constant {
    /// The file it stands in.
    pub(crate) path: RepoPath,
    /// The language of the file.
    pub(crate) language: Language,
    /// The type or object it belongs to.
    pub(crate) owner: Option<String>,
    pub(crate) name: String,
    pub(crate) expression: Expression,
}

/// Whether a file could hold any.
pub(crate) fn could_hold(text: &str) -> bool {
    ["opic", "OPIC"].iter().any(|word| text.contains(word))
}

/// The constants of a file whose name, or whose owner's, speaks of topics.
pub(crate) fn find(file: &SourceFile<'_>, outline: &Outline, language: Language) -> Vec<Constant> {
    let reader = Reader::of(outline);
    let mut found: Vec<Said<'_>> = outline
        .bindings
        .iter()
        .filter(|binding| is_lasting(binding))
        .flat_map(|binding| bound(binding, &reader))
        .collect();
    found.extend(returned(file, outline, &reader));
    found.extend(made(outline, &reader));
    let speaks = |said: &Said<'_>| {
        // What a caller hands over says nothing by itself.
        !matches!(said.expression, Expression::Other | Expression::Parameter { .. })
            && [said.owner, Some(said.name)].into_iter().flatten().any(speaks_of_topics)
    };
    let constant = |said: Said<'_>| Constant {
        path: file.path().clone(),
        language,
        owner: said.owner.map(ToOwned::to_owned),
        name: said.name.to_owned(),
        expression: said.expression,
    };
    found.into_iter().filter(speaks).map(constant).take(CONSTANTS_MAX).collect()
}

/// What a place says of a name.
struct Said<'o> {
    owner: Option<&'o str>,
    name: &'o str,
    expression: Expression,
}

/// What a binding says: of an object's entries those that are texts.
fn bound<'o>(binding: &'o Binding, reader: &Reader<'_>) -> Vec<Said<'o>> {
    let Some(Value::Object(entries)) = &binding.value else {
        let (owner, name) = (binding.owner.as_deref(), bare(&binding.name));
        return vec![Said { owner, name, expression: only(binding, reader) }];
    };
    let entry = |(key, value): &'o (String, Value)| {
        let expression = Expression::Text(value.as_text()?.to_owned());
        Some(Said { owner: Some(&binding.name), name: key, expression })
    };
    entries.iter().filter_map(entry).collect()
}

/// What functions return that load settings: `return { topic: process.env.TOPIC ?? "orders" }`.
fn returned<'o>(file: &SourceFile<'_>, outline: &'o Outline, reader: &Reader<'_>) -> Vec<Said<'o>> {
    let of_settings = speaks_of_settings(file.path().file_name());
    let loads = |of: &&Returned| {
        let function = of.function.and_then(|index| outline.functions.get(index));
        of_settings || function.is_some_and(|function| speaks_of_settings(&function.name.value))
    };
    let entries = outline.returned.iter().filter(loads).flat_map(|of| match &of.value {
        Value::Object(entries) => entries.iter().map(move |(key, value)| (key, value, of)).collect(),
        _ => Vec::new(),
    });
    let said = entries.filter(|(key, ..)| speaks_of_topics(key)).map(|(key, value, of)| Said {
        owner: None,
        name: key,
        expression: reader.value(value, of.span, of.function),
    });
    said.collect()
}

/// What the fields of settings are given where they are made: `Config{Topic: os.Getenv("TOPIC")}`.
fn made<'o>(outline: &'o Outline, reader: &Reader<'_>) -> Vec<Said<'o>> {
    // What a library is configured with is no setting of the module's own.
    let own = |call: &&Call| {
        let makes = call.construct || call.callee.starts_with(|c: char| c.is_ascii_uppercase());
        makes && !call.callee.contains('.') && speaks_of_settings(&call.callee)
    };
    let fields = outline.calls.iter().filter(own).flat_map(|call| {
        call.arguments.iter().filter_map(move |field| Some((call, field, field.name.as_deref()?)))
    });
    let said = fields.filter(|(.., name)| speaks_of_topics(name)).map(|(call, field, name)| Said {
        owner: Some(&call.callee),
        name,
        expression: reader.value(&field.value, field.span, call.function),
    });
    said.collect()
}

/// Whether it outlives the function it stands in.
fn is_lasting(binding: &Binding) -> bool {
    match binding.kind {
        BindingKind::Field => true,
        BindingKind::Variable => binding.function.is_none(),
        BindingKind::Assignment => binding.name.starts_with("self.") || binding.name.starts_with("this."),
        BindingKind::Parameter => false,
    }
}

fn bare(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn speaks_of_topics(name: &str) -> bool {
    name.to_ascii_lowercase().contains("topic")
}

fn speaks_of_settings(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["config", "setting", "option", "propert", "env", "topic"].iter().any(|word| name.contains(word))
}

fn only(binding: &Binding, reader: &Reader<'_>) -> Expression {
    let mut found = reader.bound(binding);
    match (found.pop(), found.is_empty()) {
        (Some(Expression::Name(name)), _) if bare(&name) == bare(&binding.name) => Expression::Other,
        (Some(expression), true) => expression,
        _ => Expression::Other,
    }
}

#[cfg(test)]
mod tests {
    use syntax::source;

    use super::*;

    fn found(language: Language, dialect: source::Language, text: &str) -> Vec<String> {
        let path = RepoPath::new("a").unwrap();
        let (outline, _) = source::read(dialect, text);
        let constants = find(&SourceFile::new(&path, text), &outline, language);
        let shown = |constant: Constant| {
            let owner = constant.owner.map(|owner| owner + ".").unwrap_or_default();
            format!("{owner}{} = {:?}", constant.name, constant.expression)
        };
        constants.into_iter().map(shown).collect()
    }

    #[test]
    fn what_speaks_of_topics_is_kept() {
        let java = "class Topics { static final String ORDERS = \"orders\"; int n = 3; }";
        assert_eq!(found(Language::Java, source::Language::Java, java), ["Topics.ORDERS = Text(\"orders\")"]);
        let node = "export const TOPICS = { ORDERS: 'orders', n: 3 };\nconst other = 'x';";
        assert_eq!(
            found(Language::Typescript, source::Language::TypeScript, node),
            ["TOPICS.ORDERS = Text(\"orders\")"]
        );
        let python = "class Settings:\n    kafka_topic: str = \"orders\"\n    host = \"x\"\n";
        assert_eq!(
            found(Language::Python, source::Language::Python, python),
            ["Settings.kafka_topic = Text(\"orders\")"]
        );
    }

    #[test]
    fn variables_of_functions_are_no_constants() {
        let go = "package a\nfunc f() { topic := \"orders\" }\n";
        assert!(found(Language::Go, source::Language::Go, go).is_empty());
    }
}
