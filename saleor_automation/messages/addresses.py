"""E-mail addresses as headers and SMTP servers need them."""

import re
import unicodedata

# Printable and without what would end an address or begin another; the rest is for the receiving server to judge.
_ADDRESS = re.compile(r"[^\s\x00-\x1f\x7f<>,;:\"()\[\]\\@]+@[^\s\x00-\x1f\x7f<>,;:\"()\[\]\\@]+")


def wire_address(address: str) -> str | None:
    """Return the address with its domain in ASCII, or None if it is none.

    A local part with other letters stays as it is; needs_smtputf8 tells.
    """
    if not _ADDRESS.fullmatch(address):
        return None
    if address.isascii():
        return address
    local, _, domain = address.rpartition("@")
    try:
        return f"{unicodedata.normalize('NFC', local)}@{ascii_domain(domain)}"
    except UnicodeError:
        return None


def needs_smtputf8(address: str) -> bool:
    """Tell whether only a server with SMTPUTF8 (RFC 6531) can take the address, as wire_address returns it."""
    return not address.isascii()


def ascii_domain(domain: str) -> str:
    """Return an internationalized domain in its ASCII form, `münchen.example` as `xn--mnchen-3ya.example`.

    Python's idna codec follows the rules of 2003 and would turn straße.example into strasse.example, somebody
    else's domain; here every label is lower-cased, composed and encoded as it stands (IDNA 2008 without its
    tables of forbidden letters, which registries enforce).

    Raises UnicodeError for a label that cannot be one.
    """
    labels = [_ascii_label(label) for label in domain.replace("。", ".").split(".")]
    return ".".join(labels)


def _ascii_label(label: str) -> str:
    if label.isascii():
        return label
    encoded = "xn--" + unicodedata.normalize("NFC", label.lower()).encode("punycode").decode("ascii")
    if len(encoded) > 63:
        raise UnicodeError(f"The label {label!r} of a domain is too long.")
    return encoded
