//! A small HTTP/1.0 client for services on this machine: one request, one connection.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long one request may take.
const LIMIT: Duration = Duration::from_secs(15);

/// The answer of a service.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {:?}", self.body))
    }
}

/// Asks for a path.
pub fn get(address: SocketAddr, path: &str) -> Result<Answer, String> {
    send(address, &format!("GET {path} HTTP/1.0\r\nhost: {address}\r\n\r\n"))
}

/// Sends JSON to a path.
pub fn post(address: SocketAddr, path: &str, body: &serde_json::Value) -> Result<Answer, String> {
    let body = body.to_string();
    let head = format!(
        "POST {path} HTTP/1.0\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    send(address, &(head + &body))
}

/// In version 1.0 the body ends with the connection and never comes in chunks.
fn send(address: SocketAddr, request: &str) -> Result<Answer, String> {
    let exchange = || {
        let mut stream = TcpStream::connect_timeout(&address, LIMIT)?;
        stream.set_read_timeout(Some(LIMIT))?;
        stream.set_write_timeout(Some(LIMIT))?;
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        std::io::Result::Ok(answer)
    };
    let answer = exchange().map_err(|error| format!("{address}: {error}"))?;
    parse(&String::from_utf8_lossy(&answer)).ok_or_else(|| format!("{address}: not an HTTP answer"))
}

fn parse(answer: &str) -> Option<Answer> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.strip_prefix("HTTP/1.")?.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, body: body.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_and_body_are_read() {
        let answer = parse("HTTP/1.1 422 Unprocessable Content\r\na: b\r\n\r\n{\"x\": 1}").unwrap();
        assert_eq!(answer.status, 422);
        assert_eq!(answer.json()["x"], 1);
    }

    #[test]
    fn something_else_is_refused() {
        assert_eq!(parse("SSH-2.0-OpenSSH\r\n\r\n"), None);
        assert_eq!(parse("HTTP/1.1 200 OK\r\nno end"), None);
    }
}
