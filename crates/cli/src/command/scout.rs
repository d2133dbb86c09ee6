//! `autopilot scout PATH`.

use contracts::ExitCode;
use source_tree::{FolderTree, Limits};

use crate::{args::ScoutArgs, failure::Failure};

pub(crate) fn run(args: &ScoutArgs, traceparent: Option<String>) -> Result<ExitCode, Failure> {
    let tree = FolderTree::open(&args.path, Limits::default())?;
    let plan = super::plan(&tree)?;
    let code = super::deliver(&plan, &tree, &args.output)?;
    if let Some(sink) = &args.event_sink {
        sink.send(plan, traceparent);
    }
    Ok(code)
}
