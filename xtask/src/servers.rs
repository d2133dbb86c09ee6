//! Real servers for the suites: started on ports of the kernel's choice, ready when a real check says so,
//! ended when dropped or when this process is killed.

mod ports;

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::environment;
use crate::failure::Failure;
use crate::install::cache::Cache;
use crate::install::fill;
use crate::install::list::Install;
use crate::run::{Background, Supervised, tail};
use crate::workspace::Workspace;

/// How a server is run. Texts may hold `{install}`, `{folder}` and the names of `ports`.
#[derive(Debug)]
pub struct Server {
    /// Templates in `xtask/installs/<name>/` and where they go below `{folder}`.
    pub files: &'static [(&'static str, &'static str)],
    /// Names of the ports it needs.
    pub ports: &'static [&'static str],
    /// Program and arguments.
    pub command: &'static [&'static str],
    /// When it is ready.
    pub ready: Ready,
    /// How long it may take to start.
    pub start_seconds: u64,
    /// How long it may take to stop before it is killed.
    pub stop_seconds: u32,
    /// The variable that tells suites its address.
    pub variable: &'static str,
    /// Its address.
    pub address: &'static str,
}

/// Ready when the log has the line and the port takes a connection.
#[derive(Debug)]
pub struct Ready {
    /// A part of a line of the log.
    pub line: &'static str,
    /// The name of the port.
    pub port: &'static str,
}

/// A server that runs until this is dropped.
#[derive(Debug)]
pub struct Running {
    /// Where suites reach it.
    pub address: String,
    // Ended before its folder is removed: fields are dropped in this order.
    _process: Supervised,
    _folder: TempDir,
}

/// How often a start is tried; another program may take a chosen port before the server does.
const TRIES: usize = 3;

/// Starts the server of an install and waits until it is ready.
pub fn start(
    workspace: &Workspace,
    cache: &Cache,
    install: &Install,
    server: &Server,
    installed: &Path,
) -> Result<Running, Failure> {
    let mut last = None;
    for _ in 0..TRIES {
        match attempt(workspace, cache, install, server, installed) {
            Err(Unready::Ended(failure)) => last = Some(failure),
            Err(Unready::Other(failure)) => return Err(failure),
            Ok(running) => return Ok(running),
        }
    }
    Err(last.unwrap_or_else(|| Failure::Told(format!("{} was never started", install.name))))
}

/// Why a server is not ready.
#[derive(Debug)]
enum Unready {
    /// It ended by itself; other ports may help.
    Ended(Failure),
    /// Trying again will not help.
    Other(Failure),
}

impl From<Failure> for Unready {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

fn attempt(
    workspace: &Workspace,
    cache: &Cache,
    install: &Install,
    server: &Server,
    installed: &Path,
) -> Result<Running, Unready> {
    let folder = tempfile::tempdir().map_err(Failure::io("create", &std::env::temp_dir()))?;
    let mut values = ports::choose(server.ports)?;
    values.insert("install".to_owned(), installed.display().to_string());
    values.insert("folder".to_owned(), folder.path().display().to_string());
    for (template, target) in server.files {
        write(&installed.join(template), &folder.path().join(target), &values)?;
    }
    let log = cache.log(&format!("{}-{}", install.name, std::process::id()))?;
    let words: Vec<String> = server.command.iter().map(|word| fill(word, &values)).collect();
    let what =
        Background { words: &words, folder: folder.path(), log: log.clone(), grace: server.stop_seconds };
    let mut process = Supervised::start(workspace, &what, environment::for_services)?;
    wait_until_ready(server, &values, &mut process, &log).map_err(|reason| {
        let ended = process.ended().is_some();
        let failure = Failure::Build {
            what: format!("starting {} {} ({reason})", install.name, install.version),
            tail: tail(&log),
            log: log.clone(),
        };
        if ended { Unready::Ended(failure) } else { Unready::Other(failure) }
    })?;
    Ok(Running { address: fill(server.address, &values), _process: process, _folder: folder })
}

fn write(template: &Path, target: &Path, values: &BTreeMap<String, String>) -> Result<(), Failure> {
    let text = std::fs::read_to_string(template).map_err(Failure::io("read", template))?;
    if let Some(parent) = target.parent() {
        std::fs::create_dir_all(parent).map_err(Failure::io("create", parent))?;
    }
    std::fs::write(target, fill(&text, values)).map_err(Failure::io("write", target))
}

fn wait_until_ready(
    server: &Server,
    values: &BTreeMap<String, String>,
    process: &mut Supervised,
    log: &Path,
) -> Result<(), String> {
    let port = values.get(server.ready.port).and_then(|port| port.parse().ok()).unwrap_or_default();
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let deadline = Instant::now() + Duration::from_secs(server.start_seconds);
    while Instant::now() < deadline {
        if let Some(status) = process.ended() {
            return Err(format!("it ended with {status}"));
        }
        let said =
            std::fs::read(log).is_ok_and(|text| String::from_utf8_lossy(&text).contains(server.ready.line));
        if said && TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok() {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(50));
    }
    Err(format!("it was not ready after {} s", server.start_seconds))
}
