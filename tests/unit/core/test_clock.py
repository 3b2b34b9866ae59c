import pytest

from saleor_automation.core.clock import zone_of


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Asia/Tokyo", "Europe/Rome"), "Asia/Tokyo"),
        (("", "Europe/Rome"), "Europe/Rome"),
        (("Nowhere/Land", "Europe/Rome"), "Europe/Rome"),
        (("../etc/passwd", ""), "America/St_Johns"),
        ((), "America/St_Johns"),
    ],
)
def test_zone_is_the_first_there_is_else_that_of_the_installation(settings, names, expected):
    settings.TIME_ZONE = "America/St_Johns"
    zone_of.cache_clear()

    assert zone_of(*names).key == expected


@pytest.fixture(autouse=True)
def _forget():
    yield
    zone_of.cache_clear()
