"""Purchases from a file, split in time: what is learned from, and what really happened afterwards.

The protocol of the notes the targets come from: train ts < TRAIN_UNTIL, test TRAIN_UNTIL <= ts < TEST_UNTIL; items
with at least five train lines, customers with at least one train line; seeds 7 (item to item) and 3 (carts).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from saleor_automation.recommendations.interactions import Catalogue, Interactions, Ints, gather

COLUMNS = ("invoice", "sku", "ts", "customer_id")
LEAST_LINES = 5
QUESTIONS_PER_INVOICE = 5


class Refused(Exception):
    """The file or the split cannot be measured; the text says why and what to do."""


@dataclass(frozen=True)
class Lines:
    invoices: npt.NDArray[Any]
    skus: npt.NDArray[Any]
    customers: Ints
    times: npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class Split:
    """train is what may be learned from; each task has questions and, in the same order, what is right.

    new_items, next_basket: a person's number -> items. item_to_item: an item -> the rest of its invoice. carts: half of
    an invoice -> the other half.
    """

    train: Interactions
    new_items: tuple[list[int], list[set[int]]]
    next_basket: tuple[list[int], list[set[int]]]
    item_to_item: tuple[list[int], list[set[int]]]
    carts: tuple[list[list[int]], list[set[int]]]
    train_lines: int
    test_lines: int


def read_lines(path: Path) -> Lines:
    """Read a parquet file with the columns invoice, sku, ts, customer_id; others are ignored.

    Raises Refused if it is missing, is no parquet file, or lacks a column.
    """
    import pyarrow
    import pyarrow.compute as compute
    import pyarrow.parquet as parquet

    if not path.is_file():
        raise Refused(f"{path}: no such file. Name a parquet file: make bench-recommend DATA=purchases.parquet")
    try:
        there = parquet.read_schema(path).names
        missing = [name for name in COLUMNS if name not in there]
        if missing:
            raise Refused(
                f"{path}: no column {', '.join(missing)}. It has {', '.join(there)}; the benchmark needs "
                f"{', '.join(COLUMNS)} (one row for each order line)."
            )
        table = parquet.read_table(path, columns=list(COLUMNS)).drop_null()
        texts = [table[name].cast(pyarrow.string()).to_numpy() for name in ("invoice", "sku")]
        customers = table["customer_id"].cast(pyarrow.int64()).to_numpy()
        # Wall clock time, whatever the zone: the split is by calendar day of the file.
        times = compute.cast(table["ts"], pyarrow.timestamp("us", getattr(table["ts"].type, "tz", None))).to_numpy()
    except (pyarrow.ArrowInvalid, pyarrow.ArrowNotImplementedError, pyarrow.ArrowTypeError) as error:
        raise Refused(
            f"{path}: {error}. Expected a parquet file with invoice and sku as text, ts as a timestamp and "
            "customer_id as a whole number."
        ) from error
    return Lines(texts[0], texts[1], customers, times.astype("datetime64[us]"))


def split(lines: Lines, train_until: datetime, test_until: datetime) -> Split:
    """Split the lines in time and gather the questions.

    Raises Refused if there is nothing to learn from or nothing to ask.
    """
    if test_until <= train_until:
        raise Refused(f"TEST_UNTIL {test_until:%Y-%m-%d} is not after TRAIN_UNTIL {train_until:%Y-%m-%d}.")
    cut, end = np.datetime64(train_until, "us"), np.datetime64(test_until, "us")
    in_train, in_test = lines.times < cut, (lines.times >= cut) & (lines.times < end)
    if not in_train.any() or not in_test.any():
        what = "train: ts <" if not in_train.any() else "test: ts from"
        raise Refused(
            f"No line to {what} {train_until:%Y-%m-%d}{'' if not in_train.any() else f' to {test_until:%Y-%m-%d}'}. "
            f"The file has lines from {lines.times.min()!s:.10} to {lines.times.max()!s:.10}: choose "
            "TRAIN_UNTIL and TEST_UNTIL inside."
        )
    ages = (cut - lines.times[in_train]) / np.timedelta64(1, "D")
    train, catalogue = gather(
        lines.customers[in_train], lines.invoices[in_train], lines.skus[in_train], ages, LEAST_LINES
    )
    if not train.items_count:
        raise Refused(f"No sku has {LEAST_LINES} lines before {train_until:%Y-%m-%d}; choose a later TRAIN_UNTIL.")
    test = _test(lines, in_test, catalogue)
    return Split(
        train=train,
        new_items=_new_items(test, train),
        next_basket=_next_baskets(test),
        item_to_item=_item_to_item(test),
        carts=_carts(test),
        train_lines=len(train.items),
        test_lines=len(test.items),
    )


@dataclass(frozen=True)
class _Test:
    """The test lines of items known from training; people are -1 where the customer is new."""

    people: Ints
    invoices: npt.NDArray[Any]
    items: Ints
    times: npt.NDArray[np.datetime64]


def _test(lines: Lines, in_test: npt.NDArray[np.bool_], catalogue: Catalogue) -> _Test:
    items = _numbers(lines.skus[in_test], catalogue.items)
    people = _numbers(lines.customers[in_test], catalogue.people)
    known = items >= 0
    return _Test(people[known], lines.invoices[in_test][known], items[known], lines.times[in_test][known])


def _numbers(values: npt.NDArray[Any], keys: npt.NDArray[Any]) -> Ints:
    """Return the place of each value among the sorted keys, -1 for one that is not there."""
    places = np.minimum(np.searchsorted(keys, values), len(keys) - 1)
    return np.where(keys[places] == values, places, -1).astype(np.int64)


def _new_items(test: _Test, train: Interactions) -> tuple[list[int], list[set[int]]]:
    owned = set(zip(train.people.tolist(), train.items.tolist(), strict=True))
    new: dict[int, set[int]] = {}
    for person, item in zip(test.people.tolist(), test.items.tolist(), strict=True):
        if person >= 0 and (person, item) not in owned:
            new.setdefault(person, set()).add(item)
    people = sorted(new)
    return people, [new[person] for person in people]


def _next_baskets(test: _Test) -> tuple[list[int], list[set[int]]]:
    """The first invoice of each person; of several in the same minute, the one that stands first in the file."""
    order = np.argsort(test.times, kind="stable")
    first: dict[int, str] = {}
    baskets: dict[int, set[int]] = {}
    for place in order.tolist():
        person, invoice = int(test.people[place]), test.invoices[place]
        if person >= 0 and first.setdefault(person, invoice) == invoice:
            baskets.setdefault(person, set()).add(int(test.items[place]))
    people = sorted(baskets)
    return people, [baskets[person] for person in people]


def _invoices(test: _Test) -> Iterator[list[int]]:
    """Yield the distinct items of each invoice in the order of its lines, invoices by their number."""
    order = np.argsort(test.invoices, kind="stable")
    _, starts = np.unique(test.invoices[order], return_index=True)
    for part in np.split(test.items[order], starts[1:]):
        if len(part):
            yield list(dict.fromkeys(part.tolist()))


def _item_to_item(test: _Test) -> tuple[list[int], list[set[int]]]:
    random = np.random.default_rng(7)
    asked: list[int] = []
    right: list[set[int]] = []
    for items in _invoices(test):
        if len(items) >= 2:
            for item in random.permutation(items)[:QUESTIONS_PER_INVOICE].tolist():
                asked.append(item)
                right.append(set(items) - {item})
    return asked, right


def _carts(test: _Test) -> tuple[list[list[int]], list[set[int]]]:
    random = np.random.default_rng(3)
    asked: list[list[int]] = []
    right: list[set[int]] = []
    for items in _invoices(test):
        if len(items) >= 4:
            shuffled = random.permutation(items).tolist()
            half = max(2, len(items) // 2)
            asked.append(shuffled[:half][:10])
            right.append(set(shuffled[half:]))
    return asked, right
