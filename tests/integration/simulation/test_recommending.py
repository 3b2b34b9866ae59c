"""A simulation recommends what could be known at its own moment, and leaves the shop's recommendations alone."""

from datetime import timedelta

import pytest
from django.db import transaction

from saleor_automation.core import sql
from saleor_automation.recommendations import serving
from saleor_automation.recommendations.training import train
from saleor_automation.simulation.recommending import EVERY, LEARNED, Recommender
from saleor_automation.simulation.session import be_read_only, session_of_its_own, set_clock
from saleor_automation.simulation.shadows import cast_shadows
from saleor_automation.simulation.staging import STAGING
from tests.factories import NOW
from tests.integration.recommendations.conftest import Shop
from tests.tables import checksums

TEA, CUP, SPOON = 1, 2, 3
THEN = NOW - timedelta(days=60)


@pytest.fixture
def shop(shared_database):
    """Cups went with tea until two months ago; since then it is spoons."""
    shop = Shop()
    for _ in range(3):
        shop.order(shop.person(), [TEA, CUP], days_ago=70)
        shop.order(shop.person(), [TEA, SPOON], days_ago=10)
    return shop


def beside_tea():
    return {each.product_id for each in serving.neighbours([TEA], 5).get(TEA, ()) if each.reason.kind == "bought_with"}


def test_nothing_later_than_the_virtual_moment_is_learned(shop):
    # given
    train(NOW)
    before, known_today = checksums(), beside_tea()
    seen = []

    # when
    with session_of_its_own():
        with transaction.atomic():
            cast_shadows(anew=LEARNED)
            sql.execute(STAGING)
        set_clock(THEN)
        be_read_only()
        recommender = Recommender(THEN)
        for moment in (THEN, THEN + EVERY / 2, THEN + 2 * EVERY):
            seen.append((recommender.learn_if_due(moment), beside_tea()))

    # then
    assert known_today == {CUP, SPOON}
    assert seen == [(True, {CUP}), (False, {CUP}), (True, {CUP, SPOON})]
    assert recommender.trainings == 2
    assert checksums() == before
    assert beside_tea() == known_today
