"""Read rows of a file of contacts: good ones to be written, and for the others the line, the column and the reason."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..addresses import PLAIN, InvalidAddress, normalized
from ..models import ContactList
from ..tags import MAX_NAME as MAX_TAG
from . import columns
from .columns import EMAIL, FIELD_PREFIX, LISTS, TAGS, BadCell
from .content import lines_from
from .options import ImportOptions

MAX_CELL = 100_000
"""Characters of one cell; a quote that is never closed ends here."""

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class RowError:
    line: int
    column: str
    value: str
    reason: str


@dataclass(slots=True)
class Row:
    """A good row. values are plain columns by target; a row repeated in a batch adds to the one before it."""

    line: int
    values: dict[str, str]
    lists: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)

    def add(self, later: "Row") -> None:
        """Take over what a later row about the same address says."""
        self.line = later.line
        self.values |= {target: value for target, value in later.values.items() if value}
        self.lists += later.lists
        self.tags += later.tags
        self.fields |= later.fields


@dataclass(slots=True)
class Batch:
    """Rows read in one go: by address, and the place behind them. records counts good, repeated and bad ones."""

    rows: dict[str, Row] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    records: int = 0
    bad: int = 0
    next_byte: int = 0
    next_line: int = 1
    is_end: bool = False


def read_batch(transfer_id: int, options: ImportOptions, next_byte: int, next_line: int, size: int) -> Batch:
    """Read up to size records from a place on. Fields must not change until the transaction ends."""
    reader = _Reader(options)
    batch = Batch(next_byte=next_byte, next_line=next_line)
    records = _records(transfer_id, options.delimiter, next_byte, next_line)
    for line, cells, end_byte, end_line, problem in records:
        batch.next_byte, batch.next_line = end_byte, end_line
        if not cells and not problem:
            continue  # an empty line is no row
        batch.records += 1
        if problem:
            batch.errors.append(RowError(line, "", "", problem))
            batch.bad += 1
        else:
            reader.take(line, cells, batch)
        if batch.records >= size:
            return batch
    batch.is_end = True
    return batch


def _records(
    transfer_id: int, delimiter: str, next_byte: int, next_line: int
) -> Iterator[tuple[int, list[str], int, int, str]]:
    """Yield (line, cells, byte behind, line behind, problem). What cannot be read costs its first line only."""
    while True:
        lines = _Lines(lines_from(transfer_id, next_byte))
        reader = csv.reader(lines, delimiter=delimiter)
        while True:
            lines.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                problem = "The row cannot be read: a quote is opened and not closed, or stands in the middle of a cell."
                next_byte += lines.first_length
                next_line += 1
                yield next_line - 1, [], next_byte, next_line, problem
                break  # a new reader begins behind the line
            line = next_line
            next_byte += lines.length
            next_line += lines.count
            yield line, cells, next_byte, next_line, ""


class _Lines:
    """Lines for the CSV reader, counted in bytes from one record to the next."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self.length = self.count = self.first_length = 0

    def begin(self) -> None:
        self.length = self.count = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        raw = next(self._lines)
        if not self.count:
            self.first_length = len(raw)
        self.length += len(raw)
        self.count += 1
        if self.length > MAX_CELL:
            raise csv.Error("a quote is not closed")
        return raw.decode()


class _Reader:
    """Checks rows by the options of one import."""

    def __init__(self, options: ImportOptions) -> None:
        self._header = options.header
        self._width = len(options.header)
        self._email = options.targets.index(EMAIL)
        self._fields: Mapping[str, Any] = columns.fields_of(options.targets)
        self._lists = frozenset(ContactList.objects.values_list("slug", flat=True)) if LISTS in options.targets else ()
        self._plain = []
        self._named = []
        for index, target in enumerate(options.targets):
            cleaner = columns.cleaner_of(target)
            if cleaner is not None:
                self._plain.append((index, target, cleaner))
            elif target in (LISTS, TAGS) or target.startswith(FIELD_PREFIX):
                self._named.append((index, target))

    def take(self, line: int, cells: list[str], batch: Batch) -> None:
        """Put a row into the batch, or its errors: all that is wrong in it, not only the first."""
        if len(cells) != self._width:
            reason = (
                f"The row has {len(cells)} cells, the first line {self._width}; look for a missing or extra delimiter."
            )
            batch.errors.append(RowError(line, "", "", reason))
            batch.bad += 1
            return
        errors: list[RowError] = []
        email = cells[self._email].strip().lower()
        if not PLAIN.fullmatch(email):
            try:
                email = normalized(email)
            except InvalidAddress as error:
                errors.append(self._error(line, self._email, cells, str(error)))
        row = Row(line, {})
        for index, target, clean in self._plain:
            cell = cells[index]
            if cell:
                try:
                    row.values[target] = clean(cell)
                except BadCell as error:
                    errors.append(self._error(line, index, cells, str(error)))
        for index, target in self._named:
            if cells[index]:
                self._take_named(row, line, index, target, cells, errors)
        if errors:
            batch.errors += errors
            batch.bad += 1
        elif email in batch.rows:
            batch.rows[email].add(row)
        else:
            batch.rows[email] = row

    def _take_named(
        self, row: Row, line: int, index: int, target: str, cells: list[str], errors: list[RowError]
    ) -> None:
        if target == LISTS:
            row.lists = columns.names_in(cells[index])
            errors += [
                self._error(line, index, cells, f"There is no list {slug[:60]!r}; create it or leave it out.")
                for slug in row.lists
                if slug not in self._lists
            ]
        elif target == TAGS:
            row.tags = columns.names_in(cells[index])
            long = [name for name in row.tags if len(name) > MAX_TAG]
            if long:
                errors.append(self._error(line, index, cells, f"A tag has at most {MAX_TAG} characters."))
        else:
            try:
                row.fields[target.removeprefix(FIELD_PREFIX)] = columns.field_value(self._fields[target], cells[index])
            except BadCell as error:
                errors.append(self._error(line, index, cells, str(error)))

    def _error(self, line: int, index: int, cells: list[str], reason: str) -> RowError:
        return RowError(line, self._header[index][:250], cells[index][:_SHOWN], reason)
