//! Where the executable to measure is.

use std::{
    env,
    path::{Path, PathBuf},
};

/// Why there is no executable.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExecutableError {
    /// The one that was named is not there.
    #[error("`{0}` is no file")]
    NotThere(PathBuf),
    /// None was built.
    #[error(
        "the executable `autopilot` was not built in release: run `cargo build --release` (package autopilot), \
         or name it with --executable; looked for at {}",
        list(.0)
    )]
    NotBuilt(Vec<PathBuf>),
}

fn list(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// The executable that was named, or else the one of a release build.
///
/// # Errors
/// When it is not there; the message says how to build it.
pub(crate) fn find(named: Option<&Path>) -> Result<PathBuf, ExecutableError> {
    if let Some(named) = named {
        let found = named.is_file().then(|| named.to_owned());
        return found.ok_or_else(|| ExecutableError::NotThere(named.to_owned()));
    }
    let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    first(places(target, env::current_exe().ok().as_deref()))
}

fn first(places: Vec<PathBuf>) -> Result<PathBuf, ExecutableError> {
    let found = places.iter().find(|place| place.is_file()).cloned();
    found.ok_or(ExecutableError::NotBuilt(places))
}

/// Where a release build would be: in the target folder that is set, or the one we were built in.
fn places(target: Option<PathBuf>, current: Option<&Path>) -> Vec<PathBuf> {
    // We are `target/PROFILE/autopilot-eval`.
    let own_target = current.and_then(Path::parent).and_then(Path::parent).map(Path::to_owned);
    let name = format!("autopilot{}", env::consts::EXE_SUFFIX);
    let mut places: Vec<PathBuf> =
        target.into_iter().chain(own_target).map(|target| target.join("release").join(&name)).collect();
    places.dedup();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_build_is_looked_for_in_both_target_folders() {
        let places = places(Some("/elsewhere".into()), Some(Path::new("/shop/target/debug/autopilot-eval")));
        let name = format!("autopilot{}", env::consts::EXE_SUFFIX);
        assert_eq!(
            places,
            [Path::new("/elsewhere/release").join(&name), Path::new("/shop/target/release").join(&name)]
        );
    }

    #[test]
    fn what_is_not_built_says_how_to_build_it() {
        let message = first(vec!["/no/release/autopilot".into()]).unwrap_err().to_string();
        assert!(
            message.contains("cargo build --release") && message.contains("/no/release/autopilot"),
            "{message}"
        );
    }

    #[test]
    fn the_first_that_is_there_is_taken() {
        let dir = tempfile::tempdir().unwrap();
        let built = dir.path().join("autopilot");
        std::fs::write(&built, "").unwrap();
        assert_eq!(first(vec!["/no/autopilot".into(), built.clone()]).unwrap(), built);
        assert!(matches!(find(Some(Path::new("/no/autopilot"))), Err(ExecutableError::NotThere(_))));
    }
}
