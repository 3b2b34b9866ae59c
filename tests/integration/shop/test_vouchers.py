import re
import threading
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from saleor.discount import DiscountValueType, VoucherType
from saleor.discount.models import Voucher, VoucherCode

from saleor_automation.shop.voucher_codes import (
    ALPHABET,
    ALPHABETS,
    active_codes,
    create_codes,
    delete_codes,
    new_code,
    revoke_codes,
    taken_codes,
    usable_codes,
)
from saleor_automation.shop.voucher_terms import VoucherTerms
from saleor_automation.shop.vouchers import (
    NoChannel,
    open_voucher,
    open_vouchers,
    problems_in_shop,
    remove_empty_vouchers,
    with_subcategories,
)
from tests.shop.factories import make_category

from . import builders
from .builders import NOON

DAY = timedelta(days=1)
TERMS = VoucherTerms(
    policy="comeback",
    name="Come back",
    kind="percentage",
    value={"percentage": Decimal(10)},
    minimum_spend={"USD": Decimal(30)},
    starts_at=NOON,
    ends_at=NOON + 7 * DAY,
)


@pytest.fixture
def channels(db):
    return [builders.channel(), builders.channel("euro", "EUR")]


def listings(voucher_id):
    rows = Voucher.objects.get(pk=voucher_id).channel_listings.order_by("currency")
    return [(row.currency, row.discount_value, row.min_spent_amount) for row in rows]


def test_percentage_is_good_in_every_channel(channels):
    # when
    voucher = Voucher.objects.get(pk=open_voucher(TERMS))

    # then
    assert (voucher.type, voucher.discount_value_type) == (VoucherType.ENTIRE_ORDER, DiscountValueType.PERCENTAGE)
    assert (voucher.start_date, voucher.end_date) == (NOON, NOON + 7 * DAY)
    assert voucher.name == "Come back, until 2026-03-17 12:00 UTC"
    assert voucher.single_use
    assert voucher.usage_limit is None
    assert listings(voucher.pk) == [("EUR", 10, None), ("USD", 10, 30)]


def test_fixed_amount_is_good_where_the_policy_names_the_currency(channels):
    # given
    terms = replace(TERMS, kind="fixed", value={"EUR": Decimal("4.50"), "GBP": Decimal(4)})

    # when
    voucher = Voucher.objects.get(pk=open_voucher(terms))

    # then
    assert voucher.discount_value_type == DiscountValueType.FIXED
    assert listings(voucher.pk) == [("EUR", Decimal("4.5"), None)]


def test_free_shipping_takes_all_of_the_shipping_price(channels):
    # given
    terms = replace(TERMS, kind="free_shipping", value={})

    # when
    voucher = Voucher.objects.get(pk=open_voucher(terms))

    # then
    assert (voucher.type, voucher.discount_value_type) == (VoucherType.SHIPPING, DiscountValueType.PERCENTAGE)
    assert listings(voucher.pk) == [("EUR", 100, None), ("USD", 100, 30)]


def test_amount_in_a_currency_nobody_sells_in_is_refused(channels):
    # given
    terms = replace(TERMS, kind="fixed", value={"GBP": Decimal(4)})

    # when
    with pytest.raises(NoChannel) as refused:
        open_voucher(terms)

    # then
    assert str(refused.value) == (
        "Coupon 'comeback': no channel of the shop sells in GBP; add an amount in a currency of the shop."
    )
    assert not Voucher.objects.exists()


def test_same_terms_mean_the_same_voucher(channels):
    # when
    first = open_voucher(TERMS)
    again = open_voucher(replace(TERMS, starts_at=NOON + DAY, value={"percentage": Decimal("10.0")}))

    # then
    assert first == again
    assert Voucher.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"policy": "other"},
        {"value": {"percentage": Decimal(15)}},
        {"minimum_spend": {}},
        {"kind": "free_shipping"},
        {"ends_at": NOON + 8 * DAY},
    ],
)
def test_other_terms_mean_another_voucher(channels, change):
    # given
    first = open_voucher(TERMS)

    # when
    other = open_voucher(replace(TERMS, **change))

    # then
    assert other != first


@pytest.mark.django_db(transaction=True)
def test_two_workers_open_one_voucher():
    # given
    builders.channel()
    start, found = threading.Barrier(2), []

    def work():
        try:
            start.wait(timeout=10)
            found.append(open_voucher(TERMS))
        finally:
            connection.close()

    # when
    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)

    # then
    assert len(found) == 2
    assert len(set(found)) == Voucher.objects.count() == 1


def test_finding_vouchers_takes_one_query_and_no_lock(channels, django_assert_num_queries):
    # given
    wanted = [replace(TERMS, ends_at=NOON + days * DAY) for days in range(1, 6)]
    created = open_vouchers(wanted)

    # when
    with django_assert_num_queries(1):
        found = open_vouchers(wanted)

    # then
    assert found == created
    assert len(set(found.values())) == 5


def test_opening_many_vouchers_takes_as_many_queries_as_opening_one(channels, django_assert_num_queries):
    # when / then: look up, between savepoints lock, look up, read the channels, insert vouchers and listings
    with django_assert_num_queries(8):
        open_vouchers([TERMS])
    with django_assert_num_queries(8):
        open_vouchers([replace(TERMS, ends_at=NOON + days * DAY) for days in range(20, 50)])


def test_codes_belong_to_the_voucher_and_are_usable(channels, django_assert_num_queries):
    # given
    voucher_id = open_voucher(TERMS)

    # when
    with django_assert_num_queries(3):  # one INSERT between savepoints
        create_codes([(voucher_id, "A-1"), (voucher_id, "A-2")])

    # then
    assert list(VoucherCode.objects.order_by("code").values_list("code", "voucher_id", "is_active", "used")) == [
        ("A-1", voucher_id, True, 0),
        ("A-2", voucher_id, True, 0),
    ]
    assert taken_codes(["A-1", "A-2", "A-3"]) == {"A-1", "A-2"}
    assert usable_codes(["A-1", "A-2", "A-3"], NOON) == {"A-1", "A-2"}


def test_code_that_is_taken_adds_none_of_the_batch(channels):
    # given
    voucher_id = open_voucher(TERMS)
    create_codes([(voucher_id, "A-1")])

    # when
    with pytest.raises(IntegrityError), transaction.atomic():
        create_codes([(voucher_id, "A-2"), (voucher_id, "A-1")])

    # then
    assert taken_codes(["A-1", "A-2"]) == {"A-1"}


def test_code_is_usable_while_its_voucher_runs(channels):
    # given
    create_codes([(open_voucher(TERMS), "A-1")])

    # when
    moments = [NOON - DAY, NOON, NOON + 7 * DAY, NOON + 8 * DAY]
    usable = [bool(usable_codes(["A-1"], moment)) for moment in moments]

    # then
    assert usable == [False, True, True, False]


def test_revoked_codes_are_no_longer_usable(channels):
    # given
    voucher_id = open_voucher(TERMS)
    create_codes([(voucher_id, "A-1"), (voucher_id, "A-2")])

    # when
    first, again = revoke_codes(["A-1", "A-3"]), revoke_codes(["A-1"])

    # then
    assert (first, again) == (1, 0)
    assert usable_codes(["A-1", "A-2"], NOON) == {"A-2"}


@pytest.mark.parametrize(("prefix", "length"), [("", 19), ("a", 21), ("ab", 17), ("cart", 19)])
def test_new_code_is_legible_and_longer_than_any_gift_card(prefix, length):
    # when
    codes = {new_code(prefix) for _ in range(500)}

    # then
    start = re.escape(prefix.upper() + "-" if prefix else "")
    group = f"[{ALPHABET}]{{4}}"
    assert len(codes) == 500
    assert all(re.fullmatch(f"{start}{group}(-{group}){{2,3}}", code) for code in codes)
    assert {len(code) for code in codes} == {length}
    assert not set("AEIOUL01B8S5Z") & set(ALPHABET)


@pytest.mark.parametrize(("alphabet", "length"), [("mixed", 19), ("letters", 24), ("digits", 29)])
def test_alphabet_of_a_code_can_be_chosen(alphabet, length):
    # when
    codes = {new_code("sale", alphabet) for _ in range(200)}

    # then
    assert len(codes) == 200
    assert {len(code) for code in codes} == {length}
    assert set("".join(codes).replace("SALE-", "").replace("-", "")) <= set(ALPHABETS[alphabet])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"kind": "cheapest_item"}, {"type": VoucherType.ENTIRE_ORDER, "apply_once_per_order": True}),
        ({"once_per_customer": True}, {"apply_once_per_customer": True}),
        ({"minimum_quantity": 3}, {"min_checkout_items_quantity": 3}),
    ],
)
def test_terms_become_columns_of_the_voucher(channels, change, expected):
    # when
    voucher = Voucher.objects.get(pk=open_voucher(replace(TERMS, **change)))

    # then
    assert {name: getattr(voucher, name) for name in expected} == expected


def test_voucher_names_the_products_it_is_good_for_and_leaves_out_those_that_are_gone(channels):
    # given
    mug = builders.product(channels[0])
    terms = replace(TERMS, kind="gift_product", value={}, products=(mug.pk, mug.pk + 1000))

    # when
    voucher = Voucher.objects.get(pk=open_voucher(terms))

    # then
    assert voucher.type == VoucherType.SPECIFIC_PRODUCT
    assert voucher.apply_once_per_order
    assert list(voucher.products.all()) == [mug]
    assert listings(voucher.pk) == [("EUR", 100, None), ("USD", 100, 30)]


def test_free_shipping_is_good_in_the_countries_named(channels):
    # when
    voucher_id = open_voucher(replace(TERMS, kind="free_shipping", value={}, countries=("IT", "DE")))

    # then
    assert [country.code for country in Voucher.objects.get(pk=voucher_id).countries] == ["DE", "IT"]


def test_voucher_is_listed_in_the_channels_named_only(channels):
    # when
    voucher_id = open_voucher(replace(TERMS, channels=("euro",)))

    # then
    assert listings(voucher_id) == [("EUR", 10, None)]


def test_categories_are_widened_to_all_below_them(db):
    # given
    kitchen = make_category("Kitchen")
    mugs = make_category("Mugs", parent=kitchen)
    small = make_category("Small mugs", parent=mugs)
    make_category("Garden")

    # then
    assert with_subcategories([kitchen.pk]) == sorted([kitchen.pk, mugs.pk, small.pk])
    assert with_subcategories([]) == []


def test_everything_the_shop_does_not_have_is_named(channels):
    # given
    terms = replace(TERMS, kind="fixed", value={"EUR": Decimal(5)}, products=(4711,), minimum_spend={"USD": Decimal(9)})

    # then
    assert problems_in_shop(terms) == [
        (
            "minimum_spend",
            "It says nothing for euro (EUR), where any cart would do; add the currency, "
            "or choose the channels it is good in.",
        ),
        ("products", "The shop has no product 4711; remove it."),
    ]
    assert problems_in_shop(replace(TERMS, channels=("gone",), minimum_spend={})) == [
        ("channels", "The shop has no channel gone; choose others.")
    ]


def test_voucher_without_codes_is_removed_once_it_is_over(channels):
    # given
    empty, used = open_voucher(TERMS), open_voucher(replace(TERMS, ends_at=NOON + 6 * DAY))
    create_codes([(used, "A-1"), (used, "A-2")])
    revoke_codes(["A-1"])
    other = Voucher.objects.create(name="The merchant's own", end_date=NOON)

    # when
    assert active_codes(["A-1", "A-2"]) == {"A-2"}
    assert delete_codes(["A-2", "A-3"]) == 1
    too_early = remove_empty_vouchers(NOON + 7 * DAY, 10)
    removed = remove_empty_vouchers(NOON + 8 * DAY, 10)

    # then
    assert (too_early, removed) == (0, 1)
    assert set(Voucher.objects.values_list("pk", flat=True)) == {used, other.pk}
    assert empty not in {used, other.pk}
