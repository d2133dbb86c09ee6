//! `autopilot demo`: the main job on the sample services that the executable carries.

use contracts::ExitCode;
use source_tree::{MemoryTree, RepoPath};

use crate::{args::DemoArgs, failure::Failure, terminal::ColorChoice};

/// Path and content of each file of `examples/`.
const EXAMPLES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/examples.rs"));

pub(crate) fn run(args: &DemoArgs, color: ColorChoice) -> Result<ExitCode, Failure> {
    crate::output::distinct(&args.output.output)?;
    let mut tree = MemoryTree::new();
    for (path, content) in EXAMPLES {
        let path = RepoPath::new(path)
            .map_err(|error| Failure::internal("the samples in this executable are broken").why(error))?;
        tree = tree.with(path, *content);
    }
    let judged = crate::judges::of_tree(&tree, args.output.as_of)?;
    super::deliver(&judged, &tree, &args.output, crate::pipeline::nowhere(), color)
}
