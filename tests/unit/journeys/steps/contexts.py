"""What a step is asked with, for tests without a database."""

from datetime import UTC, datetime

from saleor_automation.journeys.steps.base import StepContext

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def context(**changes):
    """A person who came to the step at MONDAY and is looked at in the same moment."""
    plain = StepContext(
        enrollment_id=7,
        contact_id=70,
        journey_id=1,
        journey_slug="welcome",
        key="",
        visit=2,
        now=MONDAY,
        entered_at=MONDAY,
        reached_at=MONDAY,
        woken_by="",
        subject={},
    )
    return plain._replace(**changes)
