"""Days on which something goes wrong, in Chromium: nothing is lost, nothing overwritten, and the reader is told."""

import json

import pytest

from saleor_automation.models import Journey, Template
from saleor_automation.recipes.importing import import_recipe
from tests.factories import NOW, JourneyFactory, TemplateFactory

from .dashboard import Host, staff
from .pages import global_id

pytestmark = pytest.mark.browser

WAIT = {"id": "wait", "kind": "wait", "duration": "1 day"}
MAIL = {"id": "mail", "kind": "send", "template": "hello"}
FUTURE = {"id": "future", "kind": "hologram", "depth": 3}


@pytest.fixture
def journey(staffed):
    TemplateFactory(slug="hello", name="Hello")
    trigger = {"kind": "event", "event": "order_placed"}
    return JourneyFactory(name="Thanks", draft={"trigger": trigger, "steps": [WAIT, MAIL], "exits": []})


def open_list(host, journey):
    """Open a journey in the builder's list."""
    frame = host.open(f"/journeys/{global_id('AutomationJourney', journey.pk)}")
    frame.get_by_role("button", name="List", exact=True).click()
    frame.get_by_role("list", name="Steps").wait_for()
    return frame


def wait_for(frame, count, unit="days"):
    """Change how long the wait takes."""
    frame.get_by_role("button", name="Wait", exact=False).first.click()
    frame.get_by_role("complementary", name="Wait").get_by_label("How long").fill(str(count))
    frame.get_by_role("button", name=f"Wait {count} {unit}").wait_for()


def durations(journey):
    journey.refresh_from_db()
    return [step["duration"] for step in journey.draft["steps"] if step["kind"] == "wait"]


def saves(route):
    return "JourneyUpdate" in (route.request.post_data or "")


def test_draft_outlives_a_lost_network_and_a_reload_and_is_saved_later(host, journey):
    # given: the shop cannot be reached for saving
    host.page.route("**/graphql/", lambda route: route.abort() if saves(route) else route.continue_())
    frame = open_list(host, journey)

    # when
    wait_for(frame, 5)

    # then: it says so, and the shop has the old one
    frame.get_by_text("The shop cannot be reached; your changes are kept here").wait_for()
    assert durations(journey) == ["1 day"]

    # when: the page is loaded anew while the network is still lost
    frame = open_list(host, journey)

    # then
    frame.get_by_role("button", name="Wait 5 days").wait_for()

    # when: the network is back
    host.page.unroute("**/graphql/")

    # then: it saves by itself
    frame.get_by_role("status").get_by_text("Saved", exact=True).wait_for()
    assert durations(journey) == ["5 days"]


def test_second_editor_is_told_who_was_first_and_overwrites_nothing(staffed, host, device, journey):
    # given: two people have the same draft open
    staff("ann@example.com", "secret", is_superuser=True)
    ann = Host(device(), staffed.url)
    ann.sign_in("ann@example.com", "secret")
    hers, mine = open_list(ann, journey), open_list(host, journey)

    # when: she saves, and then I do
    wait_for(hers, 3)
    hers.get_by_role("status").get_by_text("Saved", exact=True).wait_for()
    wait_for(mine, 7)

    # then
    alert = mine.get_by_role("alert")
    alert.get_by_text("Somebody else saved this journey meanwhile").wait_for()
    alert.get_by_text("ann@example.com").wait_for()
    assert durations(journey) == ["3 days"]

    # when: I keep mine as a copy
    alert.get_by_role("button", name="Keep mine as a copy").click()
    mine.get_by_role("heading", level=1, name="Thanks (my changes)").wait_for()

    # then: both are there
    assert durations(journey) == ["3 days"]
    assert durations(Journey.objects.exclude(pk=journey.pk).get()) == ["7 days"]


def test_publish_that_the_shop_refuses_says_why_and_publishes_nothing(host, journey):
    # given: all was well when the window opened, and then the mail was deleted
    frame = open_list(host, journey)
    frame.get_by_role("button", name="Publish").click()
    dialog = frame.get_by_role("dialog")
    dialog.get_by_text("Nothing stands in the way.").wait_for()
    Template.objects.all().delete()

    # when
    dialog.get_by_role("button", name="Publish").click()

    # then
    dialog.get_by_text("There is no template 'hello'").wait_for()
    journey.refresh_from_db()
    assert (journey.status, journey.versions.count()) == ("draft", 0)


def test_step_of_a_newer_version_is_shown_and_kept(host, journey):
    # given: a draft written by a shop that knows more kinds of steps
    Journey.objects.filter(pk=journey.pk).update(draft=journey.draft | {"steps": [WAIT, FUTURE, MAIL]})
    frame = open_list(host, journey)

    # when: it is looked at, and another step is changed
    frame.get_by_role("button", name="hologram").first.click()
    frame.get_by_text("This page does not know this kind of step").wait_for()
    wait_for(frame, 2)
    frame.get_by_role("status").get_by_text("Saved", exact=True).wait_for()

    # then
    journey.refresh_from_db()
    assert journey.draft["steps"][1] == FUTURE


def test_page_asks_to_reload_when_its_session_cannot_be_renewed(host):
    # given: from now on the shop takes no token of the extension any more
    expired = {"message": "Signature has expired", "extensions": {"exception": {"code": "ExpiredSignatureError"}}}
    answer = json.dumps({"data": None, "errors": [expired]})

    def refuse(route):
        is_ours = "authorization-bearer" in route.request.headers
        route.fulfill(content_type="application/json", body=answer) if is_ours else route.continue_()

    host.page.route("**/graphql/", refuse)

    # when
    frame = host.open("/contacts")

    # then
    frame.get_by_text("Your session in this window has ended").wait_for()


def test_long_journey_is_drawn_and_edited(host, staffed):
    # given: two hundred steps
    steps = [WAIT | {"id": f"wait-{number}", "duration": f"{number} hours"} for number in range(2, 202)]
    trigger = {"kind": "event", "event": "order_placed"}
    long = JourneyFactory(name="Long", draft={"trigger": trigger, "steps": steps, "exits": []})

    # when
    frame = open_list(host, long)
    frame.get_by_role("button", name="Wait 201 hours").first.click()
    frame.get_by_role("complementary", name="Wait").get_by_label("How long").fill("300")
    frame.get_by_role("status").get_by_text("Saved", exact=True).wait_for()

    # then
    assert durations(long)[-1] == "300 hours"


def test_recipe_that_is_here_already_is_refused_in_words(host, staffed):
    # given
    import_recipe("abandoned-cart-recovery", {}, NOW)
    frame = host.open("/recipes/abandoned-cart-recovery")

    # when
    frame.get_by_role("button", name="Make a draft of it").click()

    # then
    frame.get_by_role("alert").get_by_text("abandoned-cart-recovery").first.wait_for()
    assert Journey.objects.count() == 1
