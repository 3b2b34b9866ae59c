"""Make, change and delete lead scores and their rules. What is refused is refused before anything is written."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from ..core import sql
from ..core.exceptions import Conflict, NotFound, PermanentError
from ..events.kinds import EventKind, is_known
from .adjusting import MAX_DAYS, MOST_POINTS
from .filters import parse_filter
from .ledger import FARTHEST
from .models import Score, ScoreRule

SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
MAX_NAME = 250
MAX_THRESHOLDS = 20
MAX_TIMES = 100
MAX_RULES = 200


def checked_slug(noun: str, slug: str) -> str:
    """Return a slug. Raises PermanentError unless it is of small letters, digits, hyphens and underscores."""
    if not SLUG.fullmatch(slug):
        raise PermanentError(
            f"{noun} slug {slug[:63]!r}: begin with a small letter or a digit, then use up to 62 small letters, "
            "digits, hyphens and underscores."
        )
    return slug


def checked_name(noun: str, name: str) -> str:
    """Return a name with single spaces. Raises PermanentError if it is empty, too long or not printable."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= MAX_NAME or not name.isprintable():
        raise PermanentError(f"{noun}: give it a name of 1 to {MAX_NAME} printable characters.")
    return name


def within(what: str, number: int | None, low: int, high: int) -> None:
    """Raise PermanentError unless a number, if there is one, lies between two others."""
    if number is not None and not low <= number <= high:
        raise PermanentError(f"{what} is {number}; use {low} to {high}.")


def create_score(values: Mapping[str, Any], now: datetime) -> Score:
    """Create a score from the values of its columns. Raises PermanentError, Conflict if the slug is taken."""
    checked_slug("Score", values["slug"])
    score = Score(created_at=now)
    _fill_score(score, values)
    try:
        with transaction.atomic():
            score.save()
    except IntegrityError as error:
        raise Conflict(f"There is a score {score.slug!r} already; change it or choose another slug.") from error
    return score


@transaction.atomic
def update_score(score_id: int, values: Mapping[str, Any]) -> Score:
    """Change a score; what values leave out stays. Limits and thresholds are for what moves from now on.

    Raises NotFound, PermanentError.
    """
    score = lock_score(score_id)
    _fill_score(score, values)
    score.save()
    return score


def _fill_score(score: Score, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(score, name, value)
    subject = f"Score {score.slug!r}"
    score.name = checked_name(subject, score.name)
    within(f"{subject}: minimum", score.minimum, -FARTHEST, FARTHEST)
    within(f"{subject}: maximum", score.maximum, -FARTHEST, FARTHEST)
    # A contact without entries stands at 0, so 0 has to be inside.
    if (score.minimum or 0) > 0 or (score.maximum or 0) < 0:
        raise PermanentError(
            f"{subject}: everybody begins at 0; set the minimum to 0 or less, the maximum to 0 or more."
        )
    thresholds = sorted(set(score.thresholds))
    if len(thresholds) > MAX_THRESHOLDS:
        raise PermanentError(f"{subject} has {len(thresholds)} thresholds; use at most {MAX_THRESHOLDS}.")
    for threshold in thresholds:
        low = -FARTHEST if score.minimum is None else score.minimum
        high = FARTHEST if score.maximum is None else score.maximum
        if not low < threshold <= high:
            raise PermanentError(
                f"{subject}: threshold {threshold} can never be passed; use more than {low} and at most {high}."
            )
    score.thresholds = thresholds


@transaction.atomic
def delete_score(score_id: int) -> Score:
    """Delete a score with its rules, ledger and values, and return it as it was. Raises NotFound.

    Whether a journey or segment uses it is for the caller to ask.
    """
    score = lock_score(score_id)
    for table in ("automation_scoreentry", "automation_contactscore", "automation_scorerule"):
        sql.execute(f"DELETE FROM {table} WHERE score_id = %s", [score.pk])  # noqa: S608
    sql.execute("DELETE FROM automation_score WHERE id = %s", [score.pk])
    return score


def lock_score(score_id: int) -> Score:
    """Return a score locked until the transaction ends. Raises NotFound."""
    score = Score.objects.select_for_update().filter(pk=score_id).first()
    if score is None:
        raise NotFound(f"There is no score with the id {score_id}.")
    return score


@transaction.atomic
def create_rule(score_id: int, values: Mapping[str, Any], now: datetime) -> ScoreRule:
    """Create a rule of a score. Raises NotFound, PermanentError, InvalidDefinition for its filter."""
    score = lock_score(score_id)
    if score.rules.count() >= MAX_RULES:
        raise Conflict(f"Score {score.slug!r} has {MAX_RULES} rules already; delete one first.")
    rule = ScoreRule(score=score, created_at=now)
    _fill_rule(rule, values)
    rule.save()
    return rule


@transaction.atomic
def update_rule(rule_id: int, values: Mapping[str, Any]) -> ScoreRule:
    """Change a rule; what values leave out stays. What it gave before stays as well, and is over when it was to be.

    Raises NotFound, PermanentError, InvalidDefinition for its filter.
    """
    rule = ScoreRule.objects.select_for_update().filter(pk=rule_id).first()
    if rule is None:
        raise NotFound(f"There is no rule with the id {rule_id}.")
    _fill_rule(rule, values)
    rule.save()
    return rule


@transaction.atomic
def delete_rule(rule_id: int) -> ScoreRule:
    """Delete a rule and return it as it was; what it gave stays. Raises NotFound."""
    rule = ScoreRule.objects.select_for_update().select_related("score").filter(pk=rule_id).first()
    if rule is None:
        raise NotFound(f"There is no rule with the id {rule_id}.")
    ScoreRule.objects.filter(pk=rule_id).delete()
    return rule


def _fill_rule(rule: ScoreRule, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(rule, name, value)
    rule.name = checked_name("Rule", rule.name)
    subject = f"Rule {rule.name!r}"
    if not is_known(rule.event):
        raise PermanentError(f"{subject}: there is no event {rule.event!r}; see the glossary, or use 'custom:<name>'.")
    if rule.event == EventKind.SCORE_CROSSED:
        raise PermanentError(f"{subject} looks at {rule.event!r}: scores would move each other without end.")
    if not 1 <= abs(rule.points) <= MOST_POINTS:
        raise PermanentError(f"{subject} gives {rule.points} points; use 1 to {MOST_POINTS}, or as many below zero.")
    within(f"{subject}: times", rule.times, 1, MAX_TIMES)
    within(f"{subject}: within days", rule.within_days, 1, MAX_DAYS)
    within(f"{subject}: expires after days", rule.expires_after_days, 1, MAX_DAYS)
    within(f"{subject}: most per day", rule.most_per_day, 1, 10_000)
    within(f"{subject}: most at once", rule.most_at_once, 1, 1_000)
    if (rule.times > 1) != (rule.within_days is not None):
        raise PermanentError(
            f"{subject}: say within how many days {rule.times} events must happen."
            if rule.times > 1
            else f"{subject}: one event needs no days to happen within; leave them out, or want more than one."
        )
    parse_filter(rule.filter, subject)
