//! Every file of the corpora, read by the target that it is for. What `cargo xtask fuzz` finds becomes a file there.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use autopilot_syntax::fuzz::{TARGETS, Target};

fn corpora() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_target_keeps_its_promises_for_its_whole_corpus() {
    for target in &TARGETS {
        let files = files(&corpora().join(target.name));
        assert!(files.len() >= 10, "{} has only {} seeds", target.name, files.len());
        for file in files {
            let bytes = fs::read(&file).unwrap();
            assert!(bytes.len() <= 64 * 1024, "{} is no small seed", file.display());
            if let Err(broken) = target.check(&bytes) {
                panic!("{}: {broken}", file.display());
            }
        }
    }
}

/// What is a trap for one reader is often one for another, and costs little to try.
#[test]
fn no_reader_minds_what_is_written_for_another() {
    for folder in files(&corpora()) {
        let name = folder.file_name().unwrap().to_str().unwrap();
        assert!(Target::named(name).is_some(), "{name} is the corpus of no target");
        for file in files(&folder).into_iter().take(3) {
            let bytes = fs::read(&file).unwrap();
            for target in TARGETS.iter().filter(|_| bytes.len() < 1024) {
                if let Err(broken) = target.check(&bytes) {
                    panic!("{}, {}: {broken}", target.name, file.display());
                }
            }
        }
    }
}
