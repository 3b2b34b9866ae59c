import pytest

from .small_shop import SmallShop


@pytest.fixture
def shop(db):
    """The small catalogue, with a month of sales, looked at and counted."""
    shop = SmallShop()
    shop.sell_a_month()
    shop.look()
    return shop
