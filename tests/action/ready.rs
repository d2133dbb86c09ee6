//! The workflows of `docs/workflows`, as they are but for the executable.

use std::path::Path;

use autopilot_tests::act::Act;
use autopilot_tests::surroundings::root;

use crate::workflows::{TELL, assert_handed_on, assert_one_job, executable, on_pull_request, shop};

/// Their uploads get files that are there.
#[test]
fn the_ready_workflows_hand_their_uploads_what_they_ask_for() {
    for (name, uploads) in [("github-minimal.yml", 0), ("github-sarif.yml", 2)] {
        let text = std::fs::read_to_string(root().join("docs/workflows").join(name)).unwrap();
        let stand_ins = tempfile::tempdir().unwrap();
        let act = others(&text).fold(Act::new(), |act, used| stand_in(act, used, stand_ins.path()));
        let run = on_pull_request(&act, &shop(), &with_executable(&text));
        assert_one_job(&run, "success");
        assert_eq!(run.printed().matches("it is there: ").count(), uploads, "{name}: {}", run.log());
        assert_handed_on(&run, &[("result", "passed")]);
    }
}

/// The actions of others that a workflow uses, but for the checkout, which act does itself.
fn others(workflow: &str) -> impl Iterator<Item = &str> {
    let used = workflow.lines().filter_map(|line| line.split_once("uses: ")?.1.split(' ').next());
    used.filter(|name| !name.starts_with("actions/checkout@") && !name.starts_with("org/autopilot@"))
}

/// An action in the place of `OWNER/NAME/FOLDER@REF`, which says whether the file that it is given is there.
fn stand_in(act: Act, used: &str, folder: &Path) -> Act {
    let (action, reference) = used.split_once('@').unwrap();
    let mut parts = action.splitn(3, '/');
    let name = format!("{}-{}", parts.next().unwrap(), parts.next().unwrap());
    let inside = folder.join(&name).join(parts.next().unwrap_or_default());
    std::fs::create_dir_all(&inside).unwrap();
    std::fs::write(inside.join("action.yml"), STAND_IN).unwrap();
    act.with_action(&format!("{}@{reference}", name.replacen('-', "/", 1)), &folder.join(name))
}

/// The workflow with the product's executable and an id for the step, and a step that tells what it hands on.
fn with_executable(workflow: &str) -> String {
    let id = |line: &str| {
        line.replace("- uses: org/autopilot@v1", "- id: autopilot\n        uses: org/autopilot@v1")
    };
    let named = workflow.contains("id: autopilot");
    let lines = workflow.lines().map(|line| if named { line.to_owned() } else { id(line) });
    let mut text: String = lines.map(|line| line + "\n").collect();
    let input = format!("          {}", executable());
    if named {
        text = text.replace("          fail-on: P0\n", &format!("          fail-on: P0\n{input}"));
    } else {
        text += &format!("        with:\n{input}");
    }
    assert!(text.contains(&input), "{text}");
    text + TELL
}

/// Stands for an action that uploads.
const STAND_IN: &str = r#"name: Stand-in
inputs: { sarif_file: { default: '' }, path: { default: '' } }
runs:
  using: composite
  steps:
    - shell: sh
      env: { FILE: '${{ inputs.sarif_file || inputs.path }}' }
      run: |
        test -e "$FILE"
        echo "it is there: $FILE"
"#;
