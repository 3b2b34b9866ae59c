"""The words somebody agreed to, as they come from a storefront."""

from ..errors import AutomationErrorCode, refusal

MAX_CONSENT_TEXT = 2000


def checked_consent_text(text: str | None) -> str:
    """Return the words to keep as proof. Raises ValidationError if there are none or far too many."""
    text = (text or "").strip()
    if not text:
        raise refusal("consentText", AutomationErrorCode.REQUIRED, "Say which words the person agreed to.")
    if len(text) > MAX_CONSENT_TEXT:
        message = f"The text has {len(text)} characters; use at most {MAX_CONSENT_TEXT}."
        raise refusal("consentText", AutomationErrorCode.INVALID, message)
    return text
