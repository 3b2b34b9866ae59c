import pytest
from pydantic import TypeAdapter, ValidationError

from saleor_automation.segments.conditions import MAX_DEPTH, Condition, depth_of

ORDERS = {"fact": "orders_count", "op": "gte", "value": 1}


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (
            {"fact": "shoe_size", "op": "eq", "value": 1},
            "There is no fact 'shoe_size'; use one of average_order_amount,",
        ),
        ({"fact": "orders_count", "op": "has", "value": 1}, "'orders_count' cannot be asked with 'has'; use eq, ne,"),
        ({"fact": "orders_count", "op": "eq", "value": "many"}, "Fact 'orders_count' needs a number, not 'many'."),
        ({"fact": "country", "op": "eq", "value": 7}, "Fact 'country' with 'eq' needs a text."),
        ({"fact": "country", "op": "in", "value": "IT"}, "Fact 'country' with 'in' needs a list of texts."),
        ({"fact": "spent", "op": "gt", "value": 7}, "Fact 'spent': name the currency."),
        (
            {"fact": "orders_count", "op": "gt", "value": 7, "currency": "EUR"},
            "'orders_count': leave the currency out.",
        ),
        ({"all": []}, "List should have at least 1 item"),
        ({"fact": "orders_count", "op": "eq", "value": 1, "extra": 1}, "Extra inputs are not permitted"),
    ],
)
def test_wrong_condition_is_refused_with_the_remedy(condition, text):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Condition).validate_python(condition)

    assert text in str(caught.value)


def test_depth_is_measured_without_following_ten_thousand_levels():
    nested = ORDERS
    for _ in range(10_000):
        nested = {"not": nested}

    assert depth_of(nested) == MAX_DEPTH + 1
    assert depth_of({"all": [ORDERS, {"any": [ORDERS]}]}) == 3
