"""Writes and reads single records of a Kafka topic, for tests.

usage: kafka_records.py BROKER produce TOPIC KEY        (the value is read from standard input)
       kafka_records.py BROKER find TOPIC KEY SECONDS   (prints the record with this key as JSON)
"""

import json
import sys
import time
import uuid

from confluent_kafka import Consumer, Producer


def produce(broker: str, topic: str, key: str) -> None:
    failures = []
    producer = Producer({"bootstrap.servers": broker, "message.timeout.ms": 20000})
    producer.produce(
        topic,
        key=key,
        value=sys.stdin.buffer.read(),
        on_delivery=lambda error, _record: failures.append(error) if error else None,
    )
    left = producer.flush(25)
    if failures or left:
        sys.exit(f"not delivered to {topic}: {failures or 'time is up'}")


def find(broker: str, topic: str, key: str, seconds: float) -> None:
    consumer = Consumer(
        {
            "bootstrap.servers": broker,
            "group.id": f"find-{uuid.uuid4()}",
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
        }
    )
    consumer.subscribe([topic])
    deadline = time.monotonic() + seconds
    try:
        while time.monotonic() < deadline:
            record = consumer.poll(0.5)
            if record is None or record.error() or record.key() != key.encode():
                continue
            headers = {name: (value or b"").decode("utf-8", "replace") for name, value in record.headers() or []}
            print(json.dumps({"value": record.value().decode("utf-8", "replace"), "headers": headers}))
            return
    finally:
        consumer.close()
    sys.exit(f"no record with the key {key} in {topic} within {seconds} s")


def main() -> None:
    broker, action, topic, key, *rest = sys.argv[1:]
    if action == "produce":
        produce(broker, topic, key)
    else:
        find(broker, topic, key, float(rest[0]))


if __name__ == "__main__":
    main()
