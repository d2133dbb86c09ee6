//! `cargo xtask dist`: what ships for one target, in a folder: an archive, its bill of materials, checksums.
//!
//! The same commit and the same Rust give the same bytes, whatever the folders are called.

mod archive;
mod build;
mod commit;
mod executable;
mod lock;
mod materials;
mod oci;
mod sbom;
pub mod stamp;
mod sums;
mod target;

use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{Metadata, MetadataCommand, Package};

use crate::failure::Failure;
use crate::workspace::Workspace;
use archive::Entry;
use commit::Commit;
use target::Target;

/// The package that ships.
const PACKAGE: &str = "autopilot";

/// What the command line asks for.
#[derive(Debug, clap::Args)]
pub struct Request {
    /// The target to build for
    #[arg(long, default_value = target::DEFAULT, value_parser = target::NAMES)]
    target: String,
    /// Write an OCI image too, for Linux targets
    #[arg(long)]
    oci: bool,
    /// The folder to write to, instead of dist/ in the checkout
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Request {
    /// What the tests look at: everything for the default target.
    pub fn tested(out: PathBuf) -> Self {
        Self { target: target::DEFAULT.to_owned(), oci: true, out: Some(out) }
    }
}

/// What is known of a release before it is built.
struct Release<'a> {
    workspace: &'a Workspace,
    target: Target,
    commit: Commit,
    /// What `rustc -vV` prints.
    rustc: String,
    metadata: Metadata,
    package: Package,
    out: PathBuf,
}

impl<'a> Release<'a> {
    fn plan(workspace: &'a Workspace, request: &Request) -> Result<Self, Failure> {
        let target = Target::named(&request.target);
        if request.oci && target.container_architecture().is_none() {
            return Err(Failure::Told(format!("--oci needs a Linux target, not {}", target.name())));
        }
        let metadata = metadata(workspace, &target)?;
        let package = metadata.workspace_packages().into_iter().find(|package| package.name == PACKAGE);
        let package = package
            .cloned()
            .ok_or_else(|| Failure::Told(format!("the workspace has no package {PACKAGE}")))?;
        let commit = Commit::of(&workspace.root)?;
        let rustc = output(Command::new("rustc").arg("-vV"), &workspace.root)?;
        let out = request.out.clone().unwrap_or_else(|| workspace.root.join("dist"));
        Ok(Self { workspace, target, commit, rustc, metadata, package, out })
    }

    /// The beginning of the names of all files of this version.
    fn beginning(&self) -> String {
        format!("{PACKAGE}-{}-", self.package.version)
    }

    /// Whether a file is of this version.
    fn has(&self, file: &str) -> bool {
        target::is_released(file, PACKAGE, &self.package.version.to_string())
    }

    /// The beginning of the names of all files for this target.
    fn stem(&self) -> String {
        self.beginning() + self.target.name()
    }

    /// One of the fields of `rustc -vV`.
    fn rustc(&self, field: &str) -> Option<&str> {
        self.rustc.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(": "))
    }

    /// Puts one file beside the others.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.out.join(name);
        std::fs::write(&path, bytes).map_err(Failure::io("write", &path))?;
        println!("    {:>10} bytes  {}", bytes.len(), path.display());
        Ok(())
    }
}

/// Builds, judges and packs the executable.
pub fn run(workspace: &Workspace, request: &Request) -> Result<(), Failure> {
    let release = Release::plan(workspace, request)?;
    if !release.commit.clean {
        eprintln!("warning: the work tree has changes that are not in commit {}", release.commit.id);
    }
    let bytes = executable::checked(&build::executable(&release)?, &release)?;
    std::fs::create_dir_all(&release.out).map_err(Failure::io("create", &release.out))?;
    release.write(&format!("{}.tar.gz", release.stem()), &archive(&release, &bytes)?)?;
    release.write(&format!("{}.cdx.json", release.stem()), &materials::sbom(&release, &bytes)?)?;
    if request.oci {
        let image = oci::image(&oci::Origin::of(&release), &bytes)?;
        release.write(&format!("{}oci.tar", release.beginning()), &image)?;
    }
    release.write(sums::NAME, sums::of_folder(&release.out, |file| release.has(file))?.as_bytes())
}

/// The folder that users unpack.
fn archive(release: &Release<'_>, executable: &[u8]) -> Result<Vec<u8>, Failure> {
    let folder = release.stem();
    let mut entries = vec![Entry::folder(&folder, 0o755)];
    entries.push(Entry::file(&format!("{folder}/{}", release.target.executable()), 0o755, executable));
    for name in ["LICENSE", "README.md"] {
        let path = release.workspace.root.join(name);
        let text = std::fs::read(&path).map_err(Failure::io("read", &path))?;
        entries.push(Entry::file(&format!("{folder}/{name}"), 0o644, &text));
    }
    archive::gzip(&archive::tar(entries, release.commit.seconds)?)
}

fn metadata(workspace: &Workspace, target: &Target) -> Result<Metadata, Failure> {
    let options = ["--locked", "--filter-platform", target.name()].map(str::to_owned);
    MetadataCommand::new()
        .manifest_path(workspace.root.join("Cargo.toml"))
        .other_options(options)
        .exec()
        .map_err(|error| Failure::Told(format!("cargo metadata: {error}")))
}

/// What a command prints, when it succeeds.
fn output(command: &mut Command, folder: &Path) -> Result<String, Failure> {
    let shown = crate::run::shown(command);
    let output = command
        .current_dir(folder)
        .output()
        .map_err(|source| Failure::Start { command: shown.clone(), source })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let told = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Failure::Told(format!("`{shown}` failed ({}): {told}", output.status)))
}
