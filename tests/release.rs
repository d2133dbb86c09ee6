//! What ships, as it ships: the archive in a root folder without anything else, the bill of materials, the image.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use autopilot_tests::checkers::{python, refused, run};
use autopilot_tests::executable::succeeded;
use autopilot_tests::files::copy;
use autopilot_tests::surroundings::{release, root, tool};
use serde_json::Value;
use tempfile::TempDir;

/// The target that is built here.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// What an executable may weigh, in bytes.
const EXECUTABLE_MAX: u64 = 25_000_000;

fn stem() -> String {
    format!("autopilot-{}-{TARGET}", env!("CARGO_PKG_VERSION"))
}

fn sh(folder: &Path, script: &str) -> Output {
    Command::new("sh").args(["-euc", script]).current_dir(folder).output().unwrap()
}

/// The archive, unpacked into a folder that becomes the root of the file system.
fn unpacked() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let archive = release().join(format!("{}.tar.gz", stem()));
    succeeded(&run(
        "tar".into(),
        ["-C".as_ref(), folder.path().as_os_str(), "-xzf".as_ref(), archive.as_os_str()],
    ));
    folder
}

/// Runs a script as a root that can mount: the one that there is, or one of a user namespace.
fn as_root(script: &str, arguments: &[&Path]) -> Output {
    let is_root = String::from_utf8(sh(Path::new("/"), "id -u").stdout).unwrap().trim() == "0";
    let mut command = Command::new("unshare");
    if !is_root {
        command.args(["--user", "--map-root-user"]);
    }
    command.args(["--mount", "sh", "-euc", script, "sh"]).args(arguments).output().unwrap()
}

#[test]
fn the_archive_holds_what_is_documented_and_the_list_vouches_for_it() {
    succeeded(&sh(&release(), "sha256sum --strict --check SHA256SUMS"));
    let folder = unpacked();
    let inside = folder.path().join(stem());
    let mut names: Vec<String> = fs::read_dir(&inside)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["LICENSE", "README.md", "autopilot"]);
    let executable = fs::metadata(inside.join("autopilot")).unwrap();
    assert_eq!(executable.permissions().mode() & 0o777, 0o755);
    assert!(executable.len() <= EXECUTABLE_MAX, "{} bytes", executable.len());
}

/// Nothing of a system is needed: no loader, no library, no shell, no `/etc`.
#[test]
fn the_executable_runs_in_an_empty_root_folder() {
    let folder = unpacked();
    let inside = folder.path().join(stem());
    fs::create_dir(inside.join("repository")).unwrap();
    let version = as_root("exec chroot \"$1\" /autopilot --version", &[&inside]);
    let commit = sh(&root(), "git rev-parse --short=12 HEAD");
    let expected = format!(
        "autopilot {} ({})\n",
        env!("CARGO_PKG_VERSION"),
        String::from_utf8_lossy(&commit.stdout).trim()
    );
    assert_eq!(String::from_utf8_lossy(succeeded(&version)), expected);

    let repository = tempfile::tempdir().unwrap();
    copy(&root().join("examples"), repository.path());
    let mounted =
        "mount --bind -o ro \"$2\" \"$1/repository\"; exec chroot \"$1\" /autopilot scout /repository";
    let scan = as_root(mounted, &[&inside, repository.path()]);
    let told = String::from_utf8_lossy(succeeded(&scan)).into_owned();
    assert!(told.starts_with("4 services, 0 of 4 with OpenTelemetry"), "{told}");
}

/// Asks the validator that carries CycloneDX's own schema.
fn validated(bill: &Path) -> Output {
    let script = root().join("tests/support/cyclonedx_validate.py");
    run(python("cyclonedx"), [script.as_os_str(), bill.as_os_str()])
}

fn bill() -> PathBuf {
    release().join(format!("{}.cdx.json", stem()))
}

#[test]
fn the_bill_of_materials_follows_its_standard() {
    succeeded(&validated(&bill()));
    let mut broken: Value = serde_json::from_slice(&fs::read(bill()).unwrap()).unwrap();
    broken["components"][0]["type"] = "thing".into();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.cdx.json");
    fs::write(&file, broken.to_string()).unwrap();
    refused("a component of no kind", &validated(&file), "thing");
}

/// What is linked in is named with where it comes from and under which licence.
#[test]
fn the_bill_of_materials_names_what_is_inside() {
    let bill: Value = serde_json::from_slice(&fs::read(bill()).unwrap()).unwrap();
    let components = bill["components"].as_array().unwrap();
    for name in ["tree-sitter", "gix", "rustls", "quick-xml"] {
        let component = components.iter().find(|component| component["name"] == name);
        let component = component.unwrap_or_else(|| panic!("{name} is not named"));
        assert!(
            component["purl"].as_str().unwrap().starts_with(&format!("pkg:cargo/{name}@")),
            "{component}"
        );
        assert_eq!(component["hashes"][0]["alg"], "SHA-256", "{component}");
        assert!(component["licenses"][0]["expression"].is_string(), "{component}");
    }
    // What only tests use is not inside.
    assert!(
        !components.iter().any(|component| component["name"] == "proptest" || component["name"] == "comrak")
    );
}

fn crane(arguments: &[&str]) -> Output {
    run(tool("crane").join("bin/crane"), arguments)
}

#[test]
fn the_image_is_one_and_runs_nothing_as_root() {
    let image = release().join(format!("autopilot-{}-oci.tar", env!("CARGO_PKG_VERSION")));
    let image = image.to_str().unwrap();
    succeeded(&crane(&["validate", "--tarball", image]));
    let folder = tempfile::tempdir().unwrap();
    succeeded(&run("tar".into(), ["-C", folder.path().to_str().unwrap(), "-xf", image]));
    let read = |path: &str| -> Value {
        serde_json::from_slice(&fs::read(folder.path().join(path)).unwrap()).unwrap()
    };
    let manifest = read("manifest.json");
    let config = read(manifest[0]["Config"].as_str().unwrap());
    assert_eq!(config["config"]["User"], "65532:65532");
    assert_eq!(config["config"]["Entrypoint"], serde_json::json!(["/autopilot"]));
    assert_eq!(config["rootfs"]["diff_ids"].as_array().unwrap().len(), 1);

    let cut = folder.path().join("cut.tar");
    fs::write(&cut, &fs::read(image).unwrap()[..4096]).unwrap();
    assert!(!crane(&["validate", "--tarball", cut.to_str().unwrap()]).status.success());
}

/// The same commit, built in another folder with another target folder, has the same bytes.
#[test]
#[ignore = "full"]
fn the_same_commit_gives_the_same_bytes() {
    let changed = sh(&root(), "git status --porcelain").stdout;
    assert!(changed.is_empty(), "commit first:\n{}", String::from_utf8_lossy(&changed));
    let elsewhere = tempfile::tempdir().unwrap();
    let clone = elsewhere.path().join("another name");
    succeeded(&run(
        "git".into(),
        ["clone".as_ref(), "--quiet".as_ref(), root().as_os_str(), clone.as_os_str()],
    ));
    let script = "CARGO_TARGET_DIR=\"$PWD/../built\" cargo xtask dist --oci --out ../shipped";
    succeeded(&sh(&clone, script));
    let list = |folder: &Path| fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    assert_eq!(list(&elsewhere.path().join("shipped")), list(&release()));
}
