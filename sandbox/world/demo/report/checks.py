"""What must have happened for the demo to be a success, and what did not."""

from __future__ import annotations

from collections.abc import Iterator

from saleor_automation.recipes.loader import all_recipes
from world.demo.report.figures import Figures, JourneyFigures

WIN_BACK = "win-back"


def shortcomings(figures: Figures) -> list[str]:
    """Return a sentence for everything that should have happened and did not."""
    return [*_of_every_demo(figures), *(_of_a_history(figures) if figures.outcome.history else _of_a_season(figures))]


def _of_every_demo(figures: Figures) -> Iterator[str]:
    if figures.outcome.mails_in_inbox != figures.delivered:
        yield (
            f"{figures.delivered:,} messages count as delivered, but {figures.outcome.mails_in_inbox:,} mails lie in "
            "the inbox."
        )
    if figures.failed_hints:
        yield f"{figures.failed_hints:,} hints could not be taken in; their problems stand in automation_hint."
    if figures.failed_events:
        yield f"{figures.failed_events:,} events could not be processed; their problems stand in automation_event."
    if figures.waiting_events:
        yield f"{figures.waiting_events:,} events were left unprocessed."
    if figures.handing:
        yield f"{figures.handing:,} messages are still being handed over."
    for journey in figures.journeys:
        stuck = journey.counts.stuck + journey.counts.held_out.stuck
        if stuck:
            yield f"{journey.name}: {stuck:,} people are stuck at a step that fails."
        for state in ("failed", "unknown"):
            count = sum(journey.in_state(state).values())
            if count:
                yield f"{journey.name}: {count:,} messages are {state}."


def _of_a_season(figures: Figures) -> Iterator[str]:
    for recipe in all_recipes():
        yield from _was_busy(figures, recipe.slug, bool(recipe.mails))
    journeys = figures.journeys
    if not any(journey.in_state("skipped").get("already_ordered") for journey in journeys):
        yield "Nobody was spared a mail because they had ordered (already_ordered)."
    if not sum(journey.counts.coupons_redeemed for journey in journeys):
        yield "No coupon was redeemed at the checkout."
    if not figures.orders_by_click:
        yield "No click led to an order."
    if not any(journey.counts.held_out.ghosts for journey in journeys):
        yield "Nobody was held out of a journey with mails withheld, so there is nobody to compare with."
    win_back = _find(figures, WIN_BACK)
    if win_back and not win_back.counts.finished.get("taken_off"):
        yield f"{win_back.name}: nobody reached the end and was taken off the list."


def _of_a_history(figures: Figures) -> Iterator[str]:
    history = figures.outcome.history
    assert history is not None
    if history.orders_loaded != history.orders_in_file:
        yield f"The file has {history.orders_in_file:,} orders, but {history.orders_loaded:,} are in the shop."
    yield from _was_busy(figures, WIN_BACK, True)


def _was_busy(figures: Figures, recipe: str, is_sending: bool) -> Iterator[str]:
    """Yield what is missing of a recipe: somebody has to enter and, if it has mails, get one of them."""
    journeys = [journey for journey in figures.journeys if journey.recipe == recipe]
    if not journeys:
        yield f"The recipe {recipe!r} was not imported."
        return
    if not journeys[0].counts.entered:
        yield f"{journeys[0].name}: nobody entered."
    if is_sending and not any(journey.delivered for journey in journeys):
        yield f"{journeys[0].name}: no message was delivered."


def _find(figures: Figures, recipe: str) -> JourneyFigures | None:
    return next((journey for journey in figures.journeys if journey.recipe == recipe), None)
