"""Mails the package itself needs. Each becomes an ordinary template the first time it is used, for the shop to edit."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from .models import Template

SUBSCRIPTION_CONFIRMATION = "subscription-confirmation"

_FOLDER = Path(__file__).resolve().parent.parent / "templates" / "system_mails"
_NAMES = {SUBSCRIPTION_CONFIRMATION: "Confirmation of a subscription"}


def ensure_template(slug: str, now: datetime) -> Template:
    """Return one of the package's own templates; what the shop has made of it is kept."""
    content = {"name": _NAMES[slug], "content": shipped_content(slug), "updated_at": now}
    return Template.objects.get_or_create(slug=slug, defaults=content)[0]


@lru_cache(maxsize=8)
def shipped_content(slug: str) -> dict[str, Any]:
    """Return the content of a system mail by language, as it is shipped."""
    return {
        path.name.split(".")[1]: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted(_FOLDER.glob(f"{slug}.*.yaml"))
    }
