//! dbt: the project, the models it makes, and the sources that it reads.

use contracts::plan::Language;
use source_tree::RepoPath;
use syntax::{Node, yaml};

use super::Manifest;
use crate::{
    facts::{Ecosystem, Usage, UsageKind},
    location::Location,
    source_file::SourceFile,
    topic::Expression,
};

/// How many sources of one file are kept.
const SOURCES_MAX: usize = 500;

/// Reads one dbt project.
pub(crate) fn read(file: &SourceFile<'_>) -> (Option<Manifest>, Vec<syntax::SyntaxError>) {
    let (documents, errors) = yaml::read(file.text());
    let name = documents.first().and_then(|root| root.get("name"));
    let mut manifest = Manifest::bare(file.path(), Ecosystem::Dbt, Language::Sql);
    if let Some(name) = name {
        manifest.location = file.location(name.span);
        manifest.name = Node::as_str(name).map(ToOwned::to_owned);
    }
    (Some(manifest), errors)
}

/// What a model makes: a table of the file's name.
pub(crate) fn model(path: &RepoPath) -> Usage {
    let name = path.file_name();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    used(UsageKind::TableSink, stem, Location::beginning(path))
}

/// The sources that a file of properties declares: tables that others fill. One without any costs a search for a word.
pub(crate) fn read_sources(file: &SourceFile<'_>) -> Vec<Usage> {
    let of_models = file.path().segments().any(|name| name == "models");
    if !of_models || !file.text().contains("sources:") {
        return Vec::new();
    }
    let (documents, _) = yaml::read(file.text());
    let sources = documents.iter().filter_map(|root| root.get("sources")).flat_map(Node::items);
    sources.flat_map(|source| tables(file, source)).take(SOURCES_MAX).collect()
}

fn tables(file: &SourceFile<'_>, source: &Node) -> Vec<Usage> {
    let called = |node: &Node, key: &str| node.get(key).and_then(Node::scalar);
    let schema = called(source, "schema").or_else(|| called(source, "name"));
    let (Some(schema), Some(tables)) = (schema, source.get("tables")) else { return Vec::new() };
    let table = |table: &Node| {
        let name = called(table, "identifier").or_else(|| called(table, "name"))?;
        Some(used(UsageKind::TableSource, format!("{schema}.{name}"), file.location(table.span)))
    };
    tables.items().iter().filter_map(table).collect()
}

fn used(kind: UsageKind, name: String, location: Location) -> Usage {
    let named = vec![Expression::Text(name)];
    Usage { kind, library: "dbt".to_owned(), of: String::new(), named, names: Vec::new(), location }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_tables_of_a_schema() {
        let path = RepoPath::new("models/staging/sources.yml").unwrap();
        let text = "version: 2\nsources:\n  - name: shop\n    schema: raw_shop\n    tables:\n      - name: orders\n      - {name: x, identifier: items}\n";
        let found = read_sources(&SourceFile::new(&path, text));
        let named: Vec<&Expression> = found.iter().flat_map(|usage| &usage.named).collect();
        let texts = ["raw_shop.orders", "raw_shop.items"].map(|text| Expression::Text(text.to_owned()));
        assert_eq!(named, texts.iter().collect::<Vec<_>>());
    }
}
