//! What a run writes and sends, seen from outside.

mod collector;
mod logs;
mod traces;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use crate::{Agent, LogFormat, Settings};

/// A moment that never changes.
fn clock() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(1_795_525_331_000_042)
}

fn settings(log: LogFormat) -> Settings {
    Settings { log, level: "debug".to_owned(), ..Settings::new(Agent::Scout, "1.2.3", clock) }
}

/// A writer whose text can be read afterwards.
#[derive(Clone, Default)]
struct Text(Arc<Mutex<Vec<u8>>>);

impl Text {
    fn read(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Text {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
