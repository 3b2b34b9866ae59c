"""Every deployment setting, typed, with its unit and its default.

An operator sets them in the environment of Saleor's containers as AUTOMATION_<NAME>, or as a Django
setting of the same name. What a merchant decides (sender, storefront links, consent) is plugin
configuration instead and lives in shop/configuration.py.
"""

import os
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from django.conf import settings as django_settings

from .exceptions import PermanentError

PREFIX = "AUTOMATION_"


@dataclass(frozen=True)
class AutomationSettings:
    batch_size: int = 1000
    """Rows one claim takes: events, due enrollments, idle carts."""

    pass_seconds: int = 5
    """How often beat wakes the pass, in seconds; a hook wakes it at once."""

    pass_budget_seconds: int = 50
    """One pass stops claiming after this long and wakes a successor, so that no task runs for hours."""

    sweep_seconds: int = 300
    """How often the sweep looks for what the hooks missed, in seconds."""

    sweep_overlap_seconds: int = 900
    """How far behind its watermark a sweep reads again: a transaction may commit long after its time stamp."""

    shelf_seconds: int = 300
    """How often the shop's products are looked at for stock, prices and new ones, in seconds."""

    wave_people_per_unit: int = 4
    """People told at once that a product is back or cheaper, for each unit there is to sell."""

    wave_pause_minutes: int = 240
    """Minutes between two waves of people told about one product."""

    handing_lease_seconds: int = 600
    """A message still being handed to its transport after this long is `unknown`: its worker is dead."""

    delivery_attempts: int = 8
    """Temporary refusals a message survives before it is `failed`."""

    queue: str = ""
    """Celery queue of the automation tasks; empty means Saleor's default queue."""

    email_url: str = ""
    """smtp://user:password@host:port/?tls=True of the mail server; empty means Saleor's EMAIL_URL."""

    track_rate_per_minute: int = 120
    """Public tracking calls one visitor or address may make in a minute."""

    content_rate_per_minute: int = 240
    """Public calls for smart content one visitor or address may make in a minute."""

    privacy_signals: str = "gpc,dnt"
    """Browser signals that stop tracking: gpc (Global Privacy Control), dnt (Do Not Track), both, or none."""

    visitor_retention_days: int = 90
    """Visitors who never said who they are are forgotten this many days after they were last seen."""

    event_retention_months: int = 25
    """Whole months of events that are kept besides the current one; running totals stay for good."""

    event_months_ahead: int = 3
    """Month partitions of the event log that stand ready beyond the current one."""

    subscribe_rate_per_hour: int = 30
    """Public sign-ups one network address may make in an hour."""

    subscribe_rate_per_email: int = 3
    """Public sign-ups with one e-mail address in an hour, whoever makes them."""

    confirmation_days: int = 7
    """How long the link in a mail that asks to confirm a subscription works, in days."""

    confirmations_per_day: int = 3
    """Mails that ask to confirm a subscription one person gets in a day, however often the form is sent."""

    import_max_megabytes: int = 200
    """Largest file of contacts that can be uploaded, in megabytes of UTF-8 text."""

    import_batch_size: int = 20_000
    """Rows of a file of contacts written in one transaction."""

    transfer_days: int = 7
    """How long files of imported and exported contacts, and the errors of imports, are kept, in days."""

    simulation_days: int = 90
    """How long simulations and their reports are kept after they ended, in days."""

    recommendations_seconds: int = 86_400
    """How often beat has recommendations learned anew, in seconds; without a new order it is skipped."""

    dispatch_attempts: int = 10
    """How often a notice to the team or a webhook call is tried before it is given up."""

    dispatch_days: int = 30
    """How long notices and calls that are finished are kept, in days."""

    webhook_hosts: str = ""
    """Hosts that webhooks may reach inside our own network, and without https, separated by commas."""

    recipe_folders: str = ""
    """Folders with recipes of the shop's own, separated by colons as in PATH; each holds one folder per recipe."""

    dashboard_folder: str = ""
    """Folder with another build of the Dashboard extension, for its developers; empty means the one in the package."""


@lru_cache(maxsize=1)
def get_settings() -> AutomationSettings:
    """Return the settings, read once per process.

    Raises PermanentError if a value does not fit its type.
    """
    values: dict[str, Any] = {}
    for field in fields(AutomationSettings):
        name = PREFIX + field.name.upper()
        raw = os.environ.get(name, getattr(django_settings, name, None))
        if raw is None:
            continue
        values[field.name] = _parse(name, raw, type(field.default))
    return AutomationSettings(**values)


def _parse(name: str, raw: Any, kind: type) -> Any:
    if kind is str:
        return str(raw)
    try:
        value = int(raw)
    except (TypeError, ValueError):
        raise PermanentError(f"{name} is {raw!r}; set a whole number.") from None
    if value < 1:
        raise PermanentError(f"{name} is {value}; set a number of at least 1.")
    return value
