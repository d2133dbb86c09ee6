//! Values and surroundings that would break careless scripts.

use autopilot_tests::programs::{found, script};
use autopilot_tests::repository::named;

use crate::machine::Machine;

const HOSTILE: &[&str] = &[
    "\"; touch pwned; #",
    "'; touch pwned; '",
    "$(touch pwned)",
    "`touch pwned`",
    "::error::x",
    "##[error]x",
    "1.2.3\n::error::x",
    "1.2.3\r::error::x",
    "-n",
    "--help",
    "%0A::error::x",
];

const INPUTS: &[&str] = &["EXECUTABLE", "VERSION", "CHECKSUM", "MIRROR", "OFFLINE"];

/// Each is refused in one line; on GitHub that line is one command, whatever it tells of.
#[test]
fn hostile_inputs_are_refused_in_one_line() {
    let mut machine = Machine::new();
    for (input, value) in INPUTS.iter().flat_map(|input| HOSTILE.iter().map(move |value| (input, value))) {
        let name = format!("AUTOPILOT_INPUT_{input}");
        machine = machine.with(&name, value).with("GITHUB_ACTIONS", "false");
        machine.run().assert_refused(2, &[]);
        machine = machine.with("GITHUB_ACTIONS", "true");
        let installed = machine.run();
        let data = installed
            .told
            .strip_prefix("::error title=Autopilot::")
            .unwrap_or_else(|| panic!("{installed:?}"));
        let runs = data.contains("::") || data.contains("##[") || data.trim_end().contains(['\n', '\r']);
        assert!(!runs && !data.contains("%0A"), "{input}: {value:?}: {installed:?}");
        machine = machine.with(&name, "");
    }
    assert!(named("pwned", &machine.path("")).is_empty());
}

/// What an earlier step left in the environment changes nothing.
#[test]
fn what_an_earlier_step_exported_is_not_run() {
    let machine = Machine::new();
    let pwned = machine.path("pwned").display().to_string();
    let start = script(&machine.path("start"), &format!("touch {pwned}"));
    let machine = machine
        .with("BASH_ENV", start.to_str().unwrap())
        .with("ENV", start.to_str().unwrap())
        .with("CDPATH", "/tmp")
        .with("TAR_OPTIONS", &format!("--checkpoint=1 --checkpoint-action=exec='touch {pwned}'"))
        .with("GZIP", "--invalid");
    machine.run().executable();
    assert!(!machine.path("pwned").exists());
}

/// Where `sh` is bash, functions come through the environment too.
#[test]
fn functions_that_an_earlier_step_exported_are_not_run() {
    let Some(bash) = found("bash") else { return };
    let mut machine = Machine::new().started_by(&[bash.to_str().unwrap()]);
    for name in ["cat", "command", "cut", "mkdir", "mktemp", "mv", "sed", "sha256sum", "tar", "tr", "uname"] {
        let pwned = machine.path("pwned").display().to_string();
        machine = machine.with(&format!("BASH_FUNC_{name}%%"), &format!("() {{ touch {pwned}; }}"));
    }
    machine.run().executable();
    assert!(!machine.path("pwned").exists());
}

/// A mirror may want a password: it is for nobody's log.
#[test]
fn the_password_of_a_mirror_is_not_told() {
    let machine = Machine::new().with("AUTOPILOT_INPUT_MIRROR", "http://me:secret@mirror.example/");
    let installed = machine.run();
    installed.assert_refused(2, &["//***@mirror.example/"]);
    assert!(!installed.told.contains("secret"), "{installed:?}");
}
