"""Choose what a slot shows to one guest: the first variant that fits and has something to show."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from ..product_lists.readers import Reader, Subject
from ..product_lists.ready_made import load_lists
from ..product_lists.resolution import Pick, resolve
from ..segments.compilation import matching
from ..segments.conditions import ROOT
from ..shop.configuration import ShopConfiguration
from .definition import SlotDefinition, Variant, in_language, parse_slot
from .guests import Guest
from .models import ContentSlot


@dataclass(frozen=True, slots=True)
class Place:
    """Where the slot is: channel and language of the page, and what the page is about."""

    channel_slug: str
    language_code: str
    subject: Subject


@dataclass(frozen=True, slots=True)
class Content:
    """What is shown; texts are plain and may be empty."""

    slot: str
    variant: str
    heading: str
    text: str
    button_text: str
    button_url: str
    picks: tuple[Pick, ...]


def choose(
    slot: ContentSlot, place: Place, guest: Guest, configuration: ShopConfiguration, now: datetime
) -> Content | None:
    """Return what a slot shows, or None if it is switched off or has nothing for this guest.

    A product list below its minimum counts as nothing; a variant that has words as well shows those alone.
    """
    if not slot.is_enabled:
        return None
    definition = parse_slot(slot.definition, f"Slot '{slot.name}'")
    for variant in _fitting(definition, guest, now):
        picks = _picks(variant, place, guest, configuration, now)
        if picks or variant.heading or variant.text:
            return _content(slot, variant, picks, place.language_code)
    return None


def _fitting(definition: SlotDefinition, guest: Guest, now: datetime) -> Iterator[Variant]:
    for variant in definition.every:
        is_known = guest.contact_id is not None
        if variant.audience != "everybody" and (variant.audience == "known") != is_known:
            continue
        if variant.min_visits is not None and guest.visits_count < variant.min_visits:
            continue
        if variant.when is not None and (
            guest.contact_id is None or not matching(ROOT.validate_python(variant.when), [guest.contact_id], now)
        ):
            continue
        yield variant


def _picks(
    variant: Variant, place: Place, guest: Guest, configuration: ShopConfiguration, now: datetime
) -> tuple[Pick, ...]:
    definition = load_lists([variant.products]).get(variant.products) if variant.products else None
    if definition is None:  # none named, or deleted since
        return ()
    subject = replace(place.subject, viewed=guest.viewed)
    reader = Reader(0, guest.contact_id, place.channel_slug, place.language_code, subject)
    filling = resolve(definition, [reader], configuration, now)[reader.key]
    return () if filling.reason else tuple(filling.picks)


def _content(slot: ContentSlot, variant: Variant, picks: tuple[Pick, ...], language: str) -> Content:
    return Content(
        slot=slot.slug,
        variant=variant.slug,
        heading=in_language(variant.heading, language),
        text=in_language(variant.text, language),
        button_text=in_language(variant.button_text, language),
        button_url=variant.button_url or "",
        picks=picks,
    )
