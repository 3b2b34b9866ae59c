import pytest

from saleor_automation.journeys import engine
from saleor_automation.models import PointsBalance, PointsEntry
from tests.factories import NOW, ContactFactory, enrolled, running_journey

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("points", "kind"), [(50, "gift"), (-50, "correction")])
def test_points_move_with_the_journey_as_source(points, kind):
    # given
    contact = ContactFactory()
    step = {"id": "gift", "kind": "change_points", "points": points, "reason": "Happy birthday"}
    [run] = enrolled(running_journey(step, slug="birthday"), [contact])

    # when
    engine.advance(NOW, 100)

    # then
    entry = PointsEntry.objects.get()
    assert (entry.key, entry.kind, entry.reason) == (f"journey:{run.pk}:gift:0", kind, "Happy birthday")
    assert (entry.confirmed, entry.source) == (points, "journey:birthday")
    assert PointsBalance.objects.get(contact_id=contact.pk).confirmed == points
