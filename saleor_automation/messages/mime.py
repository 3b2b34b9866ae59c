"""Assemble the MIME message of a mail: text and HTML as alternatives, headers a provider wants to see.

Written by hand because the message is always of the same shape, and the general builders take ten times as
long as rendering it. Nothing that comes in can add a header: see _value.
"""

import binascii
import re
from collections.abc import Mapping
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from struct import unpack_from
from types import MappingProxyType
from typing import NamedTuple

from saleor_automation.core.exceptions import PermanentError

from .addresses import wire_address

# "=_" occurs neither in base64 nor in quoted-printable (RFC 2045, 6.7). Of a long word whose letters are rare a search
# passes over most of a body.
_BOUNDARY = "=_" * 16
_LINE = 76
# RFC 5321, 4.5.3.1.6: a thousand with the line end
_LONGEST_LINE = 998
_FOLD = "\r\n "

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_IDENTIFIER = re.compile(r"<[^\s<>]{1,900}>")
_ATOMS = re.compile(r"[\w !#$%&'*+/=?^`{|}~-]+", re.ASCII)


class InvalidHeader(PermanentError):
    """A header cannot hold what it was given."""


class MailHeaders(NamedTuple):
    """What stands above a mail.

    sender is an address or `Name <address>`; message_id is `<left@right>` and the same for every attempt;
    sent_at is aware. With unsubscribe_url the mail can be left with one click (RFC 8058); extra headers such as
    Feedback-ID come last.
    """

    sender: str
    recipient: str
    subject: str
    sent_at: datetime
    message_id: str
    recipient_name: str = ""
    reply_to: str = ""
    unsubscribe_url: str = ""
    unsubscribe_mailto: str = ""
    extra: Mapping[str, str] = MappingProxyType({})


def build_mime(headers: MailHeaders, text: str, html: str) -> bytes:
    """Return the message as bytes with CRLF line ends, seven-bit clean, ready for SMTP.

    Only an address whose local part is not ASCII makes it eight-bit (RFC 6532).

    Raises InvalidHeader for an address or an identifier that is none.
    """
    boundary = _boundary(text, html)
    start = f"--{boundary}\r\nContent-Type: text/".encode()
    return b"".join(
        (
            _header_block(headers, boundary).encode(errors="replace"),
            start + b"plain; charset=utf-8\r\n",
            _body(text, is_plain=True),
            start + b"html; charset=utf-8\r\n",
            _body(html),
            f"--{boundary}--\r\n".encode(),
        )
    )


def _boundary(*bodies: str) -> str:
    """Return a boundary that stands in no body; what is not ASCII goes in base64, where none can stand."""
    boundary = _BOUNDARY
    while any(body.isascii() and boundary in body for body in bodies):
        boundary += "_"
    return boundary


def _header_block(headers: MailHeaders, boundary: str) -> str:
    lines = [
        f"From: {_mailbox(headers.sender)}",
        f"To: {_named(headers.recipient_name, headers.recipient)}",
        _folded("Subject", headers.subject),
        f"Date: {_date(headers.sent_at)}",
        f"Message-ID: {_identifier('message_id', headers.message_id)}",
    ]
    if headers.reply_to:
        lines.append(f"Reply-To: {_mailbox(headers.reply_to)}")
    if headers.unsubscribe_url:
        ways = [_identifier("unsubscribe_url", f"<{headers.unsubscribe_url}>")]
        if headers.unsubscribe_mailto:
            ways.append(_identifier("unsubscribe_mailto", f"<mailto:{headers.unsubscribe_mailto}>"))
        lines.append("List-Unsubscribe: " + ",\r\n ".join(ways))
        lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    # RFC 3834: keeps "I am on holiday" answers away from a mail nobody wrote by hand
    lines.append("Auto-Submitted: auto-generated")
    lines.extend(_folded(name, value) for name, value in headers.extra.items())
    lines.append("MIME-Version: 1.0")
    lines.append(f'Content-Type: multipart/alternative; boundary="{boundary}"')
    return "\r\n".join(lines) + "\r\n\r\n"


def _with_crlf(text: str) -> str:
    """Return text with the line ends of MIME."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\n", "\r\n")


def _body(text: str, *, is_plain: bool = False) -> bytes:
    """Return a body with the header of its encoding: ASCII as it is, anything else in base64.

    Base64 around plain ASCII counts as disguise with spam filters, so ASCII with lines too long for SMTP becomes
    quoted-printable, which is slow but rare.
    """
    if not text.isascii():
        # Plain text has the line ends of MIME inside base64, too (RFC 2045, 6.8); to HTML they are mere blanks.
        whole = _with_crlf(text) if is_plain else text
        return b"Content-Transfer-Encoding: base64\r\n\r\n" + _base64_lines(whole.encode(errors="replace"))
    body = text.rstrip("\r\n").encode() + b"\n"
    if b"\r" in body:
        body = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\x00" not in body and _has_short_lines(body):
        return b"Content-Transfer-Encoding: 7bit\r\n\r\n" + body.replace(b"\n", b"\r\n")
    body = body.replace(b"\n", b"\r\n")
    return b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + binascii.b2a_qp(body, istext=True)


def _has_short_lines(body: bytes) -> bool:
    """Tell whether SMTP takes every line of a body that ends with one.

    Looks back for a line end from as far as a line may reach, which needs a few steps where cutting out all lines
    needs a copy of each.
    """
    start = 0
    while len(body) - start > _LONGEST_LINE + 1:
        start = body.rfind(b"\n", start, start + _LONGEST_LINE + 1) + 1
        if not start:
            return False
    return True


def _base64_lines(body: bytes) -> bytes:
    encoded = binascii.b2a_base64(body, newline=False)
    whole = len(encoded) // _LINE
    # cutting into lines with struct is three times as fast as base64.encodebytes
    lines = unpack_from(f"{_LINE}s" * whole, encoded)
    rest = encoded[whole * _LINE :]
    return b"\r\n".join((*lines, rest, b"") if rest else (*lines, b""))


def _folded(name: str, value: str) -> str:
    """Return one unstructured header, folded; what is not plain ASCII becomes encoded words (RFC 2047)."""
    if not _NAME.fullmatch(name):
        raise InvalidHeader(f"The header name {name!r} is none; use letters, digits and hyphens.")
    value = _value(value)
    if value.isascii() and "=?" not in value:
        if len(name) + 2 + len(value) <= _LINE:
            return f"{name}: {value}"
        folded = _fold_words(f"{name}:", value.split(" "))
        if folded is not None:
            return folded
    return f"{name}: " + "\r\n ".join(_encoded_words(value, len(name) + 2))


def _fold_words(first: str, words: list[str]) -> str | None:
    """Return the words in lines of at most 76 characters, or None if a word is too long for its line."""
    lines = [f"{first} {words[0]}"]
    for word in words[1:]:
        # only before a word: a line of blanks would end the headers for some programs
        if word and len(lines[-1]) + 1 + len(word) > _LINE:
            lines.append("")
        lines[-1] += f" {word}"
    if max(map(len, lines)) > _LINE:
        return None
    return "\r\n".join(lines)


def _encoded_words(value: str, used: int) -> list[str]:
    """Return RFC 2047 words of whole characters; the first leaves room for the header's name."""
    words = []
    chunk, size = "", 0
    # "=?utf-8?b?" and "?=" take 12 of the 75 characters of a word; base64 makes four of three bytes
    room = (_LINE - 13 - used) // 4 * 3
    for character in value:
        width = len(character.encode())
        if size + width > room and chunk:
            words.append(_encoded_word(chunk))
            chunk, size, room = "", 0, 45
        chunk += character
        size += width
    words.append(_encoded_word(chunk))
    return words


def _encoded_word(text: str) -> str:
    return f"=?utf-8?b?{binascii.b2a_base64(text.encode(), newline=False).decode()}?="


# all mails of a group leave at the same moment
_date = lru_cache(maxsize=16)(format_datetime)


@lru_cache(maxsize=64)
def _mailbox(text: str) -> str:
    """Return a sender as a header value; its name may already be encoded."""
    name, address = parseaddr(_value(text))
    try:
        name = str(make_header(decode_header(name)))
    except (HeaderParseError, UnicodeError, LookupError):
        raise InvalidHeader("A sender's name is encoded wrongly; write it as plain text.") from None
    return _named(name, address)


def _named(name: str, address: str) -> str:
    on_the_wire = wire_address(address)
    if on_the_wire is None:
        raise InvalidHeader("An address is not of the form name@domain; correct it.")
    name = _value(name)
    if not name:
        return on_the_wire
    if not name.isascii() or "=?" in name or len(name) > 60:
        words = "\r\n ".join(_encoded_words(name, 10))
        last = len(words) - words.rfind("\n")
        return f"{words}{' ' if last + len(on_the_wire) < _LINE - 13 else _FOLD}<{on_the_wire}>"
    if not _ATOMS.fullmatch(name):
        name = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{name} <{on_the_wire}>"


def _identifier(field_name: str, value: str) -> str:
    """Return a value in angle brackets that may not be folded or encoded."""
    if not value.isascii() or not _IDENTIFIER.fullmatch(value):
        raise InvalidHeader(f"{field_name} must be printable ASCII in angle brackets, without blanks.")
    return value


def _value(text: str) -> str:
    """Return a header's text on one line: line breaks and other control characters become single blanks."""
    return _CONTROL.sub(" ", text).strip() if _CONTROL.search(text) else text.strip()
