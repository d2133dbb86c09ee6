//! What a base revision suppresses, as it reads in a later one.

use std::collections::{HashMap, HashSet};

use contracts::{Date, Evidence, GapKey};
use inventory::{GapPattern, Suppression, Suppressions};

use crate::moved::Moved;

/// What makes two suppressions the same wherever they stand.
type Said<'a> = (&'a GapPattern, &'a str, Date);

fn said(suppression: &Suppression) -> Said<'_> {
    (&suppression.gap, &suppression.reason, suppression.until)
}

/// The suppressions of a base revision as they judge a later one: they follow modules that moved, and those that still stand
/// somewhere are told there. Lines of the base would lead astray: one that is gone has none.
#[must_use]
pub fn carried(base: &Suppressions, head: &Suppressions, moved: &Moved) -> Suppressions {
    let follow = |before: &Suppression| Suppression { gap: followed(&before.gap, moved), ..before.clone() };
    let mut carried: Vec<Suppression> = base.0.iter().map(follow).collect();
    let places = places_in(head, &carried);
    for (suppression, place) in carried.iter_mut().zip(places) {
        match place {
            Some(place) => suppression.evidence = place,
            None => suppression.evidence.span = None,
        }
    }
    Suppressions(carried)
}

/// Where each of some suppressions stands in a revision.
fn places_in(head: &Suppressions, wanted: &[Suppression]) -> Vec<Option<Evidence>> {
    let mut places: HashMap<Said<'_>, Vec<&Evidence>> = HashMap::new();
    // From the last to the first: each place is taken once, the first one first.
    for suppression in head.0.iter().rev() {
        places.entry(said(suppression)).or_default().push(&suppression.evidence);
    }
    wanted.iter().map(|one| places.get_mut(&said(one)).and_then(Vec::pop).cloned()).collect()
}

/// Those suppressions of a later revision that a base revision does not have, in their order.
#[must_use]
pub fn added<'a>(head: &'a Suppressions, carried: &Suppressions) -> Vec<&'a Suppression> {
    let known: HashSet<Said<'_>> = carried.0.iter().map(said).collect();
    head.0.iter().filter(|suppression| !known.contains(&said(suppression))).collect()
}

/// A pattern that names a module, with what the module is called now.
fn followed(pattern: &GapPattern, moved: &Moved) -> GapPattern {
    let key = pattern.literal().and_then(|text| text.parse::<GapKey>().ok());
    key.map_or_else(|| pattern.clone(), |key| GapPattern::exactly(&moved.key(&key)))
}
