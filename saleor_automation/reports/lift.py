"""What a journey changed: people it reached compared with the share it held out, on net orders.

Who is held out is drawn by chance, so the two groups differ in nothing but the journey. Compared is what each person
spent from entering the journey for the first time until `window` later, whether they got a mail or not; only people
whose window is over count. Money in several currencies is counted in the reporting currency.

Source of the interval: Welch, "The generalization of Student's problem when several different population variances are
involved", Biometrika 34 (1947); its normal form is good for groups as large as those asked for here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from math import sqrt
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

LEAST_PEOPLE, LEAST_BUYERS = 100, 10
"""With fewer people in either group, or fewer buyers among them, chance says more than the journey."""

_Z = 1.959963984540054  # 95 % of a normal distribution lie within


@dataclass(frozen=True, slots=True)
class Group:
    """People of one group, how many of them ordered, and what they spent: sum and sum of squares per person."""

    people: int = 0
    buyers: int = 0
    spent: float = 0.0
    squares: float = 0.0

    @property
    def mean(self) -> float:
        return self.spent / self.people if self.people else 0.0

    @property
    def variance(self) -> float:
        if self.people < 2:
            return 0.0
        return max(0.0, (self.squares - self.spent * self.mean) / (self.people - 1))


@dataclass(frozen=True, slots=True)
class Lift:
    """The difference a journey makes, with its interval of 95 %; amounts in currency.

    per_person is what a person it reached spent more than one it held out; revenue is that times the people reached.
    With missing not empty there are not enough data yet, and missing says what is needed.
    """

    reached: Group
    held_out: Group
    currency: str
    missing: str = ""

    @property
    def per_person(self) -> float:
        return self.reached.mean - self.held_out.mean

    @property
    def margin(self) -> float:
        """Half the width of the interval of per_person."""
        groups = (self.reached, self.held_out)
        return _Z * sqrt(sum(each.variance / each.people for each in groups if each.people))

    @property
    def revenue(self) -> tuple[float, float, float]:
        """What the journey brought in: the estimate, and the lower and upper end of its interval."""
        count = self.reached.people
        return tuple(count * (self.per_person + side * self.margin) for side in (0, -1, 1))  # type: ignore[return-value]


# Nobody counts twice: whoever entered several times counts from the first time on. Left out are people who were reached
# once and held out another time (the share was changed, or two contacts became one), and those who entered before
# anybody was held out: another season would be compared with, not people without the journey.
_SPENT = """
    WITH people AS (
        SELECT contact_id, min(entered_at) AS since, bool_or(is_held_out) AS is_held_out
        FROM automation_enrollment WHERE journey_id = %(journey)s GROUP BY 1
        HAVING min(entered_at) <= %(over)s AND bool_or(is_held_out) = bool_and(is_held_out)
            AND min(entered_at) >= COALESCE((
                SELECT min(entered_at) FROM automation_enrollment WHERE journey_id = %(journey)s AND is_held_out
            ), '-infinity')
    ), spending AS (
        SELECT p.is_held_out, COALESCE(sum(
            o.net_amount * r.factor::numeric
            * (1 - COALESCE(LEAST(o.refunded_amount / NULLIF(o.gross_amount, 0), 1), 0))
        ), 0)::float AS spent, count(o.order_id) AS orders
        FROM people p
        LEFT JOIN automation_purchase o ON o.contact_id = p.contact_id AND o.cancelled_at IS NULL
            AND o.placed_at > p.since AND o.placed_at <= p.since + %(window)s
        LEFT JOIN jsonb_each_text(%(rates)s::jsonb) AS r(currency, factor) ON r.currency = o.currency
        GROUP BY p.contact_id, p.is_held_out
    )
    SELECT is_held_out, count(*), count(*) FILTER (WHERE orders > 0), sum(spent), sum(spent * spent)
    FROM spending GROUP BY 1
"""


def journey_lift(
    journey_id: int,
    window: timedelta,
    now: datetime,
    currency: str,
    rates: Mapping[str, Decimal],
    using: str = DEFAULT_DB_ALIAS,
) -> Lift:
    """Return the difference a journey makes to what people spend within window of entering; one statement.

    rates give the worth of one unit of each currency in the reporting currency, which is worth 1 itself; orders in a
    currency without a rate count as nothing spent. Without a reporting currency nothing can be said.
    """
    factors = {each: str(rate) for each, rate in {**rates, currency: Decimal(1)}.items() if each}
    params: dict[str, Any] = {
        "journey": journey_id,
        "over": now - window,
        "window": window,
        "rates": json.dumps(factors),
    }
    groups = {True: Group(), False: Group()}
    if not currency:
        return Lift(Group(), Group(), "", "The shop sells in several currencies; fill in the reporting currency.")
    with connections[using].cursor() as cursor:
        cursor.execute(_SPENT, params)
        for is_held_out, people, buyers, spent, squares in cursor.fetchall():
            groups[is_held_out] = Group(people, buyers, spent, squares)
    return Lift(groups[False], groups[True], currency, _missing(groups[False], groups[True]))


def _missing(reached: Group, held_out: Group) -> str:
    """Return what is needed before anything can be said, or an empty text."""
    if not held_out.people:
        return "Nobody is held out whose time is over: let the journey hold out a share of people and wait."
    groups = (("reached", reached), ("held out", held_out))
    for name, group in groups:
        if group.people < LEAST_PEOPLE:
            return f"{group.people} people were {name} whose time is over; at least {LEAST_PEOPLE} are needed."
    for name, group in groups:
        if group.buyers < LEAST_BUYERS:
            return f"{group.buyers} of the people {name} ordered; at least {LEAST_BUYERS} are needed."
    return ""
