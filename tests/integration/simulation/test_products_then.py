"""What people had bought and seen of single products, reckoned back, is what was counted when it was that moment."""

import pytest
from django.db import transaction

from saleor_automation.core import sql
from saleor_automation.models import ContactProduct
from saleor_automation.simulation.past import Past
from saleor_automation.simulation.products_then import fill_products, show_products
from saleor_automation.simulation.session import session_of_its_own, set_clock
from saleor_automation.simulation.shadows import cast_shadows, real
from saleor_automation.simulation.staging import STAGING
from tests.integration.simulation.season import BEGIN, DAY, HOUR, Season
from tests.shop.factories import make_channel, make_product, make_site

THEN, LATER = BEGIN + 8 * DAY, BEGIN + 16 * DAY
COLUMNS = ("contact_id", "product_id", "views_count", "last_viewed_at", "bought_quantity", "last_bought_at")


@pytest.fixture
def season(shared_database, settings):
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    make_site()
    channel = make_channel()
    variants = [make_product(f"Mug {n}", prices={channel: "10.00"}).default_variant for n in range(4)]
    return Season(channel, variants, people=5, tick=6 * HOUR)


def counted():
    return sorted(ContactProduct.objects.values_list(*COLUMNS))


def reckoned():
    return sorted(sql.fetch_all(f"SELECT {', '.join(COLUMNS)} FROM automation_contactproduct"))


@pytest.mark.parametrize("is_shown", [True, False], ids=["view", "table"])
def test_products_reckoned_back_are_what_was_counted_then(season, is_shown):
    # given
    season.live(THEN)
    then = counted()
    season.live(LATER)
    assert len(then) > 10
    assert counted() != then

    # when
    with session_of_its_own():
        with transaction.atomic():
            cast_shadows()
            sql.execute(STAGING)
        if is_shown:
            show_products()
        set_clock(THEN)
        sql.execute(f"INSERT INTO automation_contact SELECT * FROM {real('automation_contact')}")
        if not is_shown:
            fill_products(Past(THEN, LATER, 0, "none"))
        found = reckoned()

    # then
    assert found == then


def test_view_follows_the_clock(season):
    # given
    season.live(THEN)
    first = counted()
    season.live(LATER)
    second = counted()

    # when
    with session_of_its_own():
        cast_shadows()
        show_products()
        sql.execute(f"INSERT INTO automation_contact SELECT * FROM {real('automation_contact')}")
        found = []
        for moment in (THEN, LATER, THEN):
            set_clock(moment)
            found.append(reckoned())

    # then
    assert found == [first, second, first]
