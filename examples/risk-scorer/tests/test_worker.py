import json
from pathlib import Path
from threading import Event

import pytest
from fakes import FakeConsumer, FakeMessage, FakeProducer, enriched
from jsonschema import Draft202012Validator

from risk_scorer.publisher import Publisher, PublishError
from risk_scorer.store import ScoreStore
from risk_scorer.worker import Worker

SCHEMA = json.loads((Path(__file__).parent.parent / "schemas" / "orders_scored.schema.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


class Setup:
    def __init__(self, failures: int = 0) -> None:
        self.producer = FakeProducer(failures)
        self.consumer = FakeConsumer(self.producer)
        self.store = ScoreStore()
        self.stop = Event()
        self.worker = Worker(self.consumer, Publisher(self.producer), self.store, retry_pause=0.001)

    def process(self, message: FakeMessage) -> None:
        self.worker.process(message, self.stop)


def test_scored_record_is_keyed_by_order_id_and_conforms_to_the_schema():
    setup = Setup()
    setup.process(FakeMessage(enriched()))

    [record] = setup.producer.records
    assert (record["topic"], record["key"]) == ("orders_scored", "o-1")
    scored = json.loads(record["value"])
    VALIDATOR.validate(scored)
    assert (scored["risk_score"], scored["decision"]) == (0, "approve")
    assert setup.store.get("o-1").risk_score == 0
    assert setup.consumer.committed == [7]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"{not json", "Invalid JSON"),
        (b"\xff\xfe", "Invalid JSON"),
        (None, "Invalid JSON"),
        (enriched(customer_tier="platinum"), "customer_tier"),
        (enriched(total_minor=-1), "total_minor"),
        (enriched(total_minor="12"), "total_minor"),
        (enriched(lines=[]), "lines"),
        (enriched(order_id=None), "order_id"),
    ],
)
def test_unusable_record_goes_to_the_dead_letter_topic_unchanged(value, reason):
    setup = Setup()
    setup.process(FakeMessage(value))

    [record] = setup.producer.records
    assert record["topic"] == "orders_enriched.dlq"
    assert (record["key"], record["value"]) == (b"o-1", value)
    assert reason in record["headers"].pop("dlq.reason")
    assert record["headers"] == {
        "dlq.source.topic": "orders_enriched",
        "dlq.source.partition": "0",
        "dlq.source.offset": "7",
    }
    assert setup.consumer.committed == [7]


@pytest.mark.parametrize("value", [enriched(), b"{not json"])
def test_publishing_is_repeated_until_acknowledged(value):
    setup = Setup(failures=2)
    setup.process(FakeMessage(value))
    assert len(setup.producer.records) == 1
    assert setup.consumer.committed == [7]


def test_nothing_is_committed_when_the_service_stops_before_the_acknowledgement():
    setup = Setup(failures=1_000_000)
    setup.worker._retry_pause = 0
    setup.stop.wait = lambda _pause: setup.stop.set()
    setup.process(FakeMessage(enriched()))
    assert setup.producer.records == []
    assert setup.consumer.committed == []
    assert setup.store.get("o-1") is None


def test_missing_acknowledgement_is_an_error():
    producer = FakeProducer()
    producer.flush = lambda _timeout: 1
    with pytest.raises(PublishError):
        Publisher(producer).publish("orders_scored", "o-1", b"{}")
