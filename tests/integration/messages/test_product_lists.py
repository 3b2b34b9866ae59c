"""Lists in mails: filled at send, left out with a reason, remembered, and checked before anybody gets them."""

from uuid import uuid4

import pytest

from saleor_automation.messages.list_usage import templates_with
from saleor_automation.messages.templates import template_problems
from saleor_automation.messages.transports import Outcome
from saleor_automation.models import Message, ProductList, ShownProduct
from tests.factories import NOW, TemplateFactory, deliver_all
from tests.integration.product_lists.small_shop import SmallShop, unpublish


class Keeping:
    """A transport that keeps the mails it is given."""

    kind = "test"
    group_size = 20

    def __init__(self):
        self.mails = []

    def deliver(self, mails):
        self.mails += [mail.mime.decode() for mail in mails]
        return [Outcome(mail.message_id, "delivered", "", "") for mail in mails]


@pytest.fixture
def shop(db):
    shop = SmallShop()
    shop.sell_a_month()
    shop.look()
    return shop


def product_list(slug="best-now", **definition):
    definition = {"source": {"kind": "best_sellers"}, "limit": 2} | definition
    return ProductList.objects.create(slug=slug, name=slug, definition=definition, created_at=NOW, updated_at=NOW)


def template(*blocks, slug="letter", **content):
    blocks = [{"kind": "text", "html": "<p>Hello</p>"}, *blocks, {"kind": "footer"}]
    return TemplateFactory(slug=slug, content={"en": {"subject": "Hello", "blocks": blocks} | content})


def grid(source="best-now", **fields):
    return {"kind": "product_grid", "source": source, "title": "For you", **fields}


def send(shop, letter, **context):
    message = Message.objects.create(
        key=str(uuid4()),
        contact_id=shop.ada.pk,
        template_id=letter.pk,
        transport="email",
        context={"since": NOW.isoformat(), **context},
        truth=[],
        planned_at=NOW,
        send_at=NOW,
    )
    transport = Keeping()
    deliver_all(NOW, transport)
    message.refresh_from_db()
    return message, transport.mails


def test_grid_shows_its_list_with_price_and_link(shop):
    # given
    product_list()

    # when
    message, (mail,) = send(shop, template(grid()))

    # then
    assert message.state == "delivered"
    assert message.notes == []
    assert mail.index("plate") < mail.index("red mug")
    assert "spade" not in mail
    assert "$8.00" in mail


def test_list_is_known_in_tags_by_its_slug_with_underscores(shop):
    # given
    product_list()
    words = "{% for each in best_now %}{{ each.name }}: {{ each.price }}; {% endfor %}"
    letter = template({"kind": "text", "html": f"<p>{words}</p>"})

    # when
    _, (mail,) = send(shop, letter)

    # then
    assert "plate: $8.00; red mug: $12.00;" in mail


def test_short_list_leaves_its_block_out_and_the_message_says_why(shop):
    # given
    product_list(source={"kind": "bought"}, minimum=2)
    shop.bought(shop.pot)

    # when
    message, (mail,) = send(shop, template(grid()))

    # then
    assert "For you" not in mail
    assert (message.state, message.notes) == (
        "delivered",
        [{"list": "best-now", "reason": "too_few_products", "found": 1, "minimum": 2}],
    )


def test_short_list_leaves_the_mail_out_when_the_block_says_so(shop):
    # given
    product_list(source={"kind": "bought"}, minimum=2)

    # when
    message, mails = send(shop, template(grid(when_short="leave_out_mail")))

    # then
    assert mails == []
    assert (message.state, message.reason, message.detail) == (
        "skipped",
        "too_few_products",
        "Product list 'best-now' has 0 of at least 2.",
    )
    assert ShownProduct.objects.count() == 0


def test_product_unpublished_after_planning_is_not_shown(shop):
    # given
    product_list()
    unpublish(shop.plate)

    # when
    _, (mail,) = send(shop, template(grid()))

    # then
    assert "plate" not in mail
    assert mail.index("red mug") < mail.index("spade")


def test_what_was_shown_is_remembered_and_not_shown_again(shop):
    # given
    product_list(exclude={"shown_within_days": 7})
    letter = template(grid())

    # when
    first, _ = send(shop, letter)
    second, (mail,) = send(shop, letter)

    # then
    shown = ShownProduct.objects.order_by("id").values_list("message_id", "product_id", "list_slug")
    assert list(shown) == [
        (first.pk, shop.plate.pk, "best-now"),
        (first.pk, shop.red_mug.pk, "best-now"),
        (second.pk, shop.spade.pk, "best-now"),
        (second.pk, shop.blue_mug.pk, "best-now"),
    ]
    assert "plate" not in mail


def test_two_lists_of_one_mail_show_no_product_twice(shop):
    # given
    product_list()
    product_list("newest", source={"kind": "novelties"}, limit=3)

    # when
    message, _ = send(shop, template(grid(), grid("newest")))

    # then
    shown = ShownProduct.objects.filter(message_id=message.pk).order_by("id")
    assert list(shown.values_list("list_slug", "product_id")) == [
        ("best-now", shop.plate.pk),
        ("best-now", shop.red_mug.pk),
        ("newest", shop.pot.pk),
        ("newest", shop.blue_mug.pk),
        ("newest", shop.spade.pk),
    ]


def test_list_about_the_product_of_the_event(shop):
    # given
    product_list(source={"kind": "best_sellers_product_category"})

    # when
    _, (mail,) = send(shop, template(grid()), product_id=shop.pot.pk)

    # then
    assert mail.index("spade") < mail.index("pot")


def test_list_that_was_deleted_all_the_same_leaves_the_block_out(shop):
    message, (mail,) = send(shop, template(grid()))
    assert "For you" not in mail
    assert [note["reason"] for note in message.notes] == ["list_missing"]


def test_template_with_a_list_that_does_not_exist_cannot_be_published(shop):
    letter = template(grid("nowhere"))
    assert list(template_problems(letter)) == [
        "Template 'letter' (en, block 2 (product_grid), source): "
        "there is no product list 'nowhere'; create it or choose another"
    ]
    product_list("nowhere")
    assert list(template_problems(letter)) == []


def test_templates_that_show_a_list_are_found(shop):
    # given
    template(grid(), slug="with-grid")
    template({"kind": "text", "html": "<p>{{ best_now[0].name }}</p>"}, slug="with-tag")
    template({"kind": "text", "html": "<p>best-now best_now</p>"}, slug="only-words")

    # then
    assert templates_with(["best-now", "newest"]) == {"best-now": ["with-grid", "with-tag"], "newest": []}
