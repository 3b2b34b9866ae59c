"""What a simulation found out, counted in the shadows by the database: a few hundred rows, whatever went through them.

Days are those of UTC. A message that would have gone counts as sent, that of somebody held out as withheld.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ..core import sql
from ..journeys.definition import Definition
from .costs import coupons_given
from .honesty import limits_of
from .options import Options
from .past import Past
from .paths import sample_paths

Report = dict[str, Any]


def report(options: Options, definition: Definition, past: Past, facts: Mapping[str, Any]) -> Report:
    """Return the whole report as plain JSON; the same simulation gives the same one."""
    found = {
        "period": dict(facts),
        "summary": _summary(options),
        "days": _days(),
        "steps": _steps(definition, options.until),
        "messages": _messages(),
        "reasons": _reasons(),
        "holds": _holds(),
        "endings": _endings(definition),
        "bought": _bought(options.until),
        "coupons": coupons_given(options),
        "samples": sample_paths(definition, options),
    }
    found["limits"] = limits_of(definition, options, past, found)
    return found


_OWN = "m.enrollment_id IS NOT NULL"
"""The messages of the simulated journey: those of others, known from the past, belong to no run."""


def _summary(options: Options) -> dict[str, Any]:
    runs = sql.fetch_all(
        """
        SELECT count(*), count(DISTINCT contact_id), count(*) FILTER (WHERE is_held_out),
               count(*) FILTER (WHERE is_active), count(*) FILTER (WHERE problem <> '')
        FROM automation_enrollment
        """
    )[0]
    messages = sql.fetch_all(
        f"""
        SELECT count(*), count(*) FILTER (WHERE state = 'delivered'), count(*) FILTER (WHERE state = 'ghost'),
               count(*) FILTER (WHERE state IN ('skipped', 'expired', 'failed')),
               count(*) FILTER (WHERE state = 'queued'),
               count(DISTINCT contact_id) FILTER (WHERE state = 'delivered')
        FROM automation_message m WHERE {_OWN}
        """  # noqa: S608
    )[0]
    problems = sql.fetch_all("SELECT count(*) FROM automation_event WHERE problem <> ''")[0][0]
    return {
        **dict(zip(("entered", "people", "held_out", "inside", "stuck"), runs, strict=True)),
        **dict(zip(("planned", "sent", "withheld", "not_sent", "waiting", "people_written_to"), messages, strict=True)),
        "failed_events": problems,
    }


def _days() -> list[dict[str, Any]]:
    rows = sql.fetch_all(
        f"""
        SELECT day::text, sum(entered)::int, sum(sent)::int, sum(withheld)::int, sum(not_sent)::int, sum(ended)::int
        FROM (
            SELECT (entered_at AT TIME ZONE 'UTC')::date AS day, 1 AS entered, 0 AS sent, 0 AS withheld, 0 AS not_sent,
                   0 AS ended
            FROM automation_enrollment
            UNION ALL
            SELECT (finished_at AT TIME ZONE 'UTC')::date, 0, 0, 0, 0, 1 FROM automation_enrollment
            WHERE finished_at IS NOT NULL
            UNION ALL
            SELECT (COALESCE(m.handed_at, m.settled_at) AT TIME ZONE 'UTC')::date, 0, (m.state = 'delivered')::int,
                   (m.state = 'ghost')::int, (m.state IN ('skipped', 'expired', 'failed'))::int, 0
            FROM automation_message m WHERE {_OWN} AND COALESCE(m.handed_at, m.settled_at) IS NOT NULL
        ) each GROUP BY day ORDER BY day
        """  # noqa: S608
    )
    return [dict(zip(("day", "entered", "sent", "withheld", "not_sent", "ended"), row, strict=True)) for row in rows]


STAYS = """
    SELECT d.enrollment_id, d.step_id, e.contact_id, d.decided_at AS ended, TRUE AS is_left,
           COALESCE(lag(d.decided_at) OVER (PARTITION BY d.enrollment_id ORDER BY d.visit), e.entered_at) AS began
    FROM automation_decision d JOIN automation_enrollment e ON e.id = d.enrollment_id WHERE d.number %% 2 = 1
    UNION ALL
    SELECT e.id, e.step_id, e.contact_id, COALESCE(e.finished_at, %s), FALSE, e.step_reached_at
    FROM automation_enrollment e WHERE NOT EXISTS (
        SELECT FROM automation_decision d WHERE d.enrollment_id = e.id AND d.number = 2 * e.visit + 1)
"""
"""How long each run stood at each step: it leaves by the decision with the odd number, or is taken out where it is."""


def _steps(definition: Definition, until: datetime) -> list[dict[str, Any]]:
    """What each step saw; bought counts who bought while they stood there, which no mail of this journey can claim."""
    stays = {
        row[0]: row[1:]
        for row in sql.fetch_all(
            f"""
            SELECT step_id, count(*), count(*) FILTER (WHERE is_left), count(*) FILTER (WHERE ended > began AND EXISTS (
                       SELECT FROM automation_purchase p WHERE p.contact_id = s.contact_id AND p.placed_at > s.began
                         AND p.placed_at <= s.ended)),
                   COALESCE(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended - began)), 0)::bigint
            FROM ({STAYS}) s GROUP BY step_id
            """,  # noqa: S608
            [until],
        )
    }
    inside = dict(sql.fetch_all("SELECT step_id, count(*) FROM automation_enrollment WHERE is_active GROUP BY step_id"))
    sent = {
        row[0]: row[1:]
        for row in sql.fetch_all(
            f"""
            SELECT m.step_id, count(*), count(*) FILTER (WHERE state = 'delivered'),
                   count(*) FILTER (WHERE state = 'ghost'),
                   count(*) FILTER (WHERE state IN ('skipped', 'expired', 'failed'))
            FROM automation_message m WHERE {_OWN} GROUP BY m.step_id
            """  # noqa: S608
        )
    }
    rows = []
    for step in definition.steps:
        reached, left, bought, seconds = stays.get(step.id, (0, 0, 0, 0))
        planned, gone, withheld, not_sent = sent.get(step.id, (0, 0, 0, 0))
        rows.append(
            {
                "step_id": step.id,
                "kind": str(step.kind),
                "label": step.label,
                "reached": reached,
                "left": left,
                "inside": inside.get(step.id, 0),
                "bought": bought,
                "bought_share": _share(bought, reached),
                "median_stay_seconds": seconds,
                "planned": planned,
                "sent": gone,
                "withheld": withheld,
                "not_sent": not_sent,
            }
        )
    return rows


def _messages() -> list[dict[str, Any]]:
    rows = sql.fetch_all(
        f"""
        SELECT (COALESCE(m.handed_at, m.settled_at) AT TIME ZONE 'UTC')::date::text, m.step_id,
               count(*) FILTER (WHERE m.state = 'delivered'), count(*) FILTER (WHERE m.state = 'ghost')
        FROM automation_message m WHERE {_OWN} AND m.state IN ('delivered', 'ghost') GROUP BY 1, 2 ORDER BY 1, 2
        """  # noqa: S608
    )
    return [dict(zip(("day", "step_id", "sent", "withheld"), row, strict=True)) for row in rows]


def _reasons() -> list[dict[str, Any]]:
    rows = sql.fetch_all(
        f"""
        SELECT m.step_id, m.state, m.reason, count(*) FROM automation_message m
        WHERE {_OWN} AND m.state IN ('skipped', 'expired', 'failed') GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3
        """  # noqa: S608
    )
    return [dict(zip(("step_id", "state", "reason", "count"), row, strict=True)) for row in rows]


def _holds() -> list[dict[str, Any]]:
    """Messages that had to wait for the sending rules, by the first rule that held them."""
    rows = sql.fetch_all(
        f"""
        SELECT h.reason, count(*), count(DISTINCT h.contact_id), count(*) FILTER (WHERE m.state = 'expired'),
               count(*) FILTER (WHERE m.state IN ('delivered', 'ghost'))
        FROM past_hold h JOIN automation_message m ON m.id = h.message_id WHERE {_OWN} GROUP BY 1 ORDER BY 2 DESC, 1
        """  # noqa: S608
    )
    return [dict(zip(("reason", "messages", "people", "expired", "sent_later"), row, strict=True)) for row in rows]


def _endings(definition: Definition) -> list[dict[str, Any]]:
    goals = {exit_.reason for exit_ in definition.all_exits if exit_.is_goal}
    rows = sql.fetch_all(
        """
        SELECT finish_reason, count(*) FROM automation_enrollment WHERE NOT is_active GROUP BY 1 ORDER BY 2 DESC, 1
        """
    )
    return [{"reason": reason, "count": count, "is_goal": reason in goals} for reason, count in rows]


def _bought(until: datetime) -> list[dict[str, Any]]:
    """How many runs were followed by a purchase within so many days, of those that were followed that long."""
    rows = []
    for days in (1, 7, 14, 30, 60, 90):
        count, bought = sql.fetch_all(
            """
            SELECT count(*), count(*) FILTER (WHERE EXISTS (
                SELECT FROM automation_purchase p WHERE p.contact_id = e.contact_id AND p.placed_at > e.entered_at
                  AND p.placed_at <= e.entered_at + make_interval(days => %s)))
            FROM automation_enrollment e WHERE e.entered_at + make_interval(days => %s) <= %s
            """,
            [days, days, until],
        )[0]
        if count:
            rows.append({"days": days, "runs": count, "bought": bought, "share": _share(bought, count)})
    return rows


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def lines_of(rows: Sequence[Mapping[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    """Return some columns of rows, for a table on a terminal."""
    return [tuple(row[name] for name in names) for row in rows]
