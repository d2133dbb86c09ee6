//! The layer that writes log lines.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

use crate::json::Constants;
use crate::parent::Parent;
use crate::record::Record;
use crate::{LogFormat, human, json};

/// Where log lines go, shared by the layer and the end of the run.
#[derive(Clone)]
pub(crate) struct Sink {
    inner: Arc<Mutex<SinkState>>,
}

struct SinkState {
    writer: Box<dyn Write + Send>,
    lost: Option<io::Error>,
}

impl Sink {
    pub(crate) fn new(writer: impl Write + Send + 'static) -> Self {
        let state = SinkState { writer: Box::new(writer), lost: None };
        Self { inner: Arc::new(Mutex::new(state)) }
    }

    /// Writes one line. A failure is kept for the end of the run: a log line never stops the work.
    fn write(&self, line: &str) {
        let mut state = self.lock();
        if let Err(error) = state.writer.write_all(line.as_bytes()) {
            state.lost.get_or_insert(error);
        }
    }

    /// Flushes, and tells the first failure.
    pub(crate) fn finish(&self) -> io::Result<()> {
        let mut state = self.lock();
        let flushed = state.writer.flush();
        state.lost.take().map_or(flushed, Err)
    }

    fn lock(&self) -> MutexGuard<'_, SinkState> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Formats each event and writes it.
pub(crate) struct LogLayer {
    pub(crate) format: LogFormat,
    pub(crate) constants: Constants,
    pub(crate) parent: Parent,
    pub(crate) clock: fn() -> SystemTime,
    pub(crate) sink: Sink,
}

impl<S: Subscriber> Layer<S> for LogLayer {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let record = Record::read(event, (self.clock)(), &self.parent);
        let line = match self.format {
            LogFormat::Human { color } => human::line(&record, color),
            LogFormat::Json => json::line(record, &self.constants),
        };
        self.sink.write(&line);
    }
}
