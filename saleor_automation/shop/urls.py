"""Absolute addresses: the shop's own, our endpoints, and the storefront pages mails lead to."""

from typing import TYPE_CHECKING
from uuid import UUID

from saleor.core.utils import build_absolute_uri

from .placeholders import fill

if TYPE_CHECKING:
    from .configuration import ShopConfiguration


def shop_root() -> str:
    """Return the address of the Saleor server, without a slash at its end."""
    return str(build_absolute_uri("/")).rstrip("/")


def plugin_base_url() -> str:
    """Return the address below which our public pages are served, without a slash at its end.

    For instance https://shop.example/plugins/saleor.automation.
    """
    return str(build_absolute_uri("/plugins/saleor.automation"))


def product_url(
    configuration: "ShopConfiguration",
    *,
    channel_slug: str,
    language_code: str,
    slug: str,
    product_id: int,
    variant_id: int | None,
) -> str:
    """Return the storefront's page of a product, as the merchant's template says."""
    return fill(
        configuration.product_url,
        configuration.storefront_url,
        {
            "channel": channel_slug,
            "language": language_code,
            "slug": slug,
            "product_id": product_id,
            "variant_id": variant_id or "",
        },
    )


def category_url(
    configuration: "ShopConfiguration", *, channel_slug: str, language_code: str, slug: str, category_id: int
) -> str:
    """Return the storefront's page of a category, as the merchant's template says."""
    return fill(
        configuration.category_url,
        configuration.storefront_url,
        {"channel": channel_slug, "language": language_code, "slug": slug, "category_id": category_id},
    )


def cart_url(configuration: "ShopConfiguration", *, channel_slug: str, language_code: str, checkout_id: UUID) -> str:
    """Return the storefront's page where a checkout goes on, as the merchant's template says."""
    return fill(
        configuration.cart_url,
        configuration.storefront_url,
        {"channel": channel_slug, "language": language_code, "checkout_id": checkout_id},
    )
