"""How each fact becomes SQL over c (the contact) and t (its running totals, empty if it has none).

Every window is a sub-select that begins with the contact's own id, so that an index answers it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from . import event_expressions as did
from . import money_expressions as paid
from .conditions import FactCondition
from .field_expressions import field_value
from .knowing import Known
from .pieces import Expression, age, text_match
from .questions import Build, Question, age_of, side_table, total
from .rfm import BY_KEY, RECENCY_DAYS, age_bounds, order_bounds


def compile_fact(condition: FactCondition, now: datetime, known: Known) -> Expression:
    """Return one question as SQL, with the moments at which time alone may change its answer."""
    return COMPILED[condition.fact](Question(condition, now, known))


# ---- Texts and marks -------------------------------------------------------------------------------------------


def _text(column: str, *, folded: bool = False) -> Build:
    return lambda q: text_match(column, q.condition.op, q.condition.value, folded=folded)


def _consent(q: Question) -> Expression:
    state = "(SELECT s.state FROM automation_consent s WHERE s.contact_id = c.id AND s.transport = %s)"
    match = text_match(f"COALESCE({state}, 'none')", q.condition.op, q.condition.value)
    return Expression(match.sql, (q.condition.name or "email", *match.params))


def _tier(q: Question) -> Expression:
    slug = """COALESCE((SELECT r.slug FROM automation_pointsbalance b JOIN automation_tier r ON r.id = b.tier_id
              WHERE b.contact_id = c.id), '')"""
    return text_match(slug, q.condition.op, q.condition.value)


_TAG = """EXISTS (SELECT 1 FROM automation_contacttag m WHERE m.contact_id = c.id
          AND m.tag_id = (SELECT g.id FROM automation_tag g WHERE upper(g.name) = upper(%s)))"""
_LIST = """EXISTS (SELECT 1 FROM automation_listsubscription s WHERE s.contact_id = c.id AND s.state = 'subscribed'
           AND s.list_id = (SELECT l.id FROM automation_contactlist l WHERE l.slug = %s))"""


def _mark(exists: str) -> Build:
    return lambda q: Expression(exists if q.condition.op == "has" else f"NOT {exists}", (q.condition.value,))


def _rfm(q: Question) -> Expression:
    match = text_match(_rfm_class(q.now), q.condition.op, q.condition.value)
    ages = tuple(age("t.last_order_at", True, days, q.now).changes[0] for days in RECENCY_DAYS)
    return Expression(match.sql, match.params, ages)


def _rfm_class(now: datetime) -> str:
    """Return the class as a CASE over totals; moments are written out, since they repeat in every branch."""
    cases = []
    for each in BY_KEY.values():
        for low_r, high_r, low_f, high_f in each.cells:
            older_than, at_most = age_bounds(low_r, high_r)
            at_least, fewer_than = order_bounds(low_f, high_f)
            parts = [f"t.orders_count >= {at_least}", "t.last_order_at IS NOT NULL"]
            parts += [f"t.orders_count < {fewer_than}"] if fewer_than else []
            parts += [f"t.last_order_at <= {_moment(now, older_than)}"] if older_than else []
            parts += [f"t.last_order_at > {_moment(now, at_most)}"] if at_most else []
            cases.append(f"WHEN {' AND '.join(parts)} THEN '{each.key}'")
    return f"(CASE {' '.join(cases)} ELSE '' END)"


def _moment(now: datetime, days: int) -> str:
    return f"'{(now - timedelta(days=days)).isoformat()}'::timestamptz"


_OPENED = "GREATEST(t.last_open_at, t.last_click_at)"
_ENGAGED = "GREATEST(t.last_open_at, t.last_click_at, t.last_visit_at, t.last_order_at)"

COMPILED: Mapping[str, Build] = {
    "orders_count": total("orders_count", lambda q: paid.ORDERS),
    "spent": paid.spent,
    "order_amount": paid.order_amount,
    "last_order_amount": paid.last_order_amount,
    "average_order_amount": paid.average_order_amount,
    "last_order_age_days": age_of("t.last_order_at"),
    "first_order_age_days": age_of("t.first_order_at"),
    "rfm": _rfm,
    "bought_product": did.bought,
    "bought_category": did.bought,
    "bought_collection": did.bought,
    "bought_brand": did.bought,
    "carts_abandoned_count": total("carts_abandoned_count", lambda q: did.events(q, "checkout_abandoned")),
    "last_cart_abandoned_age_days": age_of("t.last_cart_abandoned_at"),
    "visits_count": did.visits,
    "last_visit_age_days": age_of("t.last_visit_at"),
    "same_product_views": did.same_product_views,
    "event": lambda q: did.counted_events(q),
    "sequence": did.sequence,
    "messages_count": total("messages_count", lambda q: did.events(q, "message_sent")),
    "opens_count": total("opens_count", lambda q: did.events(q, "message_opened")),
    "clicks_count": total("clicks_count", lambda q: did.events(q, "message_clicked")),
    "last_mail_engaged_age_days": age_of(_OPENED),
    "last_click_age_days": age_of("t.last_click_at"),
    "last_engaged_age_days": age_of(_ENGAGED),
    "email": _text("c.email", folded=True),
    "full_name": _text("(c.first_name || ' ' || c.last_name)", folded=True),
    "country": _text("c.country_code"),
    "country_area": _text("c.country_area", folded=True),
    "city": _text("c.city", folded=True),
    "postal_code": _text("c.postal_code", folded=True),
    "language": _text("c.language_code"),
    "channel": _text("c.channel_slug"),
    "origin": _text("c.origin"),
    "has_account": lambda q: Expression("(c.user_id IS NOT NULL) = %s", (q.condition.value,)),
    "contact_age_days": age_of("c.created_at"),
    "list": _mark(_LIST),
    "tag": _mark(_TAG),
    "field": lambda q: field_value(q.condition, q.now, q.known.fields.get(q.condition.name)),
    "score": side_table(
        "automation_contactscore", "value", "AND v.score_id = (SELECT s.id FROM automation_score s WHERE s.slug = %s)"
    ),
    "consent": _consent,
    "tier": _tier,
    "points": side_table("automation_pointsbalance", "confirmed"),
    "pending_points": side_table("automation_pointsbalance", "pending"),
}
