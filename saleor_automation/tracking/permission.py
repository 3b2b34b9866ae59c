"""May this visitor be tracked? The storefront says what was agreed to; the browser may object by itself."""

from collections.abc import Mapping
from enum import StrEnum

from ..core.exceptions import PermanentError
from ..core.settings import get_settings
from .bots import is_bot

SIGNALS = {"gpc": "Sec-GPC", "dnt": "DNT"}
"""Global Privacy Control and Do Not Track: the header in which a browser sends "1"."""


class Untracked(StrEnum):
    """Why nothing is recorded of a visitor."""

    NO_CONSENT = "no_consent"
    PRIVACY_SIGNAL = "privacy_signal"
    BOT = "bot"


def why_untracked(has_consent: bool, headers: Mapping[str, str]) -> Untracked | None:
    """Return why a visitor must not be tracked, or None if they may be; headers are those of the request."""
    if not has_consent:
        return Untracked.NO_CONSENT
    if any(headers.get(SIGNALS[name], "").strip() == "1" for name in respected_signals()):
        return Untracked.PRIVACY_SIGNAL
    return Untracked.BOT if is_bot(headers.get("User-Agent", "")) else None


def respected_signals() -> list[str]:
    """Return the signals the operator respects, sorted. Raises PermanentError for a name that is none."""
    text = get_settings().privacy_signals
    names = {part.strip().lower() for part in text.split(",")} - {"", "none"}
    unknown = sorted(names - SIGNALS.keys())
    if unknown:
        raise PermanentError(f"AUTOMATION_PRIVACY_SIGNALS names {unknown[0]!r}; use gpc, dnt, both, or none.")
    return sorted(names)
