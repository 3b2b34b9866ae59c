from collections import defaultdict
from collections.abc import Iterable

from ...scores.models import ContactScore, Score, ScoreEntry, ScoreRule
from ..nested import NestedCountLoader, NestedRowsLoader
from ..toolkit import DataLoader


class ScoreByIdLoader(DataLoader):
    context_key = "automation_score_by_id"

    def batch_load(self, keys: Iterable[int]) -> list[Score | None]:
        found = Score.objects.using(self.database_connection_name).in_bulk(list(keys))
        return [found.get(key) for key in keys]


class RulesByScoreLoader(DataLoader):
    context_key = "automation_rules_by_score"

    def batch_load(self, keys: Iterable[int]) -> list[list[ScoreRule]]:
        rules = ScoreRule.objects.using(self.database_connection_name).filter(score_id__in=keys).order_by("id")
        by_score = defaultdict(list)
        for rule in rules:
            by_score[rule.score_id].append(rule)
        return [by_score[key] for key in keys]


class ScoresByContactLoader(DataLoader):
    context_key = "automation_scores_by_contact"

    def batch_load(self, keys: Iterable[int]) -> list[list[ContactScore]]:
        values = (
            ContactScore.objects.using(self.database_connection_name)
            .filter(contact_id__in=keys)
            .select_related("score")
            .order_by("score__name", "id")
        )
        by_contact = defaultdict(list)
        for value in values:
            by_contact[value.contact_id].append(value)
        return [by_contact[key] for key in keys]


class ContactCountByScoreLoader(NestedCountLoader):
    context_key = "automation_contact_count_by_score"
    model = ContactScore
    parent_column = "score_id"


class ScoreEntriesByContactLoader(NestedRowsLoader):
    context_key = "automation_score_entries_by_contact"
    model = ScoreEntry
    parent_column = "contact_id"
    time_column = "occurred_at"


class ScoreEntryCountByContactLoader(NestedCountLoader):
    context_key = "automation_score_entry_count_by_contact"
    model = ScoreEntry
    parent_column = "contact_id"
