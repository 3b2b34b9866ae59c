"""Read a purchase history into a table of the session, a batch at a time: memory does not grow with the file."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow
from django.db import connection
from pyarrow.parquet import ParquetFile

BATCH_ROWS = 20_000
COLUMNS = ("invoice", "sku", "country", "qty", "ts", "price", "customer_id")
NAMES_FILE = "online_retail_products.csv.gz"

LINES = """
    CREATE TEMPORARY TABLE history_line (
        invoice text NOT NULL, sku text NOT NULL, country text NOT NULL, quantity int NOT NULL,
        placed_at timestamp NOT NULL, price numeric NOT NULL, customer int NOT NULL
    )
"""
# One invoice of one customer is one order. Its id follows from both, so that its lines find it by themselves.
ORDERS = """
    CREATE TEMPORARY TABLE history_order AS
    SELECT md5('history-order-' || invoice || '-' || customer)::uuid AS id, invoice, customer,
           min(placed_at) AT TIME ZONE 'UTC' AS placed_at, min(country) AS country, count(*) AS lines_count,
           sum(round(quantity * price, 2)) AS total
    FROM history_line GROUP BY invoice, customer
"""


class HistoryFileError(Exception):
    """The file is not there or not a purchase history; the text says what to do."""


def open_history(path: Path) -> ParquetFile:
    """Open the file and check its columns. Raises HistoryFileError."""
    if not path.is_file():
        raise HistoryFileError(f"There is no file {path}; set HISTORY to a Parquet file with a purchase history.")
    try:
        file = ParquetFile(path)
    except pyarrow.ArrowInvalid:
        raise HistoryFileError(f"{path.name} is not a Parquet file; set HISTORY to one.") from None
    missing = sorted(set(COLUMNS) - set(file.schema_arrow.names))
    if missing:
        raise HistoryFileError(
            f"{path.name} has no column {', '.join(missing)}; a purchase history has the columns {', '.join(COLUMNS)}."
        )
    return file


def stage(file: ParquetFile, note: Callable[[int], None]) -> int:
    """Copy the file's lines into history_line, group them into history_order; returns the number of orders in it.

    note is called with the number of lines of each batch. Moments are taken as UTC, prices to the cent.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS history_line, history_order")
        cursor.execute(LINES)
        for batch in file.iter_batches(BATCH_ROWS, columns=list(COLUMNS)):
            with cursor.copy("COPY history_line FROM STDIN") as copy:
                for row in _rows(batch):
                    copy.write_row(row)
            note(batch.num_rows)
        cursor.execute(ORDERS)
        cursor.execute("CREATE INDEX ON history_order (customer)")
        cursor.execute("ANALYZE history_line")
        cursor.execute("ANALYZE history_order")
        cursor.execute("SELECT count(*) FROM history_order")
        return int(cursor.fetchone()[0])


def _rows(batch: Any) -> Iterator[tuple[Any, ...]]:
    columns = [batch.column(name).to_pylist() for name in COLUMNS]
    for invoice, sku, country, quantity, moment, price, customer in zip(*columns, strict=True):
        # The file holds prices in single precision: 2.55 comes as 2.5499999523.
        yield invoice, sku, country, quantity, moment, f"{price:.2f}", customer


def product_names(history: Path) -> dict[str, str]:
    """Return the names by SKU from the file beside the history; empty if there is none."""
    path = history.with_name(NAMES_FILE)
    if not path.exists():
        return {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return {row["sku"]: row["name"].strip() for row in csv.DictReader(file) if row["name"].strip()}
