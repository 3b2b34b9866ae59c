"""Which hooks a change of the shop fires, in which order; see Saleor's order in its plugin manager's callers."""

import pytest
from django.db import connection, transaction
from saleor.account.models import User
from saleor.core.utils.events import call_event
from saleor.order import OrderStatus
from saleor.order.models import Order
from saleor.plugins.manager import get_plugins_manager
from saleor.site.models import SiteSettings

from tests.sandbox import recorder
from tests.shop import api, factories, sales, storefront


def _names(hooks):
    names = [name for name, _args, _kwargs in hooks]
    hooks.clear()
    return names


@pytest.fixture
def cart(channel, variant):
    return storefront.start_checkout(channel, [(variant, 2)])


def test_new_checkout(hooks, channel, variant):
    # when
    storefront.start_checkout(channel, [(variant, 1)])

    # then
    assert _names(hooks) == ["checkout_created"]


@pytest.mark.parametrize(
    "change",
    [
        lambda cart, variant: cart.add([(variant, 1)]),
        lambda cart, variant: cart.set_quantities([(variant, 1)]),
        lambda cart, variant: cart.give_email("anna@example.com"),
        lambda cart, variant: cart.give_address(),
        lambda cart, variant: cart.add_code("TEN"),
    ],
    ids=["add", "set_quantities", "give_email", "give_address", "add_code"],
)
def test_changed_checkout(hooks, channel, cart, variant, change):
    # given
    factories.make_voucher(["TEN"], {channel: "10"})
    hooks.clear()

    # when
    change(cart, variant).done()

    # then
    assert _names(hooks) == ["checkout_updated"]


def test_refused_change_of_a_checkout_is_no_change(hooks, cart):
    # given
    hooks.clear()

    # when
    cart.add_code("NONE")

    # then
    assert _names(hooks) == []


@pytest.mark.django_db(transaction=True)
def test_completed_checkout(hooks, cart):
    # given
    cart.give_email("anna@example.com").done()
    cart.give_address().done()
    hooks.clear()

    # when
    cart.complete().done()

    # then
    assert [args[0] for name, args, _ in hooks if name == "notify"] == ["order_confirmation"]
    assert _names(hooks) == ["order_created", "order_confirmed", "notify"]


@pytest.mark.django_db(transaction=True)
def test_order_that_costs_nothing_is_paid(hooks, channel, cart):
    # given
    factories.make_voucher(["FREE"], {channel: "100"})
    cart.give_email("anna@example.com").done()
    cart.give_address().done()
    cart.add_code("FREE").done()
    hooks.clear()

    # when
    cart.complete().done()

    # then
    assert _names(hooks) == [
        *("order_created", "order_paid", "notify", "order_fully_paid", "order_updated", "order_confirmed"),
        "notify",
    ]
    assert Order.objects.get().status == OrderStatus.UNFULFILLED


def test_order_marked_as_paid(hooks, channel, variant):
    # given
    address = factories.make_address()
    order = sales.make_order(channel, [(variant, 1)], email="anna@example.com", is_paid=False, billing_address=address)
    query = "mutation ($id: ID!) { orderMarkAsPaid(id: $id) { order { isPaid } errors { code } } }"

    # when
    answer = api.staff("order.manage_orders").ask(query, {"id": factories.global_id(order)})

    # then
    assert answer.done()["order"]["isPaid"] is True
    assert _names(hooks) == ["order_fully_paid", "order_updated"]


def test_canceled_order(hooks, channel, variant):
    # given
    order = sales.make_order(channel, [(variant, 1)], email="anna@example.com")
    query = "mutation ($id: ID!) { orderCancel(id: $id) { order { status } errors { code } } }"

    # when
    answer = api.staff("order.manage_orders").ask(query, {"id": factories.global_id(order)})

    # then
    assert answer.done()["order"]["status"] == "CANCELED"
    assert _names(hooks) == ["order_cancelled", "order_updated", "notify"]


FULFILL = """mutation ($order: ID!, $input: OrderFulfillInput!) {
    orderFulfill(order: $order, input: $input) { order { status } errors { code field message } }
}"""


@pytest.mark.parametrize(
    ("quantity", "status", "names"),
    [
        (1, "PARTIALLY_FULFILLED", ["fulfillment_created", "order_updated", "notify"]),
        (
            2,
            "FULFILLED",
            ["fulfillment_created", "fulfillment_approved", "order_updated", "order_fulfilled", "notify"],
        ),
    ],
)
def test_fulfilled_order(hooks, channel, variant, quantity, status, names):
    # given
    order = storefront.buy(channel, [(variant, 2)], "anna@example.com")
    details = api.staff("order.manage_orders").ask(
        "query ($id: ID!) { order(id: $id) { lines { id } } }", {"id": order["id"]}
    )
    stock = variant.stocks.get()
    stocks = [{"quantity": quantity, "warehouse": factories.global_id(stock.warehouse)}]
    lines = [{"orderLineId": details.payload["lines"][0]["id"], "stocks": stocks}]
    hooks.clear()

    # when
    variables = {"order": order["id"], "input": {"lines": lines}}
    answer = api.staff("order.manage_orders").ask(FULFILL, variables)

    # then
    assert answer.done()["order"]["status"] == status
    assert _names(hooks) == names
    stock.refresh_from_db()
    assert (stock.quantity, stock.quantity_allocated) == (5 - quantity, 2 - quantity)


def test_registered_customer(hooks, settings, channel):
    # given
    query = """mutation ($input: AccountRegisterInput!) {
        accountRegister(input: $input) { requiresConfirmation user { id email } errors { code field } }
    }"""
    values = {
        "email": "Anna@Example.com",
        "password": "password",
        "channel": channel.slug,
        "redirectUrl": "https://www.example.com/confirm",
    }

    # when
    answer = api.anonymous().ask(query, {"input": values})

    # then
    assert answer.done()["user"] == {"id": "", "email": "anna@example.com"}
    assert _names(hooks) == ["notify", "account_confirmation_requested", "customer_created"]
    assert User.objects.get().is_confirmed is False

    # when they come again
    again = api.anonymous().ask(query, {"input": values})

    # then nobody can tell
    assert again.done() == answer.done()
    assert _names(hooks) == []


def test_customer_in_the_hands_of_staff(hooks, channel):
    # given
    staff = api.staff("account.manage_users")
    create = """mutation ($input: UserCreateInput!) {
        customerCreate(input: $input) { user { id } errors { code field message } }
    }"""
    update = """mutation ($id: ID!, $input: CustomerInput!) {
        customerUpdate(id: $id, input: $input) { user { firstName } errors { code } }
    }"""
    delete = "mutation ($id: ID!) { customerDelete(id: $id) { user { email } errors { code } } }"

    # when
    user = staff.ask(create, {"input": {"email": "anna@example.com"}}).done()["user"]
    staff.ask(update, {"id": user["id"], "input": {"firstName": "Anna"}}).done()
    staff.ask(delete, {"id": user["id"]}).done()

    # then
    assert _names(hooks) == ["customer_created", "customer_updated", "customer_deleted"]
    assert not User.objects.filter(email="anna@example.com").exists()


def test_updated_product(hooks, product):
    # given
    query = """mutation ($id: ID!, $input: ProductInput!) {
        productUpdate(id: $id, input: $input) { product { name rating } errors { code } }
    }"""
    variables = {"id": factories.global_id(product), "input": {"name": "Green mug", "rating": 4.5}}

    # when
    answer = api.staff("product.manage_products").ask(query, variables)

    # then
    assert answer.done()["product"] == {"name": "Green mug", "rating": 4.5}
    assert _names(hooks) == ["product_updated"]


def test_new_voucher(hooks, channel):
    # given
    query = """mutation ($input: VoucherInput!) {
        voucherCreate(input: $input) { voucher { code } errors { code } }
    }"""

    # when
    answer = api.staff("discount.manage_discounts").ask(query, {"input": {"name": "Ten", "addCodes": ["TEN"]}})

    # then
    assert answer.done()["voucher"] == {"code": "TEN"}
    assert _names(hooks) == ["voucher_codes_created", "voucher_created"]


@pytest.mark.parametrize(
    ("is_legacy", "names"),
    [(False, ["checkout_metadata_updated"]), (True, ["checkout_metadata_updated", "checkout_updated"])],
)
def test_metadata(hooks, cart, is_legacy, names):
    # given
    SiteSettings.objects.update(use_legacy_update_webhook_emission=is_legacy)
    hooks.clear()
    query = """mutation ($id: ID!) {
        updateMetadata(id: $id, input: [{key: "visitor", value: "v1"}]) {
            item { metadata { key value } } errors { code }
        }
    }"""

    # when
    answer = api.anonymous().ask(query, {"id": cart.id})

    # then
    assert answer.done()["item"] == {"metadata": [{"key": "visitor", "value": "v1"}]}
    assert _names(hooks) == names


def test_hooks_come_with_keywords(hooks, channel, variant):
    # when
    storefront.start_checkout(channel, [(variant, 1)])

    # then
    ((_name, (checkout,), keywords),) = hooks
    assert checkout.channel == channel
    assert not keywords.pop("webhooks")
    assert not keywords


@pytest.mark.django_db(transaction=True)
def test_hook_waits_for_the_commit(hooks):
    # given
    customer = factories.make_customer()
    manager = get_plugins_manager(allow_replica=False)

    # when
    with transaction.atomic():
        call_event(manager.customer_updated, customer)
        before = list(hooks)

    # then
    assert before == []
    assert _names(hooks) == ["customer_updated"]
    assert not connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_exception_in_a_hook_reaches_the_customer_although_the_change_is_made(settings):
    # given
    channel = factories.make_channel()
    variant = factories.make_product(prices={channel: "20.00"}).default_variant
    cart = storefront.start_checkout(channel, [(variant, 1)])
    settings.PLUGINS = [recorder.GRUMPY_PATH]

    # when
    answer = cart.add([(variant, 1)])

    # then
    assert (answer.status, answer.error_codes) == (200, ["RuntimeError"])
    assert answer.body["errors"][0]["message"] == "Internal Server Error"
    assert answer.data == {"checkoutLinesAdd": None}
    assert cart.total() == 40
