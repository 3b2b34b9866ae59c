"""What a slot shows, for a storefront to draw as it likes."""

import base64
import binascii
import uuid
from dataclasses import astuple
from typing import Any

import graphene
from django.core.cache import cache
from graphene import relay
from graphql import GraphQLError

from ...core.clock import utc_now
from ...core.ids import stable_uuid
from ...messages.formatting import money
from ...onsite.choosing import Content, Place, choose
from ...onsite.guests import guest_of
from ...onsite.models import ContentSlot
from ...product_lists.readers import Subject
from ...product_lists.resolution import Pick
from ...shop.configuration import load_configuration
from ...shop.database import allow_writer
from ..common import DOC_CATEGORY, pk_of
from ..slots.types import AutomationSmartContent
from ..toolkit import UUID, BaseField, ResolveInfo, resolved_user
from .limits import limit_content

KEPT_SECONDS = 60
"""What everybody without a name is shown on one page is chosen anew this often."""


class SmartContentQueries(graphene.ObjectType):
    automation_smart_content = BaseField(
        AutomationSmartContent,
        slot=graphene.Argument(graphene.String, required=True, description="Slug of the slot."),
        channel=graphene.Argument(graphene.String, required=True, description="Slug of the page's channel."),
        language=graphene.Argument(graphene.String, description="Language of the page, such as `en` or `pt-br`."),
        visitor_id=graphene.Argument(UUID, description="The visitor, once they agreed to be tracked."),
        product_id=graphene.Argument(graphene.ID, description="ID of the product the page is about."),
        category_id=graphene.Argument(graphene.ID, description="ID of the category the page is about."),
        checkout_id=graphene.Argument(graphene.ID, description="ID of the visitor's checkout."),
        description=(
            "What a smart content slot shows to this visitor, or to the customer who logged in; empty if there is "
            "nothing to show. Public. Report what was shown with `automationTrack`."
        ),
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    @allow_writer()
    def resolve_automation_smart_content(_root, info: ResolveInfo, *, slot: str, channel: str, **about: Any):
        now = utc_now()
        visitor_id, user = about.get("visitor_id"), resolved_user(info)
        place = Place(channel, about.get("language") or "", _subject(about))
        limit_content(info, visitor_id, now)
        found = ContentSlot.objects.filter(slug=slot).first()
        if found is None:
            return None
        guest = guest_of(visitor_id, user.pk if user else None)
        configuration = load_configuration()
        if not guest.is_nobody or place.subject.checkout_id:
            return _shown(choose(found, place, guest, configuration, now), place)
        key = f"automation:content:{found.pk}:{found.updated_at.timestamp()}:{stable_uuid(*astuple(place))}"
        answer = cache.get(key)
        if answer is None:
            answer = [_shown(choose(found, place, guest, configuration, now), place)]
            cache.set(key, answer, KEPT_SECONDS)
        return answer[0]


def _subject(about: dict[str, Any]) -> Subject:
    product_id, category_id, checkout_id = (about.get(f"{name}_id") for name in ("product", "category", "checkout"))
    return Subject(
        product_id=_number(product_id, "Product") if product_id else None,
        category_id=_number(category_id, "Category") if category_id else None,
        checkout_id=_checkout(checkout_id) if checkout_id else None,
    )


def _number(global_id: str, type_name: str) -> int:
    number = pk_of(global_id, type_name)
    if not 0 < number < 2**31:
        raise GraphQLError(f"Invalid ID: {global_id}. No {type_name} has it.")
    return number


def _checkout(global_id: str) -> uuid.UUID:
    """Return the checkout's key. Raises GraphQLError if the id is malformed or of another type."""
    try:
        type_name, _, key = base64.b64decode(global_id, validate=True).decode().partition(":")
        if type_name == "Checkout":
            return uuid.UUID(key)
    except (binascii.Error, ValueError):
        pass
    raise GraphQLError(f"Invalid ID: {global_id[:100]}. Expected: Checkout.")


def _shown(content: Content | None, place: Place) -> dict[str, Any] | None:
    if content is None:
        return None
    texts = {
        name: getattr(content, name) for name in ("slot", "variant", "heading", "text", "button_text", "button_url")
    }
    return {**texts, "products": [_product(pick, place.language_code or "en") for pick in content.picks]}


def _product(pick: Pick, language: str) -> dict[str, Any]:
    card = pick.card
    old = card.undiscounted_price
    return {
        "id": relay.Node.to_global_id("Product", card.product_id),
        "name": card.name,
        "variant_name": card.variant_name,
        "url": card.url,
        "image": card.image_url,
        "price": money(card.price, card.currency, language),
        "old_price": money(old, card.currency, language) if old is not None else None,
        "currency": card.currency,
        "units_left": card.units_left,
        "reason": str(pick.candidate.why),
    }
