import re
import uuid
from datetime import datetime
from typing import Any

import graphene

from .... import pipeline
from ....core.clock import utc_now
from ....tracking.permission import why_untracked
from ....tracking.storefront import NEWEST, OLDEST
from ...common import DOC_CATEGORY
from ...errors import AutomationError, AutomationErrorCode, pk_or_refusal, refusal
from ...toolkit import (
    UUID,
    BaseInputObjectType,
    BaseMutation,
    DateTime,
    NonNullList,
    ResolveInfo,
    resolved_user,
)
from ..enums import TrackKind, UntrackedEnum
from ..limits import limit_tracking

MAX_EVENTS = 50
MAX_URL = 2000
MAX_KEY = 100
MAX_PRODUCTS = 100
MAX_VARIANT = 50
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,49}")
_NAMED = {
    TrackKind.CUSTOM.value: "an event",
    TrackKind.CONTENT_SHOWN.value: "a slot",
    TrackKind.CONTENT_CLICKED.value: "a slot",
}


class TrackEventInput(BaseInputObjectType):
    kind = TrackKind(required=True, description="What happened.")
    product_id = graphene.ID(description="ID of the product that was viewed.")
    category_id = graphene.ID(description="ID of the category the page or the product belongs to.")
    product_ids = NonNullList(graphene.ID, description="IDs of the products a page showed, at most 100.")
    url = graphene.String(description="Address of the page, at most 2000 characters.")
    name = graphene.String(
        description="Name of a custom event, or slug of a slot: lower case letters, digits, `_`, `.` and `-`."
    )
    variant = graphene.String(description="Variant of the smart content that was shown.")
    occurred_at = DateTime(description="When it happened, if not just now; at most two days ago.")
    key = graphene.String(description="Name of this very happening, so that reporting it again does nothing.")

    class Meta:
        name = "AutomationTrackEventInput"
        description = "One thing a visitor did."
        doc_category = DOC_CATEGORY


class TrackInput(BaseInputObjectType):
    visitor_id = UUID(required=True, description="A random UUID the storefront keeps for this browser.")
    has_consent = graphene.Boolean(
        required=True, description="Whether the visitor agreed to be tracked; without it nothing is recorded."
    )
    events = NonNullList(TrackEventInput, required=True, description="What the visitor did; 1 to 50 events.")

    class Meta:
        name = "AutomationTrackInput"
        description = "What a visitor of the storefront did."
        doc_category = DOC_CATEGORY


class Track(BaseMutation):
    recorded = graphene.Int(required=True, default_value=0, description="How many of the events were new.")
    untracked = UntrackedEnum(description="Why nothing was recorded; empty if the visitor may be tracked.")

    class Arguments:
        input = TrackInput(required=True, description="What the visitor did.")

    class Meta:
        name = "AutomationTrack"
        description = "Record what a visitor of the storefront did. Public."
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, input: dict[str, Any]):
        now = utc_now()
        visitor_id, events = input["visitor_id"], input["events"]
        limit_tracking(info, visitor_id, now)
        if not 1 <= len(events) <= MAX_EVENTS:
            raise refusal(
                "events", AutomationErrorCode.INVALID, f"Send 1 to {MAX_EVENTS} events in one call, not {len(events)}."
            )
        items = [_item(event, now) for event in events]
        untracked = why_untracked(input["has_consent"], info.context.headers)
        if untracked is not None:
            return cls(recorded=0, untracked=untracked.value)
        user = resolved_user(info)
        return cls(recorded=pipeline.track(visitor_id, items, user.pk if user else None, now))


def _item(event: dict[str, Any], now: datetime) -> pipeline.TrackedItem:
    """Check one event of the input. Raises ValidationError naming the field that is wrong."""
    kind, name, product_id = event["kind"], event.get("name") or "", event.get("product_id")
    if kind in _NAMED and not _NAME.fullmatch(name):
        raise _invalid(
            "name",
            f"{name[:50]!r} is no name of {_NAMED[kind]}; use 1 to 50 lower case letters, digits, '_', '.' and '-'.",
        )
    if kind == TrackKind.PRODUCT_VIEWED.value and not product_id:
        raise refusal("productId", AutomationErrorCode.REQUIRED, "A product view needs the product's ID.")
    return pipeline.TrackedItem(
        kind=kind,
        key=_short("key", event.get("key") or uuid.uuid4().hex, MAX_KEY),
        occurred_at=_moment(event.get("occurred_at"), now),
        product_id=_number(product_id, "Product", "productId") if product_id else None,
        name=name if kind == TrackKind.CUSTOM.value else "",
        data=_data(event),
    )


def _data(event: dict[str, Any]) -> dict[str, Any]:
    """Return what kind of page it was; what is not known is left out."""
    category_id, product_ids = event.get("category_id"), event.get("product_ids") or []
    if len(product_ids) > MAX_PRODUCTS:
        raise _invalid("productIds", f"Name at most {MAX_PRODUCTS} products of a page, not {len(product_ids)}.")
    known = {
        "slot": event.get("name") if event["kind"] in _NAMED and event["kind"] != TrackKind.CUSTOM.value else "",
        "variant": _short("variant", event.get("variant") or "", MAX_VARIANT),
        "url": _short("url", event.get("url") or "", MAX_URL),
        "category_id": _number(category_id, "Category", "categoryId") if category_id else None,
        "product_ids": [_number(each, "Product", "productIds") for each in product_ids],
    }
    return {name: value for name, value in known.items() if value}


def _number(global_id: str, type_name: str, field: str) -> int:
    """Return the shop's number in an id. Raises ValidationError for one that no row of the shop can have."""
    number = pk_or_refusal(global_id, type_name, field)
    if not 0 < number < 2**31:
        raise refusal(field, AutomationErrorCode.GRAPHQL_ERROR, f"Invalid ID: {global_id}. No {type_name} has it.")
    return number


def _moment(occurred_at: datetime | None, now: datetime) -> datetime:
    if occurred_at is None:
        return now
    if not now - OLDEST <= occurred_at <= now + NEWEST:
        raise _invalid("occurredAt", "The time lies more than two days ago or in the future; leave it out for now.")
    return min(occurred_at, now)


def _short(field: str, text: str, limit: int) -> str:
    if len(text) > limit:
        raise _invalid(field, f"The text has {len(text)} characters; use at most {limit}.")
    return text


def _invalid(field: str, message: str) -> Exception:
    return refusal(field, AutomationErrorCode.INVALID, message)
