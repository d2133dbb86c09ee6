from fakes import enriched
from fastapi.testclient import TestClient

from risk_scorer.api import create_app
from risk_scorer.models import EnrichedOrder
from risk_scorer.scoring import score_order
from risk_scorer.store import ScoreStore


def scored(order_id: str = "o-1"):
    return score_order(EnrichedOrder.model_validate_json(enriched(order_id=order_id)))


def test_scores_by_order_id():
    store = ScoreStore()
    store.add(scored())
    client = TestClient(create_app(store, lambda: True))
    assert client.get("/scores/o-1").json()["decision"] == "approve"
    assert client.get("/scores/o-2").status_code == 404


def test_health_follows_the_kafka_connection():
    assert TestClient(create_app(ScoreStore(), lambda: True)).get("/health").status_code == 200
    assert TestClient(create_app(ScoreStore(), lambda: False)).get("/health").status_code == 503


def test_the_store_is_bounded():
    store = ScoreStore(capacity=2)
    for order_id in ("o-1", "o-2", "o-3"):
        store.add(scored(order_id))
    assert store.get("o-1") is None
    assert store.get("o-3") is not None
