"""From pretended time to today's: what must be done before the shop is served with real workers."""

from __future__ import annotations

from saleor.core.db.connection import allow_writer

from saleor_automation import pipeline
from saleor_automation.core.clock import utc_now
from world.demo.front_door import FrontDoor
from world.demo.marketer import pause_journeys
from world.demo.performance import Outcome


def hand_over(outcome: Outcome, public_url: str) -> None:
    """Let the served shop begin without a gap; after a history its journeys are paused.

    The season ends at the midnight before today, so the first sweep covers a few hours. A history ends years ago:
    its journeys would write at once to everybody whose dates have fallen due since.
    """
    if outcome.history is not None:
        pause_journeys(FrontDoor(public_url))
        print(f"\nThe journeys are paused: for them it is {outcome.until:%d %B %Y}.")
    with allow_writer():
        pipeline.run_sweep(utc_now())
