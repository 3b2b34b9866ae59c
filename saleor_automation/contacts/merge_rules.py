"""What happens to each table when two contacts become one.

A table without an entry simply changes hands: its rows of the contact that goes get the id of the one that stays.
Where a contact may have only one row for something, both may have it; the entry says what the remaining row holds. k is
the row of the contact that stays, g that of the contact that goes. A test asks for an entry for every such table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

_STRICT = "('unsubscribed', 'bounced', 'complained')"
_RANK = (
    "array_position(ARRAY['none', 'pending', 'subscribed', 'unsubscribed', 'bounced', 'complained'], {}.state::text)"
)


def _agreed_later(agreed: str, refused: str) -> str:
    """A newer yes with the words agreed to is the only thing that outweighs a no."""
    return (
        f"({agreed}.state = 'subscribed' AND COALESCE({agreed}.proof->>'text', '') <> '' "
        f"AND {agreed}.changed_at > {refused}.changed_at)"
    )


# True when the word of the contact that goes is the one to keep: the stricter one, unless a yes came after it.
GONE_WORD_COUNTS = f"""CASE
    WHEN g.state IN {_STRICT} AND k.state NOT IN {_STRICT} THEN NOT {_agreed_later("k", "g")}
    WHEN k.state IN {_STRICT} AND g.state NOT IN {_STRICT} THEN {_agreed_later("g", "k")}
    ELSE {_RANK.format("g")} > {_RANK.format("k")} END"""


@dataclass(frozen=True)
class Rule:
    """values maps columns of the remaining row to SQL over k and g; what is not named stays as k has it.

    renumber is SQL that moves rows of g out of the way of rows of k instead: nothing is united, both remain.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    renumber: str = ""


KEEP = Rule()


def _sum(*columns: str) -> dict[str, str]:
    return {column: f"k.{column} + g.{column}" for column in columns}


def _latest(*columns: str) -> dict[str, str]:
    return {column: f"GREATEST(k.{column}, g.{column})" for column in columns}


def _earliest(*columns: str) -> dict[str, str]:
    return {column: f"LEAST(k.{column}, g.{column})" for column in columns}


def _of_the_word(*columns: str) -> dict[str, str]:
    return {column: f"CASE WHEN {GONE_WORD_COUNTS} THEN g.{column} ELSE k.{column} END" for column in columns}


_NEWER = "CASE WHEN g.updated_at > k.updated_at THEN g.{0} ELSE k.{0} END"

RULES: dict[str, Rule] = {
    "automation_consent": Rule(_of_the_word("state", "source", "changed_at", "proof")),
    "automation_listsubscription": Rule(_of_the_word("state", "source", "changed_at", "proof")),
    "automation_contacttag": Rule(_earliest("assigned_at")),
    "automation_contacttotals": Rule(
        {
            **_sum("orders_count", "cancelled_count", "carts_abandoned_count", "visits_count", "views_count"),
            **_sum("messages_count", "opens_count", "clicks_count"),
            **_earliest("first_order_at"),
            **_latest("last_order_at", "last_cart_abandoned_at", "last_visit_at", "last_view_at"),
            **_latest("last_message_at", "last_open_at", "last_click_at"),
        }
    ),
    "automation_contactmoney": Rule(_sum("orders_count", "spent_amount")),
    "automation_contactproduct": Rule(
        _sum("views_count", "bought_quantity") | _latest("last_viewed_at", "last_bought_at")
    ),
    # Both histories remain; of two periods that still run, one goes on from the earlier beginning.
    "automation_tagperiod": Rule(
        renumber="""
        WITH doubled AS (
            DELETE FROM automation_tagperiod g USING automation_tagperiod k
            WHERE g.contact_id = %(gone)s AND k.contact_id = %(kept)s AND g.tag_id = k.tag_id
              AND g.removed_at IS NULL AND k.removed_at IS NULL
            RETURNING k.id, g.assigned_at
        )
        UPDATE automation_tagperiod k SET assigned_at = LEAST(k.assigned_at, d.assigned_at)
        FROM doubled d WHERE k.id = d.id
        """
    ),
    "automation_fieldvalue": Rule(
        {
            column: _NEWER.format(column)
            for column in (
                *("text_value", "number_value", "boolean_value", "date_value", "datetime_value", "choices_value"),
                *("source", "updated_at"),
            )
        }
    ),
    # Sums of ledgers: the entries change hands, so the sums add up.
    "automation_contactscore": Rule(_sum("value") | _latest("updated_at")),
    "automation_pointsbalance": Rule(
        {
            **_sum("pending", "confirmed", "earned"),
            **_latest("updated_at", "tier_since"),
            # Whoever looks after tiers looks at once: the sum may have reached another one.
            "tier_check_at": "GREATEST(k.updated_at, g.updated_at)",
        }
    ),
    # Membership is found anew: a merged contact is touched.
    "automation_segmentmember": Rule(_earliest("entered_at")),
    "automation_segmenttimer": KEEP,
    "automation_segmentbuild": KEEP,
    "automation_contactinterest": Rule(_sum("views_count") | _latest("last_viewed_at", "followed_at")),
    # Whoever of the two was told was told.
    "automation_turnreader": Rule(_latest("told_at")),
    # Both histories remain; where both were in the same journey, the rounds of the one that goes come behind.
    "automation_enrollment": Rule(
        renumber="""
        UPDATE automation_enrollment g SET round = g.round + 1 + k.last_round
        FROM (
            SELECT journey_id, key, max(round) AS last_round FROM automation_enrollment
            WHERE contact_id = %(kept)s GROUP BY journey_id, key
        ) k
        WHERE g.contact_id = %(gone)s AND g.journey_id = k.journey_id AND g.key = k.key
        """
    ),
}
