"""Who bought what, when and together: parallel arrays over order lines, with dense numbers from 0 for everything."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

Ints = npt.NDArray[np.integer[Any]]
Floats = npt.NDArray[np.floating[Any]]
Flags = npt.NDArray[np.bool_]
Matrix = Any
"""A scipy CSR matrix of float32; scipy has no types."""


@dataclass(frozen=True)
class Interactions:
    """The lines of many orders. ages are days before the moment of training, 0 or more."""

    people: Ints
    baskets: Ints
    items: Ints
    ages: Floats
    people_count: int
    baskets_count: int
    items_count: int

    @property
    def span_days(self) -> float:
        """Return how far the lines reach back; at least a day, so that rates stay finite."""
        return max(float(self.ages.max(initial=0.0)), 1.0)

    def by_person(self) -> Matrix:
        """Return people x items with 1 where somebody bought something."""
        return ones(self.people, self.items, (self.people_count, self.items_count))

    def by_basket(self) -> Matrix:
        """Return baskets x items with 1 where a basket holds something."""
        return ones(self.baskets, self.items, (self.baskets_count, self.items_count))

    def line_counts(self) -> Matrix:
        """Return people x items with the number of lines."""
        return sums(
            self.people, self.items, np.ones(len(self.items), np.float32), (self.people_count, self.items_count)
        )

    def baskets_of_people(self) -> Ints:
        """Return the number of baskets of each person."""
        pairs = np.unique(self.people.astype(np.int64) * self.baskets_count + self.baskets)
        return np.bincount(pairs // max(self.baskets_count, 1), minlength=self.people_count)

    def latest_of(self, groups: Ints, most: int) -> "Interactions":
        """Return the lines without those of a group (people or baskets) beyond its latest so many."""
        order = np.lexsort((self.ages, groups))
        ordered = groups[order]
        starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else np.zeros(0, int)
        lengths = np.diff(np.r_[starts, len(ordered)])
        if not len(lengths) or lengths.max() <= most:
            return self
        place = np.arange(len(ordered)) - np.repeat(starts, lengths)
        kept = np.sort(order[place < most])
        return Interactions(
            people=self.people[kept],
            baskets=self.baskets[kept],
            items=self.items[kept],
            ages=self.ages[kept],
            people_count=self.people_count,
            baskets_count=self.baskets_count,
            items_count=self.items_count,
        )


@dataclass(frozen=True)
class Catalogue:
    """What the dense numbers stand for: person and item keys, sorted."""

    people: npt.NDArray[Any]
    items: npt.NDArray[Any]


def gather(
    people: npt.NDArray[Any], baskets: npt.NDArray[Any], items: npt.NDArray[Any], ages: Floats, least_lines: int = 1
) -> tuple[Interactions, Catalogue]:
    """Number the keys densely and leave out items with fewer lines than least_lines.

    The arrays run in parallel, one entry for each line; keys are of any sortable type.
    """
    item_keys, item_numbers = np.unique(items, return_inverse=True)
    kept = np.bincount(item_numbers, minlength=len(item_keys)) >= least_lines
    lines = kept[item_numbers] if len(item_numbers) else np.zeros(0, bool)
    renumbered = np.cumsum(kept) - 1
    person_keys, person_numbers = np.unique(people[lines], return_inverse=True)
    basket_keys, basket_numbers = np.unique(baskets[lines], return_inverse=True)
    interactions = Interactions(
        people=person_numbers.astype(np.int32),
        baskets=basket_numbers.astype(np.int32),
        items=renumbered[item_numbers[lines]].astype(np.int32),
        ages=np.asarray(ages, dtype=np.float64)[lines],
        people_count=len(person_keys),
        baskets_count=len(basket_keys),
        items_count=int(kept.sum()),
    )
    return interactions, Catalogue(people=person_keys, items=item_keys[kept])


def sums(rows: Ints, columns: Ints, values: npt.NDArray[Any], shape: tuple[int, int]) -> Matrix:
    """Return a CSR matrix in which values of the same cell are added up."""
    matrix = sparse.csr_matrix((np.asarray(values, dtype=np.float32), (rows, columns)), shape=shape)
    matrix.sum_duplicates()
    return matrix


def ones(rows: Ints, columns: Ints, shape: tuple[int, int]) -> Matrix:
    """Return a CSR matrix with 1 in every cell that is named, however often."""
    matrix = sums(rows, columns, np.ones(len(rows), np.float32), shape)
    matrix.data[:] = 1
    return matrix
