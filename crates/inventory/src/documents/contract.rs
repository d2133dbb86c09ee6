//! Data contracts, told apart by content: files of any name hold any of the three forms. What is called a contract in
//! another sense (Pact, Spring Cloud Contract, smart contracts) has none of the keys that these require.

use std::collections::BTreeSet;

use source_tree::RepoPath;
use syntax::{Entry, Node, SyntaxError, json, yaml};

use super::{Document, DocumentKind, NAMES_MAX};
use crate::source_file::SourceFile;

/// The key at a document's root that each form requires.
const KEYS: [(&str, DocumentKind); 3] = [
    ("dataContractSpecification", DocumentKind::DataContractSpecification),
    ("asyncapi", DocumentKind::AsyncApi),
    ("DataContract", DocumentKind::Odcs),
];

/// The contracts in a YAML file. One that holds none costs a search for three words.
pub(crate) fn read_yaml(file: &SourceFile<'_>) -> (Vec<Document>, Vec<SyntaxError>) {
    if !may_hold_any(file) {
        return (Vec::new(), Vec::new());
    }
    let (documents, errors) = yaml::read(file.text());
    (documents.iter().filter_map(|root| contract(file, root)).collect(), told(file, errors))
}

/// The contract in a JSON file.
pub(crate) fn read(file: &SourceFile<'_>) -> (Vec<Document>, Vec<SyntaxError>) {
    if !may_hold_any(file) {
        return (Vec::new(), Vec::new());
    }
    let (root, errors) = json::read(file.text());
    (root.iter().filter_map(|root| contract(file, root)).collect(), told(file, errors))
}

fn may_hold_any(file: &SourceFile<'_>) -> bool {
    is_called_contract(file.path()) || KEYS.iter().any(|(word, _)| file.text().contains(word))
}

/// Whether a file's name leaves no doubt that it is meant to be a contract.
fn is_called_contract(path: &RepoPath) -> bool {
    let lower = path.file_name().to_ascii_lowercase();
    let Some((stem, _)) = lower.rsplit_once('.') else { return false };
    stem == "asyncapi" || stem.ends_with(".odcs") || stem.contains("datacontract")
}

/// What is wrong in a file of any other name is for those to say who check it: it may be anything.
fn told(file: &SourceFile<'_>, errors: Vec<SyntaxError>) -> Vec<SyntaxError> {
    if is_called_contract(file.path()) { errors } else { Vec::new() }
}

fn contract(file: &SourceFile<'_>, root: &Node) -> Option<Document> {
    let (kind, entry) = kind(root)?;
    let mut names = BTreeSet::new();
    match kind {
        DocumentKind::Odcs => of_odcs(root, &mut names),
        DocumentKind::DataContractSpecification => of_specification(root, &mut names),
        _ => of_async_api(root, &mut names),
    }
    let location = file.location(entry.key.span);
    let names = names.into_iter().filter(|name| !name.trim().is_empty()).take(NAMES_MAX).collect();
    Some(Document { kind, location, names, hollow: None })
}

/// The form, and the entry that tells it. ODCS names itself by `kind: DataContract`, beside the `apiVersion` that
/// Kubernetes' custom resources have too: theirs holds a slash.
fn kind(root: &Node) -> Option<(DocumentKind, &Entry)> {
    let versioned = |key: &str| root.entry(key).filter(|entry| entry.value.scalar().is_some());
    if let Some(entry) = versioned("dataContractSpecification") {
        return Some((DocumentKind::DataContractSpecification, entry));
    }
    if let Some(entry) = versioned("asyncapi") {
        return Some((DocumentKind::AsyncApi, entry));
    }
    let entry = root.entry("kind").filter(|entry| entry.value.as_str() == Some("DataContract"))?;
    let version = root.get("apiVersion").and_then(Node::scalar);
    let custom_resource = version.is_some_and(|version| version.contains('/'));
    (!custom_resource).then_some((DocumentKind::Odcs, entry))
}

fn of_odcs(root: &Node, names: &mut BTreeSet<String>) {
    scalars(root, &["id", "name", "dataProduct"], names);
    scalar_at(root, &["info", "title"], names);
    // Version 2 calls them `dataset`, with a `table` each.
    for object in items(root, "schema").chain(items(root, "dataset")) {
        scalars(object, &["name", "physicalName", "table", "businessName"], names);
    }
    for server in items(root, "servers") {
        scalars(server, &["topic", "table", "path", "location"], names);
    }
}

fn of_specification(root: &Node, names: &mut BTreeSet<String>) {
    scalars(root, &["id"], names);
    scalar_at(root, &["info", "title"], names);
    keys(root, "models", names);
    let servers = root.get("servers");
    for server in servers.into_iter().flat_map(Node::entries) {
        scalars(&server.value, &["topic", "table", "path", "location"], names);
    }
}

fn of_async_api(root: &Node, names: &mut BTreeSet<String>) {
    scalars(root, &["id"], names);
    scalar_at(root, &["info", "title"], names);
    keys(root, "channels", names);
    for channel in root.get("channels").into_iter().flat_map(Node::entries) {
        // Version 3 calls channels as it likes and gives them an address.
        scalars(&channel.value, &["address"], names);
    }
}

fn items<'n>(root: &'n Node, key: &str) -> impl Iterator<Item = &'n Node> {
    root.get(key).into_iter().flat_map(Node::items)
}

fn keys(root: &Node, key: &str, names: &mut BTreeSet<String>) {
    let entries = root.get(key).into_iter().flat_map(Node::entries);
    names.extend(entries.take(NAMES_MAX).map(|entry| entry.key.value.clone()));
}

fn scalars(node: &Node, keys: &[&str], names: &mut BTreeSet<String>) {
    for key in keys {
        scalar_at(node, &[key], names);
    }
}

fn scalar_at(node: &Node, keys: &[&str], names: &mut BTreeSet<String>) {
    if names.len() < NAMES_MAX {
        names.extend(node.at(keys).and_then(Node::scalar));
    }
}

#[cfg(test)]
mod tests {
    use source_tree::RepoPath;

    use super::*;

    fn read_text(text: &str) -> Vec<(DocumentKind, Vec<String>)> {
        let path = RepoPath::new("any/name.yaml").unwrap();
        let (found, errors) = read_yaml(&SourceFile::new(&path, text));
        assert_eq!(errors, []);
        found.into_iter().map(|document| (document.kind, document.names)).collect()
    }

    #[test]
    fn each_form_is_known_by_what_it_requires() {
        let odcs = "apiVersion: v3.1.0\nkind: DataContract\nid: 53581432\nname: orders\nstatus: active\nversion: 1.0.0\nschema:\n  - name: orders_v1\n    physicalName: shop.orders\nservers:\n  - server: prod\n    type: kafka\n    topic: orders.v1\n";
        let dcs = "dataContractSpecification: 0.9.3\nid: urn:x\ninfo: {title: Orders}\nmodels:\n  orders: {}\nservers:\n  prod: {type: kafka, topic: orders}\n";
        let asyncapi =
            "asyncapi: 3.0.0\ninfo: {title: Orders}\nchannels:\n  placed: {address: orders.placed}\n";
        let kinds: Vec<DocumentKind> =
            [odcs, dcs, asyncapi].iter().flat_map(|text| read_text(text)).map(|(kind, _)| kind).collect();
        assert_eq!(
            kinds,
            [DocumentKind::Odcs, DocumentKind::DataContractSpecification, DocumentKind::AsyncApi]
        );
        assert_eq!(read_text(odcs)[0].1, ["53581432", "orders", "orders.v1", "orders_v1", "shop.orders"]);
        assert_eq!(read_text(dcs)[0].1, ["Orders", "orders", "urn:x"]);
        assert_eq!(read_text(asyncapi)[0].1, ["Orders", "orders.placed", "placed"]);
    }

    #[test]
    fn what_is_called_a_contract_otherwise_is_none() {
        let pact = "consumer: {name: a}\nprovider: {name: b}\ninteractions: []\n";
        let spring = "request:\n  method: GET\nresponse:\n  status: 200\ndescription: DataContract\n";
        let resource = "apiVersion: datamesh.example.org/v1\nkind: DataContract\nmetadata: {name: x}\n";
        let schema =
            "$schema: http://json-schema.org\nproperties:\n  dataContractSpecification: {type: string}\n";
        let nested = "docs:\n  asyncapi: 2.6.0\n";
        for text in [pact, spring, resource, schema, nested] {
            assert_eq!(read_text(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_wrong_in_a_file_that_is_called_a_contract_is_told() {
        let errors = |name: &str, text: &str| {
            let path = RepoPath::new(name).unwrap();
            let file = SourceFile::new(&path, text);
            let (_, errors) = if name.ends_with(".json") { read(&file) } else { read_yaml(&file) };
            errors.len()
        };
        let broken = "info: {title: 'Orders\nchannels: [\n";
        for name in [
            "a/asyncapi.yaml",
            "asyncapi.yml",
            "orders.datacontract.yaml",
            "Orders.odcs.yml",
            "asyncapi.json",
        ] {
            assert!(errors(name, broken) > 0, "{name}");
            assert_eq!(errors(name, "{}\n"), 0, "{name}");
        }
        assert_eq!(errors("values-contract.yaml", broken), 0);
        assert_eq!(errors("other.yaml", &format!("asyncapi: 3.0.0\n{broken}")), 0);
    }

    #[test]
    fn version_2_of_odcs_and_a_second_document_are_read() {
        let text = "a: b\n---\napiVersion: v2.2.2\nkind: DataContract\ndatasetName: x\ndataset:\n  - table: tbl_orders\n";
        assert_eq!(read_text(text), [(DocumentKind::Odcs, vec!["tbl_orders".to_owned()])]);
    }
}
