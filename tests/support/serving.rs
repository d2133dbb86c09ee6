//! A web server of files on this machine, as a mirror is one.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a client may be silent.
const SILENCE: Duration = Duration::from_secs(15);

/// Serves the files below a folder on a port that the kernel chose, until it is dropped.
#[derive(Debug)]
pub struct Serving {
    address: SocketAddr,
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Serving {
    /// Begins to serve.
    ///
    /// # Panics
    /// When no port can be had.
    pub fn start(folder: &Path) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the kernel has a port");
        let address = listener.local_addr().expect("a listener has an address");
        let ended = Arc::new(AtomicBool::new(false));
        let (folder, end) = (folder.to_owned(), Arc::clone(&ended));
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if end.load(Ordering::SeqCst) {
                    return;
                }
                // A client that breaks off is told by what it prints.
                let _answered = stream.and_then(|stream| answer(&stream, &folder));
            }
        });
        Self { address, ended, thread: Some(thread) }
    }

    /// The address of a file.
    pub fn url(&self, file: &str) -> String {
        format!("http://{}/{file}", self.address)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes the thread up.
        let _woken = TcpStream::connect(self.address);
        let _ended = self.thread.take().map(JoinHandle::join);
    }
}

/// One request, one connection.
fn answer(stream: &TcpStream, folder: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(SILENCE))?;
    stream.set_write_timeout(Some(SILENCE))?;
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let (status, body) = match std::fs::read(wanted(&request, folder)) {
        Ok(body) => ("200 OK", body),
        Err(_) => ("404 Not Found", b"there is no such file".to_vec()),
    };
    let mut stream = stream;
    write!(stream, "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len())?;
    stream.write_all(&body)
}

fn wanted(request: &str, folder: &Path) -> PathBuf {
    let path = request.split(' ').nth(1).unwrap_or_default();
    folder.join(path.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::get;

    #[test]
    fn files_are_served_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("v1")).unwrap();
        std::fs::write(folder.path().join("v1/a"), "x").unwrap();
        let serving = Serving::start(folder.path());
        let answer = get(serving.address, "/v1/a").unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (200, "x"));
        assert_eq!(get(serving.address, "/v1/b").unwrap().status, 404);
        assert!(serving.url("v1/a").ends_with("/v1/a"));
    }
}
