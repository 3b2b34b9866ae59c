"""The timeline of a recipe's README as data, so that what it promises and what happens cannot drift apart.

A table belongs to a timeline if its first column says "after ..." or "before ..."; a row says when in its first cell
and what in its second: `mail *name*`, `tag **Name**` or `tag **Name** off`. Other words are for readers.
"""

import re
from datetime import timedelta

from saleor_automation.recipes.loader import get_recipe

UNITS = {"minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_OFFSET = re.compile(r"(\d+) (minute|hour|day|week)s?")
_DEED = re.compile(r"mail \*(?P<mail>[^*]+)\*|tag \*\*(?P<tag>[^*]+)\*\*(?P<off> off)?")


def promised(slug, section=None):
    """Return [(time, "mail reminder", "tag Engaged" or "tag Engaged off")] of a recipe, or of a section of its README.

    In order of time, then of what happens. Several tables are several timelines; section is the heading above the one
    that is meant.
    """
    loaded = get_recipe(slug)
    text = (loaded.folder / "README.md").read_text(encoding="utf-8")
    if section is not None:
        _, found, text = text.partition(f"## {section}\n")
        assert found, f"README of {slug} has no section {section!r}."
    rows = sorted(_rows(text))
    assert rows, f"README of {slug} has no timeline."
    return rows


def _rows(text):
    is_inside = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            if is_inside:
                return
        elif not is_inside:
            is_inside = cells[0].lower().startswith(("after", "before"))
        elif not set(cells[0]) <= set("-: "):
            yield from ((_offset(cells[0]), deed) for deed in _deeds(cells[1]))


def _offset(cell):
    if cell.lower().startswith("at once"):
        return timedelta(0)
    cell = cell.partition("(")[0]
    found = _OFFSET.findall(cell)
    assert found, f"{cell!r} is no time: write 'at once', '1 hour' or '1 day 2 hours'."
    return timedelta(seconds=sum(int(count) * UNITS[unit] for count, unit in found))


def _deeds(cell):
    for match in _DEED.finditer(cell):
        if match["mail"]:
            yield f"mail {match['mail'].replace(' ', '-')}"
        else:
            yield f"tag {match['tag']}{match['off'] or ''}"
