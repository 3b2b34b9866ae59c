"""Lists every shop has without making them; a list of the shop's own with the same slug takes their place."""

from collections.abc import Collection

from django.db.models import Value
from django.db.models.functions import Replace

from ..core.settled import read_once
from ..shop.database import allow_writer
from .definition import ListDefinition, parse_list
from .models import ProductList

READY_MADE = {
    # what a product grid shows that names no list
    "products": {"source": {"kind": "bought"}, "limit": 4},
}


def variable_of(slug: str) -> str:
    """Return the name by which a mail's tags know a list: "new-arrivals" is new_arrivals there."""
    return slug.replace("-", "_")


def load_lists(slugs: Collection[str]) -> dict[str, ListDefinition]:
    """Return these lists, of those that exist; ready-made ones included. One query, none without slugs.

    Raises InvalidDefinition for a stored definition that this version cannot read.
    """
    return _read(frozenset(slugs)) if slugs else {}


@read_once
def _read(slugs: frozenset[str]) -> dict[str, ListDefinition]:
    stored = dict(ProductList.objects.filter(slug__in=slugs).values_list("slug", "definition"))
    raw = {slug: READY_MADE[slug] for slug in slugs if slug in READY_MADE} | stored
    return {slug: parse_list(definition, f"Product list '{slug}'") for slug, definition in raw.items()}


def slugs_by_variable(names: Collection[str]) -> dict[str, str]:
    """Return the slug of the list behind each variable name, of those that are lists.

    One query, none if all of them are ready-made. Queries ask for it too, when they say what is wrong with a mail; as
    what is written, it is read from the writer.
    """
    found = {variable_of(slug): slug for slug in READY_MADE if variable_of(slug) in names}
    others = sorted(set(names) - set(found))
    if others:
        spelled = Replace("slug", Value("-"), Value("_"))
        stored = ProductList.objects.annotate(variable=spelled).filter(variable__in=others)
        with allow_writer():
            found |= dict(stored.values_list("variable", "slug"))
    return found
