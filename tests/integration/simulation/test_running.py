"""A simulation leaves everything as it is, says the same twice, can be stopped, and refuses what makes no sense."""

from datetime import timedelta

import pytest

from saleor_automation.contacts.consent import ConsentChange, change_consent
from saleor_automation.contacts.models import ConsentState
from saleor_automation.core.exceptions import Conflict, InvalidDefinition, NotFound
from saleor_automation.models import Journey, Simulation
from saleor_automation.simulation import jobs
from saleor_automation.simulation.options import check_options
from saleor_automation.simulation.running import Cancelled, simulate
from saleor_automation.simulation.session import session_of_its_own
from tests.factories import ContactFactory, CouponPolicyFactory, JourneyFactory, TemplateFactory, definition_of
from tests.integration.simulation.season import BEGIN, DAY, Season
from tests.shop.factories import make_channel, make_product, make_site
from tests.tables import checksums

SINCE, UNTIL, NOW = BEGIN + 2 * DAY, BEGIN + 9 * DAY, BEGIN + 12 * DAY
STEPS = [
    {"id": "first", "kind": "send", "template": "first"},
    {"id": "gift", "kind": "give_coupon", "policy": "gift"},
    {"id": "wait", "kind": "wait", "duration": "1 day"},
    {"id": "mark", "kind": "add_tag", "tag": "Reminded"},
    {"id": "second", "kind": "send", "template": "second", "truth": ["coupon"]},
    {"id": "call", "kind": "call_webhook", "url": "https://elsewhere.example/hook"},
]
BY_ORDER = {
    "trigger": {"kind": "event", "event": "order_placed"},
    "entry": {"rule": "once_per_key", "key": "order"},
}


@pytest.fixture
def journey(shared_database, settings):
    settings.DEFAULT_FROM_EMAIL = "Mugs <hello@shop.example>"
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    make_site()
    channel = make_channel()
    variants = [make_product("Mug", prices={channel: "10.00"}).default_variant]
    for number in range(8):
        email = f"person{number}@customers.example"
        ContactFactory(email=email, created_at=BEGIN, consent__changed_at=BEGIN)
    Season(channel, variants, tick=DAY / 2, people=8).live(UNTIL + DAY)
    for slug in ("first", "second"):
        TemplateFactory(slug=slug)
    CouponPolicyFactory(slug="gift")
    return JourneyFactory(slug="carts", draft=definition_of(*STEPS, **BY_ORDER))


def options_for(journey, **changes):
    given = {"since": SINCE, "until": UNTIL, **changes}
    return check_options(journey, journey.draft, given.pop("since"), given.pop("until"), NOW, **given)


def test_no_row_of_the_shop_or_of_ours_changes(journey):
    # given
    before = checksums()

    # when
    report = simulate(options_for(journey))

    # then
    assert report["summary"]["sent"] > 0
    assert report["coupons"][0]["given"] > 0
    assert checksums() == before


def test_word_given_before_a_person_is_known_counts_from_their_coming(shared_database, settings):
    # given: imported with a consent that is older than what the shop knows of them
    settings.DEFAULT_FROM_EMAIL = "Mugs <hello@shop.example>"
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    make_site()
    TemplateFactory(slug="first")
    contact = ContactFactory(created_at=SINCE + DAY, consent=None)
    word = ConsentChange(contact.pk, ConsentState.SUBSCRIBED, "import", BEGIN, is_explicit=True)
    change_consent([word], SINCE + DAY)
    trigger = {"kind": "date", "field": "created_at", "after": "1 day"}
    welcome = JourneyFactory(slug="welcome", draft=definition_of(STEPS[0], trigger=trigger))

    # when
    report = simulate(options_for(welcome, holdout_percent=0))

    # then
    assert (report["summary"]["entered"], report["summary"]["sent"]) == (1, 1)


def test_same_seed_gives_the_same_report(journey):
    first, second = (simulate(options_for(journey, seed=3)) for _ in range(2))

    assert {key: first[key] for key in first if key != "run"} == {key: second[key] for key in second if key != "run"}


def test_writing_to_a_real_table_is_refused_by_the_database(journey):
    from saleor_automation.core import sql
    from saleor_automation.simulation.session import be_read_only

    with session_of_its_own():
        be_read_only()

        with pytest.raises(Exception, match="read-only transaction"):
            sql.execute("UPDATE automation_journey SET name = 'changed'")

    assert Journey.objects.get(pk=journey.pk).name == "carts"


def test_watch_can_stop_it_at_any_moment(journey):
    # given
    before, seen = checksums(), []

    def stop(moment):
        seen.append(moment.percent)
        if moment.percent >= 50:
            raise Cancelled

    # when
    with pytest.raises(Cancelled):
        simulate(options_for(journey), stop)

    # then
    assert seen == sorted(seen)
    assert checksums() == before


def test_shop_without_a_past_says_that_nobody_would_have_entered(shared_database, settings):
    # given
    make_site()
    TemplateFactory(slug="hello")
    journey = JourneyFactory(draft=definition_of({"id": "hello", "kind": "send", "template": "hello"}))

    # when
    report = simulate(options_for(journey))

    # then
    assert report["summary"]["entered"] == 0
    texts = {limit["code"]: limit["text"] for limit in report["limits"]}
    assert texts["nobody_entered"] == "Nobody would have entered in this period."
    assert texts["history_is_short"].startswith("The log is empty")


def test_what_came_of_worker_is_written_into_the_row(journey):
    # given
    simulation = jobs.ask(journey.pk, SINCE, UNTIL, NOW, requested_by="staff:1")

    # when
    assert jobs.run_next(NOW) == 1
    assert jobs.run_next(NOW) == 0

    # then
    simulation.refresh_from_db()
    assert (simulation.state, simulation.percent, simulation.problem) == ("done", 100, "")
    assert simulation.report["summary"]["entered"] > 0


@pytest.mark.django_db
def test_only_one_is_run_at_a_time_and_a_dead_one_is_not_repeated(settings):
    # given
    journey = JourneyFactory()
    first, second = (jobs.ask(journey.pk, SINCE, UNTIL, NOW) for _ in range(2))
    Simulation.objects.filter(pk=first.pk).update(state="running", heartbeat_at=NOW)

    # when
    assert jobs._claim(NOW) is None
    assert jobs.give_up_dead(NOW + jobs.LEASE + timedelta(seconds=1)) == 1

    # then
    first.refresh_from_db()
    assert first.state == "interrupted"
    assert jobs._claim(NOW).pk == second.pk


@pytest.mark.django_db
def test_waiting_one_is_cancelled_at_once_and_one_that_is_over_not_at_all():
    # given
    simulation = jobs.ask(JourneyFactory().pk, SINCE, UNTIL, NOW)

    # when
    assert jobs.cancel(simulation.pk, NOW).state == "cancelled"

    # then
    with pytest.raises(Conflict, match="is cancelled already"):
        jobs.cancel(simulation.pk, NOW)
    with pytest.raises(NotFound):
        jobs.cancel(0, NOW)


@pytest.mark.django_db
def test_old_ones_are_forgotten_after_the_retention():
    # given
    simulation = jobs.ask(JourneyFactory().pk, SINCE, UNTIL, NOW)
    jobs.cancel(simulation.pk, NOW)

    # then
    assert jobs.forget_old(NOW + 89 * DAY) == 0
    assert jobs.forget_old(NOW + 91 * DAY) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("period", "problem"),
    [
        ({"until": NOW + DAY}, "has not been yet; only what has happened can be simulated."),
        ({"since": UNTIL - timedelta(minutes=5)}, "It lies less than an hour behind since"),
        ({"since": UNTIL - 800 * DAY}, "The period has 800 days; simulate at most 732 at once."),
        ({"since": SINCE.replace(tzinfo=None)}, "It has no time zone"),
        ({"seed": -1}, "It is -1; use a whole number from 0"),
    ],
)
def test_period_that_makes_no_sense_is_refused(period, problem):
    with pytest.raises(InvalidDefinition, match=problem):
        options_for(JourneyFactory(), **period)


@pytest.mark.django_db
def test_draft_that_could_not_be_published_is_refused_with_its_problems():
    # given
    journey = JourneyFactory(draft=definition_of({"id": "hello", "kind": "send", "template": "missing"}))

    # when
    with pytest.raises(InvalidDefinition) as refused:
        jobs.ask(journey.pk, SINCE, UNTIL, NOW)

    # then
    assert refused.value.problems == [("step 'hello'", "There is no template 'missing'; create it or choose another.")]
    assert not Simulation.objects.exists()
