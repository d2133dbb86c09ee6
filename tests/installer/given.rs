//! An executable that the workflow brings.

use autopilot_tests::programs::{LEAST, folder_of, found, script};

use crate::machine::{ANSWER, Machine};

/// It wins over any download, at any ref, and is used as it is.
#[test]
fn an_executable_that_is_given_is_used_as_it_is() {
    let machine = Machine::new();
    let given = script(&machine.path("it's mine"), ANSWER);
    let machine =
        machine.with("AUTOPILOT_CHECKSUMS", "").with("AUTOPILOT_INPUT_EXECUTABLE", given.to_str().unwrap());
    assert_eq!(machine.run().executable(), given);
    let machine = machine.with("AUTOPILOT_INPUT_EXECUTABLE", "../it's mine");
    let relative = machine.run();
    assert_eq!(relative.executable().canonicalize().unwrap(), given);
    assert!(!relative.printed.starts_with('.'), "{relative:?}");
}

#[test]
fn what_cannot_be_used_is_refused_with_the_reason() {
    let mut machine = Machine::new();
    std::fs::write(machine.path("text"), "x").unwrap();
    script(&machine.path("other"), "echo other 1.0");
    script(&machine.path("broken"), "echo a; echo b >&2; exit 3");
    for (file, told) in [
        ("none", "and there is no such file: build or fetch it in an earlier step"),
        ("text", "which may not be executed: run chmod +x on it"),
        (
            "other",
            "is not Autopilot or does not run here (is it built for this machine?): --version gave: other 1.0",
        ),
        ("broken", "--version gave: exit code 3: a?b"),
    ] {
        let file = machine.path(file).display().to_string();
        machine = machine.with("AUTOPILOT_INPUT_EXECUTABLE", &file);
        machine.run().assert_refused(2, &[told]);
    }
}

/// The installer is for every POSIX shell, and for images with little in them.
#[test]
fn every_shell_that_is_here_installs_a_release() {
    for shell in [
        &["sh"][..],
        &["dash"],
        &["bash", "--posix"],
        &["bash"],
        &["ksh"],
        &["mksh"],
        &["busybox", "sh"],
        &["zsh", "--emulate", "sh"],
    ] {
        let Some(program) = found(shell[0]) else { continue };
        let machine = Machine::new();
        let programs = folder_of(LEAST, &machine.path("bin"));
        let words = [&[program.to_str().unwrap()], &shell[1..]].concat();
        let machine = machine.with("PATH", programs.to_str().unwrap()).started_by(&words);
        let installed = machine.run();
        assert_eq!(installed.told, "", "{shell:?}");
        installed.executable();
    }
}
