from pathlib import Path

import pytest

from saleor_automation.product_lists.sources import SOURCES

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "reference" / "product-lists.md").read_text()
FOLDER = ROOT / "saleor_automation" / "product_lists" / "sources"


def test_every_source_is_a_file_of_its_name():
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__", "base", "ranking"}
    assert files == set(SOURCES)


@pytest.mark.parametrize("kind", SOURCES)
def test_source_has_a_heading_in_the_docs(kind):
    assert f"### `{kind}`\n" in PAGE
