//! The command line.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use contracts::{Date, plan::Priority};

use crate::{
    baseline::BaselineArgs,
    event_sink::EventSink,
    output::{Format, Output},
    revision::RevisionArgs,
    terminal::ColorChoice,
};

/// Finds what the services and jobs of a repository lack: traces, correlation across Kafka, lineage, data contracts, runbooks.
#[derive(Debug, Parser)]
#[command(name = "autopilot", version = env!("AUTOPILOT_VERSION"), arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) telemetry: TelemetryArgs,
}

/// How this run itself is observed.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Telemetry of this run")]
pub(crate) struct TelemetryArgs {
    /// How log lines look, on standard error
    #[arg(long, global = true, value_enum, default_value = "human")]
    pub(crate) log_format: LogFormatName,
    /// Which log lines are written: error, warn, info, debug, trace, or per crate
    #[arg(long, global = true, value_name = "LEVEL", default_value = "warn")]
    pub(crate) log_level: String,
    /// When colours are used
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
    /// Write Prometheus metrics of this run to a file, for a textfile collector
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) metrics_file: Option<PathBuf>,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormatName {
    /// For people
    Human,
    /// One JSON object a line
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Scan a repository: whether each service and job is traced, the trace survives Kafka, and lineage, contract and runbook are there
    Scout(Box<ScoutArgs>),
    /// Scan the sample services that this executable carries
    Demo(DemoArgs),
    /// Explain a gap type, a rule or a finding; without an id, list them all
    Explain {
        /// What a plan or report names: `missing_otel`, `correlation-otel-agent`, `file-broken`, a gap's key
        id: Option<String>,
    },
    /// Work with `.autopilot.yml`
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Run a command as a step of a pipeline: inputs from variables, reports for GitHub or GitLab
    ///
    /// The action and the GitLab template call it. Inputs are AUTOPILOT_INPUT_COMMAND (scout), _PATH, _MODULES (one a
    /// line), _BASE (a revision, none), _FAIL_ON (never, P0, P1, P2), _REPORTS (a folder), _SUMMARY and _ANNOTATIONS (true, false).
    Ci,
}

impl Command {
    /// Whether a run of it counts as one of Scout's.
    pub(crate) fn is_scan(&self) -> bool {
        matches!(self, Self::Scout(_) | Self::Demo(_) | Self::Ci)
    }

    /// What a run of it is called in traces.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Scout(_) => "autopilot scout",
            Self::Demo(_) => "autopilot demo",
            Self::Explain { .. } => "autopilot explain",
            Self::Config(_) => "autopilot config",
            Self::Ci => "autopilot ci",
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ScoutArgs {
    /// The repository's folder
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,
    /// Tell only of the module in this folder, or below it; can be given several times
    #[arg(long, value_name = "FOLDER")]
    pub(crate) module: Vec<String>,
    #[command(flatten)]
    pub(crate) revision: RevisionArgs,
    #[command(flatten)]
    pub(crate) baseline: BaselineArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// Send the event `autopilot.scout.diff-plan-created` there; `http://` only to this machine
    #[arg(long, value_name = "FILE|-|https://...")]
    pub(crate) event_sink: Option<EventSink>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct DemoArgs {
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct OutputArgs {
    /// What is written to standard output
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) format: Format,
    /// Also write a rendering to a file, e.g. `json=plan.json`; can be given several times
    #[arg(long, value_name = "NAME=FILE")]
    pub(crate) output: Vec<Output>,
    /// End with 1 when a gap that nobody accepts is this urgent or more; what is written stays the same
    #[arg(long, value_enum, ignore_case = true, value_name = "PRIORITY", default_value = "never")]
    pub(crate) fail_on: FailOn,
    /// The day on which suppressions are judged: today (UTC) unless it is given; `json` has every gap on any day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<Date>,
    /// List libraries, commands, front ends, images, examples and accepted gaps too (human)
    #[arg(long)]
    pub(crate) all: bool,
}

/// How urgent a gap must be to fail what is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// No gap fails
    Never,
    /// The most urgent alone
    #[value(name = "P0")]
    P0,
    /// P0 and P1
    #[value(name = "P1")]
    P1,
    /// Every gap
    #[value(name = "P2")]
    P2,
}

impl FailOn {
    /// The least urgent priority that fails.
    pub(crate) fn priority(self) -> Option<Priority> {
        match self {
            Self::Never => None,
            Self::P0 => Some(Priority::P0),
            Self::P1 => Some(Priority::P1),
            Self::P2 => Some(Priority::P2),
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Check `.autopilot.yml` for mistakes, settings without effect, and suppressions that are over or match nothing
    Check {
        /// The repository's folder
        #[arg(default_value = ".")]
        path: PathBuf,
        /// The day on which suppressions are judged: today (UTC) unless it is given
        #[arg(long, value_name = "YYYY-MM-DD")]
        as_of: Option<Date>,
    },
}
