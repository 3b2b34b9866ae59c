"""manage.py automation_recommend: learn what to recommend, or show how good it is."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ... import pipeline
from ...core.clock import utc_now
from ...recommendations.generations import last_trained
from ...recommendations.models import RecommendationGeneration
from ...recommendations.quality import PROBLEMS, in_order
from ...shop.database import allow_writer
from ..moments import moment_of

NOTHING_YET = "Nothing was learned yet; run `manage.py automation_recommend train`."

REASONS = {
    "already_running": "Another training is at work; wait for it to end.",
    "nothing_new": "Nothing was ordered or cancelled since the last training. Add --force to train all the same.",
}

METHODS = {"ours": "recommendations", "best_sellers": "best sellers", "personal_frequency": "bought most often"}


class Command(BaseCommand):
    help = (
        "train: learn from the shop's orders and views what to recommend, as the daily task does. report: show how "
        "well the recommendations foretold the newest part of the shop's own orders, against best sellers."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=("train", "report"))
        parser.add_argument("--force", action="store_true", help="train even if nothing is new")
        parser.add_argument(
            "--as-of",
            metavar="DAY",
            help="learn as if it were this day or moment, from what was known by then: for a shop whose orders ended "
            "years ago. The shop shows what was learned until the next training.",
        )

    def handle(self, *args: Any, action: str, force: bool, as_of: str | None = None, **options: Any) -> None:
        moment = moment_of(as_of, "--as-of")
        if moment is not None and action != "train":
            raise CommandError("--as-of is for train; leave it out.")
        if moment is not None and moment > utc_now():
            raise CommandError(f"--as-of is {as_of!r}, which has not been; name a day that is over.")
        with allow_writer():
            if action == "train":
                self._train(moment, force)
            self._report()

    def _train(self, moment: datetime | None, force: bool) -> None:
        training = pipeline.train_recommendations(moment or utc_now(), force=force or moment is not None)
        if training.reason == "already_running":
            raise CommandError(REASONS[training.reason])
        if training.reason:
            self.stdout.write(REASONS[training.reason])

    def _report(self) -> None:
        generation = last_trained()
        if generation is None:
            raise CommandError(NOTHING_YET)
        self.stdout.write(
            f"Learned at {generation.trained_at:%Y-%m-%d %H:%M} UTC in {generation.seconds:,.1f} s from "
            f"{generation.orders_count:,} orders ({generation.lines_count:,} lines) and {generation.views_count:,} "
            f"views: {generation.products_count:,} products, method {generation.method}."
        )
        self._qualities(generation)

    def _qualities(self, generation: RecommendationGeneration) -> None:
        report = generation.report
        if report["problem"]:
            self.stdout.write(PROBLEMS[report["problem"]])
            return
        self.stdout.write(
            f"Tried on the {report['orders_count']:,} orders of the last {report['held_out_days']:g} days, "
            "not having seen them:"
        )
        self.stdout.write(f"{'':18}{'':20}{'hit@10':>8}{'NDCG@10':>9}{'coverage':>10}{'questions':>11}")
        for task, results in in_order(report["tasks"]):
            for method, found in results:
                self.stdout.write(
                    f"{task.replace('_', ' '):18}{METHODS[method]:20}{found['hit']:>8.1%}{found['ndcg']:>9.4f}"
                    f"{found['coverage']:>10.1%}{found['questions']:>11,}"
                )
