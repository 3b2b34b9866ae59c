"""Whatever happens in whatever order: the entries add up to the value, and both are what a naive reckoning gives."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saleor_automation.models import ContactScore, Event, Score, ScoreEntry
from saleor_automation.scores import expiry
from saleor_automation.scores.adjusting import adjust
from tests.factories import NOW, ContactFactory

from .builders import learn, rule, score, viewed

pytestmark = pytest.mark.django_db(transaction=False)
HOUR = timedelta(hours=1)

urls = st.sampled_from(["/shoes", "/hats", "/shoes/sale"])
rules = st.fixed_dictionaries(
    {
        "points": st.integers(-30, 30).filter(bool),
        "times": st.integers(1, 3),
        "within_days": st.just(2),
        "expires_after_days": st.none() | st.integers(1, 4),
        "most_per_day": st.none() | st.integers(1, 2),
        "most_at_once": st.none() | st.integers(1, 2),
        "filter": st.just({}) | urls.map(lambda url: {"field": "url", "op": "contains", "value": url}),
    }
)
deeds = st.tuples(
    st.integers(1, 30),  # hours since the deed before
    st.sampled_from(["view", "view", "view", "view", "adjust", "pass"]),
    st.integers(0, 1),  # whose
    urls,
    st.integers(-40, 40).filter(bool),
)


@dataclass
class Naive:
    """One contact and one score, reckoned in the plainest way."""

    rules: list
    low: int
    high: int
    value: int = 0
    moved: list = field(default_factory=list)
    views: list = field(default_factory=list)
    awards: list = field(default_factory=list)  # [rule index, at, ends at, moved, is taken back]

    def move(self, points):
        before = self.value
        self.value = min(before + points, self.high) if points > 0 else max(before + points, self.low)
        self.moved.append(self.value - before)
        return self.value - before

    def view(self, at, url):
        self.views.append((at, url))
        for index, terms in enumerate(self.rules):
            wanted = terms["filter"].get("value", "")
            if wanted not in url:
                continue
            mine = [award for award in self.awards if award[0] == index]
            since = max([at - timedelta(days=2), *(award[1] for award in mine)])
            same = [seen for seen, page in self.views if since < seen <= at and wanted in page]
            today = sum(award[1].date() == at.date() for award in mine)
            lasting = sum(award[2] is None or award[2] > at for award in mine)
            if terms["times"] > 1 and len(same) < terms["times"]:
                continue
            if terms["most_per_day"] is not None and today >= terms["most_per_day"]:
                continue
            if terms["most_at_once"] is not None and lasting >= terms["most_at_once"]:
                continue
            days = terms["expires_after_days"]
            ends_at = None if days is None else at + timedelta(days=days)
            self.awards.append([index, at, ends_at, self.move(terms["points"]), False])

    def expire(self, now):
        over = [award for award in self.awards if award[2] is not None and award[2] <= now and not award[4]]
        for award in sorted(over, key=lambda award: award[2]):
            award[4] = True
            self.move(-award[3])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(rules, min_size=1, max_size=3), st.lists(deeds, max_size=25))
def test_ledger_adds_up_to_the_value_and_to_a_naive_reckoning(all_rules, stream):
    with transaction.atomic():
        # given
        interest = score(minimum=-50, maximum=60, thresholds=[20])
        for terms in all_rules:
            rule(interest, **terms)
        people = [ContactFactory(), ContactFactory()]
        naive = [Naive(all_rules, -50, 60) for _ in people]

        # when
        now = NOW
        for number, (hours, what, who, url, points) in enumerate(stream):
            now += hours * HOUR
            for reckoning in naive:
                reckoning.expire(now)
            while expiry.expire(now, 1):
                pass
            if what == "view":
                viewed(people[who], at=now, data={"url": url})
                learn(now)
                naive[who].view(now, url)
            elif what == "adjust":
                adjust("interest", [(f"by hand {number}", people[who].pk, points)], "a reason", "staff:1", now)
                naive[who].move(points)

        # then
        for contact, reckoning in zip(people, naive, strict=True):
            moved = list(ScoreEntry.objects.filter(contact=contact).order_by("id").values_list("points", flat=True))
            value = ContactScore.objects.filter(contact=contact).values_list("value", flat=True).first() or 0
            assert sum(moved) == value == reckoning.value
            assert moved == reckoning.moved
            crossed = Event.objects.filter(kind="score_crossed", contact_id=contact.pk)
            balance = Counter(event.data["direction"] for event in crossed)
            assert balance["up"] - balance["down"] == (value >= 20)
        transaction.set_rollback(True)
    assert not Score.objects.exists()
