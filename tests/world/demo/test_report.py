"""What the report says of figures, and when the demo counts as a success."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pytest

from saleor_automation.recipes.loader import all_recipes
from saleor_automation.reports.after_mail import OrdersAfterMail
from saleor_automation.reports.journeys import JourneyCounts, Passage
from world.demo.history.years import LoadedHistory
from world.demo.performance import Outcome
from world.demo.report import as_json, as_text
from world.demo.report.checks import shortcomings
from world.demo.report.figures import Figures, JourneyFigures
from world.demo.report.paper import WIDTH, Paper

SINCE, UNTIL = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 12, 11, tzinfo=UTC)

CARTS = JourneyFigures(
    recipe="abandoned-cart-recovery",
    name="Abandoned cart recovery",
    counts=JourneyCounts(
        entered=10,
        active=1,
        finished={"completed": 6, "already_ordered": 3},
        messages={("delivered", ""): 20, ("skipped", "already_ordered"): 3, ("skipped", "no_consent"): 4},
        held_out=Passage(entered=2, finished={"completed": 2}, messages={("ghost", "held_out"): 3}),
        opened=10,
        clicked=5,
        coupons_issued=4,
        coupons_redeemed=2,
        orders_attributed=3,
        revenue_attributed={"USD": Decimal("1234.5"), "EUR": Decimal("20")},
    ),
    after_mail=OrdersAfterMail(5, 4, {"USD": Decimal("1500")}),
)
WIN_BACK = JourneyFigures(
    recipe="win-back",
    name="Win back customers",
    counts=JourneyCounts(entered=4, finished={"taken_off": 4}, messages={("delivered", ""): 12}),
    after_mail=OrdersAfterMail(),
)
OTHERS = [
    JourneyFigures(
        recipe=recipe.slug,
        name=recipe.name.en,
        counts=JourneyCounts(entered=1, messages={("delivered", ""): 1} if recipe.mails else {}),
        after_mail=OrdersAfterMail(),
    )
    for recipe in all_recipes()
    if recipe.slug not in (CARTS.recipe, WIN_BACK.recipe)
]
GOOD = Figures(
    outcome=Outcome(SINCE, UNTIL, mails_in_inbox=32),
    journeys=[CARTS, WIN_BACK, *OTHERS],
    contacts=14,
    orders=9,
    orders_by_click=1,
    failed_hints=0,
    failed_events=0,
    waiting_events=0,
    delivered=32,
    handing=0,
    seconds=61.23,
    peak_memory_mb=200.04,
)


def with_counts(journey, **changes):
    return replace(journey, counts=replace(journey.counts, **changes))


def test_good_season_lacks_nothing():
    assert shortcomings(GOOD) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"delivered": 33}, "33 messages count as delivered, but 32 mails lie in the inbox."),
        ({"failed_hints": 3}, "3 hints could not be taken in; their problems stand in automation_hint."),
        ({"failed_events": 2}, "2 events could not be processed; their problems stand in automation_event."),
        ({"waiting_events": 1}, "1 events were left unprocessed."),
        ({"handing": 1}, "1 messages are still being handed over."),
        ({"orders_by_click": 0}, "No click led to an order."),
        (
            {"journeys": [with_counts(CARTS, held_out=Passage(entered=1)), WIN_BACK]},
            "Nobody was held out of a journey with mails withheld, so there is nobody to compare with.",
        ),
        (
            {"journeys": [CARTS, with_counts(WIN_BACK, held_out=Passage(stuck=1))]},
            "Win back customers: 1 people are stuck at a step that fails.",
        ),
        ({"journeys": [CARTS]}, "The recipe 'win-back' was not imported."),
        ({"journeys": [with_counts(CARTS, coupons_redeemed=0), WIN_BACK]}, "No coupon was redeemed at the checkout."),
        ({"journeys": [CARTS, with_counts(WIN_BACK, entered=0)]}, "Win back customers: nobody entered."),
        ({"journeys": [CARTS, with_counts(WIN_BACK, messages={})]}, "Win back customers: no message was delivered."),
        (
            {"journeys": [CARTS, with_counts(WIN_BACK, finished={})]},
            "Win back customers: nobody reached the end and was taken off the list.",
        ),
        (
            {"journeys": [with_counts(CARTS, messages={("delivered", ""): 20}), WIN_BACK]},
            "Nobody was spared a mail because they had ordered (already_ordered).",
        ),
        (
            {"journeys": [with_counts(CARTS, stuck=1), WIN_BACK]},
            "Abandoned cart recovery: 1 people are stuck at a step that fails.",
        ),
    ],
)
def test_every_shortcoming_is_said(changes, sentence):
    if "journeys" in changes:
        changes = {"journeys": [*changes["journeys"], *OTHERS]}
    assert shortcomings(replace(GOOD, **changes)) == [sentence]


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: other.recipe)
def test_recipe_that_nobody_enters_or_that_sends_nothing_is_said(other):
    # given
    rest = [each for each in GOOD.journeys if each is not other]
    nobody = with_counts(other, entered=0, messages={})

    # when
    found = shortcomings(replace(GOOD, journeys=[*rest, nobody]))

    # then
    silent = f"{other.name}: no message was delivered."
    assert found == [f"{other.name}: nobody entered.", *([silent] if other.delivered else [])]


def test_history_must_be_loaded_to_the_last_order():
    # given
    history = LoadedHistory(100, 99, 10, 10, SINCE, UNTIL)

    # when
    found = shortcomings(replace(GOOD, outcome=replace(GOOD.outcome, history=history)))

    # then
    assert found == ["The file has 100 orders, but 99 are in the shop."]


def test_json_has_the_agreed_shape():
    # given
    history = LoadedHistory(100, 100, 10, 10, SINCE, UNTIL)

    # when
    data = as_json.as_data(replace(GOOD, outcome=replace(GOOD.outcome, history=history)))

    # then
    assert set(data) == {"journeys", "history", "seconds", "peak_memory_mb"}
    assert data["history"] == {"orders_in_file": 100, "orders_loaded": 100}
    assert (data["seconds"], data["peak_memory_mb"]) == (61.2, 200.0)
    assert data["journeys"][0] == {
        "recipe": "abandoned-cart-recovery",
        "entered": 10,
        "held_out": {"entered": 2, "ghosts": 3},
        "messages": {
            "delivered": 20,
            "expired": 0,
            "unknown": 0,
            "queued": 0,
            "handing": 0,
            "skipped": {"already_ordered": 3, "no_consent": 4},
            "failed": {},
        },
        "coupons": {"issued": 4, "redeemed": 2},
        "clicks": 5,
        "orders_attributed": 3,
    }


def test_json_of_a_season_has_no_history():
    assert as_json.as_data(GOOD)["history"] is None


def test_text_is_aligned_and_fits_the_terminal():
    # given
    stream = StringIO()

    # when
    as_text.write(GOOD, Paper(stream))

    # then
    lines = stream.getvalue().splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert "\x1b" not in stream.getvalue()
    assert lines[1].startswith("What the journeys did") and lines[1].endswith("285 days")
    numbers = [line for line in lines if line.startswith("    ") and "  " in line[26:]]
    assert "    entered                     10  1 inside now, 9 left" in numbers
    assert "                                 2  held out to compare with, 3 mails withheld from them" in numbers
    assert "                                 3  skipped: already ordered" in numbers
    assert "    opened                      10  50% of those delivered" in numbers
    assert "    orders                       3  by a click or a code, EUR 20.00, USD 1,234.50" in numbers
    assert "                                 5  within 30 days after a mail, from 4 people, USD 1,500.00" in numbers


class Terminal(StringIO):
    def isatty(self):
        return True


def test_only_a_terminal_gets_bold_type():
    # given
    terminal = Terminal()

    # when
    Paper(terminal).heading("Altogether")

    # then
    assert "\x1b[1mAltogether" in terminal.getvalue()
