"""Which tables a simulation puts a shadow before, and what the shadow begins with.

A table nobody has thought of gets an empty shadow, so that nothing the engine writes can reach the real one.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from django.apps import apps
from django.db import connection

from ..core import sql
from ..core.exceptions import PermanentError
from ..shop.past import order_table, order_view, shadowed_tables
from .session import CLOCK

REAL: Final = frozenset(
    {
        "automation_template",
        "automation_sendingrules",
        "automation_couponterms",
        "automation_scorerule",
        "automation_score",
        "automation_programme",
        "automation_tier",
        "automation_reward",
        "automation_contactalias",
        "automation_erasure",
        "automation_suppression",
        "automation_productlist",
        "automation_productneighbours",
        "automation_bestsellers",
        "automation_recommendationgeneration",
        "automation_productsales",
        "automation_salesday",
        "automation_shelfitem",
        "automation_variantstate",
        "automation_simulation",
    }
)
"""Read as they are today and never written: what the marketer has defined, and what is known of products."""

COPIED: Final = frozenset(
    {
        "automation_contactlist",
        "automation_couponpolicy",
        "automation_customfield",
        "automation_tag",
    }
)
"""Small, as they are today, but locked or added to while a journey runs."""

FIRST_ID: Final = 1 << 40
"""Numbers of rows a simulation makes begin here, so that they are never those of real rows."""


def own_tables() -> list[str]:
    """Return the names of all tables of this package, a migration that was not run left aside."""
    models = apps.get_app_config("automation").get_models(include_auto_created=True)
    there = set(connection.introspection.table_names())
    return sorted({model._meta.db_table for model in models} & there)


def cast_shadows(*, of_definitions: bool = False, of_shop: Collection[str] = (), anew: Collection[str] = ()) -> None:
    """Put shadows before the tables; the copied ones begin as they are, the others empty.

    anew are tables that are otherwise read as they are, and that this simulation fills by itself.
    of_definitions shadows those that are read as they are, too, so that nothing of the shop is seen; of_shop are the
    tables of the shop that begin empty, instead of orders that are shown as they were.
    """
    for table in own_tables():
        if of_definitions or table not in REAL or table in anew:
            _shadow(table, is_copied=table in COPIED and not of_definitions)
    for table in of_shop or shadowed_tables():
        _shadow(table, is_copied=False, has_small_ids=True)
    if of_shop:
        return
    clock = f"current_setting('{CLOCK}')::timestamptz"
    sql.execute(order_view(real(order_table()), real("automation_purchase"), clock))


@lru_cache(maxsize=256)
def real(table: str) -> str:
    """Return the qualified name of the table behind a shadow; looked up once in a process.

    Raises PermanentError if there is none.
    """
    rows = sql.fetch_all(
        """
        SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relname = %s AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
          AND n.nspname = ANY(current_schemas(FALSE))
        ORDER BY array_position(current_schemas(FALSE), n.nspname) LIMIT 1
        """,
        [table],
    )
    if not rows:
        raise PermanentError(f"There is no table {table}; run manage.py migrate.")
    return str(rows[0][0])


def _shadow(table: str, *, is_copied: bool, has_small_ids: bool = False) -> None:
    source = real(table)
    sql.execute(f"CREATE TEMPORARY TABLE {table} (LIKE {source} INCLUDING DEFAULTS INCLUDING INDEXES)")
    for column, is_small in _numbered(source):
        # The sequence behind a real column may not be asked for a number in a read only transaction.
        sequence = f"{table[:40]}_{column[:10]}_shadow"
        begin = 1_000_000_000 if is_small or has_small_ids else FIRST_ID
        sql.execute(f"CREATE TEMPORARY SEQUENCE {sequence} START {begin}")
        sql.execute(
            f"ALTER TABLE pg_temp.{table} ALTER COLUMN {column} SET DEFAULT nextval('pg_temp.{sequence}'::regclass)"
        )
    if has_small_ids:
        _allow_nulls(table)
    if is_copied:
        sql.execute(f"INSERT INTO pg_temp.{table} SELECT * FROM {source}")  # noqa: S608


def _allow_nulls(table: str) -> None:
    """Let columns of the shop be empty that only its own code fills: nobody reads them here."""
    rows = sql.fetch_all(
        """
        SELECT quote_ident(a.attname) FROM pg_attribute a
        WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull
          AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary
                          AND a.attnum = ANY(i.indkey))
        """,
        [f"pg_temp.{table}"],
    )
    for (column,) in rows:
        sql.execute(f"ALTER TABLE pg_temp.{table} ALTER COLUMN {column} DROP NOT NULL")


def _numbered(source: str) -> Sequence[tuple[str, bool]]:
    """Return the columns that are numbered by a sequence, and whether their numbers have four bytes only."""
    return sql.fetch_all(
        """
        SELECT a.attname, a.atttypid = 'int4'::regtype FROM pg_attribute a
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped
          AND (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%%')
        """,
        [source],
    )
