//! `--event-sink`: where a command's CloudEvent goes. A failing sink is a warning in the log and never
//! changes what the command says.

use std::{
    fs::OpenOptions,
    io::{self, Write as _},
    path::PathBuf,
    str::FromStr,
    time::Duration,
};

use contracts::{DiffPlan, cloud_event, cloud_event::DiffPlanCreated};
use reqwest::Url;

/// How long a server may take to be reached, and to answer: a pipeline waits for it.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
const TIMEOUT: Duration = Duration::from_secs(5);

/// Where events go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EventSink {
    /// Appended to a file, one JSON event a line (structured mode).
    File(PathBuf),
    /// To standard output, one JSON event a line, after the result.
    StandardOutput,
    /// To a server, HTTP in binary mode.
    Http(Url),
}

impl FromStr for EventSink {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("write a file, `-` or https://...".to_owned());
        }
        if text == "-" {
            return Ok(Self::StandardOutput);
        }
        if !text.contains("://") {
            return Ok(Self::File(text.into()));
        }
        let url = Url::parse(text).map_err(|error| error.to_string())?;
        match url.scheme() {
            "https" => Ok(Self::Http(url)),
            "http" if is_loopback(&url) => Ok(Self::Http(url)),
            "http" => Err(
                "a plan tells where a repository is weak: only https is allowed, and http to this machine"
                    .to_owned(),
            ),
            scheme => {
                Err(format!("`{scheme}` is no scheme of an event sink: write a file, `-` or https://..."))
            }
        }
    }
}

/// Whether an address is this machine's own, as the client that will call it reads it.
fn is_loopback(url: &Url) -> bool {
    matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"))
}

impl EventSink {
    /// Sends the event of `plan`; a failure is told and forgotten.
    pub(crate) fn send(&self, plan: DiffPlan, traceparent: Option<String>) {
        let time = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string();
        let event = cloud_event::diff_plan_created(plan, time, traceparent);
        if let Err(why) = self.deliver(&event) {
            tracing::warn!(why = chain(why.as_ref()), "the event was not delivered");
        }
    }

    fn deliver(&self, event: &DiffPlanCreated) -> Result<(), Box<dyn std::error::Error>> {
        match self {
            Self::File(path) => {
                let mut file = OpenOptions::new().create(true).append(true).open(path)?;
                Ok(file.write_all(line(event)?.as_bytes())?)
            }
            Self::StandardOutput => Ok(io::stdout().lock().write_all(line(event)?.as_bytes())?),
            Self::Http(url) => post(url, event),
        }
    }
}

/// An error and what caused it, each once.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let mut told: Vec<String> = causes.map(ToString::to_string).collect();
    told.dedup();
    told.join(": ")
}

fn line(event: &DiffPlanCreated) -> serde_json::Result<String> {
    Ok(serde_json::to_string(event)? + "\n")
}

/// Binary mode of the HTTP protocol binding: attributes are headers, data is the body.
fn post(url: &Url, event: &DiffPlanCreated) -> Result<(), Box<dyn std::error::Error>> {
    // Installed once; a second time it is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::blocking::Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(TIMEOUT)
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    let mut request = client
        .post(url.clone())
        .header("content-type", &event.datacontenttype)
        .header("ce-specversion", "1.0")
        .header("ce-type", &event.event_type)
        .header("ce-source", &event.source)
        .header("ce-id", event.id.as_str())
        .header("ce-time", &event.time);
    let optional = [
        ("ce-subject", &event.subject),
        ("ce-traceparent", &event.traceparent),
        ("ce-tracestate", &event.tracestate),
        ("ce-partitionkey", &event.partitionkey),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            request = request.header(name, cloud_event::header_value(value));
        }
    }
    let response = request.body(serde_json::to_vec(&event.data)?).send()?;
    if response.status().is_success() {
        Ok(())
    } else {
        Err(format!("the server answered {}", response.status()).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_never_leaves_this_machine() {
        for allowed in
            ["http://127.0.0.1:80/x", "http://localhost/", "http://[::1]:9/", "https://events.example/x"]
        {
            assert!(matches!(allowed.parse(), Ok(EventSink::Http(_))), "{allowed}");
        }
        for refused in [
            "http://events.example/",
            "http://localhost@events.example/",
            "http://127.0.0.1.events.example",
            "ftp://a/",
            "",
        ] {
            assert!(refused.parse::<EventSink>().is_err(), "{refused}");
        }
        assert_eq!("-".parse(), Ok(EventSink::StandardOutput));
        assert_eq!("a/b.jsonl".parse(), Ok(EventSink::File("a/b.jsonl".into())));
    }
}
