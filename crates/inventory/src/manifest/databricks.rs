//! databricks.yml: a bundle of jobs, pipelines and notebooks that Databricks runs on Spark.

use contracts::plan::Language;
use syntax::{Node, SyntaxError, yaml};

use super::Manifest;
use crate::{
    facts::{Ecosystem, Role, Usage, UsageKind, WiringLine},
    source_file::SourceFile,
};

/// Reads a bundle; a file without one is none.
pub(crate) fn read(file: &SourceFile<'_>) -> (Option<Manifest>, Vec<Usage>, Vec<SyntaxError>) {
    let (documents, errors) = yaml::read(file.text());
    let Some(bundle) = documents.first().and_then(|root| root.entry("bundle")) else {
        return (None, Vec::new(), errors);
    };
    let location = file.location(bundle.key.span);
    let name = bundle.value.get("name").and_then(Node::scalar).filter(|name| !name.contains(['$', '{']));
    let start =
        WiringLine { role: Role::Start, text: "databricks bundle".to_owned(), location: location.clone() };
    let manifest = Manifest {
        name,
        location: location.clone(),
        build_lines: vec![start],
        ..Manifest::bare(file.path(), Ecosystem::Python, Language::Python)
    };
    let usage = Usage {
        kind: UsageKind::Spark,
        library: "databricks".to_owned(),
        of: String::new(),
        named: Vec::new(),
        names: Vec::new(),
        location,
    };
    (Some(manifest), vec![usage], errors)
}

#[cfg(test)]
mod tests {
    use source_tree::RepoPath;

    use super::*;

    #[test]
    fn a_bundle_is_a_project_and_another_file_of_that_name_is_none() {
        let path = RepoPath::new("jobs/databricks.yml").unwrap();
        let (manifest, usages, _) = read(&SourceFile::new(&path, "bundle:\n  name: crimes\nresources: {}\n"));
        assert_eq!(manifest.and_then(|manifest| manifest.name).as_deref(), Some("crimes"));
        assert_eq!(usages.len(), 1);
        assert!(read(&SourceFile::new(&path, "host: x\n")).0.is_none());
    }
}
