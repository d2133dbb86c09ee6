//! The executable on folders of a real file system that are hostile or change: it ends, with a plan or an error, in
//! bounded memory, and gives the same bytes for the same files whatever is around them.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

use std::{
    ffi::OsStr,
    fs,
    os::unix::{ffi::OsStrExt as _, fs::symlink},
    path::Path,
    process::{Command, Output},
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

/// Runs it with half a GiB of address space, in which no file of a GiB has room, and no more than a minute.
fn bounded(folder: &Path, args: &[&str]) -> Output {
    let output = Command::new("timeout")
        .args(["60", "sh", "-c", "ulimit -v 600000 && exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_autopilot")])
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    assert_ne!(output.status.code(), Some(124), "it hangs");
    output
}

/// The plan of a folder.
fn plan(folder: &Path) -> serde_json::Value {
    let output = bounded(folder, &["scout", ".", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn findings(plan: &serde_json::Value) -> Vec<(&str, &str)> {
    let findings = plan["findings"].as_array().unwrap().iter();
    findings.map(|found| (found["path"].as_str().unwrap(), found["rule"].as_str().unwrap())).collect()
}

fn modules(plan: &serde_json::Value) -> Vec<&str> {
    plan["modules"].as_array().unwrap().iter().map(|module| module["path"].as_str().unwrap()).collect()
}

fn write(folder: &Path, path: impl AsRef<Path>, text: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// A folder with one sound service.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "api/requirements.txt", "flask==3\n");
    write(folder.path(), "api/app.py", "from flask import Flask\napp = Flask(__name__)\n");
    folder
}

#[test]
fn files_of_a_gibibyte_are_told_and_not_read() {
    let folder = repository();
    let names = ["pom.xml", "requirements.txt", "app.py", "Dockerfile", "docker-compose.yml", "build.gradle"];
    for name in names {
        // Without content: it costs no room on the disk.
        fs::create_dir_all(folder.path().join("large")).unwrap();
        fs::File::create(folder.path().join("large").join(name)).unwrap().set_len(1 << 30).unwrap();
    }
    let plan = plan(folder.path());
    for name in names.iter().filter(|name| **name != "app.py") {
        let path = format!("large/{name}");
        assert!(findings(&plan).contains(&(path.as_str(), "file-unreadable")), "{:?}", findings(&plan));
    }
    assert!(modules(&plan).contains(&"api"));
}

#[test]
fn settings_of_a_gibibyte_are_an_error() {
    let folder = repository();
    fs::File::create(folder.path().join(".autopilot.yml")).unwrap().set_len(1 << 30).unwrap();
    let output = bounded(folder.path(), &["scout"]);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains(".autopilot.yml"));
}

#[test]
fn links_in_circles_and_out_of_the_tree_are_not_followed() {
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "secret/requirements.txt", "secret-name\n");
    let folder = repository();
    let link = |to: &Path, from: &str| symlink(to, folder.path().join(from)).unwrap();
    link(Path::new("b"), "a");
    link(Path::new("a"), "b");
    link(Path::new("pom.xml"), "pom.xml");
    link(Path::new("."), "here");
    link(Path::new(".."), "api/up");
    link(outside.path(), "out");
    link(&outside.path().join("secret/requirements.txt"), "requirements.txt");
    link(Path::new("/etc/passwd"), "Dockerfile");
    link(Path::new("nowhere"), ".autopilot.yml");
    let output = bounded(folder.path(), &["scout", ".", "--format", "json"]);
    let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(matches!(output.status.code(), Some(0 | 2)), "{errors}");
    assert!(!said.contains("secret-name") && !said.contains("root:"));
    fs::remove_file(folder.path().join(".autopilot.yml")).unwrap();
    assert_eq!(modules(&plan(folder.path())), ["api"]);
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let folder = repository();
    for name in ["requirements.txt", "Dockerfile", "app.py"] {
        assert!(Command::new("mkfifo").arg(folder.path().join(name)).status().unwrap().success());
    }
    fs::create_dir(folder.path().join("pom.xml")).unwrap();
    assert_eq!(modules(&plan(folder.path())), ["api"]);
}

#[test]
fn names_that_are_no_text_are_told_and_hide_nothing() {
    let folder = repository();
    let name = OsStr::from_bytes(b"\xff\xfe");
    fs::create_dir(folder.path().join(name)).unwrap();
    fs::write(folder.path().join(name).join("requirements.txt"), "flask\n").unwrap();
    assert_eq!(modules(&plan(folder.path())), ["api"]);
}

#[test]
fn names_of_folders_break_out_of_no_rendering() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "a\n::error::x",
        "a\r\n::stop-commands::y",
        "\u{1b}[2Jb",
        "</system-out>&c",
        "\u{202e}d",
        "e\u{7f}\u{85}",
    ] {
        write(folder.path(), Path::new(name).join("requirements.txt"), "flask\n");
        write(
            folder.path(),
            Path::new(name).join("app.py"),
            "from flask import Flask\napp = Flask(__name__)\n",
        );
    }
    for format in
        ["human", "json", "markdown", "sarif", "sarif-upload", "annotations", "codequality", "junit", "badge"]
    {
        let output = bounded(folder.path(), &["scout", ".", "--format", format]);
        assert_eq!(output.status.code(), Some(0), "{format}");
        let said = String::from_utf8(output.stdout).unwrap();
        let is_json = matches!(format, "json" | "sarif" | "sarif-upload" | "codequality");
        // JSON holds anything above the space as it is.
        let control = said.chars().find(|c| *c != '\n' && (*c < ' ' || (!is_json && c.is_control())));
        assert_eq!(control, None, "{format}: {said}");
        assert!(
            !said.lines().any(|line| line.starts_with("::error::x") || line.starts_with("::stop")),
            "{format}"
        );
        // Elsewhere it is no markup; in Markdown it stands in a span of code.
        assert!(format != "junit" || !said.contains("</system-out>&c"), "{said}");
        if !is_json {
            assert!(!said.contains('\u{202e}'), "{format} turns the direction of text");
        }
    }
}

#[test]
fn a_repository_of_git_that_is_broken_hides_no_file() {
    let sound = [("HEAD", "ref: refs/heads/main\n"), ("config", "[core]\n\trepositoryformatversion = 0\n")];
    let id = "0123456789012345678901234567890123456789";
    for (path, text) in [
        ("HEAD", ""),
        ("HEAD", "ref: refs/heads/../../../../etc/passwd\n"),
        ("HEAD", "ref: HEAD\n"),
        ("refs/heads/main", id),
        ("refs/heads/main", "ref: refs/heads/main\n"),
        ("objects/01/23456789012345678901234567890123456789", "no object"),
        ("packed-refs", "\0\0 garbage"),
        ("config", "[core\n"),
        ("config", "[include]\n\tpath = config\n[remote \"origin\"]\n\turl = \u{1b}[2J\n"),
        ("index", "DIRC\0\0\0\u{2}\u{7f}\u{7f}\u{7f}\u{7f}"),
        ("objects/info/alternates", "../../.git/objects\n/etc\n"),
    ] {
        let folder = repository();
        for (path, text) in sound.into_iter().chain([(path, text)]) {
            write(&folder.path().join(".git"), path, text);
        }
        fs::create_dir_all(folder.path().join(".git/objects")).unwrap();
        fs::create_dir_all(folder.path().join(".git/refs/heads")).unwrap();
        assert_eq!(modules(&plan(folder.path())), ["api"], "{path}: {text}");
    }
}

#[test]
fn files_that_come_grow_and_vanish_meanwhile_are_survived() {
    let folder = repository();
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0.. {
                let module = format!("m{}", n % 20);
                write(folder.path(), format!("{module}/requirements.txt"), &"flask\n".repeat(n % 5_000));
                write(folder.path(), format!("{module}/app.py"), "app = 1\n");
                if n % 3 == 0 {
                    fs::remove_dir_all(folder.path().join(&module)).unwrap();
                }
                if ended.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        let all: Vec<_> =
            (0..10).map(|_| bounded(folder.path(), &["scout", ".", "--format", "json"])).collect();
        ended.store(true, Ordering::Relaxed);
        for output in all {
            assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
            let plan: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            assert!(modules(&plan).contains(&"api"));
        }
    });
}

/// Forty services with the same topic, written to a folder in some order.
fn services(step: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for n in (0..41).map(|n| n * step % 41) {
        write(
            folder.path(),
            format!("m{n}/app.py"),
            "from confluent_kafka import Consumer, Producer\nfrom fastapi import FastAPI\napp = FastAPI()\nProducer({}).produce('orders', b'')\nConsumer({}).subscribe(['orders'])\n",
        );
        write(folder.path(), format!("m{n}/requirements.txt"), "fastapi\nconfluent-kafka\n");
        write(folder.path(), format!("m{n}/Dockerfile"), "FROM python\nCMD [\"uvicorn\", \"app:app\"]\n");
        write(folder.path(), format!("m{n}/broken/pom.xml"), "<project>");
    }
    folder
}

#[test]
fn order_of_creation_working_folder_clock_and_threads_change_no_byte() {
    let said = |step, here: bool, variables: &[(&str, &str)]| {
        let folder = services(step);
        let (from, root) =
            if here { (folder.path(), Path::new(".")) } else { (Path::new("/"), folder.path()) };
        let output = Command::new(env!("CARGO_BIN_EXE_autopilot"))
            .arg("scout")
            .arg(root)
            .args(["--format", "json"])
            .current_dir(from)
            .env_clear()
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let expected = said(1, true, &[]);
    assert!(expected.contains("\"hops\""));
    for (step, here, variables) in [
        (7, true, &[("RAYON_NUM_THREADS", "1")][..]),
        (13, false, &[("RAYON_NUM_THREADS", "8")]),
        (40, true, &[("TZ", "Pacific/Kiritimati"), ("LC_ALL", "tr_TR.UTF-8")]),
        (19, false, &[("SOURCE_DATE_EPOCH", "1"), ("TZ", "America/Adak"), ("RAYON_NUM_THREADS", "3")]),
    ] {
        assert!(said(step, here, variables) == expected, "{step} {here} {variables:?}");
    }
}
