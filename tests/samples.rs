//! The four samples with a real Kafka: an order goes from the web shop to the warehouse.

use std::io::Write;
use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::time::Duration;

use autopilot_tests::http::{self, Answer};
use autopilot_tests::process::Process;
use autopilot_tests::surroundings::{root, sample, variable};
use autopilot_tests::wait::until;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A service on a busy machine may take this long to start, or an order to arrive.
const LONG: Duration = Duration::from_secs(120);

/// The services, running.
struct Shop {
    api: SocketAddr,
    enricher: SocketAddr,
    scorer: SocketAddr,
    fulfilment: SocketAddr,
    _processes: Vec<Process>,
    _logs: TempDir,
}

impl Shop {
    fn open() -> Self {
        let logs = tempfile::tempdir().unwrap();
        let kafka = variable("AUTOPILOT_TEST_KAFKA");
        let variables = [("KAFKA_BOOTSTRAP_SERVERS", kafka.as_str()), ("HOST", "127.0.0.1"), ("PORT", "0")];
        let start =
            |name: &str, words: &[&str]| Process::start(name, words, &sample(name), &variables, logs.path());
        let mut processes = vec![
            start("orders-api", &["node", "src/server.js"]),
            start(
                "orders-enricher",
                &["java", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar", "target/orders-enricher.jar"],
            ),
            start("risk-scorer", &["venv/bin/python", "-m", "risk_scorer"]),
            start("fulfilment", &["bin/fulfilment"]),
        ];
        let addresses: Vec<SocketAddr> = processes.iter_mut().map(|process| process.address(LONG)).collect();
        for address in &addresses {
            until(&format!("{address} is healthy"), LONG, || expect(http::get(*address, "/health")?, 200));
        }
        Self {
            api: addresses[0],
            enricher: addresses[1],
            scorer: addresses[2],
            fulfilment: addresses[3],
            _processes: processes,
            _logs: logs,
        }
    }

    /// Posts an order and waits until the warehouse knows it; returns what each service says of it.
    fn order(&self, order: &Value) -> [Value; 3] {
        let id = order["order_id"].as_str().unwrap();
        let accepted = http::post(self.api, "/orders", order).unwrap();
        assert_eq!((accepted.status, &accepted.json()["order_id"]), (202, &json!(id)), "{accepted:?}");
        [(self.enricher, "orders"), (self.scorer, "scores"), (self.fulfilment, "shipments")].map(
            |(address, path)| {
                let path = format!("/{path}/{id}");
                until(&path, LONG, || expect(http::get(address, &path)?, 200)).json()
            },
        )
    }
}

fn expect(answer: Answer, status: u16) -> Result<Answer, String> {
    if answer.status == status { Ok(answer) } else { Err(format!("{answer:?}")) }
}

/// Runs the script that writes and reads records; returns what it prints.
fn records(arguments: &[&str], input: &str) -> String {
    let mut child = Command::new(sample("risk-scorer").join("venv/bin/python"))
        .arg(root().join("tests/support/kafka_records.py"))
        .arg(variable("AUTOPILOT_TEST_KAFKA"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Writes a record that its reader cannot use and returns its copy in the dead-letter topic.
fn poison(topic: &str, dead_letters: &str, key: &str, value: &str) -> Value {
    records(&["produce", topic, key], value);
    serde_json::from_str(&records(&["find", dead_letters, key, "120"], "")).unwrap()
}

fn gold_order(id: &str) -> Value {
    json!({
        "order_id": id, "customer_id": "C-1001", "currency": "EUR",
        "lines": [
            {"sku": "SKU-1", "quantity": 2, "unit_price_minor": 1250},
            {"sku": "SKU-2", "quantity": 9, "unit_price_minor": 4000},
        ],
    })
}

/// One test, since the services take long to start; each part says what it guarantees.
#[test]
fn orders_travel_through_all_services() {
    let shop = Shop::open();
    a_gold_order_is_shipped(&shop);
    a_large_order_is_held(&shop);
    a_broken_order_is_refused(&shop);
    poisoned_records_are_set_aside(&shop);
    // After the poison: nobody is stuck on it.
    shop.order(&gold_order("after-poison"));
}

/// 385.00 less 10 % for gold is 346.50; 15 points for the amount less 20 for gold is 0: approved, express.
fn a_gold_order_is_shipped(shop: &Shop) {
    let [enriched, scored, shipped] = shop.order(&gold_order("gold-1"));
    assert_eq!(enriched["customer_tier"], "gold");
    assert_eq!(enriched["subtotal_minor"], 38_500);
    assert_eq!(enriched["discount_minor"], 3_850);
    assert_eq!(enriched["total_minor"], 34_650);
    assert_eq!(scored["total_minor"], 34_650);
    assert_eq!(scored["risk_score"], 0);
    assert_eq!(scored["decision"], "approve");
    assert_eq!(shipped["status"], "shipped", "{shipped}");
    assert_eq!(shipped["shipment"]["service"], "express", "{shipped}");
    assert_eq!(shipped["shipment"]["parcels"], 2, "{shipped}");
}

/// 6000.00 without discount: 60 points for the amount and 10 for an unknown customer are 70: rejected, held.
fn a_large_order_is_held(shop: &Shop) {
    let [enriched, scored, held] = shop.order(&json!({
        "order_id": "large-1", "customer_id": "C-9999", "currency": "USD",
        "lines": [{"sku": "SKU-9", "quantity": 1, "unit_price_minor": 600_000}],
    }));
    assert_eq!((&enriched["customer_tier"], &enriched["discount_minor"]), (&json!("standard"), &json!(0)));
    assert_eq!((&scored["risk_score"], &scored["decision"]), (&json!(70), &json!("reject")));
    assert_eq!(held["status"], "held", "{held}");
    assert!(held["shipment"].is_null(), "{held}");
}

fn a_broken_order_is_refused(shop: &Shop) {
    let mut order = gold_order("broken-1");
    order["lines"][0]["quantity"] = json!(0);
    let refused = http::post(shop.api, "/orders", &order).unwrap();
    assert_eq!(refused.status, 422, "{refused:?}");
    assert_eq!(refused.json()["errors"][0]["pointer"], "/lines/0/quantity", "{refused:?}");
    assert_eq!(http::get(shop.enricher, "/orders/broken-1").unwrap().status, 404);
}

fn poisoned_records_are_set_aside(shop: &Shop) {
    let dead = poison("orders", "orders.dlt", "poison-1", "{ not json");
    assert_eq!(dead["value"], "{ not json");
    assert!(dead["headers"]["kafka_dlt-exception-message"].is_string(), "{dead}");

    let dead = poison("orders_enriched", "orders_enriched.dlq", "poison-2", "{\"order_id\": \"poison-2\"}");
    assert_eq!(dead["value"], "{\"order_id\": \"poison-2\"}");
    assert_eq!(dead["headers"]["dlq.source.topic"], "orders_enriched", "{dead}");
    assert_eq!(http::get(shop.scorer, "/scores/poison-2").unwrap().status, 404);
}
