"""Who somebody is, for people who read what was changed by whom."""

from saleor.account.models import User

from .database import allow_writer


@allow_writer()
def name_of_source(source: str) -> str:
    """Return what to call the source of a change: "staff:5" becomes a name and an address; others stay as they are."""
    return names_of_sources([source])[source]


@allow_writer()
def names_of_sources(sources: list[str]) -> dict[str, str]:
    """Return name_of_source of many, by source; one query."""
    ids = {source: int(source[6:]) for source in sources if source.startswith("staff:") and source[6:].isdigit()}
    users = (
        User.objects.filter(pk__in=set(ids.values())).values("pk", "email", "first_name", "last_name") if ids else []
    )
    found = {user["pk"]: user for user in users}
    return {source: _called(found[ids[source]]) if ids.get(source) in found else source for source in sources}


def _called(user: dict[str, str]) -> str:
    name = f"{user['first_name']} {user['last_name']}".strip()
    return f"{name} ({user['email']})" if name else user["email"]
