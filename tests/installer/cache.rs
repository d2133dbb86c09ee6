//! The tool cache: filled once, held against its digest each time, and never needed.

use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use autopilot_tests::programs::{found, script};

use crate::machine::{Installed, Machine};

#[test]
fn the_second_run_needs_no_mirror() {
    let machine = Machine::new();
    let first = machine.run().executable();
    assert!(first.starts_with(machine.path("cache")));
    std::fs::remove_dir_all(machine.path("mirror")).unwrap();
    let machine = machine.with("AUTOPILOT_INPUT_OFFLINE", "true").with("AUTOPILOT_INPUT_MIRROR", "");
    assert_eq!(machine.run().executable(), first);
}

#[test]
fn offline_without_a_cache_is_refused() {
    let machine = Machine::new().with("AUTOPILOT_INPUT_OFFLINE", "true");
    machine.run().assert_refused(70, &["input offline is true and the cache has no version 1.2.3"]);
    let machine = machine.with("AUTOPILOT_INPUT_OFFLINE", "yes");
    machine.run().assert_refused(2, &["input offline is \"yes\", and only true and false are known"]);
}

/// An executable that somebody put into the cache is never started.
#[test]
fn what_was_changed_in_the_cache_is_not_used() {
    let machine = Machine::new();
    let cached = machine.run().executable();
    script(&cached, "touch pwned; echo autopilot 1.2.3 stand-in");
    let offline = machine.with("AUTOPILOT_INPUT_OFFLINE", "true");
    let refused = offline.run();
    assert!(refused.code == 70 && refused.told.contains("is not the one of version 1.2.3"), "{refused:?}");
    let again = offline.with("AUTOPILOT_INPUT_OFFLINE", "false");
    let installed = again.run();
    assert!(installed.told.starts_with("autopilot: warning: the executable in the cache"), "{installed:?}");
    assert_eq!(installed.executable(), cached);
    assert_eq!(again.run().told, "");
}

/// Jobs of one machine share its cache.
#[test]
fn jobs_that_install_at_once_do_not_disturb_each_other() {
    let machine = Machine::new();
    let start = || machine.command().stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let jobs: Vec<_> = (0..6).map(|_| start()).collect();
    for job in jobs {
        let installed = Installed::from(&job.wait_with_output().unwrap());
        assert!(installed.executable().starts_with(machine.path("cache")), "{installed:?}");
    }
    assert_eq!(machine.cached().len(), 1);
}

/// Who is root writes everywhere: then the script runs as nobody.
fn as_somebody_without_rights(machine: Machine) -> Machine {
    let open = |name: &str| {
        std::fs::set_permissions(machine.path(name), PermissionsExt::from_mode(0o777)).unwrap();
    };
    ["", "temp", "work"].into_iter().for_each(open);
    let id = Command::new("id").arg("-u").output().unwrap();
    if String::from_utf8_lossy(&id.stdout).trim() != "0" {
        return machine;
    }
    machine.started_by(&["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh"])
}

#[test]
fn a_cache_that_cannot_be_written_costs_a_warning() {
    let machine = as_somebody_without_rights(Machine::new());
    std::fs::create_dir(machine.path("cache")).unwrap();
    std::fs::set_permissions(machine.path("cache"), PermissionsExt::from_mode(0o555)).unwrap();
    let installed = machine.run();
    assert!(installed.told.starts_with("autopilot: warning: the cache ("), "{installed:?}");
    assert!(installed.executable().starts_with(machine.path("temp")), "{installed:?}");
}

#[test]
fn without_any_folder_words_say_so() {
    let machine = as_somebody_without_rights(Machine::new());
    std::fs::set_permissions(machine.path("temp"), PermissionsExt::from_mode(0o555)).unwrap();
    let installed = machine.with("AUTOPILOT_CACHE", "").run();
    installed.assert_refused(70, &["no folder can be made in ", "set TMPDIR to one that is"]);
}

/// A small file system in memory is the cache, in a name space of mounts of its own. Where none can be had, each file
/// of the folder that the script works in is `/dev/full`.
fn on_a_full_disk(machine: Machine) -> Machine {
    let cache = machine.path("cache");
    std::fs::create_dir(&cache).unwrap();
    let mount = format!("mount -t tmpfs -o size=256k tmpfs '{}' && exec \"$0\" \"$@\"", cache.display());
    let words = ["unshare", "--mount", "--map-root-user", "sh", "-c", &mount];
    let tried = Command::new(words[0]).args(&words[1..]).arg("true").output();
    if tried.is_ok_and(|output| output.status.success()) {
        return machine.started_by(&[&words[..], &["sh"]].concat());
    }
    let archive = machine.release.archive.file_name().unwrap().to_str().unwrap().to_owned();
    let mktemp = found("mktemp").unwrap().display().to_string();
    let full = format!("ln -s /dev/full \"$folder/probe\"; ln -s /dev/full \"$folder/{archive}\"");
    std::fs::create_dir(machine.path("bin")).unwrap();
    script(
        &machine.path("bin/mktemp"),
        &format!("folder=$('{mktemp}' \"$@\") || exit; {full}; printf '%s\\n' \"$folder\""),
    );
    let path = format!("{}:{}", machine.path("bin").display(), std::env::var("PATH").unwrap());
    machine.with("PATH", &path)
}

#[test]
fn a_full_disk_is_told() {
    let machine = Machine::new();
    // The archive is larger than that disk.
    std::fs::write(&machine.release.archive, "x".repeat(1 << 20)).unwrap();
    let installed = on_a_full_disk(machine).run();
    installed.assert_refused(
        70,
        &["the disk of ", "is full, so the executable cannot be kept there: free 100 MB"],
    );
}
