"""Drafts are made, saved half done, told apart by revision, and never touch what is published."""

import pytest
from saleor.account.models import User

from saleor_automation.core.exceptions import Conflict, InvalidDefinition, NotFound
from saleor_automation.journeys.drafting import create_draft, delete_draft, duplicate, restore_version, update_draft
from saleor_automation.journeys.publishing import archive, publish
from saleor_automation.models import Journey
from tests.factories import NOW, JourneyFactory, definition_of, running_journey

pytestmark = pytest.mark.django_db


def deep(levels):
    data = {}
    for _ in range(levels):
        data = {"not": data}
    return data


def test_new_journey_is_an_empty_draft_nobody_enters():
    # when
    made = create_draft("  Spring   sale ", NOW, source="staff:5")

    # then
    made.refresh_from_db()
    assert (made.slug, made.name, made.status, made.version_id) == ("spring-sale", "Spring sale", "draft", None)
    assert made.draft == {"trigger": {"kind": "manual"}, "steps": []}
    assert (made.revision, made.edited_by, made.edited_at) == (1, "staff:5", NOW)


def test_names_that_give_one_slug_get_a_number():
    assert [create_draft(name, NOW).slug for name in ("Sale", "sale!", "SALE", "春")] == [
        "sale",
        "sale-2",
        "sale-3",
        "journey",
    ]


def test_slug_that_is_taken_is_refused():
    create_draft("Sale", NOW, slug="sale")

    with pytest.raises(Conflict) as refused:
        create_draft("Other", NOW, slug="sale")

    assert str(refused.value) == "There is a journey with the slug 'sale' already; choose another."


@pytest.mark.parametrize(
    ("arguments", "argument", "text"),
    [
        ({"name": "  "}, "name", "It has 0 characters; use 1 to 250 that can be printed."),
        ({"name": "x" * 251}, "name", "It has 251 characters; use 1 to 250 that can be printed."),
        ({"name": "a\x00b"}, "name", "It has 3 characters; use 1 to 250 that can be printed."),
        ({"slug": "No Slug"}, "slug", "'No Slug' is no slug; use up to 150 small letters, digits and hyphens."),
        ({"definition": [1]}, "definition", "It is no JSON object; give one with trigger and steps."),
        ({"definition": deep(61)}, "definition", "It is nested more than 60 levels deep; flatten it."),
        ({"definition": {"a": "x" * 1_000_001}}, "definition", "It has 1000010 bytes; use at most 1000000."),
        (
            {"definition": {"a": "\x00"}},
            "definition",
            "It holds a character of code 0, which the database cannot keep; remove it.",
        ),
        (
            {"definition": {"a": float("nan")}},
            "definition",
            "It holds a number that JSON cannot hold, such as infinity; write another.",
        ),
        ({"priority": 1001}, "priority", "1001 is outside what is allowed; use -1000 to 1000."),
        ({"holdout_percent": 51}, "holdout_percent", "51 is outside what is allowed; use 0 to 50."),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_made(arguments, argument, text):
    with pytest.raises(InvalidDefinition) as refused:
        create_draft(**{"name": "Sale", "now": NOW} | arguments)

    assert refused.value.problems == [(argument, text)]
    assert not Journey.objects.exists()


def test_text_that_only_looks_like_a_zero_character_is_kept():
    made = create_draft("Sale", NOW, definition={"steps": [{"label": "a \\u0000 b"}]})

    made.refresh_from_db()
    assert made.draft["steps"][0]["label"] == "a \\u0000 b"


def test_half_done_draft_is_saved_and_counts_a_revision():
    # given
    journey = JourneyFactory(slug="welcome")

    # when
    update_draft(journey.pk, 1, NOW, definition={"steps": [{"kind": "wai"}]}, source="staff:5")

    # then
    journey.refresh_from_db()
    assert journey.draft == {"steps": [{"kind": "wai"}]}
    assert (journey.revision, journey.edited_by, journey.edited_at) == (2, "staff:5", NOW)


def test_saving_what_is_there_already_counts_no_revision():
    journey = JourneyFactory(slug="welcome")

    assert update_draft(journey.pk, 1, NOW, name="welcome", definition=definition_of()).revision == 1


def test_second_of_two_editors_is_told_who_was_first_and_overwrites_nothing():
    # given
    journey = JourneyFactory(slug="welcome")
    grace = User.objects.create(email="grace@example.com", first_name="Grace", last_name="Hopper", is_staff=True)
    update_draft(journey.pk, 1, NOW, name="First", source=f"staff:{grace.pk}")

    # when
    with pytest.raises(Conflict) as refused:
        update_draft(journey.pk, 1, NOW, name="Second", source="staff:6")

    # then
    assert str(refused.value) == (
        "Journey 'welcome' was changed by Grace Hopper (grace@example.com) at 2026-03-02 09:00 UTC, after you loaded "
        "it: you edited revision 1, it is at 2. Nothing was overwritten; load it again and repeat your change."
    )
    journey.refresh_from_db()
    assert (journey.name, journey.revision) == ("First", 2)


def test_revision_that_never_was_is_refused():
    journey = JourneyFactory(slug="welcome")

    with pytest.raises(Conflict) as refused:
        update_draft(journey.pk, 7, NOW, name="Second")

    assert str(refused.value) == "Journey 'welcome' has no revision 7 yet; load it again, it is at 1."


def test_archived_journey_cannot_be_edited():
    journey = archive(running_journey(slug="welcome").pk, NOW)

    with pytest.raises(Conflict) as refused:
        update_draft(journey.pk, journey.revision, NOW, name="Other")

    assert str(refused.value) == "Journey 'welcome' is archived and can only be read; duplicate it and edit the copy."


def test_editing_leaves_the_published_version_alone():
    # given
    journey = running_journey(slug="welcome")

    # when
    update_draft(journey.pk, 1, NOW, definition=definition_of({"id": "end", "kind": "end"}))

    # then
    journey.version.refresh_from_db()
    assert [step["id"] for step in journey.version.definition["steps"]] == ["wait-1"]


def test_publishing_a_draft_somebody_changed_meanwhile_is_refused():
    # given
    journey = JourneyFactory(slug="welcome")
    update_draft(journey.pk, 1, NOW, name="Other")

    # when
    with pytest.raises(Conflict):
        publish(journey.pk, NOW, revision=1)

    # then
    journey.refresh_from_db()
    assert (journey.status, journey.version_id) == ("draft", None)
    assert publish(journey.pk, NOW, revision=2, source="staff:5").version.published_by == "staff:5"


def test_version_comes_back_as_draft():
    # given
    journey = running_journey(slug="welcome")
    update_draft(journey.pk, 1, NOW, definition=definition_of({"id": "end", "kind": "end"}))
    publish(journey.pk, NOW)

    # when
    restored = restore_version(journey.pk, 1, 2, NOW, source="staff:5")

    # then
    assert (restored.draft["steps"][0]["id"], restored.revision) == ("wait-1", 3)
    assert restored.version.number == 2


def test_unknown_version_is_not_found():
    journey = running_journey(slug="welcome")

    with pytest.raises(NotFound) as refused:
        restore_version(journey.pk, 2, 1, NOW)

    assert str(refused.value) == "Journey 'welcome' has no version 2; its versions are listed with it."


def test_copy_is_a_draft_of_its_own():
    # given
    journey = running_journey(slug="welcome")
    Journey.objects.filter(pk=journey.pk).update(priority=5, name="Welcome")

    # when
    copy = duplicate(journey.pk, NOW)

    # then
    assert (copy.name, copy.slug, copy.status, copy.priority) == ("Welcome (copy)", "welcome-copy", "draft", 5)
    assert (copy.draft, copy.revision, copy.version_id) == (journey.draft, 1, None)


def test_draft_that_was_never_published_is_deleted():
    journey = JourneyFactory()

    delete_draft(journey.pk)

    assert not Journey.objects.exists()


def test_published_journey_is_not_deleted():
    journey = running_journey(slug="welcome")

    with pytest.raises(Conflict) as refused:
        delete_draft(journey.pk)

    assert str(refused.value) == (
        "Journey 'welcome' was published, and people's histories speak of it; archive it instead."
    )
    assert Journey.objects.count() == 1


def test_draft_another_journey_starts_is_not_deleted():
    # given
    journey = JourneyFactory(slug="welcome")
    JourneyFactory(slug="other", draft=definition_of({"id": "go", "kind": "start_journey", "journey": "welcome"}))

    # when
    with pytest.raises(Conflict) as refused:
        delete_draft(journey.pk)

    # then
    assert str(refused.value) == "Journey 'welcome' is used by journey 'other'; change that first."
