"""Small stand-ins for the confluent-kafka classes the service uses."""

import json


class FakeMessage:
    def __init__(self, value: bytes | None, key: bytes = b"o-1", offset: int = 7) -> None:
        self._value, self._key, self._offset = value, key, offset

    def value(self):
        return self._value

    def key(self):
        return self._key

    def topic(self):
        return "orders_enriched"

    def partition(self):
        return 0

    def offset(self):
        return self._offset

    def error(self):
        return None


class FakeProducer:
    """Refuses the first `failures` records, keeps the others."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.records: list[dict] = []
        self._reports: list = []

    def produce(self, topic, key=None, value=None, headers=None, on_delivery=None):
        if self.failures > 0:
            self.failures -= 1
            self._reports.append((on_delivery, "broker transport failure"))
            return
        self.records.append({"topic": topic, "key": key, "value": value, "headers": dict(headers or [])})
        self._reports.append((on_delivery, None))

    def flush(self, _timeout=None):
        reports, self._reports = self._reports, []
        for on_delivery, error in reports:
            on_delivery(error, None)
        return 0


class FakeConsumer:
    def __init__(self, producer: FakeProducer) -> None:
        self.committed: list[int] = []
        self._producer = producer

    def commit(self, message, asynchronous):
        assert self._producer.records, "committed before anything was produced"
        assert asynchronous is False
        self.committed.append(message.offset())


def enriched(**changes) -> bytes:
    order = {
        "order_id": "o-1",
        "customer_id": "C-2001",
        "customer_tier": "silver",
        "currency": "EUR",
        "lines": [{"sku": "SKU-1", "quantity": 2, "unit_price_minor": 1250}],
        "subtotal_minor": 2500,
        "discount_minor": 125,
        "total_minor": 2375,
        "placed_at": "2025-03-01T10:00:00.000Z",
        "enriched_at": "2025-03-01T10:00:00.100Z",
    }
    return json.dumps(order | changes).encode()
