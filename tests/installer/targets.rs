//! Every machine that a release has an executable for.

use autopilot_tests::programs::script;
use autopilot_tests::surroundings::root;

use crate::machine::{Machine, VERSION};

/// What `uname -s` and `uname -m` say there.
const MACHINES: [(&str, &str, &str); 8] = [
    ("Linux", "x86_64", "x86_64-unknown-linux-gnu"),
    ("Linux", "aarch64", "aarch64-unknown-linux-gnu"),
    ("Linux", "arm64", "aarch64-unknown-linux-gnu"),
    ("Darwin", "x86_64", "x86_64-apple-darwin"),
    ("Darwin", "arm64", "aarch64-apple-darwin"),
    ("MINGW64_NT-10.0-26100", "x86_64", "x86_64-pc-windows-msvc"),
    ("MSYS_NT-10.0-26100", "x86_64", "x86_64-pc-windows-msvc"),
    ("CYGWIN_NT-10.0", "x86_64", "x86_64-pc-windows-msvc"),
];

/// A machine that says so of itself, with a release that nothing vouches for: the refusal names the archive.
fn asked(system: &str, architecture: &str) -> Machine {
    let machine = Machine::new();
    let answer = format!("case $1 in -s) echo '{system}' ;; *) echo '{architecture}' ;; esac");
    let uname = script(&machine.path("uname"), &answer);
    let path = format!("{}:{}", uname.parent().unwrap().display(), std::env::var("PATH").unwrap());
    machine.with("PATH", &path).with("AUTOPILOT_CHECKSUMS", "").with("AUTOPILOT_INPUT_VERSION", VERSION)
}

#[test]
fn each_machine_has_its_archive() {
    for (system, architecture, target) in MACHINES {
        let archive = format!("autopilot-{VERSION}-{target}.tar.gz");
        asked(system, architecture).run().assert_refused(2, &[&archive]);
    }
}

#[test]
fn another_machine_is_told_what_to_do() {
    for (system, architecture) in
        [("Linux", "riscv64"), ("FreeBSD", "x86_64"), ("MINGW64_NT-10.0", "aarch64")]
    {
        asked(system, architecture).run().assert_refused(2, &[system, architecture, "give input executable"]);
    }
}

/// The targets that are built are those that are looked for.
#[test]
fn what_is_built_is_what_is_looked_for() {
    let text = std::fs::read_to_string(root().join("xtask/src/dist/target.rs")).unwrap();
    let (_, list) = text.split_once("pub const NAMES").unwrap();
    let (list, _) = list.split_once("];").unwrap();
    let mut built: Vec<&str> = list.split('"').filter(|name| name.matches('-').count() >= 2).collect();
    built.push("x86_64-unknown-linux-gnu");
    let mut looked_for = MACHINES.map(|(.., target)| target).to_vec();
    built.sort_unstable();
    looked_for.sort_unstable();
    looked_for.dedup();
    assert_eq!(built, looked_for);
}
