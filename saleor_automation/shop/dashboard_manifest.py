"""What Saleor and its Dashboard are told about the extension: one description for both ways of registration."""

from dataclasses import dataclass
from typing import Any

from .. import __version__
from .urls import plugin_base_url

IDENTIFIER = "saleor.automation"
NAME = "Marketing automation"
ABOUT = "Journeys, segments, mails and coupons that follow what happens in the shop."
AUTHOR = "saleor-automation"
# Saleor cuts every token of the extension down to these, even a superuser's.
PERMISSIONS = ("MANAGE_AUTOMATION", "MANAGE_DISCOUNTS", "MANAGE_ORDERS", "MANAGE_PRODUCTS", "MANAGE_USERS")
_NEEDED = ("MANAGE_AUTOMATION",)


@dataclass(frozen=True, slots=True)
class Extension:
    """One place in the Dashboard; path is below the app's address."""

    identifier: str
    label: str
    mount: str
    target: str
    path: str
    options: dict[str, Any]

    @property
    def url(self) -> str:
        """A path for a page, which the Dashboard puts behind the app's address; else absolute.

        Saleor joins relative addresses of popups and of widgets in two different ways.
        """
        return self.path if self.target == "APP_PAGE" else f"{app_url()}{self.path}"


def _page(identifier: str, label: str, mount: str, path: str, **options: Any) -> Extension:
    return Extension(identifier, label, mount, "APP_PAGE", path, options)


def _widget(identifier: str, label: str, mount: str, path: str) -> Extension:
    # A static page answers GET alone, and the Dashboard's first page asks with POST unless told otherwise.
    kind = "homeWidgetTarget" if mount == "HOMEPAGE_WIDGETS" else "widgetTarget"
    return Extension(identifier, label, mount, "WIDGET", path, {kind: {"method": "GET"}})


def _popup(identifier: str, label: str, mount: str, path: str) -> Extension:
    return Extension(identifier, label, mount, "POPUP", path, {})


def _search(name: str, label: str, path: str, *aliases: str) -> Extension:
    return _page(f"search-{name}", label, "SEARCH_ACTION", path, aliases=["automation", *aliases])


EXTENSIONS = (
    _page("overview", NAME, "NAVIGATION_CUSTOMERS", "/overview"),
    _page("journeys", "Journeys", "NAVIGATION_CUSTOMERS", "/journeys"),
    _page("contacts", "Contacts", "NAVIGATION_CUSTOMERS", "/contacts"),
    _page("segments", "Segments", "NAVIGATION_CUSTOMERS", "/segments"),
    _page("coupons", "Coupons of journeys", "NAVIGATION_DISCOUNTS", "/coupons"),
    _page("product-lists", "Product lists", "NAVIGATION_CATALOG", "/product-lists"),
    _widget("home", NAME, "HOMEPAGE_WIDGETS", "/widgets/home"),
    _widget("customer", NAME, "CUSTOMER_DETAILS_WIDGETS", "/widgets/customer"),
    _widget("order", "What led to this order", "ORDER_DETAILS_WIDGETS", "/widgets/order"),
    # The customer widget opens it by this name.
    _popup("customer-journey", "Add to a journey", "CUSTOMER_DETAILS_MORE_ACTIONS", "/popups/journey"),
    _popup("customers-journey", "Add to a journey", "CUSTOMER_OVERVIEW_MORE_ACTIONS", "/popups/journey"),
    _search("recipes", "New journey from a recipe", "/recipes", "welcome"),
    _search("journeys", "Journeys", "/journeys", "marketing"),
    _search("contacts", "Marketing contacts", "/contacts", "people"),
    _search("lists", "Mailing lists", "/lists", "newsletter", "tags", "fields", "scores"),
    _search("import", "Import contacts", "/transfers/new", "csv", "upload"),
    _search("coupons", "Coupons of journeys", "/coupons", "voucher", "discount"),
    _search("product-lists", "Product lists", "/product-lists", "recommendations", "cross-selling"),
)


def app_url() -> str:
    """Return the address of the extension, without a slash at its end."""
    return f"{plugin_base_url()}/app"


def manifest() -> dict[str, Any]:
    """Return the manifest for shops that install apps by its address.

    It names no tokenTargetUrl: Saleor then makes no token of the app and calls nobody.
    """
    return {
        "id": IDENTIFIER,
        "name": NAME,
        "version": __version__,
        "about": ABOUT,
        "author": AUTHOR,
        "requiredSaleorVersion": ">=3.21 <4",
        "permissions": list(PERMISSIONS),
        "appUrl": app_url(),
        "brand": {"logo": {"default": f"{app_url()}/logo.png"}},
        "extensions": [
            {
                "identifier": each.identifier,
                "label": each.label,
                "mount": each.mount,
                "target": each.target,
                "permissions": list(_NEEDED),
                "url": each.url,
                **({"options": each.options} if each.options else {}),
            }
            for each in EXTENSIONS
        ],
        "webhooks": [],
    }


def extension_permissions() -> tuple[str, ...]:
    """Return what somebody needs to be shown a place of ours."""
    return _NEEDED
