"""The PostgreSQL a real Saleor can be tested on."""

from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg

from .host import Host, HostMissing

# Saleor's migrations create them; they are part of every PostgreSQL but the small one in our wheels.
EXTENSIONS = ("btree_gin", "hstore", "pg_trgm", "pgcrypto")


def database_of(host: Host, url: str, *, is_own: bool = False) -> str:
    """Give each version its own test database, so that KEEP_DB does not mix their tables.

    is_own: that of Saleor's own tests, which do not want to find the rows that ours leave in a kept database.
    """
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path}_{host.label}{'_own' if is_own else ''}"))


def check(url: str) -> None:
    """Raise HostMissing if the server does not answer or has not all of EXTENSIONS."""
    parts = urlsplit(url)
    place = f"The PostgreSQL at {unquote(parts.hostname or 'the local socket')}"
    try:
        # The database of the tests does not exist yet; this one is always there, and Django begins there, too.
        with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), connect_timeout=10) as connection:
            rows = connection.execute("SELECT name FROM pg_available_extensions").fetchall()
    except psycopg.OperationalError as error:
        raise HostMissing(f"{place} does not answer: {error}") from error
    missing = sorted(set(EXTENSIONS) - {name for (name,) in rows})
    if missing:
        raise HostMissing(
            f"{place} has no {', '.join(missing)}, which Saleor's migrations create. Name a server with PostgreSQL's "
            "usual extensions in DATABASE_URL (the one from wheels has none of them), for example that of\n"
            "    docker run --rm -p 5432:5432 -e POSTGRES_PASSWORD=saleor postgres:15\n"
            "    DATABASE_URL=postgresql://postgres:saleor@localhost:5432/saleor"
        )
