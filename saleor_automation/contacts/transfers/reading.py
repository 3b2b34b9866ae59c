"""Read rows of a file of contacts: good ones to be written, and for the others the line, the column and the reason.

A batch is kept by its columns, and each cell that is there a thousand times is checked once: rows cost no Python of
their own beyond taking them apart.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from ..addresses import PLAIN, InvalidAddress, normalized
from ..models import ContactList
from ..tags import MAX_NAME as MAX_TAG
from . import columns
from .columns import EMAIL, FIELD_PREFIX, LISTS, TAGS, BadCell
from .content import text_from
from .options import ImportOptions
from .records import Records

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class RowError:
    line: int
    column: str
    value: str
    reason: str


@dataclass(slots=True)
class Batch:
    """Good rows read in one go, and the place behind them.

    lines and emails have an entry for each row, and so has each of the columns, which are named by their target: a
    text, "" if the row says nothing; a list of names for lists and tags; for a field its value, or None. A row repeated
    in a batch has become one with the row before it. records counts good, repeated and bad ones.
    """

    lines: list[int] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    columns: dict[str, list[Any]] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    records: int = 0
    bad: int = 0
    next_byte: int = 0
    next_line: int = 1
    is_end: bool = False

    def leave_out(self, errors: Iterable[tuple[int, RowError]]) -> None:
        """Drop rows, named by their index, with what is wrong about them."""
        wrong = set()
        for index, error in errors:
            wrong.add(index)
            self.errors.append(error)
        self.bad += len(wrong)
        self._keep_but(wrong)

    def merge_repeated(self) -> None:
        """Make one row of those about the same address; what a later one says counts."""
        first: dict[str, int] = {}
        repeated = set()
        for index, email in enumerate(self.emails):
            place = first.setdefault(email, index)
            if place != index:
                repeated.add(index)
                self.lines[place] = self.lines[index]
                for target, values in self.columns.items():
                    if target in (LISTS, TAGS):
                        values[place] = values[place] + values[index]
                    elif values[index] not in ("", None):
                        values[place] = values[index]
        self._keep_but(repeated)

    def _keep_but(self, indexes: set[int]) -> None:
        if indexes:
            kept = [index not in indexes for index in range(len(self.emails))]
            self.lines = list(compress(self.lines, kept))
            self.emails = list(compress(self.emails, kept))
            self.columns = {target: list(compress(values, kept)) for target, values in self.columns.items()}


def read_batch(transfer_id: int, options: ImportOptions, next_byte: int, next_line: int, size: int) -> Batch:
    """Read up to size records from a place on. Fields must not change until the transaction ends."""
    with _without_collecting():
        return _read_batch(transfer_id, options, next_byte, next_line, size)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep Python from looking through every object there is, again and again, while rows are made by the thousand."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read_batch(transfer_id: int, options: ImportOptions, next_byte: int, next_line: int, size: int) -> Batch:
    records = Records(text_from(transfer_id, next_byte), options.delimiter)
    records.read(size)
    batch = Batch(
        records=len(records.rows) + len(records.problems),
        bad=len(records.problems),
        errors=[RowError(next_line + line, "", "", problem) for line, problem in records.problems],
        next_byte=next_byte + records.size_in_bytes,
        next_line=next_line + records.lines_count,
        is_end=records.is_end,
    )
    _Checks(options).fill(batch, [next_line + line for line in records.lines], records.rows)
    batch.errors.sort(key=lambda error: error.line)
    return batch


class _Checks:
    """Checks rows by the options of one import: all that is wrong in a row is told, not only the first."""

    def __init__(self, options: ImportOptions) -> None:
        self._header = options.header
        self._width = len(options.header)
        self._email = options.targets.index(EMAIL)
        cleaners = {
            target: columns.cleaner_of(target) or _cleaner_of_names(target) for target in options.targets if target
        }
        fields = columns.fields_of(options.targets)
        cleaners |= {target: _cleaner_of_field(each) for target, each in fields.items()}
        self._cleaned = [
            (index, target, clean)
            for index, target in enumerate(options.targets)
            if target and (clean := cleaners[target]) is not None
        ]
        # Plain columns before lists of names, as their errors are told.
        self._cleaned.sort(key=lambda each: each[1] in (LISTS, TAGS) or each[1].startswith(FIELD_PREFIX))

    def fill(self, batch: Batch, lines: list[int], rows: list[list[str]]) -> None:
        """Put what is good of these rows into the batch, and what is wrong of the others."""
        if set(map(len, rows)) - {self._width}:
            lines, rows = self._without_ragged(batch, lines, rows)
        if not rows:
            return
        by_column = list(zip(*rows, strict=True))
        batch.lines = lines
        wrong: list[tuple[int, RowError]] = []
        batch.emails = self._emails(by_column[self._email], lines, wrong)
        for index, target, clean in self._cleaned:
            batch.columns[target] = self._column(index, clean, by_column[index], lines, wrong)
        if wrong:
            batch.leave_out(wrong)
        if len(set(batch.emails)) < len(batch.emails):
            batch.merge_repeated()

    def _without_ragged(
        self, batch: Batch, lines: list[int], rows: list[list[str]]
    ) -> tuple[list[int], list[list[str]]]:
        width = self._width
        for line, cells in zip(lines, rows, strict=True):
            if len(cells) != width:
                reason = (
                    f"The row has {len(cells)} cells, the first line {width}; look for a missing or extra delimiter."
                )
                batch.errors.append(RowError(line, "", "", reason))
                batch.bad += 1
        fits = [len(cells) == width for cells in rows]
        return list(compress(lines, fits)), list(compress(rows, fits))

    def _emails(self, cells: tuple[str, ...], lines: list[int], wrong: list[tuple[int, RowError]]) -> list[str]:
        emails = [cell.strip().lower() for cell in cells]
        is_plain = PLAIN.fullmatch
        for index in [index for index, email in enumerate(emails) if is_plain(email) is None]:
            try:
                emails[index] = normalized(emails[index])
            except InvalidAddress as error:
                wrong.append((index, self._error(lines[index], self._email, cells[index], str(error))))
        return emails

    def _column(
        self,
        column: int,
        clean: Callable[[str], Any],
        cells: tuple[str, ...],
        lines: list[int],
        wrong: list[tuple[int, RowError]],
    ) -> list[Any]:
        cleaned: dict[str, Any] = {}
        reasons: dict[str, tuple[str, ...]] = {}
        for cell in set(cells):
            try:
                cleaned[cell] = clean(cell)
            except BadCell as error:
                cleaned[cell] = None
                reasons[cell] = error.args
        if reasons:
            for index, cell in enumerate(cells):
                for reason in reasons.get(cell, ()):
                    wrong.append((index, self._error(lines[index], column, cell, reason)))
        return [cleaned[cell] for cell in cells]

    def _error(self, line: int, column: int, cell: str, reason: str) -> RowError:
        return RowError(line, self._header[column][:250], cell[:_SHOWN], reason)


def _cleaner_of_names(target: str) -> Callable[[str], list[str]] | None:
    if target == TAGS:
        return _tags
    if target != LISTS:
        return None
    known = frozenset(ContactList.objects.values_list("slug", flat=True))

    def clean(cell: str) -> list[str]:
        slugs = columns.names_in(cell)
        unknown = [slug for slug in slugs if slug not in known]
        if unknown:
            raise BadCell(*(f"There is no list {slug[:60]!r}; create it or leave it out." for slug in unknown))
        return slugs

    return clean


def _tags(cell: str) -> list[str]:
    names = columns.names_in(cell)
    if any(len(name) > MAX_TAG for name in names):
        raise BadCell(f"A tag has at most {MAX_TAG} characters.")
    return names


def _cleaner_of_field(known: Any) -> Callable[[str], Any]:
    # A cell that is empty says nothing: it takes no value away.
    return lambda cell: columns.field_value(known, cell) if cell.strip() else None
