//! `cargo xtask checksums`: writes a release's checksums where what downloads an archive looks for them.

use std::path::{Path, PathBuf};

use cargo_metadata::MetadataCommand;

use super::PACKAGE;
use super::sums::{self, Sum};
use super::target::is_released;
use crate::failure::Failure;
use crate::workspace::Workspace;

/// The list for the action's installer.
const LIST: &str = "action/checksums";
/// Files that carry the list between two lines.
const CARRIERS: [&str; 2] = ["gitlab-ci-template.yml", "templates/autopilot.yml"];
const BEGIN: &str = "# checksums: begin";
const END: &str = "# checksums: end";

/// What the command line asks for.
#[derive(Debug, clap::Args)]
pub struct Request {
    /// The folder with the archives of all targets and their SHA256SUMS
    dist: PathBuf,
}

/// Checks the archives and writes the list into the checkout.
pub fn run(workspace: &Workspace, request: &Request) -> Result<(), Failure> {
    let list = list(&request.dist, &version(workspace)?)?;
    // All texts are made before the first is written: either every file has the list or none.
    let mut texts = vec![(workspace.root.join(LIST), list.clone())];
    for name in CARRIERS {
        let path = workspace.root.join(name);
        let text = std::fs::read_to_string(&path).map_err(Failure::io("read", &path))?;
        let stamped = stamped(&text, &list).map_err(|told| Failure::Told(format!("{name}: {told}")))?;
        texts.push((path, stamped));
    }
    for (path, text) in texts {
        let folder = path.parent().unwrap_or(&workspace.root);
        std::fs::create_dir_all(folder).map_err(Failure::io("create", folder))?;
        std::fs::write(&path, text).map_err(Failure::io("write", &path))?;
        println!("    {}", path.display());
    }
    Ok(())
}

fn version(workspace: &Workspace) -> Result<String, Failure> {
    let metadata = MetadataCommand::new()
        .manifest_path(workspace.root.join("Cargo.toml"))
        .no_deps()
        .exec()
        .map_err(|error| Failure::Told(format!("cargo metadata: {error}")))?;
    let package = metadata.packages.iter().find(|package| package.name == PACKAGE);
    let package = package.ok_or_else(|| Failure::Told(format!("the workspace has no package {PACKAGE}")))?;
    Ok(package.version.to_string())
}

/// The lines of the archives of one version, sorted by name.
fn list(dist: &Path, version: &str) -> Result<String, Failure> {
    let path = dist.join(sums::NAME);
    let text = std::fs::read_to_string(&path).map_err(Failure::io("read", &path))?;
    let mut archives = sums::parse(&text)?;
    archives.retain(|sum| sum.file.ends_with(".tar.gz"));
    archives.sort_by(|one, other| one.file.cmp(&other.file));
    sound(&archives, version)?;
    sums::verify(dist, &archives)?;
    Ok(archives.iter().map(|sum| sums::line(&sum.digest, &sum.file)).collect())
}

fn sound(archives: &[Sum], version: &str) -> Result<(), Failure> {
    if archives.is_empty() {
        return Err(Failure::Told(format!("{} names no archive", sums::NAME)));
    }
    if let Some(stranger) = archives.iter().find(|sum| !is_released(&sum.file, PACKAGE, version)) {
        return Err(Failure::Told(format!("{} is not of version {version}", stranger.file)));
    }
    match archives.windows(2).find(|pair| pair[0].file == pair[1].file) {
        Some(pair) => Err(Failure::Told(format!("{} is there twice", pair[0].file))),
        None => Ok(()),
    }
}

/// The text with the list between its two marks, as far to the right as the first of them.
fn stamped(text: &str, list: &str) -> Result<String, String> {
    let begin = only(text, BEGIN)?;
    let end = only(text, END)?;
    if end < begin {
        return Err(format!("`{END}` stands before `{BEGIN}`"));
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let indentation: String =
        lines[begin].chars().take_while(|character| character.is_whitespace()).collect();
    let between = list.lines().map(|line| format!("{indentation}{line}\n"));
    let before = lines[..=begin].iter().map(|line| (*line).to_owned());
    Ok(before.chain(between).chain(lines[end..].iter().map(|line| (*line).to_owned())).collect())
}

/// The index of the one line that is this mark.
fn only(text: &str, mark: &str) -> Result<usize, String> {
    let mut found = text.lines().enumerate().filter(|(_, line)| line.trim() == mark);
    match (found.next(), found.next()) {
        (Some((index, _)), None) => Ok(index),
        (None, _) => Err(format!("has no line `{mark}`")),
        (Some(_), Some(_)) => Err(format!("has the line `{mark}` more than once")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "a: |\n    # checksums: begin\n    old\n    # checksums: end\nb: 1\n";

    fn dist(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let mut text = String::new();
        for name in files {
            std::fs::write(folder.path().join(name), name).unwrap();
            text.push_str(&sums::line(&sums::sha256(name.as_bytes()), name));
        }
        std::fs::write(folder.path().join(sums::NAME), text).unwrap();
        folder
    }

    /// A workspace of one package, with both carriers.
    fn checkout() -> (tempfile::TempDir, Workspace) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_owned();
        let manifest = format!("[package]\nname = \"{PACKAGE}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n");
        for (name, text) in [
            ("Cargo.toml", manifest.as_str()),
            ("src/lib.rs", ""),
            (CARRIERS[0], TEMPLATE),
            (CARRIERS[1], TEMPLATE),
        ] {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        (folder, Workspace { target: root.join("target"), root })
    }

    #[test]
    fn all_three_files_get_the_archives_and_nothing_else() {
        let (_folder, workspace) = checkout();
        let names = [
            "autopilot-1.0.0-x86_64-pc-windows-msvc.tar.gz",
            "autopilot-1.0.0-x86_64-apple-darwin.tar.gz",
            "autopilot-1.0.0-x86_64-apple-darwin.cdx.json",
        ];
        let dist = dist(&names);
        run(&workspace, &Request { dist: dist.path().to_owned() }).unwrap();
        let list = std::fs::read_to_string(workspace.root.join(LIST)).unwrap();
        let files: Vec<&str> = list.lines().map(|line| &line[66..]).collect();
        assert_eq!(
            files,
            ["autopilot-1.0.0-x86_64-apple-darwin.tar.gz", "autopilot-1.0.0-x86_64-pc-windows-msvc.tar.gz"]
        );
        for name in CARRIERS {
            let text = std::fs::read_to_string(workspace.root.join(name)).unwrap();
            assert_eq!(text, stamped(TEMPLATE, &list).unwrap());
        }
    }

    #[test]
    fn a_carrier_without_marks_leaves_every_file_as_it_was() {
        let (_folder, workspace) = checkout();
        std::fs::write(workspace.root.join(CARRIERS[1]), "a: 1\n").unwrap();
        let dist = dist(&["autopilot-1.0.0-x86_64-apple-darwin.tar.gz"]);
        let error = run(&workspace, &Request { dist: dist.path().to_owned() }).unwrap_err().to_string();
        assert_eq!(error, "templates/autopilot.yml: has no line `# checksums: begin`");
        assert!(!workspace.root.join(LIST).exists());
        assert_eq!(std::fs::read_to_string(workspace.root.join(CARRIERS[0])).unwrap(), TEMPLATE);
    }

    #[test]
    fn what_stood_between_the_marks_goes_and_indentation_stays() {
        let expected = "a: |\n    # checksums: begin\n    1  x\n    2  y\n    # checksums: end\nb: 1\n";
        let once = stamped(TEMPLATE, "1  x\n2  y\n").unwrap();
        assert_eq!(once, expected);
        assert_eq!(stamped(&once, "1  x\n2  y\n").unwrap(), expected);
        assert_eq!(stamped(&once, "").unwrap(), TEMPLATE.replace("    old\n", ""));
    }

    #[test]
    fn marks_that_are_twice_or_turned_round_are_told() {
        let twice = TEMPLATE.repeat(2);
        assert!(stamped(&twice, "").unwrap_err().contains("more than once"));
        let turned = "# checksums: end\n# checksums: begin\n";
        assert!(stamped(turned, "").unwrap_err().contains("stands before"));
    }

    #[test]
    fn lists_that_cannot_be_right_are_refused() {
        let error = |files: &[&str]| list(dist(files).path(), "1.0.0").unwrap_err().to_string();
        assert!(error(&["autopilot-1.0.0-x86_64-apple-darwin.cdx.json"]).contains("names no archive"));
        assert!(error(&["autopilot-2.0.0-x86_64-apple-darwin.tar.gz"]).contains("not of version 1.0.0"));
        let same = "autopilot-1.0.0-x86_64-apple-darwin.tar.gz";
        assert!(error(&[same, same]).contains("is there twice"));
        let changed = dist(&[same]);
        std::fs::write(changed.path().join(same), "other").unwrap();
        assert!(list(changed.path(), "1.0.0").is_err());
    }
}
