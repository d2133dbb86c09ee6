use super::*;
use crate::ReadError;

fn repository() -> GitRepository {
    let repository = GitRepository::new();
    repository.write("a.txt", (0..99).map(|number| format!("{}", number * 7919)).collect::<String>());
    repository.write("good.txt", "good");
    repository.write("inner/b.txt", "b");
    repository.commit("all");
    repository
}

/// Where the object of `good.txt` lies.
const GOOD: &str = "47/6e93d5714117cb50143dbe653f4b2b5a1d4b18";

/// What happens to an object's file.
type Harm = fn(&std::path::Path);

const HARMS: [(&str, Harm); 5] = [
    ("missing", |file| std::fs::remove_file(file).unwrap()),
    ("empty", |file| write(file, b"")),
    ("no zlib", |file| write(file, b"this was no object ever")),
    ("cut", |file| write(file, &std::fs::read(file).unwrap()[..15])),
    ("another", |file| write(file, &std::fs::read(file.parent().unwrap().with_file_name(GOOD)).unwrap())),
];

fn write(file: &std::path::Path, content: &[u8]) {
    std::fs::remove_file(file).unwrap();
    std::fs::write(file, content).unwrap();
}

#[test]
fn a_broken_file_is_an_error_of_its_own() {
    for (harm, harmed) in HARMS {
        let repository = repository();
        harmed(&repository.object_file(&repository.git(&["rev-parse", "HEAD:a.txt"])));
        let tree = repository.open("HEAD");
        assert_eq!(files(&tree), ["a.txt", "good.txt", "inner/b.txt"], "{harm}");
        let error = tree.read(&path("a.txt")).unwrap_err();
        assert!(matches!(&error, ReadError::Broken { .. }), "{harm}: {error}");
        assert_eq!(tree.read(&path("good.txt")).unwrap(), b"good", "{harm}");
    }
}

#[test]
fn a_broken_folder_is_skipped_and_said() {
    for (harm, harmed) in HARMS {
        let repository = repository();
        harmed(&repository.object_file(&repository.git(&["rev-parse", "HEAD:inner"])));
        let tree = repository.open("HEAD");
        assert_eq!(files(&tree), ["a.txt", "good.txt"], "{harm}");
        let [skipped] = &skipped(&tree)[..] else { panic!("{harm}") };
        assert!(
            skipped.starts_with("inner: the folder cannot be read from the repository: "),
            "{harm}: {skipped}"
        );
        assert!(matches!(tree.read(&path("inner/b.txt")), Err(ReadError::Broken { .. })), "{harm}");
    }
}

#[test]
fn a_broken_root_or_commit_is_an_error() {
    for (harm, harmed) in HARMS {
        for object in ["HEAD^{tree}", "HEAD"] {
            let repository = repository();
            harmed(&repository.object_file(&repository.git(&["rev-parse", object])));
            let error = refused(repository.try_open("HEAD"));
            let is_told = !matches!(&error, RevisionError::NoRepository { .. });
            assert!(is_told && !error.to_string().contains('\n'), "{harm} {object}: {error}");
        }
    }
}

/// A pack that ends too early, or holds something else in between, wherever that is.
#[test]
fn a_broken_pack_neither_panics_nor_hangs() {
    let repository = repository();
    for number in 0..20 {
        repository.write("a.txt", format!("{}{number}", "a line\n".repeat(200)));
        repository.commit("more");
    }
    repository.git(&["gc", "--quiet", "--aggressive"]);
    let packs = repository.root().join(".git/objects/pack");
    let names = || std::fs::read_dir(&packs).unwrap().map(|entry| entry.unwrap().path());
    for kind in ["pack", "idx"] {
        let pack = names().find(|file| file.extension().is_some_and(|extension| extension == kind)).unwrap();
        let sound = std::fs::read(&pack).unwrap();
        for place in (0..sound.len()).step_by(sound.len() / 60 + 1) {
            write(&pack, &sound[..place]);
            look(&repository);
            let mut changed = sound.clone();
            changed[place] ^= 0x5a;
            write(&pack, &changed);
            look(&repository);
        }
        write(&pack, &sound);
    }
    assert_eq!(files(&repository.open("HEAD")).len(), 3);
}

fn look(repository: &GitRepository) {
    for revision in ["HEAD", "HEAD~20"] {
        let Ok(tree) = repository.try_open(revision) else { continue };
        for file in tree.list().unwrap().files {
            let _ = tree.read(&file);
        }
    }
}

#[test]
fn an_object_that_promises_more_than_it_is_costs_nothing() {
    let repository = repository();
    let id = repository.git(&["rev-parse", "HEAD:a.txt"]);
    let huge = format!("blob {}\0x", u64::MAX / 2);
    let mut packed = gix::zlib::stream::deflate::Write::new(Vec::new(), gix::zlib::Compression::default());
    std::io::Write::write_all(&mut packed, huge.as_bytes()).unwrap();
    std::io::Write::flush(&mut packed).unwrap();
    write(&repository.object_file(&id), &packed.into_inner());
    let error = repository.open("HEAD").read(&path("a.txt")).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
}

#[test]
fn broken_references_are_told() {
    let repository = repository();
    std::fs::write(repository.root().join(".git/refs/heads/broken"), "nothing\n").unwrap();
    assert!(matches!(refused(repository.try_open("broken")), RevisionError::Broken { .. }));
    std::fs::write(repository.root().join(".git/refs/heads/gone"), format!("{}\n", "1".repeat(40))).unwrap();
    assert!(matches!(refused(repository.try_open("gone")), RevisionError::Unknown { .. }));
    std::fs::write(repository.root().join(".git/HEAD"), "ref: refs/heads/nowhere\n").unwrap();
    assert!(matches!(refused(repository.try_open("HEAD")), RevisionError::Unborn { .. }));
}
