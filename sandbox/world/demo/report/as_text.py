"""The report for people, a hundred columns wide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from world.demo.report.figures import AFTER_MAIL, Figures, JourneyFigures
from world.demo.report.paper import Paper

# In the order in which a message may go through them.
STATES = ("queued", "handing", "delivered", "skipped", "expired", "failed", "unknown")


def write(figures: Figures, paper: Paper) -> None:
    outcome = figures.outcome
    days = (outcome.until - outcome.since).days
    paper.heading("What the journeys did", f"{outcome.since:%d %B %Y} to {outcome.until:%d %B %Y}, {days} days")
    for journey in figures.journeys:
        _journey(journey, paper)
    paper.heading("Altogether")
    for label, text in _totals(figures):
        paper.row(label, text)


def _journey(journey: JourneyFigures, paper: Paper) -> None:
    counts = journey.counts
    paper.title(journey.name, journey.recipe)
    if not counts.entered:
        paper.count("entered", 0, "nobody was called by its trigger")
        return
    finished = sum(counts.finished.values())
    paper.count("entered", counts.entered, f"{counts.active:,} inside now, {finished:,} left")
    for reason, count in _largest_first(counts.finished):
        paper.count("", count, f"left: {_words(reason)}")
    if counts.held_out.entered:
        ghosts = f"held out to compare with, {counts.held_out.ghosts:,} mails withheld from them"
        paper.count("", counts.held_out.entered, ghosts)
    messages = sum(counts.messages.values())
    paper.count("messages", messages, "planned")
    for state in STATES:
        for reason, count in _largest_first(journey.in_state(state)):
            paper.count("", count, f"{state}: {_words(reason)}" if reason else state)
    paper.count("opened", counts.opened, _share(counts.opened, journey.delivered))
    paper.count("clicked", counts.clicked, _share(counts.clicked, journey.delivered))
    paper.count("coupons", counts.coupons_issued, f"issued, {counts.coupons_redeemed:,} redeemed at the checkout")
    orders = f"by a click or a code{_money(counts.revenue_attributed)}"
    paper.count("orders", counts.orders_attributed, orders)
    after = journey.after_mail
    people = f"within {AFTER_MAIL.days} days after a mail, from {after.buyers:,} people{_money(after.revenue)}"
    paper.count("", after.orders, people)


def _totals(figures: Figures) -> Iterator[tuple[str, str]]:
    outcome, history = figures.outcome, figures.outcome.history
    if history:
        yield "orders in the file", f"{history.orders_in_file:,}"
        yield "orders loaded", f"{history.orders_loaded:,}"
        yield "customers, products", f"{history.customers:,}, {history.products:,}"
    else:
        yield "orders in the shop", f"{figures.orders:,}"
    yield "contacts", f"{figures.contacts:,}"
    yield "mails in the inbox", f"{outcome.mails_in_inbox:,} ({figures.delivered:,} messages delivered)"
    yield "time, memory", f"{figures.seconds:,.0f} seconds, {figures.peak_memory_mb:,.0f} MB at most"


def _largest_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _words(reason: str) -> str:
    return reason.replace("_", " ")


def _share(count: int, delivered: int) -> str:
    return f"{count / delivered:.0%} of those delivered" if count else ""


def _money(amounts: Mapping[str, Decimal]) -> str:
    return "".join(f", {currency} {amount:,.2f}" for currency, amount in sorted(amounts.items()))
