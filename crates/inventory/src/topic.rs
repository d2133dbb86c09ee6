//! The topics that source names: in its own file, by a constant of another, by a setting or by the environment.
//!
//! A file is read alone, so what it says is kept as an [`Expression`]. What expressions leave open is then looked for
//! in the files that were not parsed so far ([`Wanted`]). When the modules are together, each expression is settled by
//! what its module knows: constants, settings, the environment it is deployed with.

mod constants;
mod passed;
mod placeholder;
mod read;
mod settle;
mod wanted;

pub(crate) use constants::{Constant, could_hold as could_hold_constants, find as constants};
pub(crate) use passed::{Passed, find as passed};
pub(crate) use read::Reader;
pub(crate) use settle::{Told, settle};
pub(crate) use wanted::{Wanted, could_tell};

/// What stands where a topic is named, as far as its own file tells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Expression {
    /// Text; it may hold placeholders as Spring writes them: `${app.topic:orders}`.
    Text(String),
    /// A name that something else binds: `Topics.ORDERS`, `properties.getTopic`.
    Name(String),
    /// A variable of the environment, and what is taken where it is not set.
    Environment {
        /// Its name.
        name: String,
        /// What is taken where it is not set.
        default: Option<String>,
    },
    /// What a function is given: its callers tell.
    Parameter {
        /// The function; a type's name for its constructor.
        function: String,
        /// Which of its parameters, without the receiver.
        index: usize,
        /// The parameter's name.
        name: String,
    },
    /// What nothing in the text tells.
    Other,
}
