"""What can be asked about a contact: each fact is one SQL expression over the contact and its running totals.

c is the contact, t its totals. A time is asked for by its age in days, so that no fact needs a calendar.
"""

from dataclasses import dataclass
from enum import StrEnum


class FactType(StrEnum):
    NUMBER = "number"
    AGE_DAYS = "age_days"
    TEXT = "text"
    MEMBERSHIP = "membership"
    MONEY = "money"


OPERATORS: dict[FactType, tuple[str, ...]] = {
    FactType.NUMBER: ("eq", "ne", "gt", "gte", "lt", "lte"),
    FactType.AGE_DAYS: ("gte", "lt"),
    FactType.TEXT: ("eq", "ne", "in"),
    FactType.MEMBERSHIP: ("has", "has_not"),
    FactType.MONEY: ("gt", "gte", "lt", "lte"),
}


@dataclass(frozen=True)
class Fact:
    """sql is an expression; for a membership it is an EXISTS with one %s for the name asked for."""

    key: str
    type: FactType
    sql: str
    label_en: str
    label_it: str


_TAG = """EXISTS (SELECT 1 FROM automation_contacttag m JOIN automation_tag g ON g.id = m.tag_id
          WHERE m.contact_id = c.id AND upper(g.name) = upper(%s))"""
_LIST = """EXISTS (SELECT 1 FROM automation_listsubscription s JOIN automation_contactlist l ON l.id = s.list_id
           WHERE s.contact_id = c.id AND s.state = 'subscribed' AND l.slug = %s)"""
_SPENT = """COALESCE((SELECT m.spent_amount FROM automation_contactmoney m
            WHERE m.contact_id = c.id AND m.currency = %s), 0)"""
_ENGAGED = "GREATEST(t.last_open_at, t.last_click_at, t.last_visit_at, t.last_order_at)"

FACTS: dict[str, Fact] = {
    fact.key: fact
    for fact in (
        Fact("orders_count", FactType.NUMBER, "t.orders_count", "Number of orders", "Numero di ordini"),
        Fact(
            "carts_abandoned_count",
            FactType.NUMBER,
            "t.carts_abandoned_count",
            "Abandoned carts",
            "Carrelli abbandonati",
        ),
        Fact("visits_count", FactType.NUMBER, "t.visits_count", "Number of visits", "Numero di visite"),
        Fact("messages_count", FactType.NUMBER, "t.messages_count", "Messages received", "Messaggi ricevuti"),
        Fact(
            "last_order_age_days",
            FactType.AGE_DAYS,
            "t.last_order_at",
            "Days since the last order",
            "Giorni dall'ultimo ordine",
        ),
        Fact(
            "last_engaged_age_days",
            FactType.AGE_DAYS,
            _ENGAGED,
            "Days since the last sign of life",
            "Giorni dall'ultimo segno di attività",
        ),
        Fact("language", FactType.TEXT, "c.language_code", "Language", "Lingua"),
        Fact("country", FactType.TEXT, "c.country_code", "Country", "Paese"),
        Fact("channel", FactType.TEXT, "c.channel_slug", "Channel", "Canale"),
        Fact("tag", FactType.MEMBERSHIP, _TAG, "Tag", "Tag"),
        Fact("list", FactType.MEMBERSHIP, _LIST, "List", "Lista"),
        Fact("spent", FactType.MONEY, _SPENT, "Money spent", "Totale speso"),
    )
}
