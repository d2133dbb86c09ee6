//! Repositories of other shapes than one service at the root.

use autopilot_tests::act::Act;
use autopilot_tests::programs::{LEAST, folder_of};
use autopilot_tests::repository::{Repository, git};
use serde_json::Value;

use crate::workflows::{
    NAME, assert_handed_on, assert_one_job, executable, handed_on, on_pull_request, shop, with_inputs,
};

fn empty() -> Repository {
    Repository::new(&format!("https://github.com/{NAME}.git"))
}

fn monorepo(services: usize) -> Repository {
    (0..services).fold(empty(), |all, number| all.with_service(&format!("services/s{number}"))).committed()
}

/// One run judges every service; GitHub shows ten annotations of a kind a step, and the summary holds all.
#[test]
fn ten_services_are_judged_in_one_run() {
    let run = on_pull_request(&Act::new(), &monorepo(10), &with_inputs(&executable()));
    assert_one_job(&run, "success");
    assert_handed_on(&run, &[("modules", "10"), ("gaps", "50"), ("p1", "30")]);
    assert!(run.commands().iter().filter(|name| *name == "warning").count() <= 10, "{:?}", run.commands());
    let summary = run.summary();
    assert!(
        (0..10).all(|number| summary.contains(&format!("services/s{number}/src/server.js#L12"))),
        "{summary}"
    );
}

#[test]
fn modules_narrow_a_run_to_some_of_them() {
    let inputs = executable() + "modules: |\n  services/s0\n  services/s2\n";
    let run = on_pull_request(&Act::new(), &monorepo(3), &with_inputs(&inputs));
    assert_one_job(&run, "success");
    assert_handed_on(&run, &[("modules", "2"), ("gaps", "10")]);
    assert!(!run.log().contains("services/s1"), "{}", run.log());
}

/// Each folder of a matrix is a job with files named from the root, and a category of its own.
#[test]
fn a_matrix_over_folders_keeps_its_results_apart() {
    let act = Act::new();
    let workflow = with_inputs(&(executable() + "path: ${{ matrix.folder }}\nreports: out")).replace(
        "    steps:\n",
        "    strategy: { matrix: { folder: [services/s0, services/s1] } }\n    steps:\n",
    );
    let copies = "      - if: always()\n        shell: sh\n        run: cat out/report.sarif\n";
    let run = on_pull_request(&act, &monorepo(2), &(workflow + copies));
    let jobs = run.jobs();
    assert_eq!(jobs.len(), 2, "{}", run.log());
    assert!(jobs.values().all(|result| result == "success"), "{}", run.log());
    let annotations = run.annotations();
    assert_eq!(annotations.len(), 10, "{annotations:?}");
    for folder in ["services/s0", "services/s1"] {
        let file = format!("warning {folder}/src/server.js:12 ");
        assert_eq!(annotations.iter().filter(|told| told.starts_with(&file)).count(), 1, "{annotations:?}");
        let printed = run.printed();
        let category = format!("\"id\": \"autopilot/{folder}/\"");
        assert_eq!(printed.matches(&category).count(), 1, "{category} in {printed}");
    }
}

/// As in an image without bash, git and Node.js.
#[test]
fn the_step_needs_neither_bash_nor_git() {
    let act = Act::new();
    let programs = folder_of(LEAST, &act.folder().join("bin"));
    let run = on_pull_request(&act.with_path(programs), &shop(), &with_inputs(&executable()));
    assert_one_job(&run, "success");
    assert_handed_on(&run, &[("result", "passed"), ("gaps", "5")]);
}

/// The history is never asked for.
#[test]
fn a_shallow_clone_is_enough() {
    let whole = empty().with("README.md", "first").committed().with_service("orders-api").committed();
    let shallow = empty();
    let from = format!("file://{}", whole.path().display());
    git(shallow.path(), &["fetch", "--quiet", "--depth", "1", &from, "main"]);
    git(shallow.path(), &["checkout", "--quiet", "-B", "main", "FETCH_HEAD"]);
    assert_eq!(shallow.git(&["rev-list", "--count", "HEAD"]), "1\n");
    let run = on_pull_request(&Act::new(), &shallow, &with_inputs(&executable()));
    assert_one_job(&run, "success");
    assert_handed_on(&run, &[("gaps", "5")]);
    assert!(run.summary().contains(&format!("/blob/{}/orders-api/", whole.commit())), "{}", run.summary());
}

/// A workflow that many repositories share must not fail where there is nothing to judge.
#[test]
fn a_repository_without_a_module_passes_with_a_notice() {
    let run = on_pull_request(
        &Act::new(),
        &empty().with("README.md", "Hello").committed(),
        &with_inputs(&executable()),
    );
    assert_one_job(&run, "success");
    assert_eq!(run.commands(), ["notice"], "{}", run.log());
    assert!(
        run.annotations()[0].ends_with("so there is nothing to judge: the step passes"),
        "{:?}",
        run.annotations()
    );
    assert_handed_on(&run, &[("outcome", "success"), ("result", "nothing"), ("exit-code", "3")]);
}

#[test]
fn folders_with_spaces_and_quotes_are_judged() {
    let folder = r#"it's "one" of 100 %, really"#;
    let act = Act::new();
    let repository = empty().with_service(folder).with_service("other").committed();
    let run = on_pull_request(
        &act,
        &repository,
        &with_inputs(&format!(
            "{}path: '{}'\nreports: {}\n",
            executable(),
            folder.replace('\'', "''"),
            act.folder().join("out").display()
        )),
    );
    assert_one_job(&run, "success");
    assert_handed_on(&run, &[("modules", "1"), ("gaps", "5")]);
    let place = format!("warning {folder}/src/server.js:12 ");
    assert!(run.annotations()[0].starts_with(&place), "{:?}", run.annotations());
    let report: Value =
        serde_json::from_str(&std::fs::read_to_string(&handed_on(&run)["sarif"]).unwrap()).unwrap();
    let uri = &report["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "it%27s%20%22one%22%20of%20100%20%25%2C%20really/src/server.js");
}
