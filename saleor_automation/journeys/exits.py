"""End runs from anywhere: at a goal, at an exit, or because somebody asked for it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from ..coupons.revoking import revoke
from ..messages.outbox import withdraw
from ..segments.compilation import matching
from .definition import Definition
from .lock_objects import write_finished
from .triggers import Exit


def end_runs(runs: Sequence[tuple[int, str]], now: datetime) -> None:
    """End locked runs, each (enrollment id, reason), and take back what they have queued and not used."""
    write_finished(runs, now)
    take_back(runs, now)


def take_back(runs: Sequence[tuple[int, str]], now: datetime) -> None:
    """Take back what ended runs have queued, and their coupons that nobody used."""
    by_reason: dict[str, list[int]] = defaultdict(list)
    for run_id, reason in runs:
        by_reason[reason].append(run_id)
    for reason, run_ids in sorted(by_reason.items()):
        withdraw(run_ids, reason, now)
    if runs:
        revoke([run_id for run_id, _ in runs], now)


def exits_that_hold(
    people: Mapping[int, tuple[Definition, Collection[int]]], now: datetime
) -> dict[tuple[int, int], Exit]:
    """Return, by (version id, contact id), the first exit without an event whose condition holds.

    people holds, by version id, its definition and who is looked at. One statement for each such exit of a version.
    """
    found: dict[tuple[int, int], Exit] = {}
    for version_id, (definition, contact_ids) in people.items():
        left = set(contact_ids)
        for exit_ in definition.conditional_exits:
            if exit_.condition is None or not left:
                continue
            leaving = matching(exit_.condition, left, now)
            found |= {(version_id, contact_id): exit_ for contact_id in leaving}
            left -= leaving
    return found
