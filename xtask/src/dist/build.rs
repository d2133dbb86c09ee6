//! Building the executable so that its bytes do not tell where it was built.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{PACKAGE, Release, output};
use crate::failure::Failure;
use crate::run;

/// Separates flags in `CARGO_ENCODED_RUSTFLAGS`.
const SEPARATOR: &str = "\u{1f}";

/// Builds with the profile `dist`; where the executable is then.
pub fn executable(release: &Release<'_>) -> Result<PathBuf, Failure> {
    // A folder of its own: other flags would throw away what other tasks have built.
    let folder = release.workspace.target.join("dist-build");
    let renames = Renames::of(release, &folder)?;
    let target = release.target.name();
    let mut cargo = release.workspace.cargo();
    cargo
        .args(["build", "--profile", "dist", "--locked", "-p", PACKAGE, "--target", target])
        .env("CARGO_TARGET_DIR", &folder)
        .env("CARGO_ENCODED_RUSTFLAGS", rust_flags(release, &renames).join(SEPARATOR))
        .env("SOURCE_DATE_EPOCH", release.commit.seconds.to_string());
    if !release.target.is_windows() {
        cargo
            .env_remove("CFLAGS")
            .env_remove("TARGET_CFLAGS")
            .env("CC_SHELL_ESCAPED_FLAGS", "1")
            .env(format!("CFLAGS_{}", release.target.variable()), renames.for_c());
    }
    run::step(&mut cargo)?;
    Ok(folder.join(target).join("dist").join(release.target.executable()))
}

fn rust_flags(release: &Release<'_>, renames: &Renames) -> Vec<String> {
    let mut flags = renames.for_rust();
    if release.target.is_linux() || release.target.is_windows() {
        flags.extend(["-C", "target-feature=+crt-static"].map(str::to_owned));
    }
    if release.target.is_linux() {
        // The tables of grammars are full of addresses, which the program adjusts itself when it starts: packed they take
        // a thirtieth. The C library it is linked with has to be 2.36 or newer.
        flags.extend(["-C", "link-arg=-Wl,-z,pack-relative-relocs"].map(str::to_owned));
    }
    if release.target.is_windows() {
        // Without it the linker writes the time of day.
        flags.extend(["-C", "link-arg=/Brepro"].map(str::to_owned));
    }
    flags
}

/// Folders of this machine and what stands for them. A later one wins over an earlier one.
struct Renames(Vec<(PathBuf, String)>);

impl Renames {
    fn of(release: &Release<'_>, target: &Path) -> Result<Self, Failure> {
        let root = &release.workspace.root;
        let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]), root)?;
        let library = Path::new(&sysroot).join("lib/rustlib/src/rust");
        Ok(Self(vec![
            (root.clone(), "/autopilot".to_owned()),
            (target.to_owned(), "/target".to_owned()),
            (cargo_home(), "/cargo".to_owned()),
            (sysroot.into(), "/rust".to_owned()),
            // What the standard library is called where its source is not installed.
            (library, format!("/rustc/{}", release.rustc("commit-hash").unwrap_or_default())),
        ]))
    }

    fn for_rust(&self) -> Vec<String> {
        let pairs = self.0.iter();
        pairs.map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display())).collect()
    }

    /// Grammars are C, and their assertions name files. No exception passes through them: tables for it are dead weight.
    fn for_c(&self) -> String {
        let pairs = self.0.iter();
        let renames = pairs.map(|(from, to)| format!("'-ffile-prefix-map={}={to}'", from.display()));
        let flags = ["-fno-asynchronous-unwind-tables".to_owned()].into_iter().chain(renames);
        flags.collect::<Vec<_>>().join(" ")
    }
}

fn cargo_home() -> PathBuf {
    let home = || std::env::home_dir().unwrap_or_default().join(".cargo");
    std::env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_renamed_for_both_compilers_also_with_spaces() {
        let renames = Renames(vec![("/home/a b".into(), "/cargo".to_owned())]);
        assert_eq!(renames.for_rust(), ["--remap-path-prefix=/home/a b=/cargo"]);
        let for_c = "-fno-asynchronous-unwind-tables '-ffile-prefix-map=/home/a b=/cargo'";
        assert_eq!(renames.for_c(), for_c);
    }
}
