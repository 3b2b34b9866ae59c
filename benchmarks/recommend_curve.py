"""How training grows with the catalogue: processor seconds and peak memory, each size in a process of its own.

    python -m benchmarks.recommend_curve ITEMS LINES      prints one measurement as JSON

The shops are synthetic beyond the data: products in groups of fifty, a few of which sell most; people who keep to a few
groups; baskets of eight lines on average.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

SIZES = (3_000, 8_000, 10_000, 50_000, 200_000)
"""8,000 is the largest that EASE takes, and so the worst of it."""

LINES_PER_ITEM = 20
GROUP = 50
LINES_PER_BASKET = 8
LINES_PER_PERSON = 40
MOST_MEGABYTES = 1_000


def measure(sizes: tuple[int, ...] = SIZES) -> list[dict[str, Any]]:
    """Train on each size in a subprocess and return the measurements; about two minutes on one core."""
    rows = []
    for items in sizes:
        command = [sys.executable, "-m", "benchmarks.recommend_curve", str(items), str(items * LINES_PER_ITEM)]
        print(f"  curve: {items:,} items …", file=sys.stderr, flush=True)
        rows.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    return rows


def _measure_one(items: int, lines: int) -> dict[str, Any]:
    from saleor_automation.recommendations.learning import learn

    interactions = _shop(items, lines)
    before = _peak_megabytes()
    # Processor time: what else the machine does must not bend the curve.
    began = time.process_time()
    model = learn(interactions)
    return {
        "items": interactions.items_count,
        "lines": lines,
        "method": model.method.value,
        "seconds": round(time.process_time() - began, 2),
        "megabytes": round(_peak_megabytes()),
        "megabytes_before": round(before),
    }


def _shop(items: int, lines: int) -> Any:
    from saleor_automation.recommendations.interactions import gather

    random = np.random.default_rng(11)
    groups = max(items // GROUP, 1)
    # One basket takes most of its lines from one group of its person, the rest from anywhere.
    baskets = np.sort(random.integers(0, max(lines // LINES_PER_BASKET, 1), lines))
    people_of_baskets = random.integers(0, max(lines // LINES_PER_PERSON, 1), baskets.max() + 1)
    favourites = (people_of_baskets * 7 + random.integers(0, 3, len(people_of_baskets))) % groups
    is_from_group = random.random(lines) < 0.8
    group = np.where(is_from_group, favourites[baskets], random.integers(0, groups, lines))
    within = np.minimum(random.geometric(0.08, lines) - 1, GROUP - 1)
    ages = random.uniform(0, 365, baskets.max() + 1)[baskets]
    return gather(people_of_baskets[baskets], baskets, group * GROUP + within, ages)[0]


def _peak_megabytes() -> float:
    """Return the peak of this process; Linux counts into ru_maxrss what the parent held when it started us."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(peak.split()[1]) / 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    print(json.dumps(_measure_one(int(sys.argv[1]), int(sys.argv[2]))))
