import os
from dataclasses import dataclass

SOURCE_TOPIC = "orders_enriched"
RESULT_TOPIC = "orders_scored"
DEAD_LETTER_TOPIC = "orders_enriched.dlq"


@dataclass(frozen=True)
class Config:
    host: str
    port: int
    bootstrap_servers: str
    group_id: str

    @classmethod
    def from_env(cls) -> "Config":
        return cls(
            host=os.environ.get("HOST", "0.0.0.0"),
            port=int(os.environ.get("PORT", "8082")),
            bootstrap_servers=os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"),
            group_id=os.environ.get("KAFKA_GROUP_ID", "risk-scorer"),
        )
