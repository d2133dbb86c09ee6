//! `--baseline` and `--update-baseline`: the gaps that a team accepts as they are.

use std::{
    fmt::Display,
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use clap::Args as ClapArgs;
use contracts::{Baseline, DiffPlan, Gap, plan::Acceptance};
use inventory::{BASELINE_BYTES_MAX, BASELINE_FILE, BaselineFile};
use source_tree::{RepoPath, RevisionTree, SourceTree};

use crate::{failure::Failure, file};

#[derive(Debug, Default, ClapArgs)]
pub(crate) struct BaselineArgs {
    /// Accept the gaps in this file as they are [default: `.autopilot/baseline.json` where it is there]
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write the gaps of today into the baseline, so that only new ones count from now on
    #[arg(long, conflicts_with_all = ["rev", "base", "module"])]
    pub(crate) update_baseline: bool,
}

/// The baseline of a tree, or the file that was named: as the tree has it where it lies inside.
///
/// # Errors
/// When it cannot be read or something in it is wrong, or the named one is not there.
pub(crate) fn read(
    folder: &Path,
    named: Option<&Path>,
    tree: &dyn SourceTree,
) -> Result<Option<BaselineFile>, Failure> {
    let Some(named) = named else {
        return Ok(inventory::baseline(tree, &usual()?)?);
    };
    let shown = named.display();
    let absent = |why: &dyn Display| {
        Failure::usage(format!("cannot read the baseline `{shown}`"))
            .why(why)
            .help("name a file that is there, or write it with `--update-baseline`")
    };
    if let Some(path) = within(folder, named) {
        return match inventory::baseline(tree, &path)? {
            None => Err(absent(&"what is scanned has no such file")),
            found => Ok(found),
        };
    }
    let bytes = read_file(named).map_err(|why| absent(&why))?;
    Ok(Some(inventory::baseline_of(&shown.to_string(), &bytes)?))
}

/// The same of a base revision: what is in the folder now is part of the change, and does not judge it.
///
/// # Errors
/// When something in it is wrong, or the file that was named cannot be in the revision.
pub(crate) fn read_in(
    folder: &Path,
    named: Option<&Path>,
    base: &RevisionTree,
    revision: &str,
) -> Result<Option<BaselineFile>, Failure> {
    let path = match named {
        None => usual()?,
        Some(named) => within(folder, named).ok_or_else(|| {
            Failure::usage(format!("`--baseline {}` lies outside of what is scanned", named.display()))
                .why("with `--base` the baseline of the base revision counts")
                .help("name a file inside the folder that is scanned")
        })?,
    };
    let found = inventory::baseline(base, &path)?;
    if found.is_none() && named.is_some() {
        tracing::warn!(%path, revision, "the base revision has no such baseline: no gap is accepted by one");
    }
    Ok(found.map(|found| BaselineFile { revision: Some(revision.to_owned()), ..found }))
}

/// Writes the gaps of a plan as the baseline. What is suppressed stays out: it ends on its day.
///
/// # Errors
/// When it cannot be written, or a link leads out of the folder.
pub(crate) fn update(folder: &Path, named: Option<&Path>, plan: &DiffPlan) -> Result<(), Failure> {
    let path = written_to(folder, named);
    let baseline = Baseline::of(kept(plan).map(|gap| gap.key.clone()));
    let text = serde_json::to_string_pretty(&baseline)
        .map_err(|error| Failure::internal("cannot serialize the baseline").why(error))?;
    let failed = |why: io::Error| {
        Failure::usage(format!("cannot write the baseline `{}`", path.display()))
            .why(why)
            .help("name a file in a folder that is there and can be written, with `--baseline FILE`")
    };
    stays_inside(folder, &path).map_err(failed)?;
    file::write(&path, format!("{text}\n").as_bytes()).map_err(failed)?;
    tracing::info!(path = %path.display(), gaps = baseline.gaps.len(), "the baseline was written");
    Ok(())
}

/// What [`update`] did, in a line for people.
pub(crate) fn written(folder: &Path, named: Option<&Path>, plan: &DiffPlan) -> String {
    let path = written_to(folder, named);
    let shown = redact::on_one_line(&path.strip_prefix(".").unwrap_or(&path).to_string_lossy());
    match kept(plan).count() {
        1 => format!("wrote 1 gap to {shown}"),
        number => format!("wrote {number} gaps to {shown}"),
    }
}

fn written_to(folder: &Path, named: Option<&Path>) -> PathBuf {
    named.map_or_else(|| folder.join(BASELINE_FILE), Path::to_owned)
}

/// The gaps that a baseline of this plan holds.
fn kept(plan: &DiffPlan) -> impl Iterator<Item = &Gap> {
    plan.gaps.iter().filter(|gap| !matches!(gap.accepted, Some(Acceptance::Suppression { .. })))
}

/// Makes the folders of a file that is called by a name inside of the scanned folder, and refuses links that lead out:
/// whoever wrote the repository does not say which files of this machine are overwritten.
fn stays_inside(folder: &Path, path: &Path) -> io::Result<()> {
    if within(folder, path).is_none() {
        return Ok(());
    }
    let root = folder.canonicalize()?;
    let inside = |path: &Path| match path.canonicalize()? {
        real if real.starts_with(&root) => Ok(()),
        _ => Err(io::Error::other("a link leads out of the folder")),
    };
    let above = path.parent().map_or(Path::new("."), or_here);
    // Nothing is made behind a link that leads out.
    let there = above.ancestors().map(or_here).find(|folder| fs::symlink_metadata(folder).is_ok());
    there.map_or(Ok(()), inside)?;
    fs::create_dir_all(above)?;
    inside(above)?;
    match fs::symlink_metadata(path) {
        Ok(there) if there.is_symlink() => inside(path),
        _ => Ok(()),
    }
}

/// What is above a bare name is the folder that the process runs in.
fn or_here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(BASELINE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file as the scanned folder calls it; none where it lies elsewhere by its name.
fn within(folder: &Path, path: &Path) -> Option<RepoPath> {
    let (folder, path) = (std::path::absolute(folder).ok()?, std::path::absolute(path).ok()?);
    let inside = path.strip_prefix(&folder).ok()?.to_str()?.replace('\\', "/");
    RepoPath::new(&inside).ok()
}

fn usual() -> Result<RepoPath, Failure> {
    RepoPath::new(BASELINE_FILE)
        .map_err(|error| Failure::internal("the name of the baseline is broken").why(error))
}
