"""Take CSV text apart, record by record, and know which line each began in and where the last one ended."""

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator

MAX_RECORD = 100_000
"""Characters of one record; a quote that is never closed ends here."""

_OPEN_QUOTE = "The row cannot be read: a quote is opened and not closed, or stands in the middle of a cell."


class Records:
    """Records of a text that comes in pieces of whole lines.

    rows are the cells of those that could be read, lines where each began, counted from 0 where the text begins.
    problems are (line, reason) of the others: what cannot be read costs its first line only. size_in_bytes (UTF-8) and
    lines_count tell how much text all of them take.
    """

    def __init__(self, pieces: Iterable[str], delimiter: str) -> None:
        self.rows: list[list[str]] = []
        self.lines: list[int] = []
        self.problems: list[tuple[int, str]] = []
        self.is_end = False
        self._delimiter = delimiter
        # Only \n ends a line: the text may hold any other character Python takes for one.
        self._text = (line for piece in pieces for line in io.StringIO(piece, newline="\n"))
        self._again: deque[str] = deque()
        self._given: list[str] = []
        self._length = 0

    @property
    def lines_count(self) -> int:
        return len(self._given)

    @property
    def size_in_bytes(self) -> int:
        return len("".join(self._given).encode())

    def read(self, most: int) -> None:
        """Read up to this many records, or to the end. Empty lines are none."""
        while len(self.rows) + len(self.problems) < most and not self.is_end:
            began = self._read_good(most - len(self.problems))
            if began is not None:
                self.problems.append((began, _OPEN_QUOTE))
                self._again.extendleft(reversed(self._given[began + 1 :]))
                del self._given[began + 1 :]

    def _read_good(self, most: int) -> int | None:
        """Read until there are that many rows, to the end, or to a record that cannot be read; returns its line."""
        given, rows, lines = self._given, self.rows, self.lines
        began = len(given)
        try:
            for cells in csv.reader(self._lines(), delimiter=self._delimiter):
                if self.is_end:
                    # The reader wanted more of this record than there is.
                    self.is_end = False
                    return began
                if cells:
                    rows.append(cells)
                    lines.append(began)
                began = len(given)
                self._length = 0
                if len(rows) >= most:
                    return None
        except csv.Error:
            return began
        return None

    def _lines(self) -> Iterator[str]:
        self._length = 0
        again, given = self._again, self._given
        while True:
            line = again.popleft() if again else next(self._text, "")
            if not line:
                self.is_end = True
                return
            given.append(line)
            self._length += len(line)
            if self._length > MAX_RECORD:
                raise csv.Error("a quote is not closed")
            yield line
