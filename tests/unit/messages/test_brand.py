import pytest

from saleor_automation.messages.brand import BrandStyle, contrast, darkened_until_readable


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    assert round(contrast(one, other), 2) == expected


@pytest.mark.parametrize("colour", ["#ffff00", "#ffffff", "#ff5a5f", "#0f766e", "#00a699", "#000000"])
def test_links_and_buttons_can_be_read_in_any_brand_colour(colour):
    # given
    brand = BrandStyle("Lume", primary_color=colour)

    # then
    assert contrast(brand.link_color, "#ffffff") >= 4.5
    assert contrast(brand.on_primary, brand.primary_color) >= 4.5


def test_readable_colour_stays_as_it_is():
    assert darkened_until_readable("#0f766e") == "#0f766e"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"primary_color": "red"}, "primary_color is 'red'; write a colour such as #1f2937."),
        ({"primary_color": '#fff000"'}, "primary_color is '#fff000\"'; write a colour such as #1f2937."),
        ({"font_family": "a;b"}, "font_family is 'a;b'; write names such as Georgia, serif."),
        ({"postal_address": "{{ x }}"}, "postal_address contains a template tag; write it as plain text."),
    ],
)
def test_what_would_break_the_mail_is_refused(changes, message):
    with pytest.raises(ValueError) as caught:
        BrandStyle("Lume", **changes)

    assert str(caught.value) == message
