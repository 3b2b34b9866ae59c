"""How a product sells now against how it always sold: what goes out of season is marked down, what comes is raised."""

from dataclasses import dataclass

import numpy as np

from . import tuning
from .interactions import Floats, Interactions


@dataclass(frozen=True)
class Pace:
    """recent is lines a day, the near past counting more; ratio is recent against the whole past, 1 is as always."""

    recent: Floats
    ratio: Floats

    def power(self, exponent: float) -> Floats:
        return np.asarray(self.ratio**exponent)

    def fading(self, exponent: float) -> Floats:
        """Return the power of the ratio for what sells less than it did, 1 for everything else."""
        return np.asarray(np.minimum(self.ratio, 1.0) ** exponent)


def measure_pace(interactions: Interactions) -> Pace:
    """Return the pace of every item.

    recent = sum of 0.5 ** (age / half-life), divided by what one line a day would have added up to in this span.
    """
    half_life, span = tuning.PACE_HALF_LIFE_DAYS, interactions.span_days
    weights = np.power(0.5, interactions.ages / half_life)
    one_a_day = half_life / np.log(2) * (1 - 0.5 ** (span / half_life))
    recent = np.bincount(interactions.items, weights=weights, minlength=interactions.items_count) / one_a_day
    always = np.bincount(interactions.items, minlength=interactions.items_count) / span
    smoothing = tuning.PACE_SMOOTHING * (always.mean() if len(always) else 1.0)
    return Pace(recent=recent, ratio=(recent + smoothing) / (always + smoothing))
