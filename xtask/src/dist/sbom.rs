//! A bill of materials in the form of CycloneDX 1.6, as far as we have something to say.

use serde::Serialize;

use super::sums;

/// The whole bill.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bill {
    #[serde(rename = "$schema")]
    schema: &'static str,
    bom_format: &'static str,
    spec_version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    serial_number: Option<String>,
    version: u32,
    metadata: About,
    components: Vec<Component>,
    dependencies: Vec<Needs>,
}

/// What the bill is about.
#[derive(Debug, Serialize)]
pub struct About {
    /// When the commit was made: a time of day would make each bill another one.
    pub timestamp: String,
    /// What ships.
    pub component: Component,
    /// What else decides its bytes.
    pub properties: Vec<Property>,
}

/// A named value.
#[derive(Debug, Serialize)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: String,
}

/// A package.
#[derive(Debug, Clone, Serialize)]
pub struct Component {
    /// `application` or `library`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The name by which the bill refers to it.
    #[serde(rename = "bom-ref")]
    pub reference: String,
    /// The package's name.
    pub name: String,
    /// The package's version.
    pub version: String,
    /// What it is, in its own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Digests of what was packed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hashes: Vec<Hash>,
    /// Its licence, as one expression.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub licenses: Vec<License>,
    /// Its name among all packages of all ecosystems.
    pub purl: String,
}

/// A digest.
#[derive(Debug, Clone, Serialize)]
pub struct Hash {
    alg: &'static str,
    content: String,
}

impl Hash {
    /// A digest by SHA-256.
    pub fn sha256(content: String) -> Self {
        Self { alg: "SHA-256", content }
    }
}

/// A licence.
#[derive(Debug, Clone, Serialize)]
pub struct License {
    expression: String,
}

impl License {
    /// From what a manifest says; some still write a stroke where SPDX has `OR`.
    pub fn of(written: &str) -> Self {
        let words = written.replace('/', " OR ");
        Self { expression: words.split_whitespace().collect::<Vec<_>>().join(" ") }
    }
}

/// Which components one component needs.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Needs {
    /// The one.
    #[serde(rename = "ref")]
    pub reference: String,
    /// The others, sorted.
    pub depends_on: Vec<String>,
}

/// The package URL of a crate.
pub fn purl(name: &str, version: &str) -> String {
    // `+` begins build metadata of a version, but stands for a space in some readers of URLs.
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

impl Bill {
    /// Sorts everything and names the bill after its content.
    pub fn new(metadata: About, mut components: Vec<Component>, mut dependencies: Vec<Needs>) -> Self {
        components.sort_by(|one, other| one.reference.cmp(&other.reference));
        dependencies.sort_by(|one, other| one.reference.cmp(&other.reference));
        let mut bill = Self {
            schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
            bom_format: "CycloneDX",
            spec_version: "1.6",
            serial_number: None,
            version: 1,
            metadata,
            components,
            dependencies,
        };
        bill.serial_number = Some(serial(&sums::sha256(bill.json().as_bytes())));
        bill
    }

    /// As text.
    pub fn json(&self) -> String {
        // Fields of our own types: there is nothing in them that JSON could not hold.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        text + "\n"
    }
}

/// A UUID of version 8 (RFC 9562: made in a way of one's own) from the digits of a digest.
fn serial(digest: &str) -> String {
    let part = |from: usize, to: usize| digest.get(from..to).unwrap_or_default();
    let (first, second, third) = (part(0, 8), part(8, 12), part(13, 16));
    format!("urn:uuid:{first}-{second}-8{third}-a{}-{}", part(17, 20), part(20, 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component(name: &str) -> Component {
        Component {
            kind: "library",
            reference: purl(name, "1.0.0"),
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            description: None,
            hashes: vec![Hash::sha256("00".repeat(32))],
            licenses: vec![License::of("MIT/Apache-2.0")],
            purl: purl(name, "1.0.0"),
        }
    }

    fn bill(names: &[&str]) -> Bill {
        let about = About {
            timestamp: "2026-01-02T03:04:05Z".to_owned(),
            component: Component { kind: "application", hashes: Vec::new(), ..component("autopilot") },
            properties: vec![Property { name: "autopilot:target", value: "x".to_owned() }],
        };
        let needs = |name: &&str| Needs { reference: purl(name, "1.0.0"), depends_on: Vec::new() };
        let components = names.iter().map(|name| component(name)).collect();
        Bill::new(about, components, names.iter().map(needs).collect())
    }

    #[test]
    fn keys_are_those_of_the_standard() {
        let value: serde_json::Value = serde_json::from_str(&bill(&["a"]).json()).unwrap();
        assert_eq!(value["bomFormat"], "CycloneDX");
        assert_eq!(value["specVersion"], "1.6");
        let expected = serde_json::json!({
            "type": "library", "bom-ref": "pkg:cargo/a@1.0.0", "name": "a", "version": "1.0.0",
            "hashes": [{"alg": "SHA-256", "content": "00".repeat(32)}],
            "licenses": [{"expression": "MIT OR Apache-2.0"}], "purl": "pkg:cargo/a@1.0.0",
        });
        assert_eq!(value["components"][0], expected);
        assert_eq!(value["dependencies"][0]["ref"], "pkg:cargo/a@1.0.0");
        assert_eq!(value["metadata"]["component"].get("hashes"), None);
    }

    #[test]
    fn order_does_not_count_and_content_decides_the_serial_number() {
        assert_eq!(bill(&["a", "b"]).json(), bill(&["b", "a"]).json());
        assert_ne!(bill(&["a"]).serial_number, bill(&["b"]).serial_number);
    }

    #[test]
    fn the_serial_number_has_the_form_of_a_uuid() {
        let digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        assert_eq!(serial(digest), "urn:uuid:01234567-89ab-8def-a123-456789abcdef");
    }

    #[test]
    fn build_metadata_of_a_version_is_escaped() {
        assert_eq!(purl("a", "1.0.0+2"), "pkg:cargo/a@1.0.0%2B2");
    }
}
