from collections import OrderedDict
from threading import Lock

from .models import ScoredOrder


class ScoreStore:
    """The last scores, the oldest forgotten first."""

    def __init__(self, capacity: int = 1000) -> None:
        self._capacity = capacity
        self._scores: OrderedDict[str, ScoredOrder] = OrderedDict()
        self._lock = Lock()

    def add(self, scored: ScoredOrder) -> None:
        with self._lock:
            self._scores[scored.order_id] = scored
            while len(self._scores) > self._capacity:
                self._scores.popitem(last=False)

    def get(self, order_id: str) -> ScoredOrder | None:
        with self._lock:
            return self._scores.get(order_id)
