from datetime import date
from decimal import Decimal

import pytest

from saleor_automation.messages.formatting import day, locale_of, money, rating
from saleor_automation.messages.texts import texts_for


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "€1,234.50"), ("it", "1.234,50\xa0€"), ("pt-br", "€\xa01.234,50"), ("PT_BR", "€\xa01.234,50")],
)
def test_money_is_written_as_the_language_writes_it(language, expected):
    assert money(Decimal("1234.5"), "EUR", language) == expected


@pytest.mark.parametrize("language", ["xx", "", "tlh-Latn-x-y", "../../etc"])
def test_unknown_language_falls_back_to_english(language):
    assert locale_of(language).language == "en"
    assert texts_for(language).get("unsubscribe") == "Unsubscribe"


def test_unknown_region_keeps_the_language():
    assert locale_of("it-ZZ-nope").language == "it"
    assert texts_for("it-CH").get("total") == "Totale"


@pytest.mark.parametrize(("language", "expected"), [("en", "October 31, 2026"), ("it", "31 ottobre 2026")])
def test_day_is_written_out(language, expected):
    assert day(date(2026, 10, 31), language) == expected


@pytest.mark.parametrize(("stars", "expected"), [(4.5, "4,5"), (4.0, "4"), (4.26, "4,3")])
def test_rating_has_at_most_one_decimal(stars, expected):
    assert rating(stars, "it") == expected


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [("en", 1, "Only 1 left"), ("en", 3, "Only 3 left"), ("it", 1, "Ne resta solo 1"), ("it", 3, "Ne restano solo 3")],
)
def test_number_words_follow_the_plural_of_the_language(language, number, expected):
    assert texts_for(language).count("units_left", number, locale_of(language)) == expected
