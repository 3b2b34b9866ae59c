import pytest

from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.messages.variables import mail_variables
from saleor_automation.product_lists.definition import parse_list
from saleor_automation.product_lists.editing import RESERVED, as_json
from saleor_automation.product_lists.presets import moments


def problems(raw):
    with pytest.raises(InvalidDefinition) as refused:
        parse_list(raw, "List")
    return refused.value.problems


def source(**fields):
    return {"source": fields}


def test_shortest_definition_has_the_defaults():
    read = parse_list(source(kind="best_sellers"), "List")
    assert (read.minimum, read.limit, read.order, read.filters.in_stock) == (1, 4, "source", True)
    assert (read.source.window_days, read.source.by) == (30, "units")


def test_million_products_are_refused_without_looking_at_each():
    assert problems(source(kind="manual", products=["x"] * 1_000_000)) == [
        ("source, products", "There are 1,000,000 products; name at least 1 and at most 500.")
    ]


def test_ids_are_numbers_or_those_of_the_dashboard_and_count_once():
    read = parse_list(source(kind="manual", products=["UHJvZHVjdDo3", 9, "9", 7]), "List")
    assert read.source.products == (7, 9)


@pytest.mark.parametrize(
    ("raw", "place", "words"),
    [
        (
            source(kind="manual", products=["Q2F0ZWdvcnk6Nw=="]),
            "source, products 1",
            "'Q2F0ZWdvcnk6Nw==' is the ID of a Category; give that of a Product.",
        ),
        (
            source(kind="manual", products=["%%%"]),
            "source, products 1",
            "'%%%' is no ID; copy it from the Product in the Dashboard.",
        ),
        (
            source(kind="manual", products=[]),
            "source, products",
            "There are 0 products; name at least 1 and at most 500.",
        ),
        (
            source(kind="manual", products=[2**31]),
            "source, products 1",
            "Input should be less than or equal to 2147483647",
        ),
        (
            source(kind="best_sellers", window_days=0),
            "source, window_days",
            "Input should be greater than or equal to 1",
        ),
        (source(kind="best_sellers", windw=3), "source, windw", "is not known here; remove it."),
        (source(kind="best_sellers_categories"), "source, categories", "is missing; fill it in."),
        (
            {**source(kind="best_sellers"), "filters": {"prices": [{"currency": "EUR"}]}},
            "filters, prices 1",
            "The price range has no bound; give at_least, at_most or both.",
        ),
        (
            {**source(kind="best_sellers"), "filters": {"prices": [{"currency": "EUR", "at_least": 9, "at_most": 2}]}},
            "filters, prices 1",
            "The price range begins at 9 and ends at 2; swap them.",
        ),
        (
            {**source(kind="best_sellers"), "filters": {"prices": [{"currency": "EUR", "at_least": 9}] * 2}},
            "filters",
            "There are two price ranges in EUR; give one.",
        ),
        ({**source(kind="best_sellers"), "limit": 25}, "limit", "Input should be less than or equal to 24"),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_the_remedy(raw, place, words):
    ((found_place, found_words),) = problems(raw)
    assert found_place == place
    assert found_words.startswith(words)


def test_all_problems_are_named_at_once():
    raw = {"source": {"kind": "best_sellers", "by": "luck"}, "limit": 0, "colour": "red"}
    assert [place for place, _ in problems(raw)] == ["source, by", "limit", "colour"]


def test_stored_form_reads_back_as_the_same():
    raw = {
        "source": {"kind": "cross_selling", "reference": "cart"},
        "fallbacks": [{"kind": "best_sellers"}, {"kind": "novelties", "window_days": 7}],
        "filters": {"prices": [{"currency": "EUR", "at_most": "19.90"}]},
        "minimum": 2,
    }
    read = parse_list(raw, "List")
    assert as_json(read) == raw
    assert parse_list(as_json(read), "List") == read


def test_reserved_names_are_those_mails_know():
    assert set(mail_variables().by_name) <= set(RESERVED)


def test_every_preset_is_a_list_that_can_be_saved():
    for moment in moments():
        for choice in moment.choices:
            read = parse_list(choice.definition, choice.name)
            assert parse_list(as_json(read), choice.name) == read
