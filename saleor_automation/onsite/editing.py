"""Create, change and delete slots; every refusal leaves everything as it was."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from ..core.exceptions import Conflict, InvalidDefinition, NotFound
from ..product_lists.ready_made import load_lists
from ..segments.references import read_condition
from .definition import SlotDefinition, parse_slot
from .models import ContentSlot

MAX_NAME = 250


@transaction.atomic
def create_slot(name: str, definition: Any, now: datetime, *, slug: str = "", is_enabled: bool = True) -> ContentSlot:
    """Save a new slot. Raises InvalidDefinition for what is wrong, Conflict if the slug is taken."""
    name = _checked_name(name)
    slug = slug or slugify(name)[:50]
    if not slug or slug != slugify(slug) or len(slug) > 50:
        raise InvalidDefinition("Slot", [("slug", "Use up to 50 letters, digits and hyphens; or leave it out.")])
    checked = checked_definition(definition, f"Slot '{name}'")
    try:
        with transaction.atomic():
            return ContentSlot.objects.create(
                slug=slug,
                name=name,
                is_enabled=is_enabled,
                definition=as_json(checked),
                created_at=now,
                updated_at=now,
            )
    except IntegrityError as error:
        raise Conflict(f"There is a slot '{slug}' already; choose another slug.") from error


@transaction.atomic
def update_slot(
    slot_id: int, now: datetime, *, name: str | None = None, definition: Any = None, is_enabled: bool | None = None
) -> ContentSlot:
    """Change what is given of a slot; its slug stays. Raises NotFound, and InvalidDefinition for what is wrong."""
    slot = _locked(slot_id)
    if name is not None:
        slot.name = _checked_name(name)
    if definition is not None:
        slot.definition = as_json(checked_definition(definition, f"Slot '{slot.name}'"))
    if is_enabled is not None:
        slot.is_enabled = is_enabled
    slot.updated_at = now
    slot.save()
    return slot


@transaction.atomic
def delete_slot(slot_id: int) -> str:
    """Delete a slot and return its slug; storefronts that ask for it show nothing. Raises NotFound."""
    slot = _locked(slot_id)
    slug = slot.slug
    slot.delete()
    return slug


def checked_definition(raw: Any, subject: str) -> SlotDefinition:
    """Read a definition whose conditions and product lists exist. Raises InvalidDefinition with every problem."""
    definition = parse_slot(raw, subject)
    named = {variant.products for variant in definition.every if variant.products}
    known = load_lists(named)
    problems: list[tuple[str, str]] = []
    for variant in definition.every:
        if variant.products and variant.products not in known:
            text = f"There is no product list '{variant.products}'; create it first."
            problems.append((f"variant {variant.slug}, products", text))
        if variant.when is not None:
            try:
                read_condition(variant.when, subject)
            except InvalidDefinition as error:
                problems += [(f"variant {variant.slug}, when {place}".strip(), text) for place, text in error.problems]
    if problems:
        raise InvalidDefinition(subject, problems)
    return definition


def slots_by_list() -> dict[str, list[str]]:
    """Return, by product list, the slugs of the slots that show it, for whoever wants to delete the list."""
    found: dict[str, list[str]] = {}
    for slug, definition in ContentSlot.objects.order_by("slug").values_list("slug", "definition"):
        for products in sorted({each.products or "" for each in parse_slot(definition, f"Slot '{slug}'").every} - {""}):
            found.setdefault(products, []).append(slug)
    return found


def as_json(definition: SlotDefinition) -> dict[str, Any]:
    return definition.model_dump(mode="json", exclude_defaults=True)


def _checked_name(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= MAX_NAME:
        raise InvalidDefinition("Slot", [("name", f"Use 1 to {MAX_NAME} characters.")])
    return name


def _locked(slot_id: int) -> ContentSlot:
    slot = ContentSlot.objects.select_for_update().filter(pk=slot_id).first()
    if slot is None:
        raise NotFound(f"There is no slot with the id {slot_id}.")
    return slot
