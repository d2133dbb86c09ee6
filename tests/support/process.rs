//! Programs that run during a test and end with it, also when it panics or is killed.

use std::fs::File;
use std::net::SocketAddr;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::surroundings::root;
use crate::wait::until;

/// The only variables of ours that a program may see; no secret is among them.
const INHERITED: &[&str] = &["PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "JAVA_HOME"];

/// Seconds a program has to end when it is asked to.
const GRACE: &str = "5";

/// A program in a process group of its own. Dropping it ends the group.
#[derive(Debug)]
pub struct Process {
    name: String,
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts `words` in `folder` with the given variables; its output goes to `<logs>/<name>.log`.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start(name: &str, words: &[&str], folder: &Path, variables: &[(&str, &str)], logs: &Path) -> Self {
        let log = logs.join(format!("{name}.log"));
        let output = File::create(&log).expect("the folder of the logs is writable");
        let errors = output.try_clone().expect("a file can be opened twice");
        let child = Command::new("sh")
            .env_clear()
            .envs(INHERITED.iter().filter_map(|name| Some((name, std::env::var_os(name)?))))
            .envs(variables.iter().copied())
            .arg(root().join("tests/support/supervise.sh"))
            .arg(GRACE)
            .args(words)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(output)
            .stderr(errors)
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        Self { name: name.to_owned(), child, log }
    }

    /// Waits for the line `listening on http://HOST:PORT` and returns the address.
    ///
    /// # Panics
    /// When the program ends before, or the deadline passes.
    pub fn address(&mut self, within: Duration) -> SocketAddr {
        until(&format!("{} listens", self.name), within, || {
            if let Some(address) = listening(&self.output()) {
                return Ok(address);
            }
            assert!(matches!(self.child.try_wait(), Ok(None)), "{} ended:\n{}", self.name, self.output());
            Err(self.output())
        })
    }

    /// What it has printed so far.
    pub fn output(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.log).unwrap_or_default()).into_owned()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        // An error means that it has ended already.
        let _ended = self.child.wait();
        if std::thread::panicking() {
            eprintln!("--- output of {}\n{}", self.name, self.output());
        }
    }
}

fn listening(output: &str) -> Option<SocketAddr> {
    let (_, rest) = output.split_once("listening on http://")?;
    // Only a whole line: the rest of the port may not have been written yet.
    let (address, _) = rest.split_once('\n')?;
    address.trim().trim_matches(['"', '}']).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_a_whole_line() {
        assert_eq!(listening("x listening on http://127.0.0.1:80"), None);
        assert_eq!(listening("x listening on http://127.0.0.1:8080\n"), "127.0.0.1:8080".parse().ok());
    }

    #[test]
    fn dropping_a_program_ends_it() {
        let folder = tempfile::tempdir().unwrap();
        let script = "echo listening on http://127.0.0.1:1; exec sleep 1000";
        let mut process = Process::start("p", &["sh", "-c", script], folder.path(), &[], folder.path());
        process.address(Duration::from_secs(20));
        let id = process.child.id().to_string();
        drop(process);
        let alive =
            Command::new("sh").args(["-c", "kill -0 \"$0\"", &id]).stderr(Stdio::null()).status().unwrap();
        assert!(!alive.success());
    }

    #[test]
    fn a_program_sees_only_what_is_listed_and_given() {
        let folder = tempfile::tempdir().unwrap();
        let script = "env; echo listening on http://127.0.0.1:1; exec sleep 1000";
        let mut process =
            Process::start("p", &["sh", "-c", script], folder.path(), &[("PORT", "0")], folder.path());
        process.address(Duration::from_secs(20));
        let output = process.output();
        let names: Vec<&str> = output.lines().filter_map(|line| Some(line.split_once('=')?.0)).collect();
        let shell = ["PWD", "OLDPWD", "SHLVL", "_"];
        let allowed = |name: &&str| INHERITED.contains(name) || shell.contains(name) || *name == "PORT";
        assert!(names.iter().all(allowed), "{names:?}");
        assert!(names.contains(&"PORT"));
    }
}
