"""Links that carry a message id nobody can forge: click, open pixel, unsubscribe, preferences.

A token is the message id and 96 bits of a keyed BLAKE2b over it, both in hexadecimal; each purpose has its own
personalization, so that a token for one does not open another. A click's code also covers the address it leads to:
the redirect goes only where the mail pointed to.

Keyed BLAKE2b is a message authentication code by design (RFC 7693) and takes a third of HMAC-SHA256's time, which
shows in a mail with forty links.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from minijinja import safe

from saleor_automation.core.exceptions import PermanentError

_SALT = b"saleor_automation.links"
_CODE_BYTES = 12

# An id of a 64-bit column and its code
_TOKEN = re.compile(rf"([0-9a-f]{{1,16}})-([0-9a-f]{{{2 * _CODE_BYTES}}})")
_BASE = re.compile(r"https?://[\w.:\[\]/~%-]+", re.ASCII)
_PLAIN_SCHEMES = ("mailto:", "tel:", "sms:")


class InvalidLink(PermanentError):
    """A token was not made by this shop, was cut off, or belongs to another address."""


class LinkSigner:
    """Sign with the first key, accept all of them.

    base_url is where the endpoints live, such as https://shop.example/plugins/saleor.automation; secret_keys
    are Django's SECRET_KEY and after it those that were in use before (SECRET_KEY_FALLBACKS).
    """

    def __init__(self, base_url: str, secret_keys: Sequence[str]) -> None:
        if not secret_keys or not all(secret_keys):
            raise ValueError("secret_keys is empty; give at least Django's SECRET_KEY.")
        if not _BASE.fullmatch(base_url):
            raise ValueError(f"base_url is {base_url!r}; give an http(s) address without query and blanks.")
        self.base_url = base_url.rstrip("/")
        self._click = [_keyed(key, b"click") for key in secret_keys]
        self._open = [_keyed(key, b"open") for key in secret_keys]
        self._unsubscribe = [_keyed(key, b"unsubscribe") for key in secret_keys]
        self._confirm = [_keyed(key, b"confirm") for key in secret_keys]

    def for_message(self, message_id: int, preferences_url: str = "") -> "SignedLinks":
        """Return the links of one message; message_id is positive."""
        return SignedLinks(self, message_id, preferences_url)

    def click_code(self, message_id: int) -> "hashlib.blake2b":
        """Return the code of a message's clicks, to which the address is still to be added."""
        return _code(self._click[0], f"{message_id:x}")

    def pixel_url(self, message_id: int) -> str:
        """Return the address of the picture that tells of an opened mail."""
        return f"{self.base_url}/o/{_token(self._open[0], message_id)}.gif"

    def unsubscribe_url(self, message_id: int) -> str:
        """Return the address for leaving, for people (GET) and for mail programs (POST, RFC 8058)."""
        return self.ways_out(message_id)[0]

    def preferences_url(self, message_id: int) -> str:
        """Return the address of the page where people choose what they get; its token is that for leaving."""
        return self.ways_out(message_id)[1]

    def ways_out(self, message_id: int) -> tuple[str, str]:
        """Return unsubscribe_url and preferences_url, for which one token is enough."""
        token = _token(self._unsubscribe[0], message_id)
        return f"{self.base_url}/u/{token}", f"{self.base_url}/p/{token}"

    def confirm_url(self, message_id: int) -> str:
        """Return the address at which the reader of a message confirms what it asks for."""
        return f"{self.base_url}/confirm/{_token(self._confirm[0], message_id)}"

    def verify_confirm(self, token: str) -> int:
        """Return the id of the message whose reader wants to confirm. Raises InvalidLink."""
        return _verified(self._confirm, token)

    def verify_click(self, token: str, url: str) -> int:
        """Return the id of the message whose link to url was followed.

        Raises InvalidLink if this token was not made for this very address.
        """
        if not url.lower().startswith(("http://", "https://")):
            raise InvalidLink("A click link leads to no web address.")
        return _verified(self._click, token, url)

    def verify_open(self, token: str) -> int:
        """Return the id of the message whose pixel was loaded. Raises InvalidLink."""
        return _verified(self._open, token)

    def verify_unsubscribe(self, token: str) -> int:
        """Return the id of the message whose reader wants to leave. Raises InvalidLink."""
        return _verified(self._unsubscribe, token)


class SignedLinks:
    """The links of one message; the same address gives the same link in the HTML and in the text part."""

    def __init__(self, signer: LinkSigner, message_id: int, preferences_url: str) -> None:
        self._code = signer.click_code(message_id)
        self._beginning = f"{signer.base_url}/c/{message_id:x}-"
        self._clicks: dict[str, str] = {}
        self.unsubscribe_url, own_preferences_url = signer.ways_out(message_id)
        self.preferences_url = preferences_url or own_preferences_url
        self.pixel_url = signer.pixel_url(message_id)

    def click(self, url: str) -> str:
        """Return the counted form of a web address; mailto: and tel: as they are, anything else as "#".

        It needs no escaping in HTML, and says so to the engine.
        """
        known = self._clicks.get(url)
        if known is None:
            known = self._clicks[url] = self._counted(str(url).strip())
        return known

    def _counted(self, url: str) -> str:
        target = _target(url)
        if target is None:
            return url if url[:7].lower().startswith(_PLAIN_SCHEMES) else "#"
        # copying a keyed state skips the set-up, which costs more than hashing an address
        code = self._code.copy()
        code.update(target[0])
        return safe(f"{self._beginning}{code.hexdigest()}?u={target[1]}")


class PreviewLinks:
    """Links as written, nothing counted: for previews, where no message exists."""

    preferences_url = "#"
    unsubscribe_url = "#"
    pixel_url = ""

    def click(self, url: str) -> str:
        """Return the address as it is, "#" for what is none."""
        url = str(url or "")
        return url if url[:8].lower().startswith(("http://", "https://", *_PLAIN_SCHEMES)) else "#"


def _keyed(secret_key: str, purpose: bytes) -> "hashlib.blake2b":
    key = hmac.digest(secret_key.encode(), _SALT, "sha256")
    return hashlib.blake2b(key=key, person=purpose, digest_size=_CODE_BYTES)


def _code(keyed: "hashlib.blake2b", message: str, url: str = "") -> "hashlib.blake2b":
    code = keyed.copy()
    # the colon ends the id, so that no id and address pass for another id and address
    code.update(f"{message}:{url}".encode())
    return code


def _token(keyed: "hashlib.blake2b", message_id: int) -> str:
    message = f"{message_id:x}"
    return f"{message}-{_code(keyed, message).hexdigest()}"


def _verified(keys: "list[hashlib.blake2b]", token: str, url: str = "") -> int:
    found = _TOKEN.fullmatch(token)
    if not found:
        raise InvalidLink("A link's token is damaged.")
    # every key is tried, so that the time does not tell which one fits
    matches = [hmac.compare_digest(_code(keyed, found[1], url).hexdigest(), found[2]) for keyed in keys]
    if not any(matches):
        raise InvalidLink("A link's token was not made by this shop for this address.")
    return int(found[1], 16)


@lru_cache(maxsize=8_192)
def _target(url: str) -> tuple[bytes, str] | None:
    """Return a web address as bytes and as the value of a query, or None for what is none."""
    if not url[:8].lower().startswith(("http://", "https://")):
        return None
    # nothing in it means anything in HTML or ends a query, so the link is the same in the text part
    return url.encode(), quote(url, safe="/:?=@,")
