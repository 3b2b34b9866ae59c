"""Which past is meant, and whose deeds are left out of it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Past:
    """Which past is meant: from the beginning until the end, without what one journey did in it."""

    since: datetime
    until: datetime
    journey_id: int
    journey_slug: str

    @property
    def source(self) -> str:
        """How the journey is named as the source of what it changed about people."""
        return f"journey:{self.journey_slug}"[:64]
