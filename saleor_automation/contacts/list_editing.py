"""Make and change lists."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from ..core.exceptions import Conflict, InvalidDefinition, NotFound
from .models import ContactList

MAX_NAME, MAX_DESCRIPTION = 250, 2000


def create_list(values: Mapping[str, Any], now: datetime) -> ContactList:
    """Make a list; its slug is made from the name if none is given.

    Raises InvalidDefinition with every problem, Conflict if there is a list of that slug.
    """
    slug = values.get("slug") or slugify(values["name"])[:100]
    _check({**values, "slug": slug})
    try:
        with transaction.atomic():
            return ContactList.objects.create(**{**values, "slug": slug}, created_at=now)
    except IntegrityError:
        raise Conflict(f"There is a list {slug!r} already; give this one another slug.") from None


def update_list(list_id: int, values: Mapping[str, Any]) -> ContactList:
    """Change a list; its slug stays, because storefronts and journeys name it. Raises NotFound, InvalidDefinition."""
    _check(values)
    with transaction.atomic():
        found = ContactList.objects.select_for_update().filter(pk=list_id).first()
        if found is None:
            raise NotFound(f"There is no list with the id {list_id}.")
        for name, value in values.items():
            setattr(found, name, value)
        found.save()
        return found


def _check(values: Mapping[str, Any]) -> None:
    problems = []
    if "name" in values and not 1 <= len(values["name"].strip()) <= MAX_NAME:
        problems.append(("name", f"The name has {len(values['name'].strip())} characters; use 1 to {MAX_NAME}."))
    if "slug" in values and (slugify(values["slug"]) != values["slug"] or not 1 <= len(values["slug"]) <= 100):
        problems.append(("slug", f"{values['slug'][:100]!r} is no slug; use lower-case letters, digits and hyphens."))
    if len(values.get("description", "")) > MAX_DESCRIPTION:
        problems.append(("description", f"The description is too long; use at most {MAX_DESCRIPTION} characters."))
    if problems:
        raise InvalidDefinition("List", problems)
