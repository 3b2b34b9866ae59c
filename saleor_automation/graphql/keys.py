"""Names a caller gives to a deed, so that asking twice does it once."""

from .errors import AutomationErrorCode, refusal

MAX_KEY = 36


def checked_key(key: str | None) -> str:
    """Return the key, empty for none. Raises ValidationError if it is too long or not printable."""
    if key is None:
        return ""
    if not 1 <= len(key) <= MAX_KEY or not key.isprintable():
        text = f"The key has {len(key)} characters; use 1 to {MAX_KEY} printable ones, or leave it out."
        raise refusal("key", AutomationErrorCode.INVALID, text)
    return key
