from collections.abc import Callable

from fastapi import FastAPI, HTTPException, Response

from .models import ScoredOrder
from .store import ScoreStore


def create_app(store: ScoreStore, is_connected: Callable[[], bool], lifespan=None) -> FastAPI:
    app = FastAPI(title="risk-scorer", lifespan=lifespan)

    @app.get("/health")
    def health(response: Response) -> dict[str, str]:
        connected = is_connected()
        response.status_code = 200 if connected else 503
        return {"status": "up" if connected else "down"}

    @app.get("/scores/{order_id}")
    def score(order_id: str) -> ScoredOrder:
        scored = store.get(order_id)
        if scored is None:
            raise HTTPException(status_code=404, detail="no score for this order")
        return scored

    return app
