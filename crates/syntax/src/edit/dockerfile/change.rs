//! What may change in a stage.

/// A change to a stage: the one of a name, else the last one, which is built unless another is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A variable is set in front of what starts the stage.
    Env {
        /// The stage.
        stage: Option<String>,
        /// The variable.
        name: String,
        /// Its value, with its `$NAME`.
        value: String,
        /// What parts the values of a variable that holds several (`JAVA_TOOL_OPTIONS`): the value joins those that are there.
        joined_by: Option<String>,
    },
    /// A `COPY` comes behind the last one.
    Copy {
        /// The stage.
        stage: Option<String>,
        /// The instruction; in lines that end with `\n` and a `\` where it is continued.
        line: String,
        /// Where it comes when there is none.
        otherwise: Anchor,
    },
    /// A `RUN` comes behind the last one that the superuser runs, and never behind a `USER` that is another.
    Run {
        /// The stage.
        stage: Option<String>,
        /// The instruction; in lines that end with `\n` and a `\` where it is continued.
        line: String,
        /// Where it comes when there is none.
        otherwise: Anchor,
    },
    /// Words are put in front of the command that starts: of `ENTRYPOINT`, or of `CMD` where there is none.
    Prefix {
        /// The stage.
        stage: Option<String>,
        /// The words.
        words: Vec<String>,
    },
}

/// A place in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Behind `FROM`.
    From,
    /// In front of what starts the stage; at its end where nothing does.
    Start,
    /// At its end.
    End,
}

impl Change {
    pub(super) fn stage(&self) -> Option<&str> {
        match self {
            Self::Env { stage, .. }
            | Self::Copy { stage, .. }
            | Self::Run { stage, .. }
            | Self::Prefix { stage, .. } => stage.as_deref(),
        }
    }

    /// The value of a variable.
    pub(super) fn value(&self) -> Option<&str> {
        match self {
            Self::Env { value, .. } => Some(value),
            _ => None,
        }
    }

    /// Whether both add to the same variable.
    pub(super) fn joins(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Env { stage, name, joined_by: Some(separator), .. },
                Self::Env { stage: of, name: called, joined_by: Some(by), .. },
            ) => stage == of && name == called && separator == by,
            _ => false,
        }
    }
}
