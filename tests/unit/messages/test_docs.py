"""What can be used in mails is documented: these tests name what is missing."""

from pathlib import Path

import pytest

from saleor_automation.messages import blocks
from saleor_automation.messages.blocks import BLOCKS
from saleor_automation.messages.transports import TRANSPORTS
from saleor_automation.messages.variables import CARD, mail_variables

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference"
HERE = Path(__file__).parent


@pytest.mark.parametrize("kind", sorted(BLOCKS))
def test_block_kind_has_docs_and_a_test(kind):
    assert f"\n### {kind}\n" in (REFERENCE / "mails.md").read_text()
    assert f"def test_{kind}" in (HERE / "test_blocks.py").read_text()


@pytest.mark.parametrize("kind", sorted(TRANSPORTS))
def test_transport_kind_has_docs_and_a_test(kind):
    tests = HERE.parents[1] / "integration" / "transports"

    assert f"\n## {kind}\n" in (REFERENCE / "transports.md").read_text()
    assert any(f"def test_{kind}" in path.read_text() or f"test_{kind}_" in path.name for path in tests.glob("*.py"))


@pytest.mark.parametrize("path", [path for path, _, _ in mail_variables().described() if "[]" not in path])
def test_variable_is_documented(path):
    assert f"`{path}" in (REFERENCE / "mails.md").read_text()


@pytest.mark.parametrize("name", sorted(CARD))
def test_field_of_a_product_is_documented(name):
    assert f"| `{name}` | {CARD[name].kind} | {CARD[name].description} |" in (REFERENCE / "mails.md").read_text()


def test_every_block_file_is_registered_under_its_name():
    folder = Path(blocks.__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "base", "lines_table"}

    assert files == set(BLOCKS)
    assert all(block.__module__.endswith(f".{kind}") for kind, block in BLOCKS.items())
