"""Each block in HTML and in plain text, as a reader gets it."""

import re

import html5lib
import pytest
from lxml import html as lxml_html

from saleor_automation.messages.compilation import compile_mail
from saleor_automation.messages.content import parse_content
from saleor_automation.messages.links import PreviewLinks
from saleor_automation.messages.render_data import cards_to_data, cart_to_data
from saleor_automation.messages.rendering import render


@pytest.fixture
def show(brand, make_data):
    """Render a mail made of these blocks; returns the mail and its words in HTML."""

    def show(*blocks, language="en", **changes):
        content = parse_content({"subject": "Hello", "blocks": list(blocks)})
        mail = render(compile_mail(content, language, brand), make_data(language, **changes), PreviewLinks())
        body = lxml_html.document_fromstring(mail.html).body
        return mail, " ".join(" ".join(body.itertext()).split())

    return show


def page_of(mail):
    return lxml_html.document_fromstring(mail.html)


def test_mail_with_every_block_is_valid_html(brand, every_block, make_data, signer):
    # given
    compiled = compile_mail(parse_content(every_block), "en", brand)

    # when
    mail = render(compiled, make_data(), signer.for_message(1, "https://shop.example/p"))

    # then
    parser = html5lib.HTMLParser()
    parser.parse(mail.html)
    assert parser.errors == []


def test_mail_with_every_block_is_accessible(brand, every_block, make_data, signer):
    # given
    compiled = compile_mail(parse_content(every_block), "it", brand)

    # when
    page = page_of(render(compiled, make_data("it"), signer.for_message(1)))

    # then
    assert (page.get("lang"), page.get("dir")) == ("it", "ltr")
    assert page.head.findtext("title") == "Anna, your cart"
    assert [image.get("src") for image in page.iter("img") if image.get("alt") is None] == []
    assert [table for table in page.iter("table") if table.get("role") != "presentation"] == []
    assert page.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]


def test_arabic_mail_runs_from_right_to_left(brand, every_block, make_data):
    compiled = compile_mail(parse_content(every_block), "ar", brand)

    assert page_of(render(compiled, make_data("ar"), PreviewLinks())).get("dir") == "rtl"


def test_heading(show):
    mail, _ = show({"kind": "heading", "text": "{{ contact.first_name }} & <you>", "level": 2})

    assert page_of(mail).findtext(".//h2") == "Anna & <you>"
    assert mail.text == "Anna & <you>"


def test_text_keeps_simple_html_and_loses_the_rest(show):
    # when
    mail, _ = show(
        {
            "kind": "text",
            "html": "<p onclick='x()'>Dear <b>{{ contact.first_name }}</b>, {% if 1 < 2 %}yes{% endif %}"
            "<script>alert(1)</script><img src=x onerror=y> <a href='javascript:z'>a</a>"
            "<a href='https://shop.example/{{ contact.language }}'>b</a></p>",
        }
    )

    # then
    rich = page_of(mail).find_class("rich")[0]
    assert [element.tag for element in rich.iter()] == ["div", "p", "b", "a", "a"]
    assert rich.text_content().strip() == "Dear Anna, yes ab"
    assert [link.get("href") for link in rich.iter("a")] == [None, "https://shop.example/en"]
    assert mail.text == "Dear Anna, yes ab <https://shop.example/en>"


def test_image(show):
    mail, _ = show({"kind": "image", "src": "https://x.example/a.png", "alt": 'A "lamp"', "url": "https://x.example/"})

    image = page_of(mail).xpath("//img[@src='https://x.example/a.png']")[0]
    assert image.get("alt") == 'A "lamp"'
    assert image.getparent().get("href") == "https://x.example/"
    assert mail.text == 'A "lamp": https://x.example/'


def test_button(show):
    mail, _ = show({"kind": "button", "label": "Go & see", "url": "https://x.example/{{ contact.language }}"})

    assert [link.text for link in page_of(mail).xpath("//a[@href='https://x.example/en']")] == ["Go & see"]
    assert mail.text == "Go & see: https://x.example/en"


def test_columns_stand_side_by_side_from_480_px(show):
    # when
    mail, _ = show(
        {"kind": "columns", "columns": [[{"kind": "heading", "text": "A"}], [{"kind": "heading", "text": "B"}]]}
    )

    # then
    page = page_of(mail)
    assert len(page.find_class("mj-column-per-50")) == 2
    assert "@media only screen and (min-width: 480px)" in "".join(page.xpath("//style/text()"))
    assert mail.text == "A\n\nB"


def test_product_grid(show, make_card):
    # given
    cards = [make_card(n, units_left=n, rating=4.5, undiscounted_price=None) for n in (1, 2, 3)]

    # when
    mail, words = show(
        {"kind": "product_grid", "title": "For you", "columns": 2, "button_label": "Look"},
        products=cards_to_data(cards, "en"),
    )

    # then
    page = page_of(mail)
    assert page.xpath("//img[contains(@src, 'media')]/@src") == [
        f"https://shop.example/media/{n}.png" for n in (1, 2, 3)
    ]
    assert words.count("Look") == 3
    assert "For you Lamp 1 White ★ 4.5 €89.00 Only 1 left" in words
    assert mail.text.startswith(
        "For you\n\n- Lamp 1, White, €89.00 (Only 1 left)\n  https://shop.example/products/1?ref=a&b=c\n- Lamp 2"
    )


@pytest.mark.parametrize(("columns", "rows"), [(1, 5), (2, 3), (3, 2)])
def test_product_grid_has_one_row_per_so_many_products(show, make_card, columns, rows):
    cards = cards_to_data([make_card(n) for n in range(1, 6)], "en")

    mail, words = show({"kind": "product_grid", "columns": columns}, products=cards)

    assert len(page_of(mail).find_class("surface")) == rows
    assert words.count("View product") == 5


def test_product_grid_without_products_leaves_no_title(show):
    mail, words = show({"kind": "product_grid", "title": "For you"}, {"kind": "divider"}, products=[])

    assert "For you" not in words
    assert "For you" not in mail.text


def test_cart_lines(show, make_cart):
    # when
    mail, words = show({"kind": "cart_lines"}, language="it", cart=cart_to_data(make_cart(), "it"))

    # then
    assert "Lamp 1 White Quantità: 2 178,00 € Lamp 2 White Quantità: 1 89,00 € Totale 267,00 €" in words
    assert page_of(mail).xpath("//a[contains(text(), 'Torna al carrello')]/@href") == [
        "https://shop.example/checkout?token=1"
    ]
    assert mail.text == (
        "- Lamp 1, White\n  Quantità: 2, 178,00\xa0€\n  https://shop.example/products/1?ref=a&b=c\n"
        "- Lamp 2, White\n  Quantità: 1, 89,00\xa0€\n  https://shop.example/products/2?ref=a&b=c\n"
        "Totale: 267,00\xa0€\n\nTorna al carrello: https://shop.example/checkout?token=1"
    )


def test_cart_lines_without_a_cart_show_nothing(show):
    mail, words = show({"kind": "cart_lines"}, {"kind": "divider"}, cart={})

    assert "Back to your cart" not in words + mail.text


def test_picture_that_is_missing_leaves_no_broken_image(show, make_card):
    mail, _ = show({"kind": "product_grid"}, products=cards_to_data([make_card(image_url=None)], "en"))

    assert page_of(mail).xpath("//img") == []


def test_order_lines(show):
    mail, words = show({"kind": "order_lines", "has_total": False})

    assert "Order 1042 Lamp 1 White Quantity: 2 €178.00" in words
    assert "Total" not in words
    assert mail.text.startswith("Order 1042\n- Lamp 1, White\n")


def test_coupon(show):
    mail, words = show({"kind": "coupon"})

    assert "10% off Your code BACK-7KQ2 Valid until November 30, 2026" in words
    assert mail.text == "10% off\nYour code: BACK-7KQ2\nValid until November 30, 2026"


@pytest.mark.parametrize(
    ("coupon", "text"),
    [({"code": "A", "value": "B", "expires_on": ""}, "B\nYour code: A"), ({"code": ""}, "Hello"), (None, "Hello")],
)
def test_coupon_shows_what_there_is(show, coupon, text):
    mail, _ = show({"kind": "coupon"}, {"kind": "heading", "text": "Hello"}, coupon=coupon)

    assert mail.text.removesuffix("\n\nHello") == text


STANDING = {
    "available": 120,
    "tier": "Silver",
    "next_tier": "Gold",
    "to_next_tier": 380,
    "next_reward": "€10 voucher",
    "to_next_reward": 80,
}


def test_points(show):
    mail, words = show({"kind": "points"}, points=STANDING)

    lines = ("Your level: Silver", "380 more to Gold", "80 more to your next reward: €10 voucher")
    assert " ".join(("Your points 120", *lines)) in words
    assert mail.text == "\n".join(("Your points: 120", *lines))


def test_points_at_the_top_have_nothing_ahead(show):
    mail, _ = show({"kind": "points"}, points=STANDING | {"tier": "", "next_tier": "", "next_reward": ""})

    assert mail.text == "Your points: 120"


def test_review(show):
    mail, _ = show({"kind": "review", "quote": "So\nbright", "author": "Marta", "stars": 4})

    stars = page_of(mail).find_class("stars")[0]
    assert (stars.text, stars.get("role"), stars.get("aria-label")) == ("★★★★☆", "img", "4 out of 5 stars")
    assert mail.text == "4 out of 5 stars\n“So\nbright”\nMarta"


def test_footer_always_shows_the_way_out(brand, make_data, signer):
    # given
    content = parse_content({"subject": "Hello", "blocks": [{"kind": "footer", "reason": "<b>Because.</b>"}]})
    links = signer.for_message(1, "https://shop.example/preferences")

    # when
    mail = render(compile_mail(content, "it", brand), make_data("it"), links)

    # then
    page = page_of(mail)
    assert [(link.text, link.get("href")) for link in page.find_class("footer-link")] == [
        ("Annulla l\u2019iscrizione", links.unsubscribe_url),
        ("Preferenze e-mail", "https://shop.example/preferences"),
    ]
    assert mail.text == (
        "---\nLume & Co\n1 Sample Street\nPorto\n\nBecause.\n\n"
        f"Annulla l\u2019iscrizione: {links.unsubscribe_url}\nPreferenze e-mail: https://shop.example/preferences"
    )


def test_footer_without_preferences_page(brand, make_data, signer):
    content = parse_content({"subject": "Hello", "blocks": [{"kind": "footer", "shop_name": "Other"}]})

    mail = render(compile_mail(content, "en", brand), make_data(), signer.for_message(1))

    assert "Preferences" not in mail.text
    assert "because you are a customer of Other or signed up there" in mail.text


def test_customers_words_do_no_harm_anywhere(brand, every_block, make_data, make_card, make_cart, signer):
    # given: names as an attacker would give them
    evil = "\"'><script>alert(1)</script>{{ 7*7 }}{% raw %}"
    data = make_data(
        contact={"first_name": evil, "language": evil},
        products=cards_to_data([make_card(name=evil, variant_name=evil, url="javascript:alert(1)")], "en"),
    )
    data["cart"]["lines"][0]["name"] = evil

    # when
    mail = render(compile_mail(parse_content(every_block), "en", brand), data, signer.for_message(1))

    # then
    page = page_of(mail)
    assert list(page.iter("script")) == []
    assert "49" not in re.sub(r"https?://\S+", "", page.text_content())
    assert [link for link in page.iter("a") if link.get("href", "").startswith("javascript")] == []
    assert "\n" not in mail.subject


def test_divider(show):
    mail, _ = show({"kind": "heading", "text": "a"}, {"kind": "divider"})

    assert mail.text == "a\n\n---"
    assert "border-top:solid 1px #e5e7eb" in mail.html.replace("; ", ";")
