//! The action as GitHub's runner starts it, by act: what a workflow shows, hands on, and ends with.
//!
//! Act ends with 0 for a job that it left out: each story asserts on the jobs that really ran.

#[path = "action/events.rs"]
mod events;
#[path = "action/hostile.rs"]
mod hostile;
#[path = "action/ready.rs"]
mod ready;
#[path = "action/release.rs"]
mod release;
#[path = "action/repositories.rs"]
mod repositories;
#[path = "action/told.rs"]
mod told;
#[path = "action/workflows.rs"]
mod workflows;
