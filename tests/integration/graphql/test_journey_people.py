"""Moving and ending the people of older versions, and what an editor asks before: kinds, counts, variants."""

import json

import pytest

from saleor_automation.journeys import chores
from saleor_automation.journeys.models import Enrollment, JourneyChore, JourneyVersion
from saleor_automation.journeys.steps import STEP_KINDS

from . import builders
from .builders import DEFINITION, NOON

MOVE = """
  mutation ($id: ID!, $steps: [AutomationStepMoveInput!], $dryRun: Boolean) {
    automationJourneyMovePeople(id: $id, steps: $steps, dryRun: $dryRun) {
      people { versionNumber stepId count to }
      journey { chores { kind totalCount doneCount problem finishedAt } inside { versionNumber stepId count } }
      errors { field code message place }
    }
  }
"""


@pytest.fixture
def journey():
    """One person pauses in version 1; version 2 has other steps."""
    made = builders.journey("cart")
    builders.enrollment(made, builders.contact(), step_id="pause")
    steps = [{"id": "rest", "kind": "wait", "duration": "2 days"}]
    made.version = JourneyVersion.objects.create(
        journey=made, number=2, definition=DEFINITION | {"steps": steps}, published_at=NOON
    )
    made.save()
    return made


def test_people_are_counted_before_they_are_moved_and_the_work_is_shown(as_manager, journey):
    # given
    variables = {"id": builders.global_id(journey), "steps": [{"fromStep": "pause", "toStep": "rest"}]}

    # when
    planned = as_manager.ask(MOVE, variables | {"dryRun": True})["automationJourneyMovePeople"]
    moved = as_manager.ask(MOVE, variables)["automationJourneyMovePeople"]
    chores.work(NOON, 100)

    # then
    people = [{"versionNumber": 1, "stepId": "pause", "count": 1, "to": "rest"}]
    inside = [{"versionNumber": 1, "stepId": "pause", "count": 1}]
    assert planned == {"people": people, "journey": {"chores": [], "inside": inside}, "errors": []}
    assert moved["people"] == people
    assert moved["journey"]["chores"] == [
        {"kind": "move", "totalCount": 1, "doneCount": 0, "problem": "", "finishedAt": None}
    ]
    assert Enrollment.objects.get().step_id == "rest"


def test_step_without_a_place_is_named_and_nothing_happens(as_manager, journey):
    # when
    data = as_manager.ask(MOVE, {"id": builders.global_id(journey)})["automationJourneyMovePeople"]

    # then
    assert data["errors"] == [
        {
            "field": "steps",
            "code": "INVALID_DEFINITION",
            "message": "Moving people: 1 people stand here and version 2 has no such step; say where they go.",
            "place": "step 'pause'",
        }
    ]
    assert not JourneyChore.objects.exists()


def test_people_are_ended(as_manager, journey):
    # given
    query = """mutation ($id: ID!, $dryRun: Boolean) { automationJourneyEndPeople(id: $id, dryRun: $dryRun) {
        people { count } errors { code } } }"""

    # when
    for dry_run in (True, False):
        data = as_manager.ask(query, {"id": builders.global_id(journey), "dryRun": dry_run})
        assert data["automationJourneyEndPeople"] == {"people": [{"count": 1}], "errors": []}
    chores.work(NOON, 100)

    # then
    assert Enrollment.objects.get().finish_reason == "ended_by_staff"
    assert JourneyChore.objects.count() == 1


def test_every_kind_of_step_shows_its_title_and_its_schema(as_manager):
    # when
    data = as_manager.ask('{ automationStepKinds(language: "it") { kind title description schema } }')

    # then
    kinds = {each["kind"]: each for each in data["automationStepKinds"]}
    assert list(kinds) == list(STEP_KINDS)
    assert kinds["wait"]["title"] == "Attendi"
    assert all(each["description"] and each["title"] for each in kinds.values())
    schema = json.loads(kinds["set_field"]["schema"])
    assert set(schema["properties"]) == {"id", "label", "next", "kind", "field", "value", "copy"}
    assert schema["additionalProperties"] is False


def test_draft_says_how_many_it_would_let_in_and_tests_what_became_of_variants(as_manager):
    # given
    person, other = builders.contact(), builders.contact()
    test = {
        "id": "test",
        "kind": "ab_test",
        "variants": [{"name": "short", "template": "short"}, {"name": "long", "template": "long"}],
    }
    definition = DEFINITION | {
        "steps": [test],
        "entry": {"backfill": {"condition": {"fact": "orders_count", "op": "eq", "value": 0}}},
    }
    made = builders.journey("test", definition=definition)
    for who, slug, fields in ((person, "short", {"clicked_at": NOON}), (other, "long", {"state": "skipped"})):
        message = builders.message(who, journey=made, step_id="test", **fields)
        message.template_id = builders.template(slug).pk
        message.save()

    # when
    data = as_manager.ask(
        """query ($id: ID!) { automationJourney(id: $id) {
          backfillCount variants { stepId variant planned delivered opened clicked orders } } }""",
        {"id": builders.global_id(made)},
    )

    # then
    nothing = {"stepId": "test", "opened": 0, "orders": 0}
    assert data["automationJourney"]["variants"] == [
        nothing | {"variant": "long", "planned": 1, "delivered": 0, "clicked": 0},
        nothing | {"variant": "short", "planned": 1, "delivered": 1, "clicked": 1},
    ]
    assert data["automationJourney"]["backfillCount"] == 2
