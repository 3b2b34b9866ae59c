"""What people had bought and seen of single products, as of the virtual moment: two ways, by who asks.

Most journeys ask it of the few a mail with products is made for. Then a view reckons it from the log, for these alone,
as of the clock of the session, and nobody counts. Conditions ask it of everybody, again and again: then it is reckoned
once, as of the beginning, and counted on as in production.
"""

from ..core import sql
from .past import Past
from .session import CLOCK
from .shadows import real

# What an order that was placed, cancelled or refunded adds, by its event e.
_SIGN = """CASE WHEN e.kind = 'order_placed' THEN 1
    WHEN NOT COALESCE((e.data->>'takes_off')::bool, TRUE) THEN 0 ELSE -1 END"""


def _deeds(events: str, moment: str, whose: str = "") -> str:
    """Return a query of what was done by product: the sums since a moment, and when it was last done before it.

    A view is a line of one product; of an order that was cancelled or refunded only what it takes off again counts.
    """
    return f"""
        SELECT e.contact_id, l.product_id,
               count(*) FILTER (WHERE l.quantity IS NULL AND e.occurred_at > {moment}) AS views,
               COALESCE(sum({_SIGN} * l.quantity) FILTER (WHERE e.occurred_at > {moment}), 0) AS bought,
               max(e.occurred_at) FILTER (WHERE l.quantity IS NULL AND e.occurred_at <= {moment}) AS viewed_at,
               max(e.occurred_at) FILTER (WHERE e.kind = 'order_placed' AND e.occurred_at <= {moment}) AS bought_at
        FROM {events} e
        CROSS JOIN LATERAL (
            SELECT e.product_id, NULL::int AS quantity WHERE e.kind = 'product_viewed'
            UNION ALL
            SELECT product_id, quantity FROM jsonb_to_recordset(
                CASE WHEN e.kind <> 'product_viewed' THEN e.data->'lines' END) AS r(product_id int, quantity int)
        ) l
        WHERE e.kind IN ('product_viewed', 'order_placed', 'order_cancelled', 'order_refunded')
          AND l.product_id IS NOT NULL AND e.contact_id IS NOT NULL AND e.processed_at IS NOT NULL AND e.problem = ''
          {whose}
        GROUP BY e.contact_id, l.product_id
    """  # noqa: S608


_THEN = """
    GREATEST(0, p.views_count - COALESCE(s.views, 0))::int AS views_count,
    CASE WHEN s.product_id IS NULL OR p.last_viewed_at <= {moment} THEN p.last_viewed_at ELSE s.viewed_at END
        AS last_viewed_at,
    (p.bought_quantity - COALESCE(s.bought, 0))::int AS bought_quantity,
    CASE WHEN s.product_id IS NULL OR p.last_bought_at <= {moment} THEN p.last_bought_at ELSE s.bought_at END
        AS last_bought_at
"""
_NOTHING = "views_count <= 0 AND last_bought_at IS NULL"


def show_products() -> None:
    """Put the view in the place of the shadow. Must run before the session is read only.

    A function keeps its plan: planning anew for each mail, over the months of the log, would take longer than reading.
    """
    moment = f"current_setting('{CLOCK}')::timestamptz"
    sql.execute("DROP TABLE pg_temp.automation_contactproduct")
    sql.execute(
        f"""
        CREATE FUNCTION pg_temp.products_then(whose bigint) RETURNS TABLE (id bigint, product_id int, views_count int,
            last_viewed_at timestamptz, bought_quantity int, last_bought_at timestamptz)
        LANGUAGE plpgsql STABLE AS $$
        #variable_conflict use_column
        BEGIN RETURN QUERY SELECT * FROM (
            SELECT p.id, p.product_id, {_THEN.format(moment=moment)}
            FROM {real("automation_contactproduct")} p
            LEFT JOIN ({_deeds(real("automation_event"), moment, "AND e.contact_id = whose")}) s
                ON s.product_id = p.product_id
            WHERE p.contact_id = whose
        ) then_ WHERE ({_NOTHING}) IS NOT TRUE; END $$
        """  # noqa: S608
    )
    sql.execute(
        """
        CREATE TEMPORARY VIEW automation_contactproduct AS
        SELECT t.id, c.id AS contact_id, t.product_id, t.views_count, t.last_viewed_at, t.bought_quantity,
               t.last_bought_at
        FROM pg_temp.automation_contact c CROSS JOIN LATERAL pg_temp.products_then(c.id) t
        """
    )


def fill_products(past: Past) -> None:
    """Reckon the products of everybody back to the beginning; a large shop has millions, so they are written once."""
    sql.execute(
        f"INSERT INTO past_product {_deeds(real('automation_event'), '%s')} ORDER BY 1, 2",
        [past.since] * 4,
    )
    sql.execute("VACUUM ANALYZE past_product")
    sql.execute(
        f"""
        INSERT INTO automation_contactproduct
            (id, contact_id, product_id, views_count, last_viewed_at, bought_quantity, last_bought_at)
        SELECT * FROM (
            SELECT p.id, contact_id, product_id, {_THEN.format(moment="%s")}
            FROM {real("automation_contactproduct")} p LEFT JOIN past_product s USING (contact_id, product_id)
            WHERE EXISTS (SELECT FROM automation_contact c WHERE c.id = contact_id)
        ) then_ WHERE ({_NOTHING}) IS NOT TRUE ORDER BY contact_id, product_id
        """,  # noqa: S608
        [past.since] * 2,
    )
