import pytest

from saleor_automation.journeys import engine
from saleor_automation.models import Decision
from tests.factories import NOW, ContactFactory, enrolled, running_journey

pytestmark = pytest.mark.django_db


def test_each_person_goes_the_way_that_is_right_now():
    # given
    condition = {"fact": "orders_count", "op": "gte", "value": 1}
    journey = running_journey(
        {"id": "split", "kind": "branch", "condition": condition, "then": "buyer", "otherwise": "looker"},
        {"id": "buyer", "kind": "end", "reason": "has_bought"},
        {"id": "looker", "kind": "end", "reason": "has_not"},
    )
    buyer, looker = ContactFactory(totals__orders_count=2), ContactFactory()
    runs = enrolled(journey, [buyer, looker])

    # when
    engine.advance(NOW, 100)

    # then
    for run in runs:
        run.refresh_from_db()
    assert [run.finish_reason for run in runs] == ["has_bought", "has_not"]
    facts = Decision.objects.filter(step_id="split").order_by("enrollment_id").values_list("reason", "facts")
    assert list(facts) == [("then", {"condition": True}), ("otherwise", {"condition": False})]
