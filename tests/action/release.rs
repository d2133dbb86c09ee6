//! Without an executable in the workflow: the tag says which release, and a mirror serves it.

use std::path::Path;

use autopilot_tests::act::Act;
use autopilot_tests::release::Release;
use autopilot_tests::surroundings::variable;

use crate::workflows::{TOLD, assert_handed_on, assert_one_job, on_pull_request, shop, with_inputs};

/// An unreleased commit has no checksums: it refuses rather than to guess.
#[test]
fn what_is_no_release_says_so() {
    let run = on_pull_request(&Act::new(), &shop(), &with_inputs("fail-on: never"));
    assert_one_job(&run, "failure");
    let told = "error Autopilot\n    this is no release, so nothing here says what to download: pin a release's tag, \
        or give checksum and version, or executable";
    assert_eq!(run.annotations(), [told]);
    assert_handed_on(&run, &[("outcome", "failure"), ("result", "error"), ("exit-code", "2")]);
}

/// The whole way of a release: the list in the action, a mirror, the tool cache, and then no network.
#[test]
fn a_release_is_installed_once_and_then_needs_no_network() {
    let act = Act::new();
    let release = Release::of(
        Path::new(&variable("AUTOPILOT_BIN")),
        env!("CARGO_PKG_VERSION"),
        &act.folder().join("mirror"),
    );
    std::fs::write(act.folder().join("action/action/checksums"), release.list()).unwrap();
    let repository = shop();
    let mirror = format!("mirror: file://{}", release.mirror.display());
    let first = on_pull_request(&act, &repository, &with_inputs(&mirror));
    assert_one_job(&first, "success");
    assert_handed_on(&first, &[("result", "passed"), ("gaps", "5")]);
    assert_eq!(first.commands(), TOLD, "{}", first.log());
    std::fs::remove_dir_all(&release.mirror).unwrap();
    let second = on_pull_request(&act, &repository, &with_inputs("offline: true"));
    assert_one_job(&second, "success");
    assert_handed_on(&second, &[("result", "passed"), ("gaps", "5")]);
}
