import pytest

from risk_scorer.models import Decision, Tier
from risk_scorer.scoring import decide, risk_score


@pytest.mark.parametrize(
    ("total_minor", "tier", "lines", "expected"),
    [
        (0, Tier.STANDARD, 1, 15),
        (19_999, Tier.STANDARD, 1, 15),
        (20_000, Tier.STANDARD, 1, 25),
        (99_999, Tier.STANDARD, 4, 25),
        (100_000, Tier.STANDARD, 4, 45),
        (100_000, Tier.SILVER, 5, 30),
        (100_000, Tier.GOLD, 10, 30),
        (500_000, Tier.STANDARD, 1, 70),
        (500_000, Tier.GOLD, 1, 40),
        (500_000, Tier.STANDARD, 20, 95),
        (100, Tier.GOLD, 1, 0),
    ],
)
def test_risk_score(total_minor, tier, lines, expected):
    assert risk_score(total_minor, tier, lines) == expected


def test_the_score_stays_between_0_and_100():
    scores = [
        risk_score(total, tier, lines)
        for total in (0, 20_000, 10**9)
        for tier in Tier
        for lines in (1, 10, 1000)
    ]
    assert min(scores) >= 0
    assert max(scores) <= 100


@pytest.mark.parametrize(
    ("score", "decision"),
    [
        (0, Decision.APPROVE),
        (39, Decision.APPROVE),
        (40, Decision.REVIEW),
        (69, Decision.REVIEW),
        (70, Decision.REJECT),
        (100, Decision.REJECT),
    ],
)
def test_decision_by_threshold(score, decision):
    assert decide(score) is decision
