//! What the documents say is so: links lead somewhere, commands print what is shown, tables have every row.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

#[cfg(test)]
#[path = "documents/markdown.rs"]
mod markdown;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use contracts::ExitCode;
use markdown::Document;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Every document of the project, by its path.
fn documents() -> Vec<PathBuf> {
    let below = |folder: &str| {
        let entries = fs::read_dir(root().join(folder)).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    let crates = below("crates").into_iter().map(|folder| folder.join("README.md"));
    let mut found: Vec<PathBuf> = below(".").into_iter().chain(below("docs")).chain(crates).collect();
    found.push(root().join("examples/README.md"));
    found.retain(|path| path.extension().is_some_and(|extension| extension == "md") && path.is_file());
    found.sort();
    found
}

#[test]
fn every_link_leads_somewhere() {
    let documents = documents();
    assert!(documents.len() > 15, "{documents:?}");
    let mut checked = 0;
    for path in &documents {
        let document = Document::read(path);
        for link in document.links.iter().filter(|link| !link.contains("://") && !link.starts_with("mailto:"))
        {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            assert!(target.exists(), "{}: `{link}` leads nowhere", path.display());
            if !anchor.is_empty() {
                let anchors = Document::read(&target).anchors;
                assert!(
                    anchors.iter().any(|known| known == anchor),
                    "{}: `{link}`: {anchors:?}",
                    path.display()
                );
            }
            checked += 1;
        }
    }
    assert!(checked > 40, "{checked}");
}

/// Runs our executable in a folder, whatever the document calls it.
fn run(folder: &Path, words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_autopilot"))
        .args(words)
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Each line that is shown stands in the output, in that order; `...` stands for lines that are left out.
fn is_shown(shown: &[&str], output: &str) {
    let mut rest: Box<dyn Iterator<Item = &str>> = Box::new(output.lines());
    let mut gap = false;
    for line in shown.iter().filter(|line| !line.is_empty()) {
        if *line == "..." {
            gap = true;
            continue;
        }
        let found = if gap {
            rest.any(|printed| printed == *line)
        } else {
            rest.find(|printed| !printed.is_empty()) == Some(line)
        };
        assert!(
            found,
            "the document shows a line that is not printed there:\n{line}\n--- printed:\n{output}"
        );
        gap = false;
    }
}

fn words(command: &str) -> Vec<&str> {
    let line = command.strip_prefix("$ ").unwrap();
    line.strip_prefix("cargo run --release -- ")
        .or_else(|| line.strip_prefix("autopilot "))
        .unwrap()
        .split(' ')
        .collect()
}

/// The samples, with what README says that closes the gaps of one of them.
fn closed(folder: &Path) {
    let copied = Command::new("cp").arg("-r").arg(root().join("examples")).arg(folder).status().unwrap();
    assert!(copied.success());
    let edit = |name: &str, from: &str, to: &str| {
        let path = folder.join("examples/orders-api").join(name);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{name}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    };
    edit(
        "package.json",
        "\"dependencies\": {\n",
        "\"dependencies\": {\n    \"@opentelemetry/auto-instrumentations-node\": \"0.82.0\",\n",
    );
    let options = "ENV NODE_OPTIONS=\"--require @opentelemetry/auto-instrumentations-node/register\"";
    assert!(read("README.md").contains(options));
    edit("Dockerfile", "\nCMD", &format!("\n{options}\nCMD"));
}

#[test]
fn commands_print_what_readme_shows() {
    let readme = Document::read(&root().join("README.md"));
    let blocks: Vec<&String> = readme.blocks("console").collect();
    assert_eq!(blocks.len(), 2);
    let after = tempfile::tempdir().unwrap();
    closed(after.path());
    for (block, folder) in blocks.into_iter().zip([root().as_path(), after.path()]) {
        let mut lines = block.lines();
        let command = words(lines.next().unwrap());
        is_shown(&lines.collect::<Vec<_>>(), &run(folder, &command));
    }
}

/// Reports lead to this page: it says of each gap what the executable says.
#[test]
fn the_page_of_gaps_says_what_explain_says() {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let page = words(&read("docs/gaps.md"));
    let all = run(&root(), &["explain"]);
    let types = contracts::GapType::ALL.map(|gap_type| gap_type.name());
    let explained: Vec<&str> = types.iter().copied().filter(|name| all.contains(*name)).collect();
    assert_eq!(explained.len(), types.len(), "{all}");
    let anchors = Document::read(&root().join("docs/gaps.md")).anchors;
    for name in explained {
        assert!(anchors.iter().any(|anchor| anchor == name), "{name}: {anchors:?}");
        let explanation = run(&root(), &["explain", name]);
        for line in explanation.lines().filter(|line| line.starts_with("  ") || line.ends_with('.')) {
            assert!(page.contains(&words(line)), "docs/gaps.md does not say: {line}");
        }
    }
}

/// README and the pages of the forges begin with the same lines, which are tested in a runner.
#[test]
fn the_first_lines_for_a_pipeline_are_the_same_everywhere() {
    let readme = Document::read(&root().join("README.md"));
    let page = |name: &str| Document::read(&root().join(name)).blocks("yaml").next().unwrap().clone();
    let blocks: Vec<&String> = readme.blocks("yaml").collect();
    assert_eq!(blocks.len(), 2);
    assert_eq!(*blocks[0], page("docs/github.md"));
    assert!(blocks[0].lines().count() <= 10, "{}", blocks[0]);
    let minimal = read("docs/workflows/gitlab-minimal.yml");
    let minimal: String =
        minimal.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    assert_eq!(*blocks[1], minimal);
    assert!(blocks[1].starts_with(&page("docs/gitlab.md")), "{}", blocks[1]);
}

/// The settings that the documentation shows are settings.
#[test]
fn the_settings_that_are_shown_are_understood() {
    let folder = tempfile::tempdir().unwrap();
    let document = Document::read(&root().join("docs/configuration.md"));
    fs::write(folder.path().join(".autopilot.yml"), document.blocks("yaml").next().unwrap()).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_autopilot"))
        .args(["config", "check"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    // They speak of folders that are not there, which is told; a mistake would be an error.
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(String::from_utf8_lossy(&output.stdout).contains("services/orders-enricher"));
}

/// Names between backticks in the first cells of the tables of a document.
fn first_cells(path: &str) -> Vec<String> {
    Document::read(&root().join(path)).first_cells
}

#[test]
fn every_exit_code_is_in_its_table() {
    let cells = first_cells("docs/exit-codes.md");
    let codes: Vec<String> = ExitCode::ALL.iter().map(|code| code.code().to_string()).collect();
    assert_eq!(cells, codes);
}

#[test]
fn every_format_is_in_its_table() {
    let help = run(&root(), &["scout", "--help"]);
    let formats = help.lines().skip_while(|line| !line.contains("--format <")).skip(1);
    let known: Vec<String> = formats
        .map(str::trim)
        .take_while(|line| !line.starts_with("--"))
        .filter_map(|line| Some(line.strip_prefix("- ")?.split_once(':')?.0.to_owned()))
        .collect();
    assert!(known.len() >= 9, "{help}");
    let told = first_cells("docs/formats.md");
    for name in &known {
        assert!(told.contains(&format!("`{name}`")), "{name}: {told:?}");
    }
}

/// The keys of a mapping at the top of `action.yml`, two columns in.
fn keys(text: &str, section: &str) -> Vec<String> {
    let lines = text.lines().skip_while(|line| *line != format!("{section}:")).skip(1);
    let lines = lines.take_while(|line| line.is_empty() || line.starts_with(' '));
    let keys = lines.filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':'));
    keys.filter(|key| !key.starts_with(' ')).map(str::to_owned).collect()
}

/// Action, template, documentation and executable speak of the same inputs and outputs.
#[test]
fn every_input_and_output_is_documented() {
    let (action, template, document) =
        (read("action.yml"), read("gitlab-ci-template.yml"), read("docs/pipelines.md"));
    let (inputs, outputs) = (keys(&action, "inputs"), keys(&action, "outputs"));
    assert!(inputs.len() >= 12 && outputs.len() >= 15, "{inputs:?} {outputs:?}");
    for name in inputs {
        let variable = format!("AUTOPILOT_INPUT_{}", name.to_ascii_uppercase().replace('-', "_"));
        assert!(document.contains(&format!("| `{name}` | `{variable}` |")), "{name} is not documented");
        assert!(
            action.matches(&format!("{variable}: ${{{{ inputs.{name} }}}}")).count() == 2,
            "{name} is not handed on"
        );
        let only_github = ["summary", "annotations"].contains(&name.as_str());
        assert_eq!(
            template.contains(&format!("{variable}: \"$[[ inputs.{name} ]]\"")),
            !only_github,
            "{name}"
        );
    }
    for name in outputs {
        assert!(document.contains(&format!("`{name}`")), "{name} is not documented");
    }
}

/// A component is the template, and both hold the installer as it stands.
#[test]
fn template_component_and_installer_are_one() {
    let template = read("gitlab-ci-template.yml");
    assert!(
        template == read("templates/autopilot.yml"),
        "templates/autopilot.yml differs from gitlab-ci-template.yml"
    );
    let (_, rest) = template.split_once("<<'AUTOPILOT_INSTALLER'\n").unwrap();
    let (indented, _) = rest.split_once("      AUTOPILOT_INSTALLER\n").unwrap();
    let installer: String =
        indented.lines().map(|line| format!("{}\n", line.strip_prefix("      ").unwrap_or(line))).collect();
    assert!(
        installer == read("action/install.sh"),
        "copy action/install.sh into the two templates, six columns in"
    );
}
