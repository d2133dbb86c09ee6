//! A badge, in the JSON that shields.io reads from an endpoint.

use contracts::{DiffPlan, plan::Priority};
use serde::Serialize;

use crate::{json, wording::counted};

/// The answer of an endpoint: <https://shields.io/badges/endpoint-badge>.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Endpoint {
    schema_version: u8,
    label: &'static str,
    message: String,
    color: &'static str,
}

/// How it stands, in a word and a colour.
#[must_use]
pub fn badge(plan: &DiffPlan) -> String {
    let most_urgent = plan.open().map(|gap| gap.priority).min();
    let (message, color) = match most_urgent {
        _ if plan.asked().next().is_none() => ("nothing to judge".to_owned(), "lightgrey"),
        None => ("no gaps".to_owned(), "brightgreen"),
        Some(urgent) => (gaps(plan, urgent), color(urgent)),
    };
    json::text(&Endpoint { schema_version: 1, label: "observability", message, color })
}

/// `8 gaps, 3 P0`.
fn gaps(plan: &DiffPlan, urgent: Priority) -> String {
    let number = plan.open().filter(|gap| gap.priority == urgent).count();
    format!("{}, {number} {urgent}", counted(plan.open().count(), "gap", "gaps"))
}

fn color(urgent: Priority) -> &'static str {
    match urgent {
        Priority::P0 => "red",
        Priority::P1 => "orange",
        Priority::P2 => "yellow",
    }
}
