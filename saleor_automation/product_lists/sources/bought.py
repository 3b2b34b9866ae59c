"""The products a person bought before, latest first: the gentlest reminder of what they liked."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from ...core import sql


def bought_products(contact_ids: Collection[int], limit: int, now: datetime) -> dict[int, list[int]]:
    """Return up to limit product ids for each contact that has bought something by now; one statement."""
    if not contact_ids:
        return {}
    rows = sql.fetch_all(
        """
        SELECT c.id, p.product_id FROM unnest(%s::bigint[]) AS c(id)
        CROSS JOIN LATERAL (
            SELECT product_id, last_bought_at, bought_quantity FROM automation_contactproduct
            WHERE contact_id = c.id AND bought_quantity > 0 AND last_bought_at <= %s
            ORDER BY last_bought_at DESC, bought_quantity DESC, product_id LIMIT %s
        ) p
        ORDER BY c.id, p.last_bought_at DESC, p.bought_quantity DESC, p.product_id
        """,
        [sorted(contact_ids), now, limit],
    )
    products: dict[int, list[int]] = defaultdict(list)
    for contact_id, product_id in rows:
        products[contact_id].append(product_id)
    return dict(products)
