"""What the caller wants, from the environment: make hands its variables over that way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from world.demo.errors import DemoError

YES, NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


@dataclass(frozen=True)
class Options:
    ends_after_report: bool
    history: Path | None
    report: Path | None

    @classmethod
    def from_environment(cls, given: Mapping[str, str]) -> Options:
        """Raises DemoError for a value that makes no sense, before anything is begun."""
        once = given.get("ONCE", "").strip().lower()
        if once not in YES | NO:
            raise DemoError(f"ONCE is {once!r}; set 1 to end after the report, or leave it out.")
        history, report = (Path(text) if text else None for text in (given.get("HISTORY"), given.get("REPORT")))
        if history is not None and not history.is_file():
            raise DemoError(f"There is no file {history}; set HISTORY to a Parquet file with a purchase history.")
        if report is not None and not report.absolute().parent.is_dir():
            raise DemoError(f"There is no folder {report.parent} for the report; create it, or change REPORT.")
        return cls(once in YES, history, report)
