"""Facts about a Saleor, real or sandbox, by introspection only; the same functions describe both."""

from . import graphql, hooks, models, toolkit


def collect() -> dict[str, object]:
    """Return everything a record holds besides where it was taken. Django must be set up."""
    return {
        "hooks": hooks.collect(),
        "models": models.collect(),
        "modules": toolkit.collect(),
        "graphql": graphql.collect(),
    }
