"""What must not get into a running journey: each refused with its step and the remedy, and nothing changed."""

import pytest
from django.db import DatabaseError, transaction

from saleor_automation.contacts.fields import create_field
from saleor_automation.journeys import engine
from saleor_automation.models import (
    ContactList,
    CouponPolicy,
    CustomField,
    Enrollment,
    Journey,
    JourneyChore,
    JourneyVersion,
    Tag,
    Template,
)
from tests.factories import (
    NOW,
    WAIT_A_DAY,
    ContactFactory,
    CouponPolicyFactory,
    TemplateFactory,
    enrolled,
    running_journey,
)

from . import builders

PUBLISH = """mutation ($id: ID!) { automationJourneyPublish(id: $id) {
  journey { id } errors { message code place }
} }"""
MARK = {"id": "mark", "kind": "add_tag", "tag": "seen"}
DONE = {"id": "done", "kind": "end"}
CIRCLE = "People would go round in a circle here without ever waiting; add a wait."


@pytest.fixture
def journey():
    """A journey with somebody inside, and all that a shop has."""
    TemplateFactory(slug="hello")
    CouponPolicyFactory(slug="ten-percent")
    ContactList.objects.create(slug="news", name="News", created_at=NOW)
    Tag.objects.create(name="vip", created_at=NOW)
    create_field("size", "Size", "number", [], NOW)
    made = running_journey(WAIT_A_DAY, slug="welcome")
    enrolled(made, [ContactFactory()])
    engine.advance(NOW, 100)
    return made


def refusal(as_manager, journey, steps, **changes):
    """Try to publish a draft with these steps; returns the errors, after a look at what must not have changed."""
    before = state()
    Journey.objects.update(draft=journey.draft | {"steps": steps} | changes)
    data = as_manager.ask(PUBLISH, {"id": builders.global_id(journey)})["automationJourneyPublish"]
    assert data["journey"] is None
    assert {error["code"] for error in data["errors"]} == {"INVALID_DEFINITION"}
    assert state() == before
    return [(error["place"], error["message"].removeprefix("Journey 'welcome': ")) for error in data["errors"]]


def state():
    return (
        list(Journey.objects.values_list("status", "version_id", "activated_at")),
        list(JourneyVersion.objects.values_list("number", "definition")),
        list(Enrollment.objects.values()),
        JourneyChore.objects.count(),
    )


@pytest.mark.parametrize(
    ("steps", "problems"),
    [
        (
            [MARK | {"colour": "red"}],
            [("step 'mark', colour", "There is no such field here; remove it or correct its name.")],
        ),
        (
            [WAIT_A_DAY | {"duration": "0 days"}],
            [
                (
                    "step 'wait-1', duration",
                    "0 seconds is outside what a journey waits; use at least 1 minute and at most 1096 days.",
                )
            ],
        ),
        (
            [WAIT_A_DAY | {"duration": "36525 days"}],
            [
                (
                    "step 'wait-1', duration",
                    "3155760000 seconds is outside what a journey waits; use at least 1 minute and at most 1096 days.",
                )
            ],
        ),
        (
            [WAIT_A_DAY | {"duration": "-1 days"}],
            [
                (
                    "step 'wait-1', duration",
                    "'-1 days' is no length of time; write for instance '90 minutes', '1 hour' or '3 days'.",
                )
            ],
        ),
        ([MARK | {"next": "mark"}], [("step 'mark'", CIRCLE)]),
        (
            [MARK, {"id": "split", "kind": "random_split", "ways": []}, DONE],
            [("step 'split', ways", "There are 0 of them; use at least 2.")],
        ),
        (
            [MARK, WAIT_A_DAY, MARK | {"tag": "again"}],
            [("step 'mark'", "Another step has the same id; give each step its own.")],
        ),
        (
            [MARK | {"next": "nowhere"}],
            [("step 'mark'", "It leads to 'nowhere', which is not a step of this journey; choose one that is.")],
        ),
        ([DONE, MARK], [("step 'mark'", "Nobody can reach this step; lead a step to it or remove it.")]),
    ],
)
def test_draft_that_cannot_be_leaves_the_running_version_alone(as_manager, journey, steps, problems):
    assert refusal(as_manager, journey, steps) == problems


def test_unknown_step_is_named_with_those_there_are(as_manager, journey):
    [(place, text)] = refusal(as_manager, journey, [{"id": "fly", "kind": "send_pigeon"}])

    assert place == "step 'fly'"
    assert text.startswith("There is no kind 'send_pigeon'; use one of 'send', 'ab_test', ")


@pytest.mark.parametrize(
    ("step", "gone", "problem"),
    [
        (
            {"kind": "subscribe", "list": "news"},
            ContactList.objects.filter(slug="news").delete,
            "There is no list 'news'; create it or choose another.",
        ),
        (
            {"kind": "send", "template": "hello"},
            Template.objects.filter(slug="hello").delete,
            "There is no template 'hello'; create it or choose another.",
        ),
        (
            {"kind": "give_coupon", "policy": "ten-percent"},
            lambda: CouponPolicy.objects.update(slug="other"),
            "There is no coupon 'ten-percent'; create it or choose another.",
        ),
        (
            {"kind": "set_field", "field": "size", "value": 4},
            CustomField.objects.filter(slug="size").delete,
            "There is no custom field 'size'; create it or choose another.",
        ),
        (
            {"kind": "remove_tag", "tag": "vip"},
            Tag.objects.filter(name="vip").delete,
            "There is no tag 'vip'; create it or choose another.",
        ),
    ],
    ids=lambda value: value.get("kind") if isinstance(value, dict) else "",
)
def test_what_was_deleted_meanwhile_is_missed_by_name(as_manager, journey, step, gone, problem):
    # given
    gone()

    # then
    assert refusal(as_manager, journey, [{"id": "it", **step}]) == [("step 'it'", problem)]


def test_published_version_cannot_be_edited_even_in_the_database(journey):
    # given
    version = JourneyVersion.objects.get()

    # when
    with pytest.raises(DatabaseError, match="cannot be changed; publish a new one"), transaction.atomic():
        JourneyVersion.objects.filter(pk=version.pk).update(definition={"steps": []})

    # then
    assert JourneyVersion.objects.get().definition == version.definition
