import logging
import sys
from contextlib import asynccontextmanager

import uvicorn

from .api import create_app
from .config import Config
from .kafka import KafkaRunner
from .store import ScoreStore

log = logging.getLogger("risk_scorer")


class Server(uvicorn.Server):
    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)
        if self.started:
            port = self.servers[0].sockets[0].getsockname()[1]
            log.info("listening on http://%s:%d", self.config.host, port)


def main() -> None:
    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    config = Config.from_env()
    store = ScoreStore()
    runner = KafkaRunner(config, store)

    @asynccontextmanager
    async def lifespan(_app):
        runner.start()
        yield
        runner.stop()

    app = create_app(store, runner.is_connected, lifespan)
    Server(
        uvicorn.Config(
            app,
            host=config.host,
            port=config.port,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=1,
        )
    ).run()


if __name__ == "__main__":
    main()
