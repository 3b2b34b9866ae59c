from zoneinfo import ZoneInfo

import pytest
from babel.core import get_global

from saleor_automation.contacts.time_zones import MAIN_ZONES, time_zone_of

COUNTRIES = sorted(code for code in get_global("territory_zones") if len(code) == 2 and code != "ZZ")


@pytest.mark.parametrize(
    ("country", "area", "zone"),
    [
        ("IT", "", "Europe/Rome"),
        ("it", "RM", "Europe/Rome"),
        ("US", "", "America/New_York"),
        ("US", "CA", "America/Los_Angeles"),
        ("US", "az", "America/Phoenix"),
        ("AU", "WA", "Australia/Perth"),
        ("IN", "", "Asia/Kolkata"),
        ("", "CA", ""),
        ("XX", "", ""),
    ],
)
def test_place_has_a_time_zone(country, area, zone):
    assert time_zone_of(country, area) == zone


def test_every_country_has_one_that_exists():
    assert [ZoneInfo(time_zone_of(country)).key for country in COUNTRIES] == [time_zone_of(c) for c in COUNTRIES]


def test_every_country_with_several_zones_has_a_main_one():
    several = {country for country in COUNTRIES if len(get_global("territory_zones")[country]) > 1}

    assert several - MAIN_ZONES.keys() == set()
