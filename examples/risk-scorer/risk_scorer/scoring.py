"""The business rule: points for the amount and the number of lines, corrected by the customer's tier."""

from datetime import UTC, datetime

from .models import Decision, EnrichedOrder, ScoredOrder, Tier

# (at least this much, points), the first match counts
TOTAL_POINTS = [(500_000, 60), (100_000, 35), (20_000, 15), (0, 5)]
LINE_POINTS = [(20, 25), (10, 15), (5, 5), (0, 0)]
TIER_POINTS = {Tier.GOLD: -20, Tier.SILVER: -10, Tier.STANDARD: 10}

REVIEW_FROM = 40
REJECT_FROM = 70


def risk_score(total_minor: int, tier: Tier, line_count: int) -> int:
    points = _points(TOTAL_POINTS, total_minor) + _points(LINE_POINTS, line_count) + TIER_POINTS[tier]
    return max(0, min(100, points))


def decide(score: int) -> Decision:
    if score >= REJECT_FROM:
        return Decision.REJECT
    if score >= REVIEW_FROM:
        return Decision.REVIEW
    return Decision.APPROVE


def score_order(order: EnrichedOrder) -> ScoredOrder:
    score = risk_score(order.total_minor, order.customer_tier, len(order.lines))
    return ScoredOrder(
        **order.model_dump(),
        risk_score=score,
        decision=decide(score),
        scored_at=datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    )


def _points(table: list[tuple[int, int]], value: int) -> int:
    return next(points for at_least, points in table if value >= at_least)
