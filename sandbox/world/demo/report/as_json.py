"""The report as JSON; its keys are an interface, so they only ever grow."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from world.demo.report.figures import Figures, JourneyFigures

# Why a message was not sent is worth counting by reason; the other states have one reason or none.
BY_REASON = ("skipped", "failed")
AS_NUMBER = ("delivered", "expired", "unknown", "queued", "handing")


def write(figures: Figures, path: Path) -> None:
    path.write_text(json.dumps(as_data(figures), indent=2) + "\n", encoding="utf-8")


def as_data(figures: Figures) -> dict[str, Any]:
    history = figures.outcome.history
    return {
        "journeys": [_journey(journey) for journey in figures.journeys],
        "history": history and {"orders_in_file": history.orders_in_file, "orders_loaded": history.orders_loaded},
        "seconds": round(figures.seconds, 1),
        "peak_memory_mb": round(figures.peak_memory_mb, 1),
    }


def _journey(journey: JourneyFigures) -> dict[str, Any]:
    counts = journey.counts
    return {
        "recipe": journey.recipe,
        "entered": counts.entered,
        "held_out": {"entered": counts.held_out.entered, "ghosts": counts.held_out.ghosts},
        "messages": {
            **{state: sum(journey.in_state(state).values()) for state in AS_NUMBER},
            **{state: journey.in_state(state) for state in BY_REASON},
        },
        "coupons": {"issued": counts.coupons_issued, "redeemed": counts.coupons_redeemed},
        "clicks": counts.clicked,
        "orders_attributed": counts.orders_attributed,
    }
