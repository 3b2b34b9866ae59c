"""Pickers ask for what is chosen already by slug, wherever it stands in its list."""

import pytest

from saleor_automation.contacts.field_models import CustomField
from saleor_automation.contacts.models import ContactList
from saleor_automation.core.clock import utc_now
from saleor_automation.coupons.models import CouponPolicy
from saleor_automation.journeys.models import Journey
from saleor_automation.messages.models import Template
from saleor_automation.product_lists.models import ProductList
from saleor_automation.scores.models import Score
from saleor_automation.segments.models import Segment

pytestmark = pytest.mark.django_db

LISTS = {
    "automationCoupons": (CouponPolicy, {"kind": "percentage", "created_at": True, "updated_at": True}),
    "automationCustomFields": (CustomField, {"type": "text", "created_at": True}),
    "automationJourneys": (Journey, {"draft": {}, "created_at": True, "updated_at": True}),
    "automationLists": (ContactList, {"created_at": True}),
    "automationProductLists": (ProductList, {"created_at": True, "updated_at": True}),
    "automationScores": (Score, {"created_at": True}),
    "automationSegments": (Segment, {"condition": {}, "created_at": True, "updated_at": True}),
    "automationTemplates": (Template, {"content": {}, "updated_at": True}),
}


@pytest.mark.parametrize("field", LISTS)
def test_chosen_ones_are_found_by_their_slugs(as_manager, field):
    # given
    model, values = LISTS[field]
    now = utc_now()
    for slug in ("first", "second", "third"):
        given = {name: now if value is True else value for name, value in values.items()}
        model.objects.create(slug=slug, name=slug.title(), **given)
    page = "(first: 9, filter: {slugs: $slugs})"
    query = f"query ($slugs: [String!]) {{ {field}{page} {{ edges {{ node {{ slug }} }} }} }}"

    # when
    found = [as_manager.ask(query, {"slugs": slugs})[field] for slugs in (["third", "first", "gone"], ["gone"], [])]

    # then
    slugs = [sorted(edge["node"]["slug"] for edge in each["edges"]) for each in found]
    assert slugs[:2] == [["first", "third"], []]
    assert {"first", "second", "third"} <= set(slugs[2])
