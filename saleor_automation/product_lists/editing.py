"""Create, change and check product lists; every refusal leaves everything as it was."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from ..core.exceptions import Conflict, InvalidDefinition, NotFound
from ..core.revisions import refuse_stale, revision_of
from ..shop.assortment import missing_groups, missing_products
from ..shop.channels import channel_slugs
from .definition import ListDefinition, parse_list
from .models import ProductList
from .ready_made import variable_of
from .sources.base import ListSource

MAX_NAME, MAX_SLUG = 250, 100
RESERVED = (
    *("contact", "shop", "cart", "order", "points", "coupon", "event", "product", "row", "line", "loop"),
    *("unsubscribe_url", "preferences_url", "confirm_url"),
)
"""Names that mean something else in a mail; a test compares them with messages/variables.py."""

Problem = tuple[str, str]


def create_list(name: str, definition: Any, now: datetime, *, slug: str = "") -> ProductList:
    """Save a new list.

    Raises InvalidDefinition for a definition, name or slug that is wrong, Conflict if the slug is taken.
    """
    name = _checked_name(name)
    slug = _checked_slug(slug or slugify(name)[:MAX_SLUG])
    checked = checked_definition(definition, f"Product list '{slug}'")
    try:
        with transaction.atomic():
            _refuse_twin(slug)
            return ProductList.objects.create(
                slug=slug, name=name, definition=as_json(checked), created_at=now, updated_at=now
            )
    except IntegrityError as error:
        raise Conflict(f"There is a product list '{slug}' already; choose another slug.") from error


@transaction.atomic
def update_list(
    list_id: int, now: datetime, *, name: str | None = None, definition: Any = None, revision: str | None = None
) -> ProductList:
    """Rename a list or change its definition; mails show the change from the next one on. Its slug never changes.

    revision is the edited_revision the change was made from; without one it is made over whatever is there.
    Raises NotFound, Stale if somebody else has saved meanwhile, and InvalidDefinition for a definition or name that is
    wrong.
    """
    product_list = lock_list(list_id)
    refuse_stale(f"Product list '{product_list.slug}'", revision, edited_revision(product_list))
    if name is not None:
        product_list.name = _checked_name(name)
    if definition is not None:
        product_list.definition = as_json(checked_definition(definition, f"Product list '{product_list.slug}'"))
    product_list.updated_at = now
    product_list.save()
    return product_list


def edited_revision(product_list: ProductList) -> str:
    return revision_of(product_list.name, product_list.definition)


@transaction.atomic
def delete_list(list_id: int, users: Callable[[str], Sequence[str]]) -> str:
    """Delete a list and return its slug; users tells in words what shows it.

    Raises NotFound, and Conflict naming what shows the list.
    """
    product_list = lock_list(list_id)
    found = users(product_list.slug)
    if found:
        shown = ", ".join(found[:5]) + (f" and {len(found) - 5} more" if len(found) > 5 else "")
        raise Conflict(f"Product list '{product_list.slug}' is shown by {shown}; take it out there first.")
    product_list.delete()
    return product_list.slug


def lock_list(list_id: int) -> ProductList:
    """Return a list, locked until the transaction ends. Raises NotFound."""
    product_list = ProductList.objects.select_for_update().filter(pk=list_id).first()
    if product_list is None:
        raise NotFound(f"There is no product list with the id {list_id}.")
    return product_list


def checked_definition(raw: Any, subject: str) -> ListDefinition:
    """Read a definition and ask the shop for what it names. Raises InvalidDefinition with every problem."""
    definition = parse_list(raw, subject)
    problems = shop_problems(definition)
    if problems:
        raise InvalidDefinition(subject, problems)
    return definition


def shop_problems(definition: ListDefinition) -> list[Problem]:
    """Return what a definition names that the shop does not have (any more), with its place."""
    return problems_of([definition])[0]


def problems_of(definitions: Sequence[ListDefinition]) -> list[list[Problem]]:
    """Return the problems of each definition, in their order. Four queries for all of them."""
    parts = [definition.filters for definition in definitions]
    sources = [source for definition in definitions for source in definition.sources]
    categories, collections = missing_groups(
        {
            *(pk for source in sources for pk in source.category_ids()),
            *(pk for part in parts for pk in part.categories),
        },
        {pk for part in parts for pk in part.collections},
    )
    products = missing_products({pk for source in sources for pk in source.product_ids()})
    known = channel_slugs() if any(part.channels for part in parts) else set()
    return [list(_problems(each, categories, collections, products, known)) for each in definitions]


def _problems(
    definition: ListDefinition,
    categories: set[int],
    collections: set[int],
    products: set[int],
    channels: set[str],
) -> Iterator[Problem]:
    for number, source in enumerate(definition.sources):
        place = "source" if number == 0 else f"fallbacks {number}"
        yield from _missing(f"{place}, categories", "category", source.category_ids(), categories)
        yield from _missing(f"{place}, products", "product", source.product_ids(), products)
    filters = definition.filters
    yield from _missing("filters, categories", "category", filters.categories, categories)
    yield from _missing("filters, collections", "collection", filters.collections, collections)
    for slug in filters.channels:
        if slug not in channels:
            yield "filters, channels", f"There is no channel {slug!r}; use one of {', '.join(sorted(channels))}."


def _missing(place: str, what: str, named: Sequence[int], missing: set[int]) -> Iterator[Problem]:
    for pk in named:
        if pk in missing:
            yield place, f"There is no {what} with the id {pk} in the shop (any more); choose another or take it out."


def as_json(definition: ListDefinition) -> dict[str, Any]:
    """Return a definition as it is stored: what is as by default is left out, but for the kinds of sources."""
    stored: dict[str, Any] = definition.model_dump(mode="json", exclude_defaults=True)
    stored["source"] = _source_as_json(definition.source)
    if definition.fallbacks:
        stored["fallbacks"] = [_source_as_json(each) for each in definition.fallbacks]
    return stored


def _source_as_json(source: ListSource) -> dict[str, Any]:
    return {"kind": source.kind, **source.model_dump(mode="json", exclude_defaults=True)}


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= MAX_NAME:
        raise InvalidDefinition("Product list", [("name", f"Use 1 to {MAX_NAME} characters, not {len(name)}.")])
    return name


def _checked_slug(slug: str) -> str:
    if slug != slugify(slug) or not slug or not slug[0].isalpha() or len(slug) > MAX_SLUG:
        text = f"Use at most {MAX_SLUG} letters, digits and hyphens, and begin with a letter."
        raise InvalidDefinition("Product list", [("slug", text)])
    if variable_of(slug) in RESERVED:
        raise InvalidDefinition("Product list", [("slug", f"{slug!r} means something else in a mail; choose another.")])
    return slug


def _refuse_twin(slug: str) -> None:
    """In tags "new-mugs" and "new_mugs" are one name, so only one of them can be a list."""
    twin = slug.replace("-", "_") if "-" in slug else slug.replace("_", "-")
    if twin != slug and ProductList.objects.filter(slug=twin).exists():
        raise Conflict(
            f"There is a product list '{twin}' already, which tags could not tell apart; choose another slug."
        )
