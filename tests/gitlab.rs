//! The template as GitLab includes it, by gitlab-ci-local: which job a pipeline gets, and what that leaves behind.
//!
//! gitlab-ci-local can end with 0 after a job that failed: each story asserts on the state of the job itself.

#[path = "gitlab/includes.rs"]
mod includes;
#[path = "gitlab/inputs.rs"]
mod inputs;
#[path = "gitlab/projects.rs"]
mod projects;
#[path = "gitlab/release.rs"]
mod release;
