"""Random conditions, and random things that happen to people, small enough that they often meet."""

from hypothesis import strategies as st

COMPARISONS = ("eq", "ne", "gt", "gte", "lt", "lte")
DAYS = st.sampled_from([1, 2, 7, 30, 90])
SMALL = st.integers(0, 4)


def _some(**parts):
    """An object of which some parts may be left out: those whose strategy is given in a list of one."""
    required = {name: part for name, part in parts.items() if not isinstance(part, list)}
    optional = {name: part[0] for name, part in parts.items() if isinstance(part, list)}
    return st.fixed_dictionaries(required, optional=optional)


def _fact(key, ops, value, /, **more):
    return _some(fact=st.just(key), op=st.sampled_from(ops), value=value, **more)


def questions(shop):
    """Every kind of question about a shop: the ids of its products, categories, and so on."""
    product = st.sampled_from(shop.products)
    several = st.lists(product, min_size=1, max_size=2, unique=True)
    currency = st.sampled_from(["EUR", "USD", "all"])
    money = st.sampled_from([5, 10, 15, 30])
    bounds = ("gt", "gte", "lt", "lte")
    event = st.sampled_from(["order_placed", "product_viewed", "checkout_abandoned", "message_opened"])
    numbers = [
        _fact(name, COMPARISONS, SMALL, within_days=[DAYS])
        for name in ("orders_count", "carts_abandoned_count", "visits_count", "opens_count", "clicks_count")
    ]
    ages = [
        _fact(name, ("gte", "lt"), DAYS)
        for name in (
            *("last_order_age_days", "first_order_age_days", "last_cart_abandoned_age_days", "last_visit_age_days"),
            *("last_mail_engaged_age_days", "last_engaged_age_days"),
        )
    ]
    has = ("has", "has_not")
    rfm = st.lists(st.sampled_from(["new_customers", "champions", "promising", "lost", "about_to_sleep"]), min_size=1)
    return st.one_of(
        *numbers,
        *ages,
        _fact("spent", bounds, money, currency=currency, within_days=[DAYS]),
        _fact("order_amount", bounds, money, currency=currency, within_days=[DAYS]),
        _fact("last_order_amount", bounds, money, currency=currency),
        _fact("average_order_amount", bounds, money, currency=currency),
        _fact("rfm", ("in", "not_in"), rfm),
        _fact("bought_product", has, several, within_days=[DAYS]),
        _fact("bought_product", has, several, quantity=st.integers(1, 4)),
        _fact("bought_category", has, st.just([shop.category]), within_days=[DAYS]),
        _fact("bought_brand", has, st.just(["VERDI"]), within_days=[DAYS]),
        _fact("same_product_views", COMPARISONS, SMALL, within_days=[DAYS], products=[several]),
        _fact("event", COMPARISONS, SMALL, event=event, within_days=[DAYS]),
        _fact("event", COMPARISONS, SMALL, event=st.sampled_from(["order_placed", "product_viewed"]), products=several),
        _fact("event", COMPARISONS, SMALL, event=st.just("page_viewed"), url=st.just("SALE"), within_days=[DAYS]),
        _fact(
            "sequence",
            ("followed", "not_followed"),
            st.sampled_from([1, 2]),
            event=event,
            then=event,
            within_days=[DAYS],
        ),
        _fact("country", ("eq", "ne"), st.sampled_from(["IT", "FR"])),
        _fact("city", ("eq", "ne", "starts_with", "contains"), st.sampled_from(["Roma", "ro", "M"])),
        _fact("tag", has, st.sampled_from(["vip", "VIP"])),
        _fact("list", has, st.just("news")),
        _fact("score", COMPARISONS, SMALL, name=st.just("lead")),
        _fact("points", COMPARISONS, SMALL),
        _fact("tier", ("eq", "ne"), st.sampled_from(["gold", ""])),
        _fact("consent", ("eq", "ne"), st.sampled_from(["subscribed", "none"])),
        _fact("field", COMPARISONS, SMALL, name=st.just("shoe")),
        _fact("field", ("has", "has_not"), st.sampled_from(["a", "b"]), name=st.just("hobby")),
        _fact("field", COMPARISONS, st.just("2026-03-01"), name=st.just("since")),
        _fact("field", ("older_than", "newer_than"), DAYS, name=st.just("since")),
        st.fixed_dictionaries(
            {"fact": st.just("field"), "op": st.sampled_from(["is_set", "is_not_set"]), "name": st.just("shoe")}
        ),
        _fact("segment", has, st.just("inner")),
    )


def conditions(shop):
    return st.recursive(
        questions(shop),
        lambda inner: st.one_of(
            st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
            st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
            st.fixed_dictionaries({"not": inner}),
        ),
        max_leaves=5,
    )


def deeds(shop):
    """One thing that happens: (what, to whom, a detail)."""
    product = st.sampled_from(shop.products)
    who = st.integers(0, 2)
    lines = st.lists(st.tuples(product, st.integers(1, 3)), max_size=2)
    return st.one_of(
        st.tuples(
            st.just("order"),
            who,
            st.tuples(st.sampled_from(["EUR", "USD", "GBP"]), st.sampled_from([5, 10, 15]), lines),
        ),
        st.tuples(st.just("cancel"), who, st.none()),
        st.tuples(st.just("view"), who, product),
        st.tuples(st.just("page"), who, st.sampled_from(["/sale/x", "/about"])),
        st.tuples(st.just("cart"), who, st.none()),
        st.tuples(st.just("open"), who, st.booleans()),
        st.tuples(st.just("click"), who, st.booleans()),
        st.tuples(st.just("tag"), who, st.booleans()),
        st.tuples(st.just("list"), who, st.booleans()),
        st.tuples(st.just("move"), who, st.sampled_from([("IT", "Roma"), ("FR", "MARSEILLE"), ("", "")])),
        st.tuples(st.just("shoe"), who, st.one_of(st.none(), SMALL)),
        st.tuples(st.just("hobby"), who, st.sampled_from([["a"], ["a", "b"]])),
        st.tuples(st.just("since"), who, st.sampled_from(["2026-02-27", "2026-03-01"])),
        st.tuples(st.just("score"), who, SMALL),
        st.tuples(st.just("points"), who, st.tuples(SMALL, st.booleans())),
        st.tuples(st.just("consent"), who, st.sampled_from(["subscribed", "unsubscribed"])),
    )


PAUSES = st.sampled_from([0, 1, 20, 24, 24, 48, 6 * 24, 24 * 24, 60 * 24])
"""Hours: windows are full days, so that their very ends are met."""
