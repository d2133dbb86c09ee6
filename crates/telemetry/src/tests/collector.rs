//! A collector in this process, as small as can be: it keeps what it is sent.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use bytes::Bytes;
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use prost::Message;

/// What a collector was sent: the path and the message.
pub(super) type Sent = (String, Vec<u8>);

/// A collector and where it listens.
pub(super) struct Collector {
    pub(super) endpoint: String,
    sent: Receiver<Sent>,
}

/// All that arrived, by signal.
#[derive(Default)]
pub(super) struct Arrived {
    pub(super) traces: Vec<ExportTraceServiceRequest>,
    pub(super) metrics: Vec<ExportMetricsServiceRequest>,
}

impl Collector {
    /// Speaks OTLP over HTTP.
    pub(super) fn http() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let (sender, sent) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let sender = sender.clone();
                thread::spawn(move || serve_http(stream, &sender));
            }
        });
        Self { endpoint, sent }
    }

    /// Speaks OTLP over gRPC.
    pub(super) fn grpc() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let (sender, sent) = mpsc::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(serve_grpc(stream, sender.clone()));
                }
            });
        });
        Self { endpoint, sent }
    }

    /// Accepts connections and never answers.
    pub(super) fn silent() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let (_, sent) = mpsc::channel();
        thread::spawn(move || {
            let _open: Vec<TcpStream> = listener.incoming().flatten().collect();
        });
        Self { endpoint, sent }
    }

    /// Everything sent so far.
    pub(super) fn arrived(&self) -> Arrived {
        let mut arrived = Arrived::default();
        for (path, body) in self.sent.try_iter() {
            match path.as_str() {
                "/v1/traces" | "/opentelemetry.proto.collector.trace.v1.TraceService/Export" => {
                    arrived.traces.push(Message::decode(body.as_slice()).unwrap());
                }
                "/v1/metrics" | "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export" => {
                    arrived.metrics.push(Message::decode(body.as_slice()).unwrap());
                }
                other => panic!("unexpected path {other}"),
            }
        }
        arrived
    }
}

fn serve_http(stream: TcpStream, sender: &Sender<Sent>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut writer = stream;
    loop {
        let mut request = String::new();
        if reader.read_line(&mut request).unwrap_or(0) == 0 {
            return;
        }
        let path = request.split(' ').nth(1).unwrap().to_owned();
        let mut body = vec![0; content_length(&mut reader)];
        reader.read_exact(&mut body).unwrap();
        sender.send((path, body)).unwrap();
        writer.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
    }
}

fn content_length(reader: &mut impl BufRead) -> usize {
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim().to_ascii_lowercase();
        if line.is_empty() {
            return length;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
    }
}

async fn serve_grpc(stream: tokio::net::TcpStream, sender: Sender<Sent>) {
    let mut connection = h2::server::handshake(stream).await.unwrap();
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        let sender = sender.clone();
        // The connection is driven by this loop, so each call has a task of its own.
        tokio::spawn(async move {
            let path = request.uri().path().to_owned();
            let mut body = request.into_body();
            let mut bytes = Vec::new();
            while let Some(chunk) = body.data().await {
                let chunk = chunk.unwrap();
                let _ = body.flow_control().release_capacity(chunk.len());
                bytes.extend_from_slice(&chunk);
            }
            // A flag and four bytes of length stand before the message.
            sender.send((path, bytes.split_off(5))).unwrap();
            let head = http::Response::builder().header("content-type", "application/grpc");
            let mut stream = respond.send_response(head.body(()).unwrap(), false).unwrap();
            stream.send_data(Bytes::from_static(&[0; 5]), false).unwrap();
            let trailers = [(http::HeaderName::from_static("grpc-status"), "0".parse().unwrap())];
            stream.send_trailers(trailers.into_iter().collect()).unwrap();
        });
    }
}
