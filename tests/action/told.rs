//! What `docs/github.md` shows is what the action tells.

use autopilot_tests::act::Act;
use autopilot_tests::surroundings::root;

use crate::workflows::{HEAD, executable, on_pull_request, shop, with_inputs};

/// The fenced block that follows a mark of the document.
fn shown(mark: &str) -> String {
    let document = std::fs::read_to_string(root().join("docs/github.md")).unwrap();
    let (_, rest) = document.split_once(&format!("<!-- shown: {mark} -->\n```")).unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    rest.split_once("```\n").unwrap().0.to_owned()
}

fn assert_shown(mark: &str, told: &str) {
    let shown = shown(mark);
    assert!(shown == told, "docs/github.md shows as {mark}:\n{shown}\nand the action tells:\n{told}");
}

/// What is another one with each commit and version is a word there.
fn without_what_changes(text: &str, commit: &str) -> String {
    let (before, rest) = text.rsplit_once(" Autopilot ").unwrap();
    let (_, after) = rest.split_once(';').unwrap();
    let text = format!("{before} Autopilot VERSION;{after}");
    text.replace(commit, "COMMIT").replace(&HEAD[..12], "COMMIT")
}

#[test]
fn the_documentation_shows_what_the_action_tells() {
    let repository = shop();
    let run = on_pull_request(&Act::new(), &repository, &with_inputs(&executable()));
    assert_shown("annotations", &(run.annotations().join("\n") + "\n"));
    let summary = without_what_changes(&run.summary(), &repository.commit());
    assert_shown("summary", &(summary.trim_end().to_owned() + "\n"));
}
