import pytest

from saleor_automation.journeys.models import Journey

from . import builders

VERBS = """mutation ($id: ID!) { %s(id: $id) { journey { status } errors { field message code } } }"""


@pytest.mark.parametrize(
    ("mutation", "before", "after"),
    [
        ("automationJourneyPause", "active", "paused"),
        ("automationJourneyResume", "paused", "active"),
        ("automationJourneyArchive", "active", "archived"),
        ("automationJourneyArchive", "draft", "archived"),
    ],
)
def test_journey_changes_its_status(as_manager, mutation, before, after):
    # given
    journey = builders.journey("cart", status=before)

    # when
    data = as_manager.ask(VERBS % mutation, {"id": builders.global_id(journey)})

    # then
    assert data[mutation] == {"journey": {"status": after.upper()}, "errors": []}
    assert Journey.objects.get().status == after


@pytest.mark.parametrize(
    ("mutation", "status", "text"),
    [
        ("automationJourneyPause", "draft", "Journey 'cart' is draft; only an active journey can be paused."),
        ("automationJourneyResume", "active", "Journey 'cart' is active; only a paused journey can be resumed."),
        (
            "automationJourneyArchive",
            "archived",
            "Journey 'cart' is archived; import its recipe again to archive a new one.",
        ),
    ],
)
def test_journey_in_the_wrong_status_is_left_as_it_is(as_manager, mutation, status, text):
    # given
    journey = builders.journey("cart", status=status)

    # when
    data = as_manager.ask(VERBS % mutation, {"id": builders.global_id(journey)})

    # then
    errors = [{"field": "id", "message": text, "code": "CONFLICT"}]
    assert data[mutation] == {"journey": None, "errors": errors}
    assert Journey.objects.get().status == status
