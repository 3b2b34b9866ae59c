import pytest

from saleor_automation.messages.variables import mail_variables


@pytest.mark.parametrize(
    "path",
    ["contact", "contact.first_name", "cart.lines", "cart.lines.length", "event.anything.at.all", "unsubscribe_url"],
)
def test_declared_variables_are_known(path):
    assert mail_variables().problem(path) is None


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        (
            "contact.fist_name",
            "contact has no 'fist_name'; use one of city, country, email, fields, first_name, language, last_name",
        ),
        ("contact.email.domain", "contact.email is a text; it has nothing inside"),
        ("contact.fields.size", "contact.fields has no 'size'"),
        (
            "products",
            "there is no variable 'products'; use one of cart, confirm_url, contact, coupon, event, order, points, "
            "preferences_url, shop, unsubscribe_url",
        ),
    ],
)
def test_unknown_variable_is_named_with_the_known_ones(path, problem):
    assert mail_variables().problem(path) == problem


def test_product_lists_and_custom_fields_are_added():
    # given
    variables = mail_variables(["bestsellers"], {"shoe_size": "number"})

    # then
    assert variables.problem("bestsellers") is None
    assert variables.problem("contact.fields.shoe_size") is None
    assert len(variables.sample()["bestsellers"]) == 2


def test_every_path_is_described():
    # given
    described = {path: text for path, _, text in mail_variables(["products"]).described()}

    # then
    assert described["products[].price"] == "price with currency"
    assert described["cart.lines[].quantity"] == "how many"
    assert all(described.values())


def test_sample_of_an_unknown_person_is_empty():
    # when
    sample = mail_variables(["products"]).sample(is_filled=False)

    # then
    assert sample["contact"]["first_name"] == ""
    assert sample["cart"]["lines"] == []
    assert sample["products"] == []
