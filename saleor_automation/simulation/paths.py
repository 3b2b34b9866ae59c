"""Some people of a simulation, to be walked through step by step with what the engine read and decided."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from ..core import sql
from ..journeys.definition import Definition
from .options import Options

MOST = 20


def sample_paths(definition: Definition, options: Options) -> list[dict[str, Any]]:
    """Return about twenty runs, drawn by the seed from every way a run ended, in the order people entered.

    People are named by their contact's id only: who they are is read when the report is shown.
    """
    runs = sql.fetch_all(
        """
        SELECT id, contact_id, key, round, entered_at, is_held_out, finished_at,
               CASE WHEN is_active THEN '' ELSE finish_reason END, step_id
        FROM (
            SELECT e.*, row_number() OVER (PARTITION BY is_active, finish_reason, is_held_out
                       ORDER BY md5(%s || ':' || contact_id || ':' || key || ':' || round), id) AS place
            FROM automation_enrollment e
        ) drawn ORDER BY place, md5(%s || ':' || contact_id || ':' || key || ':' || round), id LIMIT %s
        """,
        [str(options.seed), str(options.seed), MOST],
    )
    ids = [row[0] for row in runs]
    if not ids:
        return []
    steps, messages, purchases = _steps_of(ids), _messages_of(ids), _purchases_of(ids, options)
    labels = {step.id: step.label or step.id for step in definition.steps}
    return [
        {
            "contact_id": contact_id,
            "key": key,
            "entered_at": entered_at.isoformat(),
            "is_held_out": is_held_out,
            "finished_at": finished_at.isoformat() if finished_at else None,
            "finish_reason": reason,
            "step_id": step_id,
            "decisions": [{**each, "label": labels.get(each["step_id"], each["step_id"])} for each in steps[run_id]],
            "messages": messages[run_id],
            "purchases": purchases[run_id],
        }
        for run_id, contact_id, key, _, entered_at, is_held_out, finished_at, reason, step_id in sorted(
            runs, key=lambda row: (row[4], row[1], row[2], row[3])
        )
    ]


def _steps_of(ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    rows = sql.fetch_all(
        """
        SELECT enrollment_id, step_id, outcome, reason, facts::text, decided_at FROM automation_decision
        WHERE enrollment_id = ANY(%s) ORDER BY enrollment_id, number
        """,
        [list(ids)],
    )
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for run_id, step_id, outcome, reason, facts, at in rows:
        found[run_id].append(
            {
                "step_id": step_id,
                "outcome": outcome,
                "reason": reason,
                "facts": json.loads(facts),
                "at": at.isoformat(),
            }
        )
    return found


def _messages_of(ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    rows = sql.fetch_all(
        """
        SELECT m.enrollment_id, m.step_id, COALESCE(t.slug, ''), m.state, m.reason, COALESCE(h.reason, ''),
               m.planned_at, COALESCE(m.handed_at, m.settled_at)
        FROM automation_message m LEFT JOIN automation_template t ON t.id = m.template_id
        LEFT JOIN past_hold h ON h.message_id = m.id
        WHERE m.enrollment_id = ANY(%s) ORDER BY m.enrollment_id, m.planned_at, m.id
        """,
        [list(ids)],
    )
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for run_id, step_id, template, state, reason, held_by, planned_at, at in rows:
        found[run_id].append(
            {
                "step_id": step_id,
                "template": template,
                "state": {"delivered": "sent", "ghost": "withheld"}.get(state, state),
                "reason": reason,
                "held_by": held_by,
                "planned_at": planned_at.isoformat(),
                "at": at.isoformat() if at else None,
            }
        )
    return found


def _purchases_of(ids: Sequence[int], options: Options) -> dict[int, list[dict[str, Any]]]:
    """What they bought from a month before they entered until a month after they left: it was not for the mails."""
    rows = sql.fetch_all(
        """
        SELECT e.id, p.placed_at, p.gross_amount, p.currency FROM automation_enrollment e
        JOIN automation_purchase p ON p.contact_id = e.contact_id
            AND p.placed_at > e.entered_at - interval '30 days'
            AND p.placed_at <= COALESCE(e.finished_at, %s) + interval '30 days'
        WHERE e.id = ANY(%s) ORDER BY e.id, p.placed_at, p.order_id
        """,
        [options.until, list(ids)],
    )
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for run_id, at, amount, currency in rows:
        found[run_id].append({"at": at.isoformat(), "amount": str(amount), "currency": currency})
    return found
