import logging
from threading import Event

from confluent_kafka import KafkaException
from pydantic import ValidationError

from .config import DEAD_LETTER_TOPIC, RESULT_TOPIC
from .models import EnrichedOrder
from .publisher import Publisher, PublishError
from .scoring import score_order
from .store import ScoreStore

log = logging.getLogger(__name__)


class Worker:
    """Scores one record after the other; an offset is committed after the result was acknowledged."""

    def __init__(self, consumer, publisher: Publisher, store: ScoreStore, retry_pause: float = 1.0) -> None:
        self._consumer = consumer
        self._publisher = publisher
        self._store = store
        self._retry_pause = retry_pause

    def run(self, stop: Event) -> None:
        while not stop.is_set():
            message = self._consumer.poll(0.5)
            if message is None:
                continue
            if message.error():
                log.warning("consumer: %s", message.error())
                continue
            self.process(message, stop)

    def process(self, message, stop: Event) -> None:
        while not stop.is_set():
            try:
                self._handle(message)
                break
            except PublishError as error:
                log.warning("offset %d: publish failed, trying again: %s", message.offset(), error)
                stop.wait(self._retry_pause)
        else:
            return  # not committed: read again after the restart
        try:
            self._consumer.commit(message=message, asynchronous=False)
        except KafkaException as error:
            log.warning("offset %d: commit failed: %s", message.offset(), error)

    def _handle(self, message) -> None:
        try:
            order = EnrichedOrder.model_validate_json(message.value() or b"")
        except ValidationError as error:
            self._dead_letter(message, _reason(error))
            return
        scored = score_order(order)
        self._publisher.publish(RESULT_TOPIC, scored.order_id, scored.model_dump_json().encode())
        self._store.add(scored)
        log.info("order %s: risk %d, %s", scored.order_id, scored.risk_score, scored.decision)

    def _dead_letter(self, message, reason: str) -> None:
        headers = [
            ("dlq.reason", reason),
            ("dlq.source.topic", message.topic()),
            ("dlq.source.partition", str(message.partition())),
            ("dlq.source.offset", str(message.offset())),
        ]
        self._publisher.publish(DEAD_LETTER_TOPIC, message.key(), message.value(), headers)
        log.warning("offset %d: sent to %s: %s", message.offset(), DEAD_LETTER_TOPIC, reason)


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    return f"{field}: {first['msg']}" if field else first["msg"]
