//! Ports chosen by the kernel.

use std::collections::BTreeMap;
use std::net::TcpListener;

use crate::failure::Failure;

/// A free port of the loopback address for each name.
///
/// They are released before the server binds them: who starts it tries again when another was faster.
pub fn choose(names: &[&str]) -> Result<BTreeMap<String, String>, Failure> {
    let told = |error| Failure::Told(format!("no free port on 127.0.0.1: {error}"));
    // All are held until the last is chosen, so that they differ.
    let mut held = Vec::new();
    let mut ports = BTreeMap::new();
    for name in names {
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(told)?;
        let port = listener.local_addr().map_err(told)?.port();
        ports.insert((*name).to_owned(), port.to_string());
        held.push(listener);
    }
    Ok(ports)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_differ_and_are_free_afterwards() {
        let ports = choose(&["a", "b"]).unwrap();
        assert_ne!(ports["a"], ports["b"]);
        let port: u16 = ports["a"].parse().unwrap();
        assert!(TcpListener::bind(("127.0.0.1", port)).is_ok());
    }
}
