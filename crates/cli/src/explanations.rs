//! What every id in a report means.

use contracts::Explanation;
use scout::Rules;

use crate::failure::Failure;

/// One table a crate, joined here.
pub(crate) fn known() -> Result<Vec<Explanation>, Failure> {
    let mut known = scout::explanations(&Rules::builtin()?)?;
    known.extend(inventory::explanations());
    Ok(known)
}
