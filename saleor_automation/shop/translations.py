"""Names of products and variants in the languages people read."""

from collections.abc import Collection, Iterable

from saleor.product.models import ProductTranslation, ProductVariantTranslation


def product_names(product_ids: Collection[int], languages: Collection[str]) -> dict[tuple[int, str], str]:
    """Return translated names by (product, language); one that is not translated is left out. One query.

    "pt-br" falls back to "pt".
    """
    rows = (
        ProductTranslation.objects.filter(product_id__in=product_ids, language_code__in=_with_base(languages))
        .order_by()
        .values_list("product_id", "language_code", "name")
    )
    return _in_languages(rows, languages)


def variant_names(variant_ids: Collection[int], languages: Collection[str]) -> dict[tuple[int, str], str]:
    """Return translated names by (variant, language), as product_names does. One query."""
    rows = (
        ProductVariantTranslation.objects.filter(
            product_variant_id__in=variant_ids, language_code__in=_with_base(languages)
        )
        .order_by()
        .values_list("product_variant_id", "language_code", "name")
    )
    return _in_languages(rows, languages)


def _base(language: str) -> str:
    return language.partition("-")[0]


def _with_base(languages: Collection[str]) -> set[str]:
    return {*languages, *map(_base, languages)}


def _in_languages(
    rows: Iterable[tuple[int, str, str | None]], languages: Collection[str]
) -> dict[tuple[int, str], str]:
    names = {(pk, language): name for pk, language, name in rows if name}
    translated = {}
    for pk in {pk for pk, _ in names}:
        for language in languages:
            name = names.get((pk, language)) or names.get((pk, _base(language)))
            if name:
                translated[pk, language] = name
    return translated
