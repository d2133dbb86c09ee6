//! An image with nothing but the executable, as one file: an OCI image layout that `docker load` takes too.

use serde_json::{Value, json};

use super::archive::{self, Entry};
use super::{Release, sums};
use crate::failure::Failure;

/// A user that has no name and owns nothing but the folder it works in.
const USER: u64 = 65532;
const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
const LAYER: &str = "application/vnd.oci.image.layer.v1.tar+gzip";

/// Where an image comes from.
#[derive(Debug)]
pub struct Origin {
    architecture: &'static str,
    version: String,
    revision: String,
    seconds: u64,
    created: String,
    source: String,
    licenses: String,
    description: String,
}

impl Origin {
    /// As the release says.
    pub fn of(release: &Release<'_>) -> Self {
        let told = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            architecture: release.target.container_architecture().unwrap_or_default(),
            version: release.package.version.to_string(),
            revision: release.commit.id.clone(),
            seconds: release.commit.seconds,
            created: release.commit.written.clone(),
            source: told(&release.package.repository),
            licenses: told(&release.package.license),
            description: told(&release.package.description),
        }
    }

    fn labels(&self) -> Value {
        json!({
            "org.opencontainers.image.title": "Autopilot",
            "org.opencontainers.image.description": self.description,
            "org.opencontainers.image.source": self.source,
            "org.opencontainers.image.revision": self.revision,
            "org.opencontainers.image.version": self.version,
            "org.opencontainers.image.licenses": self.licenses,
            "org.opencontainers.image.created": self.created,
        })
    }

    fn config(&self, layer: &[u8]) -> Value {
        json!({
            "created": self.created,
            "architecture": self.architecture,
            "os": "linux",
            "config": {
                "User": format!("{USER}:{USER}"),
                "Entrypoint": ["/autopilot"],
                "WorkingDir": "/workspace",
                "Labels": self.labels(),
            },
            "rootfs": { "type": "layers", "diff_ids": [format!("sha256:{}", sums::sha256(layer))] },
            "history": [{ "created": self.created, "created_by": "cargo xtask dist --oci" }],
        })
    }
}

/// The tar file of the image.
pub fn image(origin: &Origin, executable: &[u8]) -> Result<Vec<u8>, Failure> {
    let layer = layer(executable, origin.seconds)?;
    let config = Blob::new(CONFIG, origin.config(&layer).to_string().into_bytes());
    let layer = Blob::new(LAYER, archive::gzip(&layer)?);
    let manifest = Blob::new(MANIFEST, manifest(&config, &layer).to_string().into_bytes());
    let mut entries = vec![
        Entry::file("oci-layout", 0o644, json!({"imageLayoutVersion": "1.0.0"}).to_string().as_bytes()),
        Entry::file("index.json", 0o644, index(origin, &manifest).to_string().as_bytes()),
        Entry::file("manifest.json", 0o644, for_docker(origin, &config, &layer).to_string().as_bytes()),
        Entry::folder("blobs", 0o755),
        Entry::folder("blobs/sha256", 0o755),
    ];
    entries
        .extend([config, layer, manifest].iter().map(|blob| Entry::file(&blob.path(), 0o644, &blob.bytes)));
    archive::tar(entries, origin.seconds)
}

/// The file system: the executable, a folder to work in, and one for what is temporary.
fn layer(executable: &[u8], seconds: u64) -> Result<Vec<u8>, Failure> {
    let entries = vec![
        Entry::file("autopilot", 0o755, executable),
        Entry::folder("tmp", 0o1777),
        Entry::folder("workspace", 0o755).owned_by(USER),
    ];
    archive::tar(entries, seconds)
}

fn manifest(config: &Blob, layer: &Blob) -> Value {
    json!({
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": config.descriptor(),
        "layers": [layer.descriptor()],
    })
}

fn index(origin: &Origin, manifest: &Blob) -> Value {
    let mut descriptor = manifest.descriptor();
    descriptor["platform"] = json!({"architecture": origin.architecture, "os": "linux"});
    descriptor["annotations"] = json!({"org.opencontainers.image.ref.name": origin.version});
    json!({
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.index.v1+json",
        "manifests": [descriptor],
    })
}

/// What `docker load` reads instead of the index.
fn for_docker(origin: &Origin, config: &Blob, layer: &Blob) -> Value {
    let tag = format!("autopilot:{}", origin.version);
    json!([{ "Config": config.path(), "RepoTags": [tag], "Layers": [layer.path()] }])
}

/// A part that is named by its digest.
struct Blob {
    kind: &'static str,
    digest: String,
    bytes: Vec<u8>,
}

impl Blob {
    fn new(kind: &'static str, bytes: Vec<u8>) -> Self {
        Self { kind, digest: sums::sha256(&bytes), bytes }
    }

    fn path(&self) -> String {
        format!("blobs/sha256/{}", self.digest)
    }

    fn descriptor(&self) -> Value {
        json!({
            "mediaType": self.kind,
            "digest": format!("sha256:{}", self.digest),
            "size": self.bytes.len(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io::Read;

    use super::*;

    fn origin() -> Origin {
        Origin {
            architecture: "amd64",
            version: "1.2.3".to_owned(),
            revision: "c0ffee".to_owned(),
            seconds: 1_767_323_045,
            created: "2026-01-02T03:04:05Z".to_owned(),
            source: "https://example.test/org/autopilot".to_owned(),
            licenses: "Apache-2.0".to_owned(),
            description: "Finds things".to_owned(),
        }
    }

    fn files(tar: &[u8]) -> BTreeMap<String, Vec<u8>> {
        let mut archive = tar::Archive::new(tar);
        let read = |entry: std::io::Result<tar::Entry<'_, &[u8]>>| {
            let mut entry = entry.unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.path().unwrap().display().to_string(), bytes)
        };
        archive.entries().unwrap().map(read).collect()
    }

    fn json_of(files: &BTreeMap<String, Vec<u8>>, path: &str) -> Value {
        serde_json::from_slice(&files[path]).unwrap()
    }

    /// What a descriptor points to, once its size and digest are found true.
    fn blob<'a>(files: &'a BTreeMap<String, Vec<u8>>, descriptor: &Value) -> &'a [u8] {
        let digest = descriptor["digest"].as_str().unwrap().strip_prefix("sha256:").unwrap();
        let bytes = &files[&format!("blobs/sha256/{digest}")];
        assert_eq!(sums::sha256(bytes), digest);
        assert_eq!(descriptor["size"], bytes.len());
        bytes
    }

    fn unpacked(bytes: &[u8]) -> Vec<u8> {
        let mut tar = Vec::new();
        flate2::read::GzDecoder::new(bytes).read_to_end(&mut tar).unwrap();
        tar
    }

    #[test]
    fn the_way_from_the_index_to_the_executable_holds() {
        let files = files(&image(&origin(), b"ELF").unwrap());
        assert_eq!(json_of(&files, "oci-layout")["imageLayoutVersion"], "1.0.0");
        let index = json_of(&files, "index.json");
        let manifest: Value = serde_json::from_slice(blob(&files, &index["manifests"][0])).unwrap();
        let config: Value = serde_json::from_slice(blob(&files, &manifest["config"])).unwrap();
        let layer = unpacked(blob(&files, &manifest["layers"][0]));
        let diff = format!("sha256:{}", sums::sha256(&layer));
        assert_eq!(config["rootfs"]["diff_ids"], json!([diff]));
        let inside = self::files(&layer);
        assert_eq!(
            inside.keys().map(String::as_str).collect::<Vec<_>>(),
            ["autopilot", "tmp/", "workspace/"]
        );
        assert_eq!(inside["autopilot"], b"ELF");
    }

    #[test]
    fn it_runs_the_executable_as_nobody_in_a_folder_of_its_own() {
        let config = origin().config(b"");
        assert_eq!(config["config"]["User"], "65532:65532");
        assert_eq!(config["config"]["Entrypoint"], json!(["/autopilot"]));
        assert_eq!(config["config"]["WorkingDir"], "/workspace");
        assert_eq!(config["config"]["Labels"]["org.opencontainers.image.revision"], "c0ffee");
        assert_eq!(config["created"], "2026-01-02T03:04:05Z");
        let tar = layer(b"ELF", 7).unwrap();
        let owners: Vec<(u64, u32)> = tar::Archive::new(tar.as_slice())
            .entries()
            .unwrap()
            .map(|entry| entry.unwrap().header().clone())
            .map(|header| (header.uid().unwrap(), header.mode().unwrap()))
            .collect();
        assert_eq!(owners, [(0, 0o755), (0, 0o1777), (65532, 0o755)]);
    }

    #[test]
    fn docker_finds_the_same_blobs() {
        let files = files(&image(&origin(), b"ELF").unwrap());
        let manifest = json_of(&files, "manifest.json");
        assert_eq!(manifest[0]["RepoTags"], json!(["autopilot:1.2.3"]));
        assert!(files.contains_key(manifest[0]["Config"].as_str().unwrap()));
        assert!(files.contains_key(manifest[0]["Layers"][0].as_str().unwrap()));
    }

    #[test]
    fn the_same_executable_gives_the_same_image() {
        assert_eq!(image(&origin(), b"ELF").unwrap(), image(&origin(), b"ELF").unwrap());
    }
}
