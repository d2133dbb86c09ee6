//! dbt_project.yml.

use contracts::plan::Language;
use syntax::{Node, yaml};

use super::Manifest;
use crate::{facts::Ecosystem, source_file::SourceFile};

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
