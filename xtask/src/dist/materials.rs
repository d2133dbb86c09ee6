//! What the executable is made of, from what cargo knows.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, Node, Package, PackageId};

use super::lock::{self, Key};
use super::sbom::{About, Bill, Component, Hash, License, Needs, Property, purl};
use super::{PACKAGE, Release, output, sums};
use crate::failure::Failure;

/// The bill of materials of an executable, as JSON.
pub fn sbom(release: &Release<'_>, executable: &[u8]) -> Result<Vec<u8>, Failure> {
    let root = &release.workspace.root;
    let path = root.join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).map_err(Failure::io("read", &path))?;
    let materials = Materials::of(&release.metadata, &built(release)?, lock::checksums(&lock));
    let mut component = materials.component(&release.package);
    component.kind = "application";
    component.hashes = vec![Hash::sha256(sums::sha256(executable))];
    let property = |name, value: &str| Property { name, value: value.to_owned() };
    let properties = vec![
        property("autopilot:commit", &release.commit.id),
        property("autopilot:rustc", release.rustc("release").unwrap_or_default()),
        property("autopilot:target", release.target.name()),
    ];
    let about = About { timestamp: release.commit.written.clone(), component, properties };
    Ok(materials.bill(about).json().into_bytes())
}

/// Names and versions of what is built for the executable alone.
///
/// `cargo metadata` joins the features that all members of the workspace ask for, tests included, and so
/// names packages that do not come in; `cargo tree -p` does not.
fn built(release: &Release<'_>) -> Result<BTreeSet<Key>, Failure> {
    let mut cargo = release.workspace.cargo();
    cargo.args(["tree", "--locked", "-p", PACKAGE, "-e", "normal", "--target", release.target.name()]);
    cargo.args(["--prefix", "none", "--format", "{p}"]);
    Ok(output(&mut cargo, &release.workspace.root)?.lines().filter_map(key).collect())
}

/// From a line such as `serde v1.0.0 (proc-macro)`.
fn key(line: &str) -> Option<Key> {
    let mut words = line.split_whitespace();
    let name = words.next()?.to_owned();
    Some((name, words.next()?.strip_prefix('v')?.to_owned()))
}

/// Packages of the executable, with what they need.
struct Materials<'a> {
    packages: BTreeMap<&'a PackageId, &'a Package>,
    nodes: Vec<&'a Node>,
    checksums: BTreeMap<Key, String>,
}

impl<'a> Materials<'a> {
    fn of(metadata: &'a Metadata, built: &BTreeSet<Key>, checksums: BTreeMap<Key, String>) -> Self {
        let packages = metadata.packages.iter().filter(|package| built.contains(&key_of(package)));
        let packages: BTreeMap<_, _> = packages.map(|package| (&package.id, package)).collect();
        let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
        let nodes = nodes.filter(|node| packages.contains_key(&node.id)).collect();
        Self { packages, nodes, checksums }
    }

    fn bill(&self, about: About) -> Bill {
        let others = self.packages.values().filter(|package| package.name != PACKAGE);
        let components = others.map(|package| self.component(package)).collect();
        Bill::new(about, components, self.nodes.iter().filter_map(|node| self.needs(node)).collect())
    }

    fn component(&self, package: &Package) -> Component {
        let (name, version) = key_of(package);
        Component {
            kind: "library",
            reference: purl(&name, &version),
            purl: purl(&name, &version),
            description: package.description.as_deref().map(|text| text.trim().to_owned()),
            hashes: self.checksums.get(&key_of(package)).cloned().map(Hash::sha256).into_iter().collect(),
            licenses: package.license.as_deref().map(License::of).into_iter().collect(),
            name,
            version,
        }
    }

    fn needs(&self, node: &Node) -> Option<Needs> {
        let normal = node
            .deps
            .iter()
            .filter(|dependency| dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal));
        let mut depends_on: Vec<String> =
            normal.filter_map(|dependency| self.reference(&dependency.pkg)).collect();
        depends_on.sort();
        depends_on.dedup();
        Some(Needs { reference: self.reference(&node.id)?, depends_on })
    }

    fn reference(&self, id: &PackageId) -> Option<String> {
        let (name, version) = key_of(self.packages.get(id)?);
        Some(purl(&name, &version))
    }
}

fn key_of(package: &Package) -> Key {
    (package.name.to_string(), package.version.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, license: &str) -> serde_json::Value {
        serde_json::json!({
            "name": name, "version": "1.0.0", "id": name, "license": license, "description": " Words\n",
            "dependencies": [], "targets": [], "features": {}, "manifest_path": "/Cargo.toml",
        })
    }

    fn node(name: &str, needs: &[(&str, Option<&str>)]) -> serde_json::Value {
        let deps = needs.iter().map(|(other, kind)| {
            serde_json::json!({"name": other, "pkg": other, "dep_kinds": [{"kind": kind, "target": null}]})
        });
        serde_json::json!({"id": name, "dependencies": [], "deps": deps.collect::<Vec<_>>(), "features": []})
    }

    fn metadata() -> Metadata {
        let packages = ["autopilot", "used", "for-tests", "unified"].map(|name| package(name, "MIT"));
        let needs = [("used", None), ("for-tests", Some("dev")), ("unified", None)];
        let nodes = [node("autopilot", &needs), node("used", &[]), node("for-tests", &[])];
        let value = serde_json::json!({
            "packages": packages, "workspace_members": ["autopilot"], "workspace_root": "/",
            "target_directory": "/target", "version": 1, "resolve": {"nodes": nodes, "root": null},
        });
        serde_json::from_value(value).unwrap()
    }

    fn keys(names: &[&str]) -> BTreeSet<Key> {
        names.iter().map(|name| ((*name).to_owned(), "1.0.0".to_owned())).collect()
    }

    #[test]
    fn only_what_is_built_is_listed_with_licence_and_checksum() {
        let metadata = metadata();
        let checksums = BTreeMap::from([(("used".to_owned(), "1.0.0".to_owned()), "ab".repeat(32))]);
        let materials = Materials::of(&metadata, &keys(&["autopilot", "used"]), checksums);
        let component = materials.component(&metadata.packages[0]);
        let about = About { timestamp: String::new(), component, properties: Vec::new() };
        let bill: serde_json::Value = serde_json::from_str(&materials.bill(about).json()).unwrap();
        let names: Vec<_> = bill["components"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
        assert_eq!(names, ["used"]);
        assert_eq!(bill["components"][0]["licenses"][0]["expression"], "MIT");
        assert_eq!(bill["components"][0]["hashes"][0]["content"], "ab".repeat(32));
        assert_eq!(bill["components"][0]["description"], "Words");
        let expected = serde_json::json!([
            {"ref": "pkg:cargo/autopilot@1.0.0", "dependsOn": ["pkg:cargo/used@1.0.0"]},
            {"ref": "pkg:cargo/used@1.0.0", "dependsOn": []},
        ]);
        assert_eq!(bill["dependencies"], expected);
    }

    #[test]
    fn lines_of_cargo_tree_give_names_and_versions() {
        let expected = Some(("a".to_owned(), "1.2.3".to_owned()));
        assert_eq!(key("a v1.2.3 (proc-macro) (*)"), expected);
        assert_eq!(key("a v1.2.3"), expected);
        assert_eq!(key(""), None);
    }
}
