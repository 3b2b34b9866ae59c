"""The extension's rows in Saleor's table of apps: what the Dashboard reads its menu, pages and widgets from.

Written directly instead of through Saleor's installation by manifest, which fetches the manifest from the shop's own
address: many shops cannot reach themselves by it, and Saleor refuses private addresses. The manifest stays the other
way in (dashboard_manifest.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from saleor.app.models import App, AppExtension
from saleor.permission.enums import get_permissions_from_names
from saleor.permission.models import Permission

from .. import __version__
from ..core import sql
from ..core.exceptions import NotFound
from .dashboard_manifest import (
    ABOUT,
    AUTHOR,
    EXTENSIONS,
    IDENTIFIER,
    NAME,
    PERMISSIONS,
    Extension,
    app_url,
    extension_permissions,
)
from .database import allow_writer
from .urls import plugin_base_url

THIRD_PARTY = "thirdparty"
_LOGO = "assets/logo.png"


@dataclass(frozen=True, slots=True)
class Registration:
    """What Saleor knows of the extension; outdated names what an update would change."""

    app_id: int
    version: str
    app_url: str
    is_active: bool
    extensions: int
    outdated: tuple[str, ...]


@allow_writer()
def registration() -> Registration | None:
    """Return what Saleor knows of the extension, or None if it is not installed."""
    app = _app()
    if app is None:
        return None
    wanted, stored = {_key(each) for each in _supported()}, {_key_of_row(row) for row in app.extensions.all()}
    permissions = {permission.codename for permission in app.permissions.all()}
    differences = {
        "version": (app.version or "") != __version__,
        "address": (app.app_url or "") != app_url(),
        "places": wanted != stored,
        "permissions": not {permission.codename for permission in _permissions(PERMISSIONS)} <= permissions,
    }
    return Registration(
        app_id=app.pk,
        version=app.version or "",
        app_url=app.app_url or "",
        is_active=app.is_active and app.is_installed,
        extensions=len(stored),
        outdated=tuple(name for name, differs in differences.items() if differs),
    )


@allow_writer()
@transaction.atomic
def install() -> Registration:
    """Show the extension in the Dashboard, or bring what is shown up to date; the same again changes nothing."""
    _take_turns()
    app = _app() or App(identifier=IDENTIFIER, type=THIRD_PARTY)
    _write(app)
    return _written()


@allow_writer()
@transaction.atomic
def update() -> Registration:
    """Bring what is shown up to date, for instance after an upgrade or when PUBLIC_URL changed.

    Raises NotFound if the extension is not installed, or was removed in the Dashboard: nobody wants it back unasked.
    """
    _take_turns()
    app = _app()
    if app is None:
        raise NotFound("The Dashboard extension is not installed; run `manage.py automation_dashboard install`.")
    _write(app)
    return _written()


@allow_writer()
@transaction.atomic
def remove() -> bool:
    """Take the extension out of the Dashboard, as the Dashboard itself does; answers whether it was there.

    Nothing of the automation is touched: journeys go on.
    """
    _take_turns()
    app = _app()
    if app is None:
        return False
    app.is_active = False
    app.removed_at = timezone.now()
    app.save(update_fields=["is_active", "removed_at"])
    return True


def _take_turns() -> None:
    """Two installations at once would make two apps: Saleor has no constraint on the identifier."""
    sql.fetch_all("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))::text", [f"automation:app:{IDENTIFIER}"])


def _app() -> App | None:
    return App.objects.filter(identifier=IDENTIFIER, removed_at__isnull=True).order_by("pk").first()


def _written() -> Registration:
    found = registration()
    if found is None:
        raise AssertionError("The app was written a moment ago and is not there.")
    return found


def _write(app: App) -> None:
    app.name = NAME
    app.about_app = ABOUT
    app.author = AUTHOR
    app.version = __version__
    app.app_url = app_url()
    manifest_url = f"{plugin_base_url()}/manifest.json"
    # For the reader of the Extensions page only; before 3.23 it has room for 200 characters.
    app.manifest_url = manifest_url if len(manifest_url) <= App._meta.get_field("manifest_url").max_length else ""
    app.is_active = True
    app.is_installed = True
    if not app.brand_logo_default:
        logo = resources.files("saleor_automation").joinpath(_LOGO).read_bytes()
        app.brand_logo_default.save("automation-logo.png", ContentFile(logo), save=False)
    app.save()
    app.permissions.set(_permissions(PERMISSIONS))
    _write_extensions(app)


def _write_extensions(app: App) -> None:
    """Write the places, keeping the rows of those that are already there: open pages know them by their ids."""
    needed = _permissions(extension_permissions())
    left = {_name_of_row(row): row for row in app.extensions.order_by("pk")}
    for each in _supported():
        row = left.pop(_name(each), None) or AppExtension(app=app)
        for column, value in _columns(each).items():
            setattr(row, column, value)
        row.save()
        row.permissions.set(needed)
    app.extensions.filter(pk__in=[row.pk for row in left.values()]).delete()


def _columns(extension: Extension) -> dict[str, object]:
    """Return the row of an extension, as far as this Saleor has columns for it: some came with 3.22 and 3.23."""
    is_widget = extension.target == "WIDGET"
    columns = {
        "label": extension.label,
        "url": extension.url,
        "mount": extension.mount.lower(),
        "target": extension.target.lower(),
        "identifier": extension.identifier,
        "settings": extension.options,
        "http_target_method": "GET" if is_widget else None,
    }
    return {name: value for name, value in columns.items() if name in _known_columns()}


def _known_columns() -> set[str]:
    return {field.name for field in AppExtension._meta.get_fields()}


def _supported() -> list[Extension]:
    """Return the places this Saleor can show.

    Up to 3.22 places and targets are an enum of its schema, and a row with any other value breaks the Dashboard's list
    of extensions; from 3.23 on they are plain texts, and a Dashboard skips what it does not know.
    """
    mounts, targets = _enum_values("AppExtensionMountEnum"), _enum_values("AppExtensionTargetEnum")
    return [
        each
        for each in EXTENSIONS
        if (mounts is None or each.mount in mounts) and (targets is None or each.target in targets)
    ]


def _enum_values(name: str) -> set[str] | None:
    # Composed when this module is first imported, which has to wait until every app has added to it.
    from saleor.graphql.api import schema

    enum = schema.get_type_map().get(name)
    return None if enum is None else {value.name for value in enum.values}


def _name(extension: Extension) -> str:
    """Name an extension as its row can be found again: a Saleor without identifiers knows place and label only."""
    has_identifiers = "identifier" in _known_columns()
    return extension.identifier if has_identifiers else f"{extension.mount.lower()} {extension.label}"


def _name_of_row(row: AppExtension) -> str:
    return getattr(row, "identifier", None) or f"{row.mount} {row.label}"


def _key(extension: Extension) -> tuple[object, ...]:
    columns = _columns(extension)
    return tuple(columns[name] for name in ("label", "url", "mount", "target"))


def _key_of_row(row: AppExtension) -> tuple[object, ...]:
    return (row.label, row.url, row.mount, row.target)


def _permissions(names: Iterable[str]) -> list[Permission]:
    return list(get_permissions_from_names(list(names)))
