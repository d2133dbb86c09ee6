//! The targets that ship, and what differs between them.

/// The target when none is named.
pub const DEFAULT: &str = "x86_64-unknown-linux-gnu";

/// All targets of a release.
pub const NAMES: [&str; 5] = [
    DEFAULT,
    "aarch64-unknown-linux-gnu",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-pc-windows-msvc",
];

/// One of [`NAMES`].
#[derive(Debug)]
pub struct Target(String);

/// Whether a file is one of a release of that version, by its name: an archive, a bill of materials, an image. The version
/// `1.0.0-rc.1` is none of `1.0.0`.
pub fn is_released(file: &str, package: &str, version: &str) -> bool {
    let Some(rest) = file.strip_prefix(&format!("{package}-{version}-")) else { return false };
    let of_target = |suffix| rest.strip_suffix(suffix).is_some_and(|target| NAMES.contains(&target));
    of_target(".tar.gz") || of_target(".cdx.json") || rest == "oci.tar"
}

impl Target {
    /// The target of that name.
    pub fn named(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// Its name, as rustc knows it.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// Its name in names of environment variables.
    pub fn variable(&self) -> String {
        self.0.replace('-', "_")
    }

    /// The file name of the executable.
    pub fn executable(&self) -> &'static str {
        if self.is_windows() { "autopilot.exe" } else { "autopilot" }
    }

    /// Whether it is Linux, where the executable carries its C library.
    pub fn is_linux(&self) -> bool {
        self.0.contains("-linux-")
    }

    /// Whether it is Windows, where another C compiler and linker work.
    pub fn is_windows(&self) -> bool {
        self.0.contains("-windows-")
    }

    /// The name of its architecture in an image, where there are images.
    pub fn container_architecture(&self) -> Option<&'static str> {
        match self.0.as_str() {
            "x86_64-unknown-linux-gnu" => Some("amd64"),
            "aarch64-unknown-linux-gnu" => Some("arm64"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    /// The version `1.0.0-rc.1` is none of `1.0.0`.
    #[test]
    fn files_of_a_release_are_known_by_their_whole_name() {
        let is_ours = |file| is_released(file, "autopilot", "1.0.0");
        assert!(is_ours("autopilot-1.0.0-aarch64-apple-darwin.tar.gz") && is_ours("autopilot-1.0.0-oci.tar"));
        for file in
            ["autopilot-1.0.0-rc.1-aarch64-apple-darwin.tar.gz", "autopilot-1.0.0-mips.tar.gz", "SHA256SUMS"]
        {
            assert!(!is_ours(file), "{file}");
        }
    }

    use std::path::Path;

    use super::*;

    fn read(path: &str) -> String {
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
    }

    #[test]
    fn the_workflow_builds_and_attests_every_target_and_no_other() {
        let workflow = read(".github/workflows/release.yml");
        let lines = |beginning: &str| -> Vec<String> {
            let found = workflow.lines().filter_map(|line| line.trim().strip_prefix(beginning));
            found.map(|rest| rest.split(',').next().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(lines("- { target: "), NAMES);
        let attested = lines("- ").into_iter().filter(|word| NAMES.contains(&word.as_str()));
        assert_eq!(attested.collect::<Vec<_>>(), NAMES);
        let counted = format!(r#"[[ "$(grep -c '\.tar\.gz$' release/SHA256SUMS)" == {} ]]"#, NAMES.len());
        assert!(workflow.contains(&counted));
    }

    #[test]
    fn binstall_looks_for_archives_by_the_names_that_they_have() {
        let manifest = read("crates/cli/Cargo.toml");
        for expected in [
            r#"pkg-url = "{ repo }/releases/download/v{ version }/{ name }-{ version }-{ target }.tar.gz""#,
            r#"bin-dir = "{ name }-{ version }-{ target }/{ bin }{ binary-ext }""#,
        ] {
            assert!(manifest.contains(expected), "{expected}");
        }
    }
}
