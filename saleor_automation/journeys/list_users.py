"""Who shows a product list: the mails, the journeys that send them, and the slots of the storefront."""

import json
from collections.abc import Collection

from ..core import sql
from ..messages.list_usage import templates_with
from ..onsite.editing import slots_by_list


def users_of_lists(slugs: Collection[str]) -> dict[str, list[str]]:
    """Return, by list and in words, the mails that show it, the journeys that send those, and the slots.

    Archived journeys do not count. Three queries.
    """
    mails = templates_with(slugs)
    journeys = _journeys() if any(mails.values()) else []
    slots = slots_by_list()
    return {
        slug: [
            *(f"mail '{mail}'" for mail in those),
            *(f"journey '{name}'" for name, texts in journeys if any(_sends(text, those) for text in texts)),
            *(f"slot '{slot}'" for slot in slots.get(slug, ())),
        ]
        for slug, those in mails.items()
    }


def users_of_list(slug: str) -> list[str]:
    """Return what shows one list; see users_of_lists."""
    return users_of_lists([slug])[slug]


def _journeys() -> list[tuple[str, list[str]]]:
    rows = sql.fetch_all(
        """
        SELECT j.slug, j.draft::text, v.definition::text FROM automation_journey j
        LEFT JOIN automation_journeyversion v ON v.id = j.version_id WHERE j.status <> 'archived' ORDER BY j.slug
        """
    )
    return [(name, [text for text in texts if text]) for name, *texts in rows]


def _sends(definition: str, mails: list[str]) -> bool:
    """Tell whether a definition has a step with one of these templates; a draft may be half finished."""
    steps = json.loads(definition).get("steps")
    return any(
        isinstance(step, dict) and step.get("template") in mails for step in (steps if isinstance(steps, list) else [])
    )
