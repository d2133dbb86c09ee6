from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]


class Tier(StrEnum):
    GOLD = "gold"
    SILVER = "silver"
    STANDARD = "standard"


class Decision(StrEnum):
    APPROVE = "approve"
    REVIEW = "review"
    REJECT = "reject"


class Line(BaseModel):
    sku: Text
    quantity: int = Field(ge=1, strict=True)


class EnrichedOrder(BaseModel):
    """The part of an orders_enriched record the score depends on; other fields are ignored."""

    model_config = ConfigDict(frozen=True)

    order_id: Text
    customer_id: Text
    customer_tier: Tier
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    total_minor: int = Field(ge=0, strict=True)
    lines: list[Line] = Field(min_length=1)


class ScoredOrder(BaseModel):
    """A record of the orders_scored topic."""

    order_id: str
    customer_id: str
    customer_tier: Tier
    currency: str
    total_minor: int
    lines: list[Line]
    risk_score: int
    decision: Decision
    scored_at: str
