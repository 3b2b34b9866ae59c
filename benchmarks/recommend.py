"""Recommendations against others, on purchases in a file: `make bench-recommend`, or

    python -m benchmarks.recommend [--data FILE] [--train-until DATE] [--test-until DATE] [--out FILE] [--curve]

Everything is learned from lines before TRAIN_UNTIL and asked about the lines from there to TEST_UNTIL. Our numbers are
constants (saleor_automation/recommendations/tuning.py), chosen on Online Retail before 1 July 2011 and nowhere else;
nothing is tuned in this run. Exit status: 0 all targets hold, 1 one is missed, 2 the file or split cannot be measured.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

# One thread for everybody, as in the published numbers; before numpy is loaded.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

from benchmarks import recommend_curve, recommend_peers  # noqa: E402
from benchmarks.recommend_data import Refused, Split, read_lines, split  # noqa: E402
from benchmarks.recommend_ours import Ours  # noqa: E402
from saleor_automation.recommendations.evaluation import Quality, judge  # noqa: E402
from saleor_automation.recommendations.learning import Method, learn  # noqa: E402

PROJECT = Path(__file__).resolve().parents[1]
DATA = PROJECT.parent / "shared" / "data" / "online_retail_until_2011-09-30.parquet"
# Days as the file writes them; it knows no time zone.
TRAIN_UNTIL, TEST_UNTIL = datetime(2011, 7, 1), datetime(2011, 9, 1)  # noqa: DTZ001
OURS, COUNTING = "ours", "ours, as for over 8,000 items"
LEAST_COVERAGE = 0.95
NEAR_LINEAR = 1.5
"""Seconds per line may grow by this factor from 10,000 items to 200,000."""


@dataclass(frozen=True)
class Result:
    task: str
    method: str
    quality: Quality


@dataclass(frozen=True)
class Verdict:
    """One target: ours against the best of some methods, or against a fixed bound."""

    name: str
    ours: float
    against: str
    theirs: float
    ratio: float
    target: float
    holds: bool


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    try:
        lines = read_lines(options.data)
        parts = split(lines, options.train_until, options.test_until or _end_of(lines.times))
        results, seconds = measure(parts)
        verdicts = judge_targets(results)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    curve = recommend_curve.measure() if options.curve else []
    verdicts += _judge_curve(curve)
    print(_text(parts, results, verdicts, curve))
    if options.out:
        options.out.write_text(json.dumps(_as_json(options, parts, results, verdicts, curve, seconds), indent=2) + "\n")
    return 0 if all(verdict.holds for verdict in verdicts) else 1


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recommend", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA, metavar="FILE", help="parquet: invoice, sku, ts, customer_id"
    )
    parser.add_argument("--train-until", type=_day, metavar="DATE", help="learn from lines before this day")
    parser.add_argument("--test-until", type=_day, metavar="DATE", help="ask about lines before this day")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write everything as JSON, too")
    parser.add_argument("--curve", action="store_true", help="also train on synthetic shops of up to 200,000 items")
    options = parser.parse_args(arguments)
    if options.train_until is None and options.test_until is None:
        options.test_until = TEST_UNTIL
    options.train_until = options.train_until or TRAIN_UNTIL
    return options


def _day(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write one like 2011-07-01.") from None


def _end_of(times: Any) -> datetime:
    """Return the moment behind the last line of the file."""
    last: datetime = (times.max() + 1).astype(datetime)
    return last


def measure(parts: Split) -> tuple[list[Result], dict[str, float]]:
    """Let everybody answer every question; returns the qualities and the seconds our training took."""
    train = parts.train
    seconds: dict[str, float] = {}
    ours: dict[str, Ours] = {}
    for name, method in ((OURS, None), (COUNTING, Method.COUNTING)):
        began = time.perf_counter()
        model = learn(train, method)
        seconds[name] = round(time.perf_counter() - began, 2)
        ours[name] = Ours(train, model)
    results: list[Result] = []

    def add(task: str, right: list[set[int]], answers: Iterable[tuple[str, list[list[int]]]]) -> None:
        print(f"{task} …", file=sys.stderr, flush=True)
        results.extend(Result(task, name, judge(each, right, train.items_count)) for name, each in answers)

    people, right = parts.new_items
    add("new items", right, ((name, each.new_items(people)) for name, each in ours.items()))
    add("new items", right, recommend_peers.new_items(train, people))
    people, right = parts.next_basket
    add("next basket", right, ((name, each.next_basket(people)) for name, each in ours.items()))
    add("next basket", right, recommend_peers.next_basket(train, people))
    _add_item_to_item(results, parts, ours[OURS])
    asked, right = parts.carts
    add("cart", right, ((name, each.carts(asked)) for name, each in ours.items()))
    add("cart", right, recommend_peers.carts(train, asked))
    return results, seconds


def _add_item_to_item(results: list[Result], parts: Split, ours: Ours) -> None:
    """Item to item is asked about the items of invoices; its coverage is that of the lists of all items."""
    asked, right = parts.item_to_item
    count = parts.train.items_count
    print("item to item …", file=sys.stderr, flush=True)
    for name, lists in [(OURS, ours.item_to_item()), *recommend_peers.item_to_item(parts.train)]:
        found = judge([lists[item] for item in asked], right, count)
        coverage = len({item for each in lists for item in each}) / count
        results.append(Result("item to item", name, Quality(found.hit, found.ndcg, coverage, found.questions)))


def judge_targets(results: list[Result]) -> list[Verdict]:
    """Hold our results to the targets of the design.

    Raises Refused if a task had no question, so that nothing can be said.
    """
    silent = sorted({result.task for result in results if not result.quality.questions} - {"cart"})
    if silent:
        raise Refused(
            f"Nothing to ask about {', '.join(silent)}: no customer or invoice of the test days has what it takes. "
            "Choose a longer test window or an earlier TRAIN_UNTIL."
        )
    verdicts = [
        _against(results, "new items", "implicit", 1.12),
        _against(results, "next basket", "personal frequency", 1.0),
        _against(results, "item to item", "implicit", 1.08),
    ]
    coverage = next(each.quality.coverage for each in results if (each.task, each.method) == ("item to item", OURS))
    name = "item to item, coverage"
    verdicts.append(Verdict(name, coverage, "catalogue", 1.0, coverage, LEAST_COVERAGE, coverage >= LEAST_COVERAGE))
    return verdicts


def _against(results: list[Result], task: str, whom: str, target: float) -> Verdict:
    ours = next(each.quality.ndcg for each in results if (each.task, each.method) == (task, OURS))
    others = [each for each in results if each.task == task and each.method.startswith(whom)]
    best = max(others, key=lambda each: each.quality.ndcg)
    theirs = best.quality.ndcg
    # Where nobody finds anything there is no ratio: a method that finds nothing is met by any that does.
    ratio = ours / theirs if theirs else float(ours > 0)
    return Verdict(f"{task}, NDCG@10", ours, best.method, theirs, ratio, target, ratio >= target)


def _judge_curve(curve: list[dict[str, Any]]) -> list[Verdict]:
    if not curve:
        return []
    most = max(row["megabytes"] for row in curve)
    bound = recommend_curve.MOST_MEGABYTES
    small, large = (next(row for row in curve if row["items"] > least) for least in (9_000, 150_000))
    growth = (large["seconds"] / large["lines"]) / (small["seconds"] / small["lines"])
    return [
        Verdict("peak memory, MB", most, "bound", bound, most / bound, 1.0, most <= bound),
        Verdict(
            "seconds per line, 200k : 10k items", growth, "linear", 1.0, growth, NEAR_LINEAR, growth <= NEAR_LINEAR
        ),
    ]


def _text(parts: Split, results: list[Result], verdicts: list[Verdict], curve: list[dict[str, Any]]) -> str:
    train = parts.train
    lines = [
        f"train {parts.train_lines:,} lines, {train.people_count:,} customers, {train.items_count:,} items, "
        f"{train.baskets_count:,} invoices; test {parts.test_lines:,} lines",
    ]
    for task in dict.fromkeys(each.task for each in results):
        those = [each for each in results if each.task == task]
        lines += ["", f"{task} ({those[0].quality.questions:,} questions)".ljust(44) + "NDCG@10   hit@10  coverage"]
        lines += [
            f"  {each.method:40}  {each.quality.ndcg:7.4f}  {each.quality.hit:7.4f}  {each.quality.coverage:8.3f}"
            for each in those
        ]
    if curve:
        lines += ["", f"{'scaling, one core':42}    lines    seconds  peak MB  method"]
        lines += [
            f"  {row['items']:>9,} items".ljust(42)
            + f"{row['lines']:>9,}  {row['seconds']:>9.1f}  {row['megabytes']:>7,}  {row['method']}"
            for row in curve
        ]
    lines += ["", f"{'target':38}{'ours':>9}  {'against':34}{'ratio':>8}  {'target':>7}"]
    for each in verdicts:
        is_bound = each.name.startswith(("peak", "seconds"))
        against = (
            each.against if each.against in ("bound", "linear", "catalogue") else f"{each.against} {each.theirs:.4f}"
        )
        sign = "<=" if is_bound else ">="
        lines.append(
            f"{each.name:38}{each.ours:>9.4g}  {against:34}{each.ratio:>7.3f}x  {sign}{each.target:>5.2f}  "
            f"{'holds' if each.holds else 'MISSED'}"
        )
    return "\n".join(lines)


def _as_json(
    options: argparse.Namespace,
    parts: Split,
    results: list[Result],
    verdicts: list[Verdict],
    curve: list[dict[str, Any]],
    seconds: dict[str, float],
) -> dict[str, Any]:
    return {
        "data": options.data.name,
        "train_until": f"{options.train_until:%Y-%m-%d}",
        "test_until": f"{options.test_until:%Y-%m-%d}" if options.test_until else "end of file",
        "train_lines": parts.train_lines,
        "test_lines": parts.test_lines,
        "items": parts.train.items_count,
        "customers": parts.train.people_count,
        "tuned_on": "Online Retail before 2011-07-01, but for two choices; see recommendations/tuning.py",
        "training_seconds": seconds,
        "results": [{"task": each.task, "method": each.method} | asdict(each.quality) for each in results],
        "targets": [asdict(verdict) for verdict in verdicts],
        "curve": curve,
    }


if __name__ == "__main__":
    sys.exit(main())
