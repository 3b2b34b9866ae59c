"""Link templates of the merchant: "{storefront}/{channel}/products/{slug}/", filled in for one object."""

import re
from collections.abc import Mapping
from urllib.parse import quote

_PLACEHOLDER = re.compile(r"\{(\w+)\}")

PRODUCT_PLACEHOLDERS = ("storefront", "channel", "language", "slug", "product_id", "variant_id")
CATEGORY_PLACEHOLDERS = ("storefront", "channel", "language", "slug", "category_id")
CART_PLACEHOLDERS = ("storefront", "channel", "language", "checkout_id")


def fill(template: str, storefront_url: str, values: Mapping[str, object]) -> str:
    """Return the link; values are percent-encoded, the storefront's address is put in as it is."""

    def value_of(match: re.Match[str]) -> str:
        name = match.group(1)
        if name == "storefront":
            return storefront_url.rstrip("/")
        return quote(str(values.get(name, "")), safe="")

    return _PLACEHOLDER.sub(value_of, template)


def complaint(template: str, allowed: tuple[str, ...], needed: tuple[str, ...]) -> str | None:
    """Return what is wrong with a template, or None; one of needed must be in it."""
    names = _PLACEHOLDER.findall(template)
    unknown = sorted(set(names) - set(allowed))
    known = ", ".join(f"{{{name}}}" for name in allowed)
    if unknown:
        return f"{{{unknown[0]}}} is not known here; use {known}."
    if re.search(r"[{}]", _PLACEHOLDER.sub("", template)):
        return f"a brace stands alone; use {known}."
    if not set(names) & set(needed):
        return f"it leads to the same page for all; use {' or '.join(f'{{{name}}}' for name in needed)}."
    if not template.startswith(("{storefront}", "https://", "http://")):
        return "it does not begin with {storefront} or https://."
    return None
