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

/// How long a server may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

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
            tracing::warn!(why = %why, "the event was not delivered");
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

fn line(event: &DiffPlanCreated) -> serde_json::Result<String> {
    Ok(serde_json::to_string(event)? + "\n")
}

/// Binary mode of the HTTP protocol binding: attributes are headers, data is the body.
fn post(url: &Url, event: &DiffPlanCreated) -> Result<(), Box<dyn std::error::Error>> {
    // Installed once; a second time it is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::blocking::Client::builder()
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
            request = request.header(name, header_value(value));
        }
    }
    let response = request.body(serde_json::to_vec(&event.data)?).send()?;
    if response.status().is_success() {
        Ok(())
    } else {
        Err(format!("the server answered {}", response.status()).into())
    }
}

/// Percent-encodes what a header cannot hold: CloudEvents HTTP binding 1.0.2, section 3.1.3.2.
fn header_value(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        if matches!(c, ' ' | '"' | '%') || !('\u{21}'..='\u{7e}').contains(&c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(c);
        }
    }
    out
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

    #[test]
    fn headers_hold_printable_characters_alone() {
        assert_eq!(header_value("a b\r\n\"%é"), "a%20b%0D%0A%22%25%C3%A9");
    }
}
