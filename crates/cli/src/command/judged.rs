//! A plan, and the same plan on a day: with what is accepted then.

use contracts::{Date, DiffPlan};

use super::only;
use crate::failure::Failure;

/// What is told of a scan.
#[derive(Debug)]
pub(crate) struct Judged {
    /// What is missing, which knows no day.
    pub(crate) plan: DiffPlan,
    /// The same, with what is accepted on the day, and what should be known of suppressions and baseline.
    pub(crate) standing: DiffPlan,
}

impl Judged {
    /// A plan and how it stands. What is told of suppressions and baselines is no part of what a plan is named by.
    pub(crate) fn new(plan: DiffPlan, standing: DiffPlan) -> Self {
        let standing = DiffPlan { diff_plan_id: plan.diff_plan_id.clone(), ..standing };
        Self { plan, standing }
    }

    /// What is told of these modules alone; of all when none is named. Suppressions and baseline were laid over the whole:
    /// those of another module match something there.
    ///
    /// # Errors
    /// When a folder is none, or holds no module.
    pub(crate) fn only(self, modules: &[String]) -> Result<Self, Failure> {
        Ok(Self::new(only::modules(self.plan, modules)?, only::modules(self.standing, modules)?))
    }
}

/// The day that somebody names, else today.
pub(crate) fn day(as_of: Option<Date>) -> Result<Date, Failure> {
    as_of.map_or_else(today, Ok)
}

fn today() -> Result<Date, Failure> {
    let today = jiff::Timestamp::now().strftime("%Y-%m-%d").to_string();
    today.parse().map_err(|error| {
        Failure::internal("the clock shows no day of the calendar").why(error).help("give it with `--as-of`")
    })
}
