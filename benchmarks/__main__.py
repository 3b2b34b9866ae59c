"""Run the benchmarks: a table to read, JSON to keep. The exit status says whether every target holds."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

from benchmarks.harness import Row, table
from benchmarks.surroundings import Refused, surroundings

GROUPS = ("ingest", "imports", "journeys", "messages", "segments", "product_lists")
LARGE = ("waiting",)
"""Measured when asked for only: minutes to fill, gigabytes of disk."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--only", choices=(*GROUPS, *LARGE), help=f"measure one group (default: all but {', '.join(LARGE)})"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the rows as JSON, too")
    options = parser.parse_args(arguments)
    rows: list[Row] = []
    try:
        with surroundings():
            for group in [options.only] if options.only else GROUPS:
                print(f"{group} …", file=sys.stderr, flush=True)
                rows += importlib.import_module(f"benchmarks.{group}").measure()
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    print(table(rows))
    if options.out:
        options.out.write_text(json.dumps([row.as_json() for row in rows], indent=2) + "\n")
    return 1 if any(row.holds is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
