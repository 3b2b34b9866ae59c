"""Every GraphQL example in the docs is one the schema accepts."""

import re
from pathlib import Path

import pytest
from graphql import parse, validate
from saleor.graphql.api import schema

ROOT = Path(__file__).resolve().parents[3]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
EXAMPLES = [
    pytest.param(block, id=f"{page.name}-{number}")
    for page in PAGES
    for number, block in enumerate(re.findall(r"```graphql\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL))
]


def _operations(block):
    """Return the operations of an example one by one: readers are shown several anonymous ones together."""
    # "…" stands for the rest of an id.
    document = parse(block.replace("6f0c…", "6f0c4c1e-8a64-4d3c-9f5e-2a7a0d3f7f10"))
    for definition in document.definitions:
        yield type(document)(definitions=[definition])


def test_examples_are_found():
    assert len(EXAMPLES) >= 3


@pytest.mark.parametrize("block", EXAMPLES)
def test_example_is_accepted_by_the_schema(block):
    errors = [error.message for operation in _operations(block) for error in validate(schema, operation)]

    assert errors == []
