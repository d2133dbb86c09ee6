import logging
from threading import Event, Thread

from confluent_kafka import Consumer, KafkaError, KafkaException, Producer
from confluent_kafka.admin import AdminClient, NewTopic

from .config import DEAD_LETTER_TOPIC, RESULT_TOPIC, SOURCE_TOPIC, Config
from .publisher import Publisher
from .store import ScoreStore
from .worker import Worker

log = logging.getLogger(__name__)


class KafkaRunner:
    """Waits for Kafka in a thread of its own, creates missing topics and runs the worker."""

    def __init__(self, config: Config, store: ScoreStore) -> None:
        self._config = config
        self._store = store
        self._admin = AdminClient(self._client_config())
        self._ready = Event()
        self._stop = Event()
        self._thread = Thread(target=self._run, name="kafka-worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=2)

    def is_connected(self) -> bool:
        if not self._ready.is_set():
            return False
        try:
            self._admin.list_topics(SOURCE_TOPIC, timeout=2)
        except KafkaException:
            return False
        return True

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._create_topics()
                break
            except KafkaException as error:
                log.warning("Kafka is not available yet: %s", error)
                self._stop.wait(1)
        else:
            return
        log.info("connected to Kafka")

        producer = Producer(self._client_config() | {"acks": "all", "message.timeout.ms": 8000})
        consumer = Consumer(
            self._client_config()
            | {
                "group.id": self._config.group_id,
                "auto.offset.reset": "earliest",
                "enable.auto.commit": False,
            }
        )
        consumer.subscribe([SOURCE_TOPIC])
        self._ready.set()
        try:
            Worker(consumer, Publisher(producer), self._store).run(self._stop)
        finally:
            self._ready.clear()
            consumer.close()

    def _create_topics(self) -> None:
        topics = [NewTopic(name, 1, 1) for name in (SOURCE_TOPIC, RESULT_TOPIC, DEAD_LETTER_TOPIC)]
        for created in self._admin.create_topics(topics, request_timeout=3).values():
            try:
                created.result()
            except KafkaException as error:
                if error.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
                    raise

    def _client_config(self) -> dict:
        return {
            "bootstrap.servers": self._config.bootstrap_servers,
            "client.id": "risk-scorer",
            "log_level": 2,
        }
