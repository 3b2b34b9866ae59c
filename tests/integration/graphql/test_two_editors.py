"""Two people who edit one thing: the second is told, and nothing of the first is lost."""

import json

import pytest

from saleor_automation.core.clock import utc_now
from saleor_automation.coupons.policies import set_paused
from saleor_automation.models import CouponPolicy, ProductList, Segment
from saleor_automation.segments import keeping, saving
from tests.factories import CouponPolicyFactory
from tests.shop.factories import make_channel

from . import builders
from .coupon_helpers import id_of

FRESH, OLD = {"fact": "orders_count", "op": "gte", "value": 3}, {"fact": "orders_count", "op": "gte", "value": 1}
NEWEST = {"source": {"kind": "novelties"}}
TWENTY = {"kind": "percentage", "percentage": "20", "valid_days": 7}
TOLD = (
    "{} was changed by somebody else after you loaded it. Nothing was overwritten; load it again and repeat your "
    "change, or save it over theirs."
)


def segment():
    return builders.global_id(saving.create_segment("Buyers", OLD, utc_now()))


def product_list():
    return builders.global_id(builders.product_list("best-now"))


def coupon():
    return id_of(CouponPolicyFactory(slug="ten"))


KINDS = {
    "segment": (segment, "Segment", "condition", FRESH, "Segment 'buyers'"),
    "productList": (product_list, "ProductList", "definition", NEWEST, "Product list 'best-now'"),
    "coupon": (coupon, "Coupon", "definition", TWENTY, "Coupon 'ten'"),
}


class Editors:
    """Asks about one thing and changes it, as the forms of the Dashboard do."""

    def __init__(self, caller, noun):
        make, self._type, self._part, self.other, self.subject = KINDS[noun]
        self._caller, self._noun, self._id = caller, noun, make()

    def load(self):
        query = f"query ($id: ID!) {{ automation{self._type}(id: $id) {{ name revision }} }}"
        return self._caller.ask(query, {"id": self._id})[f"automation{self._type}"]

    def save(self, **values):
        mutation = f"""mutation ($id: ID!, $input: Automation{self._type}UpdateInput!) {{
            automation{self._type}Update(id: $id, input: $input) {{
                {self._noun} {{ name revision }} errors {{ field code message }} }} }}"""
        given = {self._part if name == "part" else name: value for name, value in values.items()}
        answer = self._caller.ask(mutation, {"id": self._id, "input": given})[f"automation{self._type}Update"]
        return answer[self._noun], answer["errors"]


@pytest.fixture
def channel():
    return make_channel()


@pytest.fixture(params=KINDS)
def editors(request, as_manager, channel):
    return Editors(as_manager, request.param)


def test_second_editor_is_told_and_overwrites_nothing(editors):
    # given
    seen = editors.load()["revision"]
    changed, errors = editors.save(name="Ann's", part=json.dumps(editors.other), revision=seen)
    assert (errors, changed["name"]) == ([], "Ann's")

    # when
    refused, errors = editors.save(name="Bob's", revision=seen)

    # then
    assert refused is None
    assert errors == [{"field": "revision", "code": "CONFLICT", "message": TOLD.format(editors.subject)}]
    assert editors.load() == changed


def test_second_editor_overwrites_on_purpose(editors):
    # given
    seen = editors.load()["revision"]
    editors.save(name="Ann's", revision=seen)

    # when
    over, errors = editors.save(name="Bob's", revision=editors.load()["revision"])

    # then
    assert (errors, over["name"]) == ([], "Bob's")


def test_change_without_a_revision_is_made_over_whatever_is_there(editors):
    editors.save(name="Ann's")
    assert editors.save(name="Bob's")[1] == []
    assert editors.load()["name"] == "Bob's"


def test_same_again_is_the_same_revision(editors):
    seen = editors.load()
    editors.save(name="Ann's", revision=seen["revision"])
    back, _ = editors.save(name=seen["name"])
    assert back == seen


def test_what_the_engine_does_disturbs_nobody_who_edits(as_manager, channel):
    # given
    people, give = Editors(as_manager, "segment"), Editors(as_manager, "coupon")
    seen = people.load()["revision"], give.load()["revision"]

    # when: the segment is built and built anew, the coupon is paused
    now = utc_now()
    while keeping.keep_current(now, 1000):
        pass
    keeping.start_building("true", [], {"products": {}}, now)
    set_paused(CouponPolicy.objects.get().pk, True, now)

    # then
    assert (people.load()["revision"], give.load()["revision"]) == seen
    assert Segment.objects.get().revision > 1
    assert ProductList.objects.count() == 0
