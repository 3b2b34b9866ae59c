from collections import defaultdict
from collections.abc import Iterable

from ...core.clock import utc_now
from ...journeys.checking import Problem, draft_problems
from ...journeys.models import Decision, Enrollment, Journey, JourneyChore, JourneyVersion
from ...journeys.moving import Standing, people_of_journeys
from ...journeys.story import StoryEntry, stories
from ...reports.journey_list import JourneySummary, journey_summaries, stuck_counts
from ...reports.journeys import JourneyCounts, journey_counts, step_counts
from ...reports.variants import VariantCounts, variant_counts
from ...shop.accounts import names_of_sources
from ..nested import NestedCountLoader, NestedRowsLoader
from ..toolkit import DataLoader


class JourneyByIdLoader(DataLoader):
    context_key = "automation_journey_by_id"

    def batch_load(self, keys: Iterable[int]) -> list[Journey | None]:
        journeys = Journey.objects.using(self.database_connection_name).in_bulk(list(keys))
        return [journeys.get(key) for key in keys]


class VersionByIdLoader(DataLoader):
    context_key = "automation_journey_version_by_id"

    def batch_load(self, keys: Iterable[int]) -> list[JourneyVersion | None]:
        versions = JourneyVersion.objects.using(self.database_connection_name).in_bulk(list(keys))
        return [versions.get(key) for key in keys]


class SummaryByJourneyLoader(DataLoader):
    context_key = "automation_summary_by_journey"

    def batch_load(self, keys: Iterable[int]) -> list[JourneySummary]:
        keys = list(keys)
        found = journey_summaries(keys, utc_now(), self.database_connection_name)
        return [found[key] for key in keys]


class StuckCountByJourneyLoader(DataLoader):
    context_key = "automation_stuck_count_by_journey"

    def batch_load(self, keys: Iterable[int]) -> list[int]:
        keys = list(keys)
        found = stuck_counts(keys, self.database_connection_name)
        return [found[key] for key in keys]


class VersionsByJourneyLoader(DataLoader):
    context_key = "automation_versions_by_journey"

    def batch_load(self, keys: Iterable[int]) -> list[list[JourneyVersion]]:
        found = defaultdict(list)
        versions = JourneyVersion.objects.using(self.database_connection_name).filter(journey__in=keys)
        for version in versions.order_by("-number"):
            found[version.journey_id].append(version)
        return [found[key] for key in keys]


class NameOfSourceLoader(DataLoader):
    """What to call whoever made a change, by source, as `staff:5`."""

    context_key = "automation_name_of_source"

    def batch_load(self, keys: Iterable[str]) -> list[str]:
        names = names_of_sources(list(keys))
        return [names[key] for key in keys]


class ProblemsByJourneyLoader(DataLoader):
    context_key = "automation_problems_by_journey"

    def batch_load(self, keys: Iterable[int]) -> list[list[Problem]]:
        journeys = Journey.objects.using(self.database_connection_name).filter(pk__in=keys)
        problems = draft_problems(journeys, self.database_connection_name, today=utc_now().date())
        return [problems.get(key, []) for key in keys]


class CountsByJourneyLoader(DataLoader):
    context_key = "automation_counts_by_journey"

    def batch_load(self, keys: Iterable[int]) -> list[JourneyCounts]:
        counts = journey_counts(list(keys), self.database_connection_name)
        return [counts[key] for key in keys]


class StepCountsByJourneyLoader(DataLoader):
    context_key = "automation_step_counts_by_journey"

    def batch_load(self, keys: Iterable[int]) -> list[dict[str, int]]:
        counts = step_counts(list(keys), self.database_connection_name)
        return [counts[key] for key in keys]


class VariantsByJourneyLoader(DataLoader):
    context_key = "automation_variants_by_journey"

    def batch_load(self, keys: Iterable[int]) -> list[list[VariantCounts]]:
        counts = variant_counts(list(keys), self.database_connection_name)
        return [counts[key] for key in keys]


class PeopleByJourneyLoader(DataLoader):
    context_key = "automation_people_by_journey"

    def batch_load(self, keys: Iterable[int]) -> list[list[Standing]]:
        people = people_of_journeys(list(keys), self.database_connection_name)
        return [people[key] for key in keys]


class ChoresByJourneyLoader(DataLoader):
    context_key = "automation_chores_by_journey"

    def batch_load(self, keys: Iterable[int]) -> list[list[JourneyChore]]:
        chores = defaultdict(list)
        for chore in JourneyChore.objects.using(self.database_connection_name).filter(journey__in=keys).order_by("-id"):
            chores[chore.journey_id].append(chore)
        return [chores[key] for key in keys]


class EnrollmentByIdLoader(DataLoader):
    context_key = "automation_enrollment_by_id"

    def batch_load(self, keys: Iterable[int]) -> list[Enrollment | None]:
        enrollments = Enrollment.objects.using(self.database_connection_name).in_bulk(list(keys))
        return [enrollments.get(key) for key in keys]


class DecisionsByEnrollmentLoader(DataLoader):
    context_key = "automation_decisions_by_enrollment"

    def batch_load(self, keys: Iterable[int]) -> list[list[Decision]]:
        decisions = Decision.objects.using(self.database_connection_name).filter(enrollment_id__in=keys)
        by_enrollment = defaultdict(list)
        for decision in decisions.order_by("enrollment_id", "number"):
            by_enrollment[decision.enrollment_id].append(decision)
        return [by_enrollment[key] for key in keys]


class StoryByEnrollmentLoader(DataLoader):
    """The story of a run; keys are (enrollment id, language)."""

    context_key = "automation_story_by_enrollment"

    def batch_load(self, keys: Iterable[tuple[int, str]]) -> list[list[StoryEntry]]:
        keys = list(keys)
        runs = Enrollment.objects.using(self.database_connection_name).in_bulk({run_id for run_id, _ in keys})
        found = {
            language: stories(list(runs.values()), utc_now(), language, self.database_connection_name)
            for language in sorted({language for _, language in keys})
        }
        return [found[language].get(run_id, []) for run_id, language in keys]


class EnrollmentsByContactLoader(NestedRowsLoader):
    context_key = "automation_enrollments_by_contact"
    model = Enrollment
    parent_column = "contact_id"
    time_column = "entered_at"


class EnrollmentCountByContactLoader(NestedCountLoader):
    context_key = "automation_enrollment_count_by_contact"
    model = Enrollment
    parent_column = "contact_id"


class EnrollmentsByJourneyLoader(NestedRowsLoader):
    context_key = "automation_enrollments_by_journey"
    model = Enrollment
    parent_column = "journey_id"
    time_column = "entered_at"


class EnrollmentCountByJourneyLoader(NestedCountLoader):
    context_key = "automation_enrollment_count_by_journey"
    model = Enrollment
    parent_column = "journey_id"
