//! A plan beside that of a base revision, and what a baseline accepts: gaps are joined by key, and follow modules whose
//! folder was renamed where the files show it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use autopilot_scout::{Moved, Renamed, accept_baseline, compare, without_left_out};
use contracts::{
    DiffPlan, Severity,
    plan::{Acceptance, Change},
};
use inventory::BaselineFile;
use source_tree::RepoPath;
use support::{Files, judge};

const FLASK: &str = "from flask import Flask\napp = Flask(__name__)\n";
const FASTAPI: &str = "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n";

fn path(text: &str) -> RepoPath {
    RepoPath::new(text).unwrap()
}

/// What git would tell of these files: whole repositories, and which of their files were renamed.
fn renamed(base: Files<'_>, files: &[(&str, &str)]) -> Renamed {
    Renamed {
        files: files.iter().map(|(from, to)| (path(from), path(to))).collect(),
        base: base.iter().map(|(file, _)| path(file)).collect(),
        complete: true,
    }
}

fn compared(base: Files<'_>, head: Files<'_>, files: &[(&str, &str)]) -> DiffPlan {
    let (base_plan, head_plan) = (judge(base), judge(head));
    let moved = Moved::between(&base_plan, &head_plan, &renamed(base, files));
    let plan = compare(head_plan, &base_plan, &moved);
    assert_eq!(plan.content_id(), plan.diff_plan_id);
    plan
}

/// The keys of a plan's gaps that are so, and of what is fixed.
fn told(plan: &DiffPlan) -> [Vec<String>; 3] {
    let so = |change| {
        let gaps = plan.gaps.iter().filter(|gap| gap.change == Some(change));
        gaps.map(|gap| gap.key.to_string()).collect()
    };
    [so(Change::New), so(Change::Existing), plan.fixed.iter().map(|gap| gap.key.to_string()).collect()]
}

fn rules(plan: &DiffPlan) -> Vec<&str> {
    plan.findings.iter().map(|finding| finding.rule.0.as_str()).collect()
}

#[test]
fn gaps_are_new_existing_or_fixed_whatever_the_lines() {
    let base: Files<'_> = &[
        ("a/requirements.txt", "flask==3\n"),
        ("a/app.py", FLASK),
        ("b/requirements.txt", "flask==3\n"),
        ("b/app.py", FLASK),
    ];
    let moved_lines = format!("# one\n# two\n{FLASK}");
    let head: Files<'_> = &[
        ("a/requirements.txt", "# comment\n\nflask==3\n"),
        ("a/application.py", &moved_lines),
        ("b/requirements.txt", "flask==3\n"),
        ("b/app.py", FLASK),
        ("b/RUNBOOK.md", "# Runbook\nWhen it is down, restart it and tell the team who owns the shop.\n"),
        ("c/requirements.txt", "flask==3\n"),
        ("c/app.py", FLASK),
    ];
    let plan = compared(base, head, &[("a/app.py", "a/application.py")]);
    assert_eq!(
        told(&plan).map(|keys| keys.join(" ")),
        [
            "missing_otel:c missing_runbook:c",
            "missing_otel:a missing_otel:b missing_runbook:a",
            "missing_runbook:b"
        ]
    );
    assert_eq!(rules(&plan), Vec::<&str>::new());
}

#[test]
fn nothing_changed_is_all_existing() {
    let files: Files<'_> = &[("a/requirements.txt", "flask==3\n"), ("a/app.py", FLASK)];
    let [new, existing, fixed] = told(&compared(files, files, &[]));
    assert_eq!((new.len(), existing.len(), fixed.len()), (0, 2, 0));
}

#[test]
fn a_renamed_module_is_followed_by_its_manifest_or_most_of_its_files() {
    let base: Files<'_> =
        &[("svc/a/requirements.txt", "flask==3\n"), ("svc/a/app.py", FLASK), ("svc/a/x.py", "")];
    let head: Files<'_> =
        &[("apps/new/requirements.txt", "flask==3\n"), ("apps/new/app.py", FLASK), ("apps/new/x.py", "")];
    let by_manifest: &[(&str, &str)] = &[("svc/a/requirements.txt", "apps/new/requirements.txt")];
    let by_files: &[(&str, &str)] = &[("svc/a/app.py", "apps/new/app.py"), ("svc/a/x.py", "apps/new/x.py")];
    for files in [by_manifest, by_files] {
        let plan = compared(base, head, files);
        let [new, existing, fixed] = told(&plan);
        assert_eq!(
            (new.len(), existing.join(" "), fixed.len()),
            (0, "missing_otel:apps/new missing_runbook:apps/new".to_owned(), 0)
        );
        assert_eq!(rules(&plan), ["module-moved"]);
        assert_eq!((plan.findings[0].path.as_str(), plan.findings[0].severity), ("apps/new", Severity::Note));
        assert!(plan.findings[0].message.contains("`svc/a`"));
    }
    // One file of three is no module.
    let plan = compared(base, head, &[("svc/a/x.py", "apps/new/x.py")]);
    assert_eq!(told(&plan)[0].len(), 2);
    assert_eq!(rules(&plan), ["module-moved-unknown"]);
}

#[test]
fn modules_in_a_renamed_folder_are_followed_each() {
    let base: Files<'_> = &[
        ("svc/requirements.txt", "flask==3\n"),
        ("svc/app.py", FLASK),
        ("svc/inner/requirements.txt", "fastapi==1\nuvicorn==1\n"),
        ("svc/inner/main.py", FASTAPI),
    ];
    let head: Files<'_> = &[
        ("apps/requirements.txt", "flask==3\n"),
        ("apps/app.py", FLASK),
        ("apps/inner/requirements.txt", "fastapi==1\nuvicorn==1\n"),
        ("apps/inner/main.py", FASTAPI),
    ];
    let files: Vec<(&str, &str)> = base.iter().zip(head).map(|((from, _), (to, _))| (*from, *to)).collect();
    let plan = compared(base, head, &files);
    let [new, existing, fixed] = told(&plan);
    assert_eq!((new.len(), existing.len(), fixed.len()), (0, 4, 0));
    let paths: Vec<&str> = plan.findings.iter().map(|finding| finding.path.as_str()).collect();
    assert_eq!(paths, ["apps", "apps/inner"]);
}

#[test]
fn a_module_that_is_still_there_was_copied_and_not_renamed() {
    let base: Files<'_> = &[("a/requirements.txt", "flask==3\n"), ("a/app.py", FLASK)];
    let head: Files<'_> = &[
        ("a/requirements.txt", "flask==3\n"),
        ("a/app.py", FLASK),
        ("b/requirements.txt", "flask==3\n"),
        ("b/app.py", FLASK),
    ];
    let plan = compared(base, head, &[]);
    assert_eq!(told(&plan)[0], ["missing_otel:b", "missing_runbook:b"]);
    assert_eq!(rules(&plan), Vec::<&str>::new());
}

#[test]
fn two_modules_do_not_become_one() {
    let base: Files<'_> = &[
        ("a/requirements.txt", "flask==3\n"),
        ("a/app.py", FLASK),
        ("b/requirements.txt", "flask==3\n"),
        ("b/app.py", FLASK),
    ];
    let head: Files<'_> = &[("c/requirements.txt", "flask==3\n"), ("c/app.py", FLASK)];
    let plan =
        compared(base, head, &[("a/requirements.txt", "c/requirements.txt"), ("b/app.py", "c/app.py")]);
    assert_eq!(
        told(&plan).map(|keys| keys.join(" ")),
        ["", "missing_otel:c missing_runbook:c", "missing_otel:b missing_runbook:b"]
    );
}

#[test]
fn what_could_not_be_compared_is_said_where_it_matters() {
    let base: Files<'_> = &[("a/requirements.txt", "flask==3\n"), ("a/app.py", FLASK)];
    let head: Files<'_> = &[("b/requirements.txt", "flask==3\n"), ("b/app.py", FLASK)];
    let (base_plan, head_plan) = (judge(base), judge(head));
    let moved = Moved::between(&base_plan, &head_plan, &Renamed::default());
    let plan = compare(head_plan.clone(), &base_plan, &moved);
    assert_eq!(rules(&plan), ["renames-cut", "module-moved-unknown"]);
    // Nothing went: whatever was not compared, nothing could have been renamed.
    let moved = Moved::between(&head_plan, &head_plan, &Renamed::default());
    assert_eq!(rules(&compare(head_plan.clone(), &head_plan, &moved)), Vec::<&str>::new());
}

#[test]
fn what_can_no_longer_be_decided_is_not_fixed() {
    let base: Files<'_> = &[
        (
            "a/package.json",
            "{\"name\": \"a\", \"scripts\": {\"start\": \"node index.js\"}, \"dependencies\": {\"express\": \"5\"}}",
        ),
        ("a/index.js", "const express = require('express');\nexpress().listen(1);\n"),
    ];
    let head: Files<'_> = &[
        (
            "a/package.json",
            "{\"name\": \"a\", \"scripts\": {\"start\": \"node index.js\"}, \"dependencies\": {\"express\": \"5\" \"y\": 1}}",
        ),
        ("a/index.js", "const express = require('express');\nexpress().listen(1);\n"),
    ];
    let plan = compared(base, head, &[]);
    assert_eq!(told(&plan)[2], Vec::<String>::new(), "{:?}", plan.modules);
    assert!(rules(&plan).contains(&"gap-undecided"), "{:?}", plan.findings);
}

#[test]
fn a_module_that_is_only_left_out_is_not_fixed() {
    let base: Files<'_> = &[("a/requirements.txt", "flask==3\n"), ("a/app.py", FLASK)];
    let plan = compared(base, &[], &[]);
    assert_eq!(told(&plan)[2].len(), 2);
    let gone = without_left_out(plan.clone(), |_| false);
    assert_eq!((told(&gone)[2].len(), rules(&gone)), (2, Vec::new()));
    let ignored = without_left_out(plan, |path| path == "a/requirements.txt" || path == "a/app.py");
    assert_eq!((told(&ignored)[2].len(), rules(&ignored)), (0, vec!["module-left-out"]));
}

#[test]
fn a_deploy_file_that_stays_for_others_keeps_no_module() {
    let files: Files<'_> = &[
        ("compose.yaml", "services:\n  svc: {build: ./svc}\n"),
        ("svc/Dockerfile", "FROM python:3\nCMD python app.py\n"),
        ("svc/requirements.txt", "flask==3\n"),
        ("svc/app.py", FLASK),
    ];
    let plan = compared(files, &files[..1], &[]);
    assert!(plan.fixed.iter().any(|gap| gap.evidence.iter().any(|found| found.path == "compose.yaml")));
    let gone = without_left_out(plan, |path| path == "compose.yaml");
    assert_eq!((told(&gone)[2].len(), rules(&gone)), (2, Vec::new()));
}

#[test]
fn gaps_that_only_settings_closed_are_told() {
    let service = [("a/requirements.txt", "flask==3\n"), ("a/app.py", FLASK)];
    let said = |settings| {
        let head = [&service[..], &[(".autopilot.yml", settings)]].concat();
        let plan = compared(&service, &head, &[]);
        let told = plan.findings.iter().find(|finding| finding.rule.0 == "gap-closed-by-settings");
        (plan.fixed.len(), told.map(|finding| finding.message.clone()))
    };
    let by = |gaps: &str| Some(format!("{gaps} closed by what is said here, not by what was seen"));
    let (fixed, told) = said("modules:\n  a: {kind: library}\n");
    assert_eq!((fixed, told.map(|told| told.split_once(": ").unwrap().0.to_owned())), (2, by("2 gaps are")));
    let (fixed, told) = said("modules:\n  a: {runbook: 'https://wiki.example/a'}\n");
    assert_eq!((fixed, told.map(|told| told.split_once(": ").unwrap().0.to_owned())), (1, by("1 gap is")));
    assert_eq!(said("modules:\n  a: {owner: team-a}\n"), (0, None));
}

fn baseline(text: &str) -> BaselineFile {
    inventory::baseline_of(".autopilot/baseline.json", text.as_bytes()).unwrap()
}

#[test]
fn a_baseline_accepts_what_it_names_and_says_what_it_names_in_vain() {
    let files: Files<'_> = &[("a/requirements.txt", "flask==3\n"), ("a/app.py", FLASK)];
    let said = baseline(
        "{\"version\": 0, \"gaps\": [\n{\"key\": \"missing_otel:gone\"},\n{\"key\": \"missing_runbook:a\"}]}",
    );
    let before = judge(files);
    let plan = accept_baseline(before.clone(), &said, &Moved::default());
    let accepted: Vec<_> = plan.gaps.iter().filter_map(|gap| gap.accepted.as_ref()).collect();
    let [Acceptance::Baseline { evidence }] = accepted[..] else { panic!("{accepted:?}") };
    assert_eq!(
        (evidence.path.as_str(), evidence.span.unwrap().start.line, evidence.rule.0.as_str()),
        (".autopilot/baseline.json", 3, "baseline-accepted")
    );
    let finding = &plan.findings[0];
    assert_eq!((finding.rule.0.as_str(), finding.span.unwrap().start.line), ("baseline-orphaned", 2));
    assert_eq!(finding.message, "1 entry of the baseline names no gap any more: `missing_otel:gone`");
    assert_eq!(plan.gaps.len(), before.gaps.len());
}

#[test]
fn what_is_accepted_otherwise_stays_so() {
    let mut plan = judge(&[("a/requirements.txt", "flask==3\n"), ("a/app.py", FLASK)]);
    let evidence = plan.gaps[0].evidence[0].clone();
    let suppression = Acceptance::Suppression {
        reason: "wrong".to_owned(),
        until: "2030-01-01".parse().unwrap(),
        evidence,
    };
    plan.gaps[0].accepted = Some(suppression.clone());
    let said = baseline("{\"version\": 0, \"gaps\": [{\"key\": \"missing_otel:a\"}]}");
    let plan = accept_baseline(plan, &said, &Moved::default());
    assert_eq!(plan.gaps[0].accepted, Some(suppression));
    assert_eq!(rules(&plan), Vec::<&str>::new(), "it names a gap that is there");
}

#[test]
fn the_baseline_of_a_base_revision_follows_modules() {
    let base: Files<'_> = &[("a/requirements.txt", "flask==3\n"), ("a/app.py", FLASK)];
    let head: Files<'_> = &[("b/requirements.txt", "flask==3\n"), ("b/app.py", FLASK)];
    let moved = Moved::between(
        &judge(base),
        &judge(head),
        &renamed(base, &[("a/requirements.txt", "b/requirements.txt")]),
    );
    let said = baseline("{\"version\": 0, \"gaps\": [{\"key\": \"missing_otel:a\"}]}");
    let of_base = BaselineFile { revision: Some("main".to_owned()), ..said.clone() };
    let plan = accept_baseline(judge(head), &of_base, &moved);
    let Some(Acceptance::Baseline { evidence }) = &plan.gaps[0].accepted else { panic!("{:?}", plan.gaps) };
    assert_eq!((evidence.span, evidence.reason.contains("main")), (None, true));
    // That of the scanned tree itself already says what modules are called.
    assert!(accept_baseline(judge(head), &said, &moved).gaps.iter().all(|gap| gap.accepted.is_none()));
}
