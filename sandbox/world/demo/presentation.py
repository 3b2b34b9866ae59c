"""Tell what happened: report, story, verdict."""

from __future__ import annotations

import sys

from saleor.core.db.connection import allow_writer

from world.demo.options import Options
from world.demo.performance import Outcome
from world.demo.report import as_json, as_text, story
from world.demo.report.checks import shortcomings
from world.demo.report.figures import gather
from world.demo.report.paper import Paper


def present(outcome: Outcome, options: Options, seconds: float, peak_memory_mb: float) -> bool:
    """Print everything, write the JSON report if one is wanted; returns whether all happened that must."""
    paper = Paper(sys.stdout)
    with allow_writer():
        figures = gather(outcome, seconds, peak_memory_mb)
        as_text.write(figures, paper)
        story.write(paper)
    if options.report is not None:
        as_json.write(figures, options.report)
    missing = shortcomings(figures)
    paper.heading("Everything that must happen happened." if not missing else "Not everything happened:")
    for sentence in missing:
        paper.paragraph(sentence, bullet="  - ")
    return not missing
