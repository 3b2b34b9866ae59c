from pathlib import Path

import pytest

from saleor_automation.segments.expressions import COMPILED
from saleor_automation.segments.facts import FACTS, OPERATORS
from saleor_automation.segments.operators import OPERATOR_LABELS
from saleor_automation.segments.rfm import age_bounds, grid, order_bounds

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "segments.md").read_text()


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.key)
def test_fact_is_documented(fact):
    takes = ", ".join(f"`{each.name}`{' (required)' if each.is_required else ''}" for each in fact.parameters)

    assert f"| `{fact.key}` | {fact.label_en} | {fact.type.value} | {takes} |" in PAGE


def test_every_fact_has_its_sql_and_every_operator_its_name():
    assert {*COMPILED, "segment"} == set(FACTS)
    assert {op for operators in OPERATORS.values() for op in operators} == set(OPERATOR_LABELS)


def test_every_cell_of_the_rfm_grid_has_one_class_and_is_documented():
    cells = {(recency, frequency): key for recency, frequency, key in grid()}

    assert len(list(grid())) == len(cells) == 25
    for recency in range(1, 6):
        row = " | ".join(cells[recency, frequency] for frequency in range(1, 6))
        assert f"| {recency} | {row} |" in PAGE


@pytest.mark.parametrize(
    ("scores", "ages", "orders"),
    [
        ((5, 5), (None, 30), (10, None)),
        ((3, 4), (30, 180), (4, 10)),
        ((1, 2), (180, None), (1, 4)),
        ((1, 1), (365, None), (1, 2)),
    ],
)
def test_scores_stand_for_days_and_orders(scores, ages, orders):
    assert (age_bounds(*scores), order_bounds(*scores)) == (ages, orders)
