from collections.abc import Sequence


class PublishError(Exception):
    """The broker did not acknowledge a record."""


class Publisher:
    """Produces one record at a time and waits for the broker's acknowledgement."""

    def __init__(self, producer, timeout: float = 10.0) -> None:
        self._producer = producer
        self._timeout = timeout

    def publish(
        self,
        topic: str,
        key: bytes | str | None,
        value: bytes | None,
        headers: Sequence[tuple[str, str]] = (),
    ) -> None:
        outcome: list = []
        try:
            self._producer.produce(
                topic,
                key=key,
                value=value,
                headers=list(headers),
                on_delivery=lambda error, _message: outcome.append(error),
            )
        except BufferError as error:
            raise PublishError(str(error)) from error
        self._producer.flush(self._timeout)
        if not outcome:
            raise PublishError(f"no acknowledgement within {self._timeout} s")
        if outcome[0] is not None:
            raise PublishError(str(outcome[0]))
