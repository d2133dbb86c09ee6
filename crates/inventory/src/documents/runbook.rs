//! Runbooks: by their names, and whether they say anything.

use source_tree::RepoPath;
use syntax::{Span, markdown};

use super::{Document, DocumentKind, Hollow};
use crate::source_file::SourceFile;

/// With fewer words outside its headings it tells nobody what to do.
const WORDS_MIN: usize = 8;

/// The endings of texts that people read.
const ENDINGS: [&str; 5] = ["md", "markdown", "adoc", "asciidoc", "rst"];

/// Whether a file is a runbook by its name, or by the folder it lies in.
pub(crate) fn is_runbook(path: &RepoPath) -> bool {
    if !ENDINGS.contains(&path.extension().as_str()) {
        return false;
    }
    let name = path.file_name().to_ascii_lowercase();
    let named = ["runbook", "run-book", "run_book"].iter().any(|word| name.contains(word));
    let depth = path.segments().count().saturating_sub(1);
    let mut folders = path.segments().take(depth);
    named || folders.any(|folder| matches!(&*folder.to_ascii_lowercase(), "runbooks" | "runbook"))
}

/// Reads a runbook.
pub(crate) fn read(file: &SourceFile<'_>) -> Document {
    let sections = markdown::read(file.text());
    let titles = sections.iter().filter_map(|section| section.title.as_ref());
    let first = sections
        .iter()
        .find_map(|section| section.title.as_ref())
        .map_or(Span::new(0, 0), |title| title.span);
    let names = titles.take(1).map(|title| title.value.clone()).collect();
    let bodies: Vec<String> =
        sections.iter().map(|section| markdown::visible(&file.text()[section.body.range()])).collect();
    let hollow = hollow(file.path(), &bodies);
    Document { kind: DocumentKind::Runbook, location: file.location(first), names, hollow }
}

fn hollow(path: &RepoPath, bodies: &[String]) -> Option<Hollow> {
    if is_template(path) {
        return Some(Hollow::Template);
    }
    let lines: Vec<&str> = bodies.iter().flat_map(|body| body.lines()).map(str::trim).collect();
    let said: Vec<&str> = lines.into_iter().filter(|line| line.contains(char::is_alphanumeric)).collect();
    let waiting = said.iter().filter(|line| waits(line)).count();
    let words: usize = said.iter().filter(|line| !waits(line)).map(|line| words(line)).sum();
    if words >= WORDS_MIN && waiting * 2 <= said.len() {
        return None;
    }
    Some(if waiting > 0 { Hollow::Template } else { Hollow::Empty })
}

/// What a team copies from, by its name or folder.
fn is_template(path: &RepoPath) -> bool {
    path.segments().any(|name| {
        let lower = name.to_ascii_lowercase();
        let stem = lower.split('.').next().unwrap_or_default();
        stem.split(['-', '_']).any(|word| matches!(word, "template" | "templates"))
    })
}

fn words(line: &str) -> usize {
    line.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// Whether a line is there to be replaced: `TODO`, `<service name>`, `{{ owner }}`, `[your team]`.
fn waits(line: &str) -> bool {
    let shouted = line.split(|c: char| !c.is_ascii_alphanumeric());
    let mut shouted = shouted.filter(|word| matches!(*word, "TODO" | "TBD" | "FIXME" | "XXX" | "TBC"));
    let lower = line.to_ascii_lowercase();
    let asks = [
        "lorem ipsum",
        "to be completed",
        "to be written",
        "fill in",
        "fill me",
        "describe here",
        "coming soon",
    ];
    shouted.next().is_some()
        || asks.iter().any(|ask| lower.contains(ask))
        || line.contains("{{")
        || in_brackets(&lower)
}

/// Whether words stand in angle brackets, or what speaks to its reader in square ones. Tags, addresses and links do not
/// wait; arguments of commands stand in code.
fn in_brackets(lower: &str) -> bool {
    let outside_code: String = lower.split('`').step_by(2).collect();
    let held = |open: char, close: char| {
        let rest = outside_code.split(open).skip(1);
        rest.filter_map(move |rest| rest.split_once(close).map(|(held, _)| held.to_owned()))
            .collect::<Vec<_>>()
    };
    let phrase = |held: &String| {
        held.contains([' ', '-', '_'])
            && !held.contains(['=', '/', ':', '@', '"'])
            && held.contains(char::is_alphabetic)
    };
    let speaks =
        |held: &String| ["your ", "insert ", "enter ", "name of "].iter().any(|word| held.starts_with(word));
    held('<', '>').iter().any(phrase) || held('[', ']').iter().any(speaks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hollow_of(name: &str, text: &str) -> Option<Hollow> {
        let path = RepoPath::new(name).unwrap();
        read(&SourceFile::new(&path, text)).hollow
    }

    #[test]
    fn names_and_folders_tell() {
        for name in ["RUNBOOK.md", "docs/orders-runbook.md", "runbooks/orders.md", "ops/Runbooks/a/b.adoc"] {
            assert!(is_runbook(&RepoPath::new(name).unwrap()), "{name}");
        }
        for name in
            ["runbook.py", "runbooks/Start-Vm.ps1", "README.md", "runbooks.md/x.txt", "docs/playbook.md"]
        {
            assert!(!is_runbook(&RepoPath::new(name).unwrap()), "{name}");
        }
    }

    #[test]
    fn a_runbook_says_what_to_do() {
        let text = "# Orders\n## Alerts\nWhen lag grows, restart the consumer: `kubectl rollout restart deploy/orders`.\n## Contact\nTODO\n";
        assert_eq!(hollow_of("RUNBOOK.md", text), None);
    }

    #[test]
    fn headings_alone_are_empty() {
        assert_eq!(hollow_of("RUNBOOK.md", ""), Some(Hollow::Empty));
        assert_eq!(
            hollow_of(
                "RUNBOOK.md",
                "# Runbook\n\n## Alerts\n<!-- what to do when it rings, in a few lines -->\n"
            ),
            Some(Hollow::Empty)
        );
    }

    #[test]
    fn what_waits_to_be_filled_in_is_a_template() {
        let text = "# <service name>\n## Owner\n[your team]\n## Alerts\nTODO: describe each alert\n## Rollback\n{{ rollback_command }}\n";
        assert_eq!(hollow_of("RUNBOOK.md", text), Some(Hollow::Template));
        let filled = "# Runbook\nRestart the consumer of orders when its lag does not shrink any more.\n";
        assert_eq!(hollow_of("docs/runbook-template.md", filled), Some(Hollow::Template));
        assert_eq!(hollow_of("docs/templates/runbook.md", filled), Some(Hollow::Template));
    }

    #[test]
    fn tags_links_and_arguments_in_code_do_not_wait() {
        let text = "Call <a href=\"x\">them</a> or see <https://wiki.example/x-y>.\nRun `restart <pod-name>` and watch the lag of the group for ten minutes.\n";
        assert_eq!(hollow_of("RUNBOOK.md", text), None);
    }
}
