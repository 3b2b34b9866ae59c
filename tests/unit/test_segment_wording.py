import pytest

from saleor_automation.segments.conditions import ROOT
from saleor_automation.segments.facts import FACTS
from saleor_automation.segments.wording import in_words

NAMES = {("category", "7"): "Mugs", ("list", "news"): "Newsletter", ("field", "shoe"): "Shoe size"}


def said(condition, language="en"):
    return in_words(ROOT.validate_python(condition), language, NAMES)


@pytest.mark.parametrize(
    ("condition", "en", "it"),
    [
        (
            {
                "all": [
                    {"fact": "spent", "op": "gt", "value": 100, "currency": "EUR"},
                    {"fact": "orders_count", "op": "eq", "value": 0, "within_days": 90},
                ]
            },
            "spent more than 100 EUR and bought nothing for 90 days",
            "ha speso più di 100 EUR e non ha comprato nulla da 90 giorni",
        ),
        (
            {"not": {"fact": "orders_count", "op": "gte", "value": 1, "within_days": 90}},
            "bought nothing for 90 days",
            "non ha comprato nulla da 90 giorni",
        ),
        (
            {"fact": "bought_category", "op": "has", "value": [7], "within_days": 30},
            "bought from the category Mugs within the last 30 days",
            "ha comprato dalla categoria Mugs negli ultimi 30 giorni",
        ),
        (
            {"fact": "sequence", "op": "not_followed", "event": "product_viewed", "then": "order_placed", "value": 2},
            "viewed a product and had not placed an order 2 days later",
            "ha visto un prodotto, poi non ha fatto un ordine entro 2 giorni",
        ),
        (
            {
                "any": [
                    {"fact": "country", "op": "in", "value": ["IT", "FR"]},
                    {
                        "all": [
                            {"fact": "list", "op": "has", "value": "news"},
                            {"fact": "visits_count", "op": "gte", "value": 1000.5},
                        ]
                    },
                ]
            },
            "country is Italy or France or (is on the list Newsletter and visited the shop at least 1,000.5 times)",
            "il paese è Italia o Francia o (è nella lista Newsletter e ha visitato il negozio almeno 1.000,5 volte)",
        ),
        (
            {"not": {"fact": "last_order_age_days", "op": "gte", "value": 90}},
            "not (last ordered at least 90 days ago)",
            "non (ultimo ordine almeno 90 giorni fa)",
        ),
        (
            {"fact": "field", "name": "shoe", "op": "gte", "value": 42},
            "Shoe size is at least 42",
            "Shoe size è almeno 42",
        ),
        (
            {"fact": "rfm", "op": "in", "value": ["at_risk", "lost"]},
            "RFM class is At risk or Lost",
            "la classe RFM è A rischio o Persi",
        ),
    ],
)
def test_condition_is_said_in_both_languages(condition, en, it):
    assert (said(condition), said(condition, "it-CH")) == (en, it)


VALUES = {"number": 3, "money": 3, "age_days": 3, "boolean": True, "items": [7], "sequence": 2, "membership": "x"}


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.key)
@pytest.mark.parametrize("language", ["en", "it"])
def test_every_fact_can_be_said_with_every_operator(fact, language):
    for op in fact.operators:
        text = fact.choices[0].value if fact.choices else "IT"
        value = VALUES.get(fact.type, [text] if op in ("in", "not_in") else text)
        if fact.source == "brand":
            value = ["Acme"]
        if fact.type == "field":
            value = {"is_set": None, "is_not_set": None, "older_than": 3, "newer_than": 3}.get(op, value)
        given = {
            name: sample
            for name, sample in (
                ("currency", "EUR"),
                ("name", "x"),
                ("event", "page_viewed"),
                ("then", "order_placed"),
            )
            if fact.parameter(name) and fact.parameter(name).is_required
        }

        words = said({"fact": fact.key, "op": op, "value": value, **given}, language)

        assert words and "{" not in words
