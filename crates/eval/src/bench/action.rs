//! What a step adds to a pipeline that has checked out: `action/run.sh` with an empty and with a filled tool cache.

use std::{
    env,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use sha2::{Digest as _, Sha256};

use super::{BenchError, executable, measure, measure::Subject};

/// The scripts that are measured, as this checkout has them.
const SCRIPTS: [(&str, &str); 2] = [
    ("install.sh", include_str!("../../../../action/install.sh")),
    ("run.sh", include_str!("../../../../action/run.sh")),
];

/// The version that the archive of this benchmark has.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Measures the step on the folder `repo` and writes the figures to `out`. The archive comes from a folder of this machine:
/// what a network adds is the time for its bytes.
///
/// # Errors
/// When the executable is not there, cannot be packed, or a command fails.
pub(crate) fn run(
    named: Option<&Path>,
    repo: &Path,
    runs: usize,
    out: &mut dyn io::Write,
) -> Result<(), BenchError> {
    let repo = repo.canonicalize().map_err(|_| BenchError::NoFolder(repo.to_owned()))?;
    let executable = executable::find(named)?;
    let folder = tempfile::tempdir().map_err(BenchError::Step)?;
    let megabytes = lay_out(folder.path(), &executable).map_err(BenchError::Step)?;
    writeln!(out, "# A step on {}; the archive has {megabytes:.1} MB\n", repo.display())?;
    let measured = measure::measure(&subjects(folder.path(), &executable, &repo), runs)?;
    super::write(&measured, out)?;
    Ok(())
}

/// Scripts, archive and list, as a release has them. Returns the megabytes of the archive.
fn lay_out(folder: &Path, executable: &Path) -> io::Result<f64> {
    let target = format!("{}-unknown-linux-gnu", env::consts::ARCH);
    let name = format!("autopilot-{VERSION}-{target}");
    let (action, release) = (folder.join("action"), folder.join(format!("mirror/v{VERSION}")));
    for made in [&action, &release, &folder.join("temp"), &folder.join(&name)] {
        fs::create_dir_all(made)?;
    }
    for (script, text) in SCRIPTS {
        fs::write(action.join(script), text)?;
    }
    fs::copy(executable, folder.join(&name).join("autopilot"))?;
    let archive = release.join(format!("{name}.tar.gz"));
    let packed = Command::new("tar").arg("-C").arg(folder).arg("-czf").arg(&archive).arg(&name).status()?;
    if !packed.success() {
        return Err(io::Error::other(format!("tar failed: {packed}")));
    }
    let bytes = fs::read(&archive)?;
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(action.join("checksums"), format!("{digest}  {name}.tar.gz\n"))?;
    Ok(bytes.len() as f64 / 1e6)
}

/// The step cold and warm, the executable alone, and a shell that does nothing, each in the surroundings of a runner.
fn subjects(folder: &Path, executable: &Path, repo: &Path) -> Vec<Subject> {
    let script = folder.join("action/run.sh");
    let script = script.to_string_lossy();
    let cache = folder.join("cache");
    let cold = format!("rm -rf '{}'; exec sh '{script}'", cache.display());
    let row = |name: &str, words: &[&str]| Subject {
        name: name.to_owned(),
        program: "env".into(),
        arguments: surroundings(folder, repo).into_iter().chain(words.iter().map(OsString::from)).collect(),
        accepted: &[0],
    };
    vec![
        row("step, nothing cached", &["sh", "-c", &cold]),
        row("step, executable cached", &["sh", &script]),
        row("autopilot ci", &[&executable.to_string_lossy(), "ci"]),
        row("sh -c true", &["sh", "-c", "true"]),
    ]
}

/// Arguments of `env`: an empty environment but for what a runner sets.
fn surroundings(folder: &Path, repo: &Path) -> Vec<OsString> {
    let set = |name: &str, value: PathBuf| {
        let mut word = OsString::from(format!("{name}="));
        word.push(value);
        word
    };
    let path = env::var_os("PATH").unwrap_or_default();
    vec![
        "-i".into(),
        set("PATH", path.into()),
        "GITHUB_ACTIONS=true".into(),
        "GITHUB_EVENT_NAME=schedule".into(),
        set("GITHUB_ACTION_PATH", folder.to_owned()),
        set("GITHUB_WORKSPACE", repo.to_owned()),
        set("GITHUB_OUTPUT", folder.join("output")),
        set("GITHUB_STEP_SUMMARY", folder.join("summary")),
        set("RUNNER_TEMP", folder.join("temp")),
        set("RUNNER_TOOL_CACHE", folder.join("cache")),
        set("AUTOPILOT_INPUT_REPORTS", folder.join("reports")),
        set("AUTOPILOT_INPUT_MIRROR", folder.join("mirror")),
    ]
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    /// A program that answers as ours does, so that the whole way of a step is walked.
    #[test]
    fn the_step_stands_beside_the_executable_and_a_shell() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("autopilot");
        fs::write(&program, "#!/bin/sh\necho autopilot 0.0.0\n").unwrap();
        let chmod = Command::new("chmod").arg("755").arg(&program).status().unwrap();
        assert!(chmod.success());
        let mut out = Vec::new();
        run(Some(&program), folder.path(), 2, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        for row in ["step, nothing cached", "step, executable cached", "autopilot ci", "sh -c true"] {
            assert!(text.contains(row), "{text}");
        }
    }
}
