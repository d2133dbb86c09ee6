//! What is taken from a mirror, and what is not.

use autopilot_tests::programs::{LEAST, folder_of, found, script};
use autopilot_tests::release::{Release, target};
use autopilot_tests::repository::named;
use autopilot_tests::serving::Serving;

use crate::machine::{ANSWER, Machine, VERSION};

/// By a path, by `file://`, and over HTTP by each of the two programs that can.
#[test]
fn a_release_comes_from_a_folder_or_an_address() {
    for scheme in ["", "file://"] {
        let machine = Machine::new();
        let mirror = format!("{scheme}{}/", machine.path("mirror").display());
        let machine = machine.with("AUTOPILOT_INPUT_MIRROR", &mirror);
        let installed = machine.run();
        assert!(installed.executable().ends_with("autopilot") && installed.told.is_empty(), "{installed:?}");
    }
    for program in ["curl", "wget"].into_iter().filter(|name| found(name).is_some()) {
        let machine = Machine::new();
        let serving = Serving::start(&machine.path("mirror"));
        let programs = folder_of(&[LEAST, &[program]].concat(), &machine.path("bin"));
        let machine = machine.with("PATH", programs.to_str().unwrap());
        let machine = machine.with("AUTOPILOT_INPUT_MIRROR", &serving.url(""));
        machine.run().executable();
    }
}

#[test]
fn what_an_address_does_not_have_is_told_with_the_address() {
    let machine = Machine::new();
    let serving = Serving::start(&machine.path("work"));
    let address = serving.url(&format!("v{VERSION}/autopilot-{VERSION}-{}.tar.gz", target()));
    let installed = machine.with("AUTOPILOT_INPUT_MIRROR", &serving.url("")).run();
    installed
        .assert_refused(70, &[&format!("cannot get {address}: "), "404", "give input mirror or executable"]);
    let installed = Machine::new().with("AUTOPILOT_INPUT_MIRROR", "/there/is/none").run();
    installed.assert_refused(70, &["cannot get /there/is/none/v1.2.3/", "no such file"]);
}

/// A machine without a network, or with a wrong address, is told which address and what to look at.
#[test]
fn where_nobody_answers_words_say_so() {
    // A port that was free a moment ago, and that nobody listens on.
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let machine = Machine::new().with("AUTOPILOT_INPUT_MIRROR", &format!("http://{address}"));
    let asked = format!("cannot get http://{address}/v1.2.3/autopilot-1.2.3-");
    machine.run().assert_refused(70, &[&asked, "this machine reaches it (HTTPS_PROXY)"]);
}

#[test]
fn without_a_program_that_downloads_words_say_so() {
    let machine = Machine::new();
    let programs = folder_of(LEAST, &machine.path("bin"));
    let machine = machine.with("PATH", programs.to_str().unwrap());
    let installed = machine.with("AUTOPILOT_INPUT_MIRROR", "http://127.0.0.1:9/").run();
    installed.assert_refused(70, &["neither curl nor wget is here"]);
}

/// Only this machine is asked without encryption, and nothing that is no address of a mirror.
#[test]
fn addresses_that_are_no_mirror_are_refused() {
    for (mirror, told) in [
        ("http://mirror.example/", "is not encrypted"),
        ("http://localhost:80@mirror.example/", "is not encrypted"),
        ("ftp://mirror.example/", "is no https:// or file:/// address"),
        ("folder", "is no https:// or file:/// address"),
        ("https://mirror.example/?a=$(b)", "holds a character that no base address needs"),
        ("https://a\nb", "holds a line break"),
    ] {
        Machine::new().with("AUTOPILOT_INPUT_MIRROR", mirror).run().assert_refused(2, &[told]);
    }
}

#[test]
fn what_is_no_release_says_what_to_write() {
    let installed = Machine::new().with("AUTOPILOT_CHECKSUMS", "").run();
    installed.assert_refused(
        2,
        &["this is no release, so nothing here says what to download: pin a release's tag"],
    );
    let other = format!("{}  autopilot-1.2.3-sparc-unknown-none.tar.gz\n", "a".repeat(64));
    let installed = Machine::new().with("AUTOPILOT_CHECKSUMS", &other).run();
    installed.assert_refused(2, &["this release has no executable for", &target()]);
}

#[test]
fn a_version_that_nothing_vouches_for_is_refused() {
    let installed = Machine::new().with("AUTOPILOT_INPUT_VERSION", "v9.9.9").run();
    installed.assert_refused(2, &["nothing here vouches for version 9.9.9", "give input checksum"]);
    for version in ["1", "1.2", "latest", "1.2.3/../../x", "1..2.3", "1.2.3-", "-1.2.3", "1.2.3 "] {
        let installed = Machine::new().with("AUTOPILOT_INPUT_VERSION", version).run();
        installed.assert_refused(2, &["is not one of a release"]);
    }
}

/// A checksum of the workflow vouches for another version, in either case of its digits.
#[test]
fn another_version_is_taken_with_its_checksum() {
    let machine = Machine::new();
    let executable = script(&machine.path("other"), ANSWER);
    let other = Release::of(&executable, "4.5.6", &machine.path("mirror"));
    let machine = machine.with("AUTOPILOT_INPUT_VERSION", "v4.5.6");
    let machine = machine.with("AUTOPILOT_INPUT_CHECKSUM", &other.checksum.to_uppercase());
    assert!(machine.run().executable().to_str().unwrap().contains("/4.5.6/"));
    let installed = machine.with("AUTOPILOT_INPUT_CHECKSUM", "abc").run();
    installed.assert_refused(2, &["input checksum is not a SHA-256"]);
}

/// Nothing is unpacked, started or kept before its digest is the one that was asked for.
#[test]
fn an_archive_that_was_changed_is_removed() {
    let machine = Machine::new();
    let changed = script(&machine.path("changed"), "touch pwned");
    let expected = machine.release.checksum.clone();
    let got = Release::of(&changed, VERSION, &machine.path("mirror")).checksum;
    let installed = machine.run();
    installed.assert_refused(70, &["is not what was asked for, and was removed", &expected, &got]);
    assert!(machine.cached().is_empty());
    assert!(named("pwned", &machine.path("")).is_empty());
    assert!(
        named(machine.release.archive.file_name().unwrap().to_str().unwrap(), &machine.path("cache"))
            .is_empty()
    );
}

/// Even an archive that is vouched for writes nothing but the one file.
#[test]
fn an_archive_puts_nothing_else_on_the_disk() {
    let machine = Machine::new();
    let inside = format!("autopilot-{VERSION}-{}", target());
    std::fs::create_dir_all(machine.path("unpacked/a").join(&inside)).unwrap();
    script(&machine.path("unpacked/a").join(&inside).join("autopilot"), ANSWER);
    std::fs::write(machine.path("unpacked/pwned"), "").unwrap();
    let absolute = machine.path("unpacked/pwned").display().to_string();
    let files = [inside.as_str(), "../pwned", &absolute];
    let release = Release::packed(&files, VERSION, &machine.path("mirror"), &machine.path("unpacked/a"));
    std::fs::remove_dir_all(machine.path("unpacked")).unwrap();
    let machine = machine.with("AUTOPILOT_CHECKSUMS", &release.list());
    machine.run().executable();
    assert!(named("pwned", &machine.path("")).is_empty());
}

#[test]
fn an_archive_without_the_executable_is_told() {
    let machine = Machine::new();
    std::fs::write(machine.path("README"), "").unwrap();
    let release = Release::packed(&["README"], VERSION, &machine.path("mirror"), &machine.path(""));
    let installed = machine.with("AUTOPILOT_CHECKSUMS", &release.list()).run();
    installed.assert_refused(70, &["cannot be unpacked"]);
}
