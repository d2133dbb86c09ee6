//! `autopilot explain ID`.

use std::io;

use contracts::{ExitCode, Explanation, GapKey};
use report::Style;

use crate::{explanations, failure::Failure, terminal::ColorChoice};

/// How different a name may be to be offered, in edits.
const EDITS_MAX: usize = 4;

/// Explains one id, or lists them all.
pub(crate) fn run(id: Option<&str>, color: ColorChoice) -> Result<ExitCode, Failure> {
    let style = Style { color: color.on(&io::stdout()), all: false };
    let known = explanations::known()?;
    let text = match id {
        None => report::explained(&known, style),
        Some(id) => report::explanation(find(&known, id)?, style),
    };
    super::print(&text)?;
    Ok(ExitCode::Success)
}

/// The explanation of an id, or of the type of a gap's key.
fn find<'a>(known: &'a [Explanation], id: &str) -> Result<&'a Explanation, Failure> {
    let gap_type = id.parse::<GapKey>().ok().map(|key| key.gap_type.name());
    let wanted = gap_type.unwrap_or(id);
    known.iter().find(|explanation| explanation.id == wanted).ok_or_else(|| {
        let nearest = known
            .iter()
            .map(|explanation| (strsim::damerau_levenshtein(id, &explanation.id), explanation))
            .min_by_key(|(edits, _)| *edits)
            .filter(|(edits, _)| *edits <= EDITS_MAX);
        let help = match nearest {
            Some((_, nearest)) => format!("did you mean `{}`?", nearest.id),
            None => "`autopilot explain` lists every id".to_owned(),
        };
        Failure::usage(format!("`{id}` is no gap type, rule or finding")).help(help)
    })
}
