from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from saleor_automation.core.exceptions import Conflict, InvalidDefinition, NotFound
from saleor_automation.journeys.publishing import archive, pause, publish, resume
from saleor_automation.models import Journey, JourneyVersion, TriggerScan
from tests.factories import NOW, WAIT_A_DAY, JourneyFactory, TemplateFactory, definition_of, running_journey

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
BY_DATE = {"kind": "date", "field": "last_order_at", "after": "90 days"}


def test_publishing_freezes_the_draft_and_switches_the_journey_on():
    # given
    journey = JourneyFactory()

    # when
    publish(journey.pk, NOW)

    # then
    journey.refresh_from_db()
    assert (journey.status, journey.activated_at, journey.version.number) == ("active", NOW, 1)
    assert journey.version.definition["steps"] == [
        {"id": "wait-1", "label": "", "next": "", "kind": "wait", "duration": "1 day"}
    ]


def test_publishing_again_makes_the_next_version_and_keeps_the_day_it_was_switched_on():
    # given
    journey = running_journey(WAIT_A_DAY)

    # when
    publish(journey.pk, NOW + HOUR)

    # then
    journey.refresh_from_db()
    assert (journey.version.number, journey.activated_at) == (2, NOW)
    assert journey.versions.count() == 2


def test_published_version_can_never_be_changed():
    # given
    version = running_journey(WAIT_A_DAY).version

    # when
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        JourneyVersion.objects.filter(pk=version.pk).update(definition={})

    # then
    assert "A published journey version cannot be changed; publish a new one." in str(refused.value)


def test_every_problem_is_named_and_nothing_is_published():
    # given
    TemplateFactory(slug="empty", content={})
    journey = JourneyFactory(
        slug="welcome",
        draft=definition_of(
            {"id": "letter", "kind": "send", "template": "nowhere"},
            {"id": "blank", "kind": "send", "template": "empty"},
            {"id": "code", "kind": "give_coupon", "policy": "free-car"},
        ),
    )

    # when
    with pytest.raises(InvalidDefinition) as refused:
        publish(journey.pk, NOW)

    # then
    assert refused.value.subject == "Journey 'welcome'"
    assert refused.value.problems == [
        ("step 'letter'", "There is no template 'nowhere'; create it or choose another."),
        ("step 'blank'", "Template 'empty' has no text in any language; write one."),
        ("step 'code'", "There is no coupon 'free-car'; create it or choose another."),
    ]
    journey.refresh_from_db()
    assert (journey.status, journey.version) == ("draft", None)
    assert not JourneyVersion.objects.exists()


def test_template_that_cannot_be_sent_is_named_with_its_language_and_block():
    # given
    blocks = [{"kind": "heading", "text": "Hello {{ contact.shoe_size }}"}]
    TemplateFactory(slug="odd", content={"en": {"subject": "Hello", "blocks": blocks}})
    journey = JourneyFactory(draft=definition_of({"id": "letter", "kind": "send", "template": "odd"}))

    # when
    with pytest.raises(InvalidDefinition) as refused:
        publish(journey.pk, NOW)

    # then
    [(place, text)] = refused.value.problems[:1]
    assert place == "step 'letter'"
    assert text.startswith("Template 'odd' (en, ")
    assert not JourneyVersion.objects.exists()


def test_draft_with_a_broken_graph_is_not_published():
    # given
    journey = JourneyFactory(slug="welcome", draft=definition_of(WAIT_A_DAY | {"next": "nowhere"}))

    # when
    with pytest.raises(InvalidDefinition) as refused:
        publish(journey.pk, NOW)

    # then
    assert str(refused.value) == (
        "Journey 'welcome': step 'wait-1': It leads to 'nowhere', which is not a step of this journey; choose one "
        "that is."
    )


def test_new_version_goes_on_looking_at_dates_where_the_old_one_stopped():
    # given
    journey = running_journey(WAIT_A_DAY, trigger=BY_DATE)

    # when
    publish(journey.pk, NOW + HOUR)

    # then
    scans = TriggerScan.objects.order_by("version_id").values_list("scanned_until", flat=True)
    assert list(scans) == [NOW, NOW]


def test_journey_published_after_a_pause_does_not_look_back():
    # given
    journey = running_journey(WAIT_A_DAY, trigger=BY_DATE)
    pause(journey.pk, NOW + HOUR)

    # when
    publish(journey.pk, NOW + 2 * HOUR)

    # then
    journey.refresh_from_db()
    assert (journey.status, journey.activated_at) == ("active", NOW + 2 * HOUR)
    assert TriggerScan.objects.get(version=journey.version).scanned_until == NOW + 2 * HOUR


@pytest.mark.parametrize(
    ("before", "deed", "text"),
    [
        ([], pause, "Journey 'welcome' is draft; only an active journey can be paused."),
        ([publish, pause], pause, "Journey 'welcome' is paused; only an active journey can be paused."),
        ([publish], resume, "Journey 'welcome' is active; only a paused journey can be resumed."),
        ([archive], publish, "Journey 'welcome' is archived; import its recipe again to publish a new one."),
        ([archive], archive, "Journey 'welcome' is archived; import its recipe again to archive a new one."),
    ],
)
def test_deed_that_does_not_fit_the_state_is_refused(before, deed, text):
    # given
    journey = JourneyFactory(slug="welcome")
    for earlier in before:
        earlier(journey.pk, NOW)
    status = Journey.objects.get().status

    # when
    with pytest.raises(Conflict) as refused:
        deed(journey.pk, NOW + HOUR)

    # then
    assert str(refused.value) == text
    assert Journey.objects.get().status == status


@pytest.mark.parametrize("deed", [publish, pause, resume, archive])
def test_journey_nobody_knows_is_named(deed):
    with pytest.raises(NotFound) as refused:
        deed(404, NOW)

    assert str(refused.value) == "There is no journey with the id 404."
