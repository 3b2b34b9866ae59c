"""What a report cannot say, or says only with a grain of salt: told with it, in words, each with its number."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..core import sql
from ..journeys.definition import Definition
from ..journeys.steps.wait_for import WaitFor
from .options import Options
from .past import Past
from .recommending import EVERY
from .shadows import real

NO_LIFT = (
    "This tells what the journey would have done, not what people would have done because of it. It does not predict "
    "lift: whoever bought in these months bought without it. Only the holdout of the running journey measures lift."
)


def limits_of(definition: Definition, options: Options, past: Past, report: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return (code, text) of everything that should be known before the numbers are believed."""
    return [{"code": code, "text": text} for code, text in _limits(definition, options, past, report)]


def _limits(
    definition: Definition, options: Options, past: Past, report: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    yield "no_lift", NO_LIFT
    for notice in options.notices:
        yield "history_is_short", notice
    if not report["summary"]["entered"]:
        yield "nobody_entered", "Nobody would have entered in this period."
    yield (
        "today",
        "Names, languages, countries and time zones are those people have today, and so are prices, stock, mails, "
        "segments, score rules and sending rules. Orders, consent, lists, tags, fields, scores and what people did are "
        "as they were known at each moment.",
    )
    if report["period"]["trainings"]:
        yield (
            "recommendations",
            f"Recommendations were learned at the beginning and every {EVERY.days} days, from what had happened by "
            "then; a running shop learns anew every day.",
        )
    yield (
        "alone",
        "No other journey reacts to what this one does. What other journeys really sent counts for the caps.",
    )
    minutes = report["period"]["tick_minutes"]
    if minutes > 1:
        yield "clock", f"The clock went in steps of {minutes:g} minutes: nothing is more exact than that."
    yield from _about_carts(definition, options)
    if _waits_for_readers(definition):
        yield (
            "nobody_reads",
            "Nobody opens or clicks a mail that is not sent, so every wait for it went on to its limit.",
        )
    yield from _about_consent(report)
    own = sql.fetch_all("SELECT count(*) FROM past_own_message")[0][0]
    if own:
        yield (
            "ran_before",
            f"The journey has really run: its {own} messages and what it changed about people are taken out of the "
            "past, but what people did because of them cannot be.",
        )
    if report["coupons"]:
        yield "coupons", "Limits and budgets of coupons counted as if none had been given before."
    if report["summary"]["waiting"] or report["summary"]["inside"]:
        yield (
            "not_over",
            f"At the end {report['summary']['inside']} runs were not over and {report['summary']['waiting']} "
            "messages were still waiting.",
        )
    if report["summary"]["stuck"] or report["summary"]["failed_events"]:
        yield (
            "problems",
            f"{report['summary']['stuck']} runs and {report['summary']['failed_events']} events could not be "
            "processed; the log says why.",
        )


def _about_carts(definition: Definition, options: Options) -> Iterator[tuple[str, str]]:
    asks = "checkout_abandoned" in definition.model_dump_json() or any(
        "cart" in getattr(step, "truth", ()) for step in definition.steps
    )
    if not asks:
        return
    first = sql.fetch_all(
        f"SELECT min(occurred_at) FROM {real('automation_event')} WHERE kind = 'checkout_abandoned'"  # noqa: S608
    )[0][0]
    begins = f" The first one known was left on {first.date().isoformat()}." if first else " None is known."
    yield (
        "carts",
        "Saleor deletes a cart when it is ordered or grows old: carts are known from when this plugin recorded them, "
        f"or as far as the shop still keeps them.{begins} They hold what they held when they were left, until an order "
        "came of them.",
    )


def _waits_for_readers(definition: Definition) -> bool:
    kinds = ("message_opened", "message_clicked")
    waits = any(isinstance(step, WaitFor) and step.event in kinds for step in definition.steps)
    return waits or any(exit_.event in kinds for exit_ in definition.all_exits)


def _about_consent(report: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not any(row["reason"] == "no_consent" for row in report["reasons"]):
        return
    since = sql.fetch_all(
        f"""
        SELECT count(DISTINCT m.contact_id) FROM automation_message m
        JOIN {real("automation_consent")} s ON s.contact_id = m.contact_id AND s.transport = 'email'
        WHERE m.state = 'skipped' AND m.reason = 'no_consent' AND s.state = 'subscribed'
        """  # noqa: S608
    )[0][0]
    if since:
        yield "consent", f"{since} of the people without consent then have agreed since: they would get mails today."
