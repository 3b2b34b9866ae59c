"""What a recipe needs and shares with the whole shop: lists, tags, fields, scores, tiers, the loyalty programme.

It is made when the shop has none; what is there is used as it is and never changed.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ..contacts.field_models import CustomField
from ..contacts.fields import create_field
from ..contacts.list_editing import create_list
from ..contacts.models import ContactList, Tag
from ..contacts.tags import create_tag
from ..scores.models import Reward, Score, ScoreRule, Tier
from ..scores.programme_editing import create_reward, create_tier, get_programme, update_programme
from ..scores.score_editing import create_rule, create_score, update_score


def make_shared(parts: Mapping[str, Any], now: datetime) -> list[str]:
    """Make what is missing of these parts, filled in and with names in one language; returns what was made.

    Raises InvalidDefinition, PermanentError for a part that does not fit.
    """
    return [
        *_lists(parts["lists"], now),
        *_tags(parts["tags"], now),
        *_fields(parts["fields"], now),
        *_scores(parts["scores"], now),
        *_tiers(parts["tiers"], now),
        *_programme(parts["programme"], now),
    ]


def _lists(wanted: list[dict[str, Any]], now: datetime) -> Iterator[str]:
    for values in wanted:
        if not ContactList.objects.filter(slug=values["slug"]).exists():
            create_list({key: value for key, value in values.items() if value is not None}, now)
            yield f"list:{values['slug']}"


def _tags(wanted: list[str], now: datetime) -> Iterator[str]:
    for name in wanted:
        if not Tag.objects.filter(name__iexact=name).exists():
            yield f"tag:{create_tag(name, now).name}"


def _fields(wanted: list[dict[str, Any]], now: datetime) -> Iterator[str]:
    for values in wanted:
        if not CustomField.objects.filter(slug=values["slug"]).exists():
            create_field(values["slug"], values["name"], values["type"], values["choices"], now)
            yield f"field:{values['slug']}"


def _scores(wanted: list[dict[str, Any]], now: datetime) -> Iterator[str]:
    for values in wanted:
        score = Score.objects.filter(slug=values["slug"]).first()
        if score is None:
            columns = {key: values[key] for key in ("slug", "name", "minimum", "maximum", "thresholds")}
            score = create_score(columns, now)
            yield f"score:{score.slug}"
        lacking = sorted(set(values["thresholds"]) - set(score.thresholds))
        if lacking:
            # A threshold more moves nothing; without it the journey would wait for an event that never comes.
            update_score(score.pk, {"thresholds": sorted({*score.thresholds, *lacking})})
            yield from (f"threshold:{score.slug}:{each}" for each in lacking)
        for rule in values["rules"]:
            if not ScoreRule.objects.filter(score=score, name=rule["name"]).exists():
                create_rule(score.pk, rule, now)
                yield f"rule:{score.slug}:{rule['name']}"


def _tiers(wanted: list[dict[str, Any]], now: datetime) -> Iterator[str]:
    for values in wanted:
        is_there = Tier.objects.filter(slug=values["slug"]).exists()
        if not is_there and not Tier.objects.filter(threshold=values["threshold"]).exists():
            create_tier(values, now)
            yield f"tier:{values['slug']}"


def _programme(wanted: dict[str, Any] | None, now: datetime) -> Iterator[str]:
    if wanted and get_programme() is None:
        update_programme(wanted | {"is_active": True}, now)
        yield "programme"


def make_rewards(wanted: list[dict[str, Any]], now: datetime) -> list[str]:
    """Make the rewards that are missing; their coupons must be there."""
    made = []
    for values in wanted:
        if not Reward.objects.filter(slug=values["slug"]).exists():
            create_reward(values, now)
            made.append(f"reward:{values['slug']}")
    return made
