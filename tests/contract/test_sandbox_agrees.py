"""The sandbox says of itself what the records say of real Saleor."""

import re
from pathlib import Path

import pytest
from saleor.graphql.api import schema

from saleor_automation.plugin import AutomationPlugin

from . import agreement, facts, schema_agreement
from .known import Record, load
from .scope import CODE, HARMLESS, LINES, SANDBOX_LINE
from .usage import words_in

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def sandbox():
    return facts.collect()


def _listed(disagreements: list[agreement.Disagreement], record: Record) -> str:
    return "\n".join([f"The sandbox disagrees with {record}:", *map(str, disagreements)])


def test_models_have_the_same_columns_relations_and_methods(sandbox):
    # given
    record = load(SANDBOX_LINE)

    # when
    disagreements = list(agreement.models(sandbox["models"], record))

    # then
    assert len(sandbox["models"]) > 20
    assert not disagreements, _listed(disagreements, record)


@pytest.mark.parametrize("line", [line for line in LINES if line != SANDBOX_LINE])
def test_where_another_line_differs_our_code_does_not_care(sandbox, line):
    """Whatever runs on the sandbox asks nothing of a model that this line has not, or has otherwise."""
    # given
    record = load(line)
    used = {word for folder in CODE for word in words_in(ROOT / folder)}

    # when
    disagreements = [
        found
        for found in agreement.models(sandbox["models"], record)
        if found.name.lower() in used and not any(re.fullmatch(known, str(found)) for known in HARMLESS)
    ]

    # then
    assert not disagreements, _listed(disagreements, record)


def test_modules_take_the_same_arguments(sandbox):
    # given
    record = load(SANDBOX_LINE)

    # when
    disagreements = list(agreement.modules(sandbox["modules"], record))

    # then
    assert not disagreements, _listed(disagreements, record)


def test_hooks_are_called_with_the_same_arguments(sandbox):
    # given
    record = load(SANDBOX_LINE)
    called = {name for name in vars(AutomationPlugin) if name in record.facts["hooks"]}

    # when
    disagreements = list(agreement.hooks(sandbox["hooks"], record, called))

    # then
    assert {"checkout_created", "order_created"} <= called
    assert not disagreements, _listed(disagreements, record)


def test_schema_has_the_same_types(sandbox):
    # given
    record = load(SANDBOX_LINE)

    # when
    disagreements = list(schema_agreement.graphql(sandbox["graphql"], record))

    # then
    assert not disagreements, _listed(disagreements, record)


@pytest.mark.parametrize("root", ["Query", "Mutation"])
def test_everything_that_can_be_asked_is_recorded(root):
    # given
    recorded = set(load(SANDBOX_LINE).facts["graphql"][root]["fields"])
    offered = {name for name in schema.get_type(root).fields if not name.startswith(("automation", "_"))}

    # when
    unknown = sorted(offered - recorded)

    # then
    assert not unknown, f"{root} fields that are not in the record, or left out in scope.py: {unknown}"
