//! `lineage.autopilot.yml`: the lineage spec beside a module.

use syntax::{Node, SyntaxError, yaml};

use super::{Document, DocumentKind, Hollow, NAMES_MAX};
use crate::source_file::SourceFile;

/// The spec in a file; hollow where it names neither an input nor an output.
pub(crate) fn read(file: &SourceFile<'_>) -> (Vec<Document>, Vec<SyntaxError>) {
    let (documents, errors) = yaml::read(file.text());
    let root = documents.first();
    let names: Vec<String> = ["inputs", "outputs"]
        .iter()
        .filter_map(|key| root?.get(key))
        .flat_map(Node::items)
        .filter_map(|dataset| dataset.get("name").unwrap_or(dataset).scalar())
        .filter(|name| !name.trim().is_empty())
        .take(NAMES_MAX)
        .collect();
    let hollow = names.is_empty().then_some(Hollow::Empty);
    let span = root.map_or_else(Default::default, |root| root.span);
    let location = file.location(span);
    (vec![Document { kind: DocumentKind::LineageSpec, location, names, hollow }], errors)
}

#[cfg(test)]
mod tests {
    use source_tree::RepoPath;

    use super::*;

    #[test]
    fn a_spec_that_names_no_dataset_is_hollow() {
        let path = RepoPath::new("orders/lineage.autopilot.yml").unwrap();
        let read = |text: &str| read(&SourceFile::new(&path, text)).0.remove(0);
        let full = read(
            "job: {namespace: shop, name: orders}\ninputs: []\noutputs:\n  - {namespace: 'kafka://b:9092', name: orders.v1}\n",
        );
        assert_eq!((full.hollow, full.names), (None, vec!["orders.v1".to_owned()]));
        let short = read("inputs: [raw, {name: more}]\noutputs: [orders, '', {namespace: x}]\n");
        let names = ["raw", "more", "orders"].map(str::to_owned).to_vec();
        assert_eq!((short.hollow, short.names), (None, names));
        let many = read(&format!("outputs:\n{}", "  - orders\n".repeat(NAMES_MAX + 1)));
        assert_eq!(many.names.len(), NAMES_MAX);
        assert_eq!(read("").hollow, Some(Hollow::Empty));
        assert_eq!(read("inputs: []\n").hollow, Some(Hollow::Empty));
    }
}
