"""Conditions answered the slow way, from plain lists of what happened: written apart from the compiler, to check it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

HALF_AN_HOUR = timedelta(minutes=30)
RATES = {"EUR": 1.0, "USD": 0.5}
RECENCY = [(30, 5), (90, 4), (180, 3), (365, 2)]
FREQUENCY = [(10, 5), (6, 4), (4, 3), (2, 2)]
RFM_ROWS = {
    5: "new_customers potential_loyalists potential_loyalists champions champions",
    4: "promising potential_loyalists potential_loyalists loyal loyal",
    3: "about_to_sleep about_to_sleep need_attention loyal loyal",
    2: "hibernating hibernating at_risk at_risk cannot_lose",
    1: "lost lost at_risk at_risk cannot_lose",
}


@dataclass
class Order:
    at: datetime
    currency: str
    amount: int
    lines: list
    is_cancelled: bool = False
    row: object = None


@dataclass
class Person:
    pk: int
    country: str = ""
    city: str = ""
    orders: list = field(default_factory=list)
    views: list = field(default_factory=list)  # (at, product or None, url)
    carts: list = field(default_factory=list)
    opens: list = field(default_factory=list)  # by people only
    clicks: list = field(default_factory=list)
    tags: set = field(default_factory=set)
    lists: set = field(default_factory=set)
    fields: dict = field(default_factory=dict)
    score: int = 0
    points: int = 0
    tier: str = ""
    consent: str = "subscribed"


@dataclass
class World:
    categories: dict
    brands: dict
    segments: dict = field(default_factory=dict)


def meets(condition, person, now, world):
    if "all" in condition:
        return all(meets(each, person, now, world) for each in condition["all"])
    if "any" in condition:
        return any(meets(each, person, now, world) for each in condition["any"])
    if "not" in condition:
        return not meets(condition["not"], person, now, world)
    return ANSWERS[condition["fact"]](Asked(condition, person, now, world))


class Asked:
    def __init__(self, condition, person, now, world):
        self.condition, self.person, self.now, self.world = condition, person, now, world
        self.op, self.value = condition["op"], condition.get("value")

    def is_recent(self, at):
        days = self.condition.get("within_days")
        return days is None or at > self.now - timedelta(days=days)

    def number(self, known):
        match self.op:
            case "eq":
                return known == self.value
            case "ne":
                return known != self.value
            case "gt":
                return known > self.value
            case "gte":
                return known >= self.value
            case "lt":
                return known < self.value
            case "lte":
                return known <= self.value

    def age(self, moments):
        if not moments:
            return False
        is_old = self.now - max(moments) >= timedelta(days=self.value)
        return is_old if self.op == "gte" else not is_old

    def text(self, known):
        values = self.value if isinstance(self.value, list) else [self.value]
        match self.op:
            case "eq" | "in":
                return known in values
            case "ne" | "not_in":
                return known not in values
            case "starts_with":
                return known.startswith(self.value)
            case "contains":
                return self.value in known

    def has(self, is_there):
        return is_there if self.op == "has" else not is_there

    def worth(self, order):
        """An amount in the currency asked for; None if it does not count."""
        if self.condition["currency"] == "all":
            return order.amount * RATES[order.currency] if order.currency in RATES else None
        return order.amount if order.currency == self.condition["currency"] else None


def orders_of(asked):
    return [order for order in asked.person.orders if not order.is_cancelled]


def spent(asked):
    amounts = [asked.worth(order) for order in orders_of(asked) if asked.is_recent(order.at)]
    return asked.number(sum(amount for amount in amounts if amount is not None))


def any_order(asked):
    amounts = [asked.worth(order) for order in orders_of(asked) if asked.is_recent(order.at)]
    return any(asked.number(amount) for amount in amounts if amount is not None)


def last_order(asked):
    orders = sorted(orders_of(asked), key=lambda order: order.at)
    amount = asked.worth(orders[-1]) if orders else None
    return amount is not None and asked.number(amount)


def average(asked):
    amounts = [asked.worth(order) for order in orders_of(asked)]
    amounts = [amount for amount in amounts if amount is not None]
    return bool(amounts) and asked.number(sum(amounts) / len(amounts))


def rfm(asked):
    count = len(orders_of(asked))
    every = [order.at for order in asked.person.orders]
    known = ""
    if count and every:
        age = asked.now - max(every)
        recency = next((score for days, score in RECENCY if age < timedelta(days=days)), 1)
        frequency = next((score for most, score in FREQUENCY if count >= most), 1)
        known = RFM_ROWS[recency].split()[frequency - 1]
    return asked.text(known)


def bought(asked, products):
    """Something that was not all given back, and that was bought (given back or not) inside the window."""
    found = False
    total = 0
    for product in products:
        lines = [(order, quantity) for order in asked.person.orders for pk, quantity in order.lines if pk == product]
        kept = sum(quantity for order, quantity in lines if not order.is_cancelled)
        if kept > 0:
            total += kept
            found = found or asked.is_recent(max(order.at for order, _ in lines))
    least = asked.condition.get("quantity")
    return asked.has(found if least is None else total >= least)


def visits(asked):
    pages = sorted(at for at, _, _ in asked.person.views if asked.is_recent(at))
    begins = [at for index, at in enumerate(pages) if index == 0 or at - pages[index - 1] > HALF_AN_HOUR]
    return asked.number(len(begins))


def same_product(asked):
    only = asked.condition.get("products")
    seen = [pk for at, pk, _ in asked.person.views if pk and asked.is_recent(at) and (not only or pk in only)]
    return asked.number(max((seen.count(pk) for pk in seen), default=0))


def happenings(asked, kind, *, is_filtered):
    person = asked.person
    match kind:
        case "order_placed":
            rows = [(order.at, {pk for pk, _ in order.lines}, "") for order in person.orders]
        case "product_viewed":
            rows = [(at, {pk}, "") for at, pk, _ in person.views if pk]
        case "page_viewed":
            rows = [(at, set(), url) for at, pk, url in person.views if not pk]
        case "checkout_abandoned":
            rows = [(at, set(), "") for at in person.carts]
        case "message_opened":
            rows = [(at, set(), "") for at in person.opens]
    if not is_filtered:
        return [at for at, _, _ in rows]
    products, url = asked.condition.get("products"), asked.condition.get("url")
    return [
        at
        for at, pks, page in rows
        if asked.is_recent(at) and (not products or pks & set(products)) and (not url or url.lower() in page.lower())
    ]


def sequence(asked):
    wait = timedelta(days=asked.value)
    replies = happenings(asked, asked.condition["then"], is_filtered=False)
    for at in happenings(asked, asked.condition["event"], is_filtered=True):
        is_followed = any(at < reply <= at + wait for reply in replies)
        if asked.op == "followed" and is_followed:
            return True
        if asked.op == "not_followed" and not is_followed and asked.now >= at + wait:
            return True
    return False


def custom_field(asked):
    value = asked.person.fields.get(asked.condition["name"])
    if asked.op in ("is_set", "is_not_set"):
        return (value is not None) == (asked.op == "is_set")
    if value is None:
        return asked.op in ("ne", "not_in", "has_not")
    match asked.op:
        case "has" | "has_not":
            return asked.has(asked.value in value)
        case "older_than" | "newer_than":
            begins = datetime(value.year, value.month, value.day, tzinfo=asked.now.tzinfo)
            is_old = asked.now - begins >= timedelta(days=asked.value)
            return is_old == (asked.op == "older_than")
    if isinstance(value, date):
        asked.value = date.fromisoformat(asked.value)
    return asked.text(value) if isinstance(value, str) else asked.number(value)


def inside(asked):
    return asked.has(meets(asked.world.segments[asked.value], asked.person, asked.now, asked.world))


ANSWERS = {
    "orders_count": lambda a: a.number(sum(a.is_recent(order.at) for order in orders_of(a))),
    "spent": spent,
    "order_amount": any_order,
    "last_order_amount": last_order,
    "average_order_amount": average,
    "last_order_age_days": lambda a: a.age([order.at for order in a.person.orders]),
    "first_order_age_days": lambda a: a.age([min(order.at for order in a.person.orders)] if a.person.orders else []),
    "rfm": rfm,
    "bought_product": lambda a: bought(a, a.value),
    "bought_category": lambda a: bought(a, {pk for each in a.value for pk in a.world.categories[each]}),
    "bought_brand": lambda a: bought(a, {pk for each in a.value for pk in a.world.brands[each.lower()]}),
    "carts_abandoned_count": lambda a: a.number(sum(a.is_recent(at) for at in a.person.carts)),
    "last_cart_abandoned_age_days": lambda a: a.age(a.person.carts),
    "visits_count": visits,
    "last_visit_age_days": lambda a: a.age([at for at, _, _ in a.person.views]),
    "same_product_views": same_product,
    "event": lambda a: a.number(len(happenings(a, a.condition["event"], is_filtered=True))),
    "sequence": sequence,
    "opens_count": lambda a: a.number(sum(a.is_recent(at) for at in a.person.opens)),
    "clicks_count": lambda a: a.number(sum(a.is_recent(at) for at in a.person.clicks)),
    "last_mail_engaged_age_days": lambda a: a.age([*a.person.opens, *a.person.clicks]),
    "last_engaged_age_days": lambda a: a.age(
        [
            *a.person.opens,
            *a.person.clicks,
            *(at for at, _, _ in a.person.views),
            *(order.at for order in a.person.orders),
        ]
    ),
    "country": lambda a: a.text(a.person.country),
    "city": lambda a: Asked({**a.condition, "value": a.value.lower()}, a.person, a.now, a.world).text(
        a.person.city.lower()
    ),
    "tag": lambda a: a.has(a.value.lower() in a.person.tags),
    "list": lambda a: a.has(a.value in a.person.lists),
    "segment": inside,
    "field": custom_field,
    "score": lambda a: a.number(a.person.score),
    "points": lambda a: a.number(a.person.points),
    "tier": lambda a: a.text(a.person.tier),
    "consent": lambda a: a.text(a.person.consent),
}
