//! `--rev`, `--base` and the baseline, on real repositories. Hermetic: git as this machine has it, with none of its settings.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

const APP: &str = "from flask import Flask\napp = Flask(__name__)\n";
const RUNBOOK: &str = "# Runbook\nWhen it is down, restart it and tell the team who owns the shop.\n";

/// A repository with one service, `api`, in a temporary folder.
struct Repository(tempfile::TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.service("api");
        repository.commit();
        repository
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        let file = self.root().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn service(&self, name: &str) {
        self.write(&format!("{name}/requirements.txt"), "flask==3\n");
        self.write(&format!("{name}/app.py"), APP);
    }

    fn commit(&self) -> String {
        self.git(&["add", "--all", "--force"]);
        self.git(&["commit", "--quiet", "-m", "more"]);
        self.git(&["rev-parse", "HEAD"])
    }

    fn git(&self, args: &[&str]) -> String {
        let mut command = Command::new("git");
        command.args(args).current_dir(self.root()).env_clear();
        command.env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("GIT_CONFIG_GLOBAL", if cfg!(windows) { "NUL" } else { "/dev/null" });
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Someone");
            command.env(format!("GIT_{who}_EMAIL"), "someone@example.org");
        }
        for name in ["PATH", "SystemRoot"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
        text(&output.stdout).trim_end().to_owned()
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_autopilot"));
        command.arg("scout").args(args).current_dir(self.root()).env_clear().output().unwrap()
    }

    fn json(&self, args: &[&str]) -> String {
        let output = self.run(&[&["--format", "json"], args].concat());
        let nothing_to_judge = output.status.code() == Some(3);
        assert!(output.status.success() || nothing_to_judge, "{args:?}: {}", text(&output.stderr));
        assert_eq!(text(&output.stderr), "", "{args:?}");
        text(&output.stdout)
    }

    fn plan(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.json(args)).unwrap()
    }

    /// How the gaps stand: the plan in JSON knows nothing of what is accepted.
    fn standing(&self, args: &[&str]) -> Value {
        let output = self.run(&[&["--format", "sarif"], args].concat());
        assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// What a run that is refused says.
    fn refused(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", text(&output.stderr));
        text(&output.stderr)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn keys(gaps: &Value) -> Vec<&str> {
    gaps.as_array().into_iter().flatten().map(|gap| gap["key"].as_str().unwrap()).collect()
}

/// The keys of the gaps of which something is so.
fn keys_where(plan: &Value, so: impl Fn(&Value) -> bool) -> Vec<&str> {
    let gaps = plan["gaps"].as_array().unwrap().iter();
    gaps.filter(|gap| so(gap)).map(|gap| gap["key"].as_str().unwrap()).collect()
}

fn changed<'a>(plan: &'a Value, change: &str) -> Vec<&'a str> {
    keys_where(plan, |gap| gap["change"] == change)
}

fn accepted(log: &Value) -> Vec<&str> {
    let results = log["runs"][0]["results"].as_array().unwrap().iter();
    let suppressed = results.filter(|result| result["suppressions"][0]["status"] == "accepted");
    suppressed.map(|result| result["properties"]["key"].as_str().unwrap()).collect()
}

fn rules(plan: &Value) -> Vec<&str> {
    let findings = plan["findings"].as_array().unwrap().iter();
    findings.map(|finding| finding["rule"].as_str().unwrap()).collect()
}

#[test]
fn a_clean_checkout_and_its_revision_give_the_same_bytes() {
    let repository = Repository::new();
    let folder = repository.json(&["."]);
    assert_eq!(folder, repository.json(&["--rev", "HEAD"]));
    assert!(!folder.contains("\"change\""), "nothing was compared");
    let lines = |args: &[&str]| text(&repository.run(args).stdout);
    assert_eq!(lines(&["--all"]), lines(&["--all", "--rev", "main"]), "lines of evidence too");
}

#[test]
fn what_is_committed_is_scanned_even_where_it_is_ignored_or_gone() {
    let repository = Repository::new();
    repository.write(".gitignore", "hidden\n");
    repository.service("hidden");
    repository.commit();
    fs::remove_dir_all(repository.root().join("api")).unwrap();
    assert_eq!(keys(&repository.plan(&["."])["gaps"]), Vec::<&str>::new());
    let plan = repository.plan(&["--rev", "HEAD"]);
    assert_eq!(
        keys(&plan["gaps"]),
        ["missing_otel:api", "missing_otel:hidden", "missing_runbook:api", "missing_runbook:hidden"]
    );
    // The lines are those of the revision: the folder has them no more.
    assert!(text(&repository.run(&["--rev", "HEAD"]).stdout).contains("flask==3"));
    // What is only ignored is not fixed.
    let plan = repository.plan(&["--base", "HEAD"]);
    assert_eq!(keys(&plan["fixed"]), ["missing_otel:api", "missing_runbook:api"]);
    assert_eq!(rules(&plan), ["module-left-out"]);
}

#[test]
fn a_change_that_adds_a_gap_and_closes_one_says_so() {
    let repository = Repository::new();
    repository.write("api/RUNBOOK.md", RUNBOOK);
    repository.service("added");
    repository.write("added/RUNBOOK.md", RUNBOOK);
    for args in [&["--base", "main"][..], &["--base", "HEAD~1", "--rev", "HEAD"]] {
        if args.contains(&"--rev") {
            repository.commit();
        }
        let plan = repository.plan(args);
        assert_eq!(changed(&plan, "new"), ["missing_otel:added"], "{args:?}");
        assert_eq!(changed(&plan, "existing"), ["missing_otel:api"]);
        assert_eq!(keys(&plan["fixed"]), ["missing_runbook:api"]);
    }
    let plan = repository.plan(&["--base", "HEAD~1", "--module", "api"]);
    assert_eq!(
        (keys(&plan["gaps"]), keys(&plan["fixed"])),
        (vec!["missing_otel:api"], vec!["missing_runbook:api"])
    );
}

#[test]
fn a_renamed_module_is_followed_when_it_is_committed_and_else_it_is_said() {
    let repository = Repository::new();
    repository.json(&["--update-baseline"]);
    repository.commit();
    fs::rename(repository.root().join("api"), repository.root().join("gateway")).unwrap();
    let plan = repository.plan(&["--base", "main"]);
    assert_eq!(changed(&plan, "new").len(), 2);
    assert!(rules(&plan).contains(&"module-moved-unknown"), "{:?}", rules(&plan));
    let base = repository.git(&["rev-parse", "HEAD"]);
    repository.commit();
    let plan = repository.plan(&["--base", &base]);
    assert_eq!(changed(&plan, "existing"), ["missing_otel:gateway", "missing_runbook:gateway"]);
    let standing = repository.standing(&["--base", &base]);
    assert_eq!(accepted(&standing), ["missing_otel:gateway", "missing_runbook:gateway"]);
    assert_eq!(rules(&plan), ["module-moved"]);
    // Without a base nothing tells what it was called.
    let standing = repository.standing(&["."]);
    assert_eq!(accepted(&standing), Vec::<&str>::new());
    assert!(standing.to_string().contains("\"baseline-orphaned\""), "{standing}");
}

#[test]
fn a_baseline_accepts_what_was_there_when_it_was_written() {
    let repository = Repository::new();
    repository.json(&["--update-baseline"]);
    let written = fs::read_to_string(repository.root().join(".autopilot/baseline.json")).unwrap();
    let expected = "{\n  \"version\": 0,\n  \"gaps\": [\n    {\n      \"key\": \"missing_otel:api\"\n    },\n    {\n      \
                    \"key\": \"missing_runbook:api\"\n    }\n  ]\n}\n";
    assert_eq!(written, expected);
    repository.service("added");
    assert_eq!(accepted(&repository.standing(&["."])), ["missing_otel:api", "missing_runbook:api"]);
    assert_eq!(keys(&repository.plan(&["."])["gaps"]).len(), 4);
    repository.commit();
    assert_eq!(repository.json(&["."]), repository.json(&["--rev", "HEAD"]));
    // Written again, it holds what is there now, in the file that was named.
    repository.json(&["--update-baseline", "--baseline", "other.json"]);
    assert_eq!(accepted(&repository.standing(&["--baseline", "other.json"])).len(), 4);
    assert_eq!(fs::read_to_string(repository.root().join(".autopilot/baseline.json")).unwrap(), written);
}

#[test]
fn a_baseline_that_is_written_is_said_to_people_alone() {
    let repository = Repository::new();
    let said = |args: &[&str]| {
        let output = repository.run(&[&["--update-baseline"], args].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    assert!(said(&[]).ends_with("\n\nwrote 2 gaps to .autopilot/baseline.json\n"), "{}", said(&[]));
    assert!(!said(&["--format", "json"]).contains("wrote"));
    // What it accepts is written again, what is suppressed is not.
    let suppressed = "suppressions:\n  - {gap: missing_runbook, reason: in the wiki, until: 9999-12-31}\n";
    repository.write(".autopilot.yml", suppressed);
    assert!(said(&[]).ends_with("wrote 1 gap to .autopilot/baseline.json\n"));
}

#[test]
fn the_folders_of_a_named_baseline_are_made_inside_the_scanned_folder_alone() {
    for name in [".autopilot/baseline.json", "team/deep/bl.json", "./team/bl.json"] {
        let repository = Repository::new();
        repository.json(&["--update-baseline", "--baseline", name]);
        assert_eq!(accepted(&repository.standing(&["--baseline", name])).len(), 2, "{name}");
    }
    let repository = Repository::new();
    let outside = tempfile::tempdir().unwrap();
    let missing = outside.path().join("none");
    let told =
        repository.refused(&["--update-baseline", "--baseline", missing.join("bl.json").to_str().unwrap()]);
    assert!(told.contains(&format!("the folder `{}` is not there", missing.display())), "{told}");
    assert!(!missing.exists());
}

#[test]
fn a_bare_repository_is_told_and_how_it_is_scanned() {
    let repository = Repository::new();
    let bare = repository.root().join("bare.git");
    repository.git(&["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    let elsewhere = tempfile::tempdir().unwrap();
    fs::rename(&bare, elsewhere.path().join("bare.git")).unwrap();
    let bare = elsewhere.path().join("bare.git");
    let output = repository.run(&[bare.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("--rev HEAD"), "{}", text(&output.stderr));
    let output = repository.run(&[bare.to_str().unwrap(), "--rev", "HEAD"]);
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
}

#[test]
fn a_revision_below_the_root_lacks_the_settings_alone() {
    let repository = Repository::new();
    let told = text(&repository.run(&["api", "--rev", "HEAD"]).stderr);
    assert!(told.contains("to have its .autopilot.yml") && !told.contains("commit"), "{told}");
}

#[test]
fn a_head_that_cannot_be_read_is_no_branch_without_a_commit() {
    let repository = Repository::new();
    let base = repository.git(&["rev-parse", "HEAD"]);
    fs::rename(repository.root().join("api"), repository.root().join("gateway")).unwrap();
    repository.write(".git/HEAD", "ref: refs/heads/unborn\n");
    let plan = repository.plan(&["--base", &base]);
    assert_eq!(changed(&plan, "new").len(), 2);
    repository.write(".git/HEAD", &"a".repeat(40));
    assert!(repository.refused(&["--base", &base]).contains("HEAD"));
}

#[test]
fn a_change_is_judged_by_the_baseline_of_its_base() {
    let repository = Repository::new();
    repository.service("added");
    repository.json(&["--update-baseline"]);
    let standing = repository.standing(&["--base", "main"]);
    assert_eq!(accepted(&standing), Vec::<&str>::new(), "the change itself adds it");
    repository.commit();
    fs::remove_file(repository.root().join(".autopilot/baseline.json")).unwrap();
    let standing = repository.standing(&["--base", "main"]);
    assert_eq!(accepted(&standing).len(), 4, "the change takes it away");
    let outside = repository.refused(&["--base", "main", "--baseline", "/elsewhere.json"]);
    assert!(outside.contains("lies outside") && outside.contains("help: "), "{outside}");
}

#[test]
fn a_change_is_judged_by_the_suppressions_of_its_base() {
    let repository = Repository::new();
    let suppressed =
        "suppressions:\n  - {gap: missing_runbook:api, reason: it is in the wiki, until: 9999-12-31}\n";
    repository.write(".autopilot.yml", suppressed);
    let of_change = repository.standing(&["--base", "main"]);
    assert_eq!(accepted(&of_change), Vec::<&str>::new(), "the change itself adds it");
    assert!(of_change.to_string().contains("\"suppression-of-change\""), "{of_change}");
    assert_eq!(accepted(&repository.standing(&["."])), ["missing_runbook:api"]);
    repository.commit();
    repository.write(".autopilot.yml", "");
    assert_eq!(accepted(&repository.standing(&["--base", "main"])), ["missing_runbook:api"]);
}

#[test]
fn a_suppression_follows_a_renamed_module_and_is_told_where_it_stands_now() {
    let repository = Repository::new();
    repository.write(
        "api/start.sh",
        "# autopilot:ignore missing_runbook until 9999-12-31: it is in the wiki\npython app.py\n",
    );
    repository.commit();
    repository.git(&["mv", "api", "shop"]);
    repository.commit();
    let standing = repository.standing(&["--base", "HEAD~1"]);
    assert_eq!(accepted(&standing), ["missing_runbook:shop"]);
    let told = standing.to_string();
    assert!(!told.contains("\"suppression-") && told.contains("shop/start.sh"), "{told}");
    // What the change takes out together with its gap is no orphan.
    fs::remove_file(repository.root().join("shop/start.sh")).unwrap();
    repository.write(
        "shop/RUNBOOK.md",
        "# Runbook\n\nRestart it with `systemctl restart shop`, then look at the log.\n",
    );
    let told = repository.standing(&["--base", "HEAD"]).to_string();
    assert!(!told.contains("\"suppression-"), "{told}");
}

#[test]
fn mistakes_of_a_baseline_are_told_with_their_place() {
    let repository = Repository::new();
    let file = ".autopilot/baseline.json";
    repository.write(file, "{\"version\": 0,\n \"gaps\": [{\"kye\": \"missing_otel:api\"}]}\n");
    let told = repository.refused(&["."]);
    assert!(told.contains("at: .autopilot/baseline.json:2:12") && told.contains("`key`"), "{told}");
    repository.commit();
    fs::remove_file(repository.root().join(file)).unwrap();
    let told = repository.refused(&["--base", "main"]);
    assert!(told.contains("at: .autopilot/baseline.json:2:12 in the revision main"), "{told}");
    repository.write(file, "{\"version\": 1}");
    assert!(repository.refused(&["."]).contains("newer `autopilot`"));
    assert!(repository.refused(&["--baseline", "none.json"]).contains("--update-baseline"));
}

#[test]
fn a_revision_that_cannot_be_read_is_a_mistake_of_the_caller() {
    let repository = Repository::new();
    for args in [["--rev", "absent"], ["--base", "absent"]] {
        let told = repository.refused(&args);
        assert!(told.contains("there is no revision `absent`") && told.contains("help: "), "{told}");
    }
    repository.service("more");
    repository.commit();
    let clone: PathBuf = repository.root().join("clone");
    let url = format!("file://{}", repository.root().display());
    repository.git(&["clone", "--quiet", "--depth=1", &url, clone.to_str().unwrap()]);
    let told = repository.refused(&["clone", "--base", "HEAD~1"]);
    assert!(told.contains("shallow clone") && told.contains("fetch-depth"), "{told}");
    fs::remove_dir_all(repository.root().join(".git")).unwrap();
    assert!(repository.refused(&["--rev", "HEAD"]).contains("lies in no git repository"));
}

#[test]
fn a_pipeline_compares_a_change_with_its_base() {
    let repository = Repository::new();
    let base = repository.git(&["rev-parse", "HEAD"]);
    repository.service("added");
    let head = repository.commit();
    let elsewhere = tempfile::tempdir().unwrap();
    let ran = |base: &str, input: &str| {
        let event = format!(
            r#"{{"number": 7, "pull_request": {{"number": 7, "title": "t", "base": {{"sha": "{base}", "ref": "main",
            "repo": {{"full_name": "org/shop"}}}}, "head": {{"sha": "{head}", "ref": "f",
            "repo": {{"full_name": "org/shop"}}}}}}}}"#
        );
        fs::write(elsewhere.path().join("event.json"), event).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_autopilot"));
        command.arg("ci").current_dir(repository.root()).env_clear();
        command.env("GITHUB_ACTIONS", "true").env("GITHUB_EVENT_NAME", "pull_request");
        command.env("GITHUB_EVENT_PATH", elsewhere.path().join("event.json"));
        command.env("GITHUB_REPOSITORY", "org/shop").env("GITHUB_SHA", &head);
        command.env("GITHUB_REF", "refs/pull/7/merge").env("GITHUB_WORKSPACE", repository.root());
        command.env("AUTOPILOT_INPUT_REPORTS", elsewhere.path().join("reports"));
        command.env("AUTOPILOT_INPUT_BASE", input);
        let output = command.output().unwrap();
        let plan = fs::read(elsewhere.path().join("reports/plan.json")).unwrap_or_default();
        let plan: Value = serde_json::from_slice(&plan).unwrap_or_default();
        (output.status.code(), text(&output.stdout) + &text(&output.stderr), plan)
    };
    for (of_event, input) in [(base.as_str(), ""), (&head, "HEAD~1")] {
        let (code, told, plan) = ran(of_event, input);
        assert_eq!(
            (code, changed(&plan, "new").len(), changed(&plan, "existing").len()),
            (Some(0), 2, 2),
            "{told}"
        );
        assert!(!told.contains("fetch-depth"), "{told}");
    }
    let (code, told, plan) = ran(&base, "none");
    assert_eq!((code, changed(&plan, "new").len()), (Some(0), 0), "{told}");
    // A base that is there and broken is not passed over: the change would be judged by itself.
    repository.write(".autopilot.yml", "modules: {api: {teir: 1}}\n");
    let broken = repository.commit();
    repository.write(".autopilot.yml", "");
    let (code, told, _) = ran(&broken, "");
    assert!(code == Some(2) && told.contains("teir") && !told.contains("fetch-depth"), "{told}");
    let (code, told, plan) = ran(&"a".repeat(40), "");
    assert_eq!((code, changed(&plan, "new").len()), (Some(0), 0), "{told}");
    assert!(told.contains("fetch-depth: 0") && told.contains("there is no revision"), "{told}");
    for named in ["absent", "a\n::error::x", "##[error]x", "--upload-pack=x"] {
        let (code, told, _) = ran(&base, named);
        assert_eq!(code, Some(2), "{told}");
        let is_command = |line: &&str| line.trim_start().starts_with("::") || line.contains("##[");
        assert_eq!(told.lines().filter(is_command).count(), 1, "our own: {told}");
    }
}

#[test]
fn a_baseline_is_written_only_for_what_is_scanned_as_a_whole() {
    let repository = Repository::new();
    for args in [["--rev", "HEAD"], ["--base", "HEAD"], ["--module", "api"]] {
        repository.refused(&[&["--update-baseline"], &args[..]].concat());
    }
    assert!(!repository.root().join(".autopilot").exists());
}

#[cfg(unix)]
#[test]
fn a_baseline_is_never_written_through_a_link_that_leads_out() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let victim = outside.path().join("baseline.json");
    fs::write(&victim, "precious").unwrap();
    let repository = Repository::new();
    let folder = repository.root().join(".autopilot");
    symlink(outside.path(), &folder).unwrap();
    let told = repository.refused(&["--update-baseline"]);
    assert!(told.contains("leads out"), "{told}");
    fs::remove_file(&folder).unwrap();
    fs::create_dir(&folder).unwrap();
    for target in [victim.clone(), outside.path().join("not-there-yet")] {
        symlink(&target, folder.join("baseline.json")).unwrap();
        repository.refused(&["--update-baseline"]);
        fs::remove_file(folder.join("baseline.json")).unwrap();
    }
    assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
    assert!(!outside.path().join("not-there-yet").exists());
    // One that stays inside is followed.
    repository.write("kept.json", "");
    symlink("../kept.json", folder.join("baseline.json")).unwrap();
    repository.json(&["--update-baseline"]);
    assert!(fs::read_to_string(repository.root().join("kept.json")).unwrap().contains("missing_otel:api"));
}
