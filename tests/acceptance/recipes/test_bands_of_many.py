"""Both parts of engagement tagging over virtual weeks of random engagement: the tags equal a direct computation."""

import resource
import time
from datetime import timedelta

import numpy as np
import pytest
from django.db import connection

from saleor_automation import pipeline
from saleor_automation.events.log import NewEvent, record
from saleor_automation.journeys.publishing import publish
from saleor_automation.messages.transports.discard import DiscardTransport
from saleor_automation.models import Enrollment
from saleor_automation.recipes.importing import import_recipe
from tests.factories import NOW, ORDER_DATA, many_contacts

DAY = timedelta(days=1)
WEEKS = 6
KINDS = ("message_opened", "message_clicked", "page_viewed", "product_viewed", "order_placed")
BANDS = ("Recent activity", "Engaged", "Disengaged", "Inactive")


def engagement(rng, count):
    """Yield, for each day, who gives a sign of life and at which second of it; few people give many, many give few."""
    rates = rng.gamma(0.25, 0.45, count)
    # a third of them fall silent at some time
    silent_from = np.where(rng.random(count) < 1 / 3, rng.integers(0, WEEKS * 7, count), WEEKS * 7)
    for day in range(WEEKS * 7):
        counts = np.where(day < silent_from, rng.poisson(rates), 0)
        who = np.repeat(np.arange(count), counts)
        yield day, who, rng.integers(0, 86_400, len(who))


def tell(day, who, seconds, kinds, contact_ids):
    """Record a day of signs in the log, a few thousand at a time."""
    for begin in range(0, len(who), 5_000):
        part = range(begin, min(begin + 5_000, len(who)))
        record(
            [
                NewEvent(
                    KINDS[kinds[n]],
                    f"sign:{day}:{n}",
                    NOW + timedelta(days=day, seconds=int(seconds[n])),
                    contact_id=contact_ids[who[n]],
                    data=ORDER_DATA if KINDS[kinds[n]] == "order_placed" else {},
                )
                for n in part
            ],
            NOW,
        )


def expected(last_second, now_second):
    """Work out who is in which band from the last sign of life, in seconds since the beginning; -1 is never."""
    age_days = (now_second - last_second) / 86_400
    known = last_second >= 0
    return {
        "Recent activity": known & (age_days < 7),
        "Engaged": known & (age_days < 21),
        "Disengaged": known & (age_days >= 21) & (age_days < 30),
        "Inactive": known & (age_days >= 30),
    }


def tagged(contact_ids):
    """Return, by tag, which of the people carry it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.name, array_agg(m.contact_id) FROM automation_contacttag m "
            "JOIN automation_tag t ON t.id = m.tag_id GROUP BY t.name"
        )
        found = dict(cursor.fetchall())
    return {band: np.isin(contact_ids, found.get(band, [])) for band in BANDS}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [400, pytest.param(100_000, marks=pytest.mark.long)])
def test_bands_equal_a_direct_computation(count, settings):
    # given
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    rng = np.random.default_rng(42)
    contact_ids = np.array(
        [each.pk for begin in range(0, count, 10_000) for each in many_contacts(min(10_000, count - begin))]
    )
    for recipe in ("engagement-tagging-1", "engagement-tagging-2"):
        publish(import_recipe(recipe, {}, NOW).pk, NOW)
    last_second = np.full(count, -1)
    checked, signs, began = 0, 0, time.monotonic()

    # when
    for day, who, seconds in engagement(rng, count):
        tell(day, who, seconds, rng.integers(0, len(KINDS), len(who)), contact_ids)
        np.maximum.at(last_second, who, day * 86_400 + seconds)
        pipeline.run_everything(DiscardTransport(), NOW + (day + 1) * DAY)
        signs += len(who)

        # then
        if day % 7 == 6:
            found, wanted = tagged(contact_ids), expected(last_second, (day + 1) * 86_400)
            assert {band: int((found[band] != wanted[band]).sum()) for band in BANDS} == dict.fromkeys(BANDS, 0)
            checked += 1

    assert checked == WEEKS
    assert all(wanted[band].any() for band in BANDS)
    active = Enrollment.objects.filter(is_active=True)
    assert active.count() == int((last_second >= 0).sum() - wanted["Inactive"].sum())
    assert active.values("contact_id").distinct().count() == active.count()
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count:,} people, {signs:,} signs: {time.monotonic() - began:,.0f} s, peak memory {peak_mb:,} MB")
