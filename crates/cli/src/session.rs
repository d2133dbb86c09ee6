//! One run of the executable: what the environment says of telemetry, the clock, how the run ended.

use std::{
    env,
    ffi::OsString,
    io::{self, Write as _},
    path::Path,
    time::{Instant, SystemTime},
};

use contracts::ExitCode;
use telemetry::{Agent, LogFormat, Outcome, Protocol, Settings, Signals, Telemetry, TelemetryError};

use crate::{
    args::{Command, LogFormatName, TelemetryArgs},
    command,
    failure::Failure,
    file,
    pipeline::{self, text},
    terminal::ColorChoice,
};

/// Numbers by which CI systems tell runs apart, and what they are called in our logs.
const CORRELATION: [(&str, &str); 2] =
    [("GITHUB_RUN_ID", "github_run_id"), ("CI_PIPELINE_ID", "gitlab_pipeline_id")];

/// Runs `command` under telemetry and tells its failure once. Telemetry that cannot be set up as asked for is a
/// usage error; trouble with it later is told and changes no result.
pub(crate) fn run(args: &TelemetryArgs, command: Command) -> ExitCode {
    let telemetry = match start(args) {
        Ok(telemetry) => telemetry,
        Err(failure) => return tell(&failure, args.color),
    };
    let began = Instant::now();
    let span = telemetry.root_span(command.name());
    let counted = command.is_scan();
    let result = span.in_scope(|| command::run(command, args.color, telemetry.traceparent()));
    let code = match &result {
        Ok(code) => *code,
        Err(failure) if args.log_format == LogFormatName::Json => {
            span.in_scope(|| failure.log());
            failure.code
        }
        Err(failure) => tell(failure, args.color),
    };
    if counted {
        telemetry.metrics().record(outcome(code), began.elapsed());
    }
    if let Some(path) = &args.metrics_file
        && let Err(why) = write_metrics(&telemetry, path)
    {
        let path = path.display();
        span.in_scope(|| tracing::warn!(%path, why = %why, "the metrics file was not written"));
    }
    // The span ends before what it says is sent.
    drop(span);
    if let Err(error) = telemetry.finish() {
        tell(&Failure::internal("log lines were lost").why(error), args.color);
    }
    code
}

fn write_metrics(telemetry: &Telemetry, path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    Ok(file::write(path, telemetry.metrics().encode()?.as_bytes())?)
}

fn outcome(code: ExitCode) -> Outcome {
    match code {
        ExitCode::Usage => Outcome::Error { kind: "usage" },
        ExitCode::Internal => Outcome::Error { kind: "internal" },
        _ => Outcome::Success,
    }
}

fn start(args: &TelemetryArgs) -> Result<Telemetry, Failure> {
    let settings = Settings {
        log: match args.log_format {
            LogFormatName::Human => LogFormat::Human { color: args.color.on(&io::stderr()) },
            LogFormatName::Json => LogFormat::Json,
        },
        level: args.log_level.clone(),
        otlp: signals(),
        protocol: protocol()?,
        traceparent: text("TRACEPARENT"),
        tracestate: text("TRACESTATE"),
        correlation: CORRELATION
            .iter()
            .filter_map(|(variable, name)| Some(((*name).to_owned(), text(variable)?)))
            .collect(),
        ..Settings::new(Agent::Scout, env!("AUTOPILOT_VERSION"), SystemTime::now)
    };
    if settings.otlp.any() {
        // Installed once; a second time it is there already.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    let failed = |error: TelemetryError| {
        Failure::usage("cannot set up logging")
            .why(error)
            .help("write --log-level with a level such as `info`")
    };
    let telemetry = telemetry::start(settings, pipeline::log()).map_err(failed)?;
    telemetry.install().map_err(failed)?;
    Ok(telemetry)
}

fn tell(failure: &Failure, color: ColorChoice) -> ExitCode {
    // Nothing is left to tell when standard error itself is gone.
    let _ = write!(io::stderr(), "{}", failure.render(color.on(&io::stderr())));
    failure.code
}

/// Whether a command line that cannot be understood asks for log lines in JSON all the same.
pub(crate) fn wants_json(args: impl IntoIterator<Item = OsString>) -> bool {
    let args: Vec<OsString> = args.into_iter().collect();
    args.iter().any(|arg| arg == "--log-format=json")
        || args.windows(2).any(|pair| pair[0] == "--log-format" && pair[1] == "json")
}

/// Tells a usage error as a log line.
pub(crate) fn refuse(error: &clap::Error) -> ExitCode {
    let args = TelemetryArgs {
        log_format: LogFormatName::Json,
        log_level: "error".to_owned(),
        color: ColorChoice::Never,
        metrics_file: None,
    };
    let text = error.render().to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text).trim_end();
    let (what, rest) = text.split_once('\n').unwrap_or((text, ""));
    let failure = Failure::usage(what).help(rest.split_whitespace().collect::<Vec<_>>().join(" "));
    let Ok(telemetry) = start(&args) else { return tell(&failure, args.color) };
    failure.log();
    // The line was written; what else telemetry has to say is of a run that never began.
    let _ = telemetry.finish();
    failure.code
}

fn signals() -> Signals {
    if text("OTEL_SDK_DISABLED").is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        return Signals::NONE;
    }
    let all = text("OTEL_EXPORTER_OTLP_ENDPOINT").is_some();
    Signals {
        traces: all || text("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT").is_some(),
        metrics: all || text("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT").is_some(),
    }
}

fn protocol() -> Result<Protocol, Failure> {
    match text("OTEL_EXPORTER_OTLP_PROTOCOL").as_deref() {
        Some("grpc") => Ok(Protocol::Grpc),
        None | Some("http/protobuf") => Ok(Protocol::HttpProtobuf),
        Some(other) => Err(Failure::usage(format!("`{other}` is no protocol that telemetry can be sent by"))
            .help("set OTEL_EXPORTER_OTLP_PROTOCOL to `grpc` or `http/protobuf`")),
    }
}
