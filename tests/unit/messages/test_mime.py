"""What goes into a message comes out of the standard library's parser, whatever it is."""

import email
import email.policy
from datetime import UTC, datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_automation.messages.mime import InvalidHeader, MailHeaders, build_mime

SENT_AT = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)

# whatever a database can hold: no lone surrogates, no NUL
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=300)
LONG_TEXTS = st.lists(TEXTS, max_size=20).map("\n".join)


def headers(**changes):
    values = {
        "sender": "Lume <news@shop.example>",
        "recipient": "anna@shop.example",
        "subject": "Hello",
        "sent_at": SENT_AT,
        "message_id": "<cart.1@shop.example>",
    }
    return MailHeaders(**values | changes)


def parsed(mime) -> EmailMessage:
    return email.message_from_bytes(mime, policy=email.policy.SMTPUTF8)


def raw_header(mime, name):
    return "".join(email.message_from_bytes(mime, policy=email.policy.compat32)[name].split("\r\n"))


def decoded(text):
    """Return a text as RFC 2047 reads it (the newer parser keeps blanks between encoded words of names)."""
    return str(make_header(decode_header(text)))


def one_line(text):
    """Return a text as a header can hold it."""
    return "".join(" " if ord(c) < 32 or c in "\x7f\u2028\u2029" else c for c in text).strip()


def lines_of(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"


def test_message_is_as_written():
    # when
    mime = build_mime(
        headers(
            recipient_name="Anna Rossi",
            reply_to="help@shop.example",
            unsubscribe_url="https://shop.example/u/abc",
            unsubscribe_mailto="leave@shop.example",
            extra={"Feedback-ID": "cart:lume"},
        ),
        "Ciao Anna,\ncosì è",
        "<p>Ciao</p>",
    )

    # then
    assert mime.decode() == (
        "From: Lume <news@shop.example>\r\n"
        "To: Anna Rossi <anna@shop.example>\r\n"
        "Subject: Hello\r\n"
        "Date: Sun, 22 Nov 2026 04:30:00 +0000\r\n"
        "Message-ID: <cart.1@shop.example>\r\n"
        "Reply-To: help@shop.example\r\n"
        "List-Unsubscribe: <https://shop.example/u/abc>,\r\n"
        " <mailto:leave@shop.example>\r\n"
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
        "Auto-Submitted: auto-generated\r\n"
        "Feedback-ID: cart:lume\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/alternative; boundary="=_=_=_=_=_=_=_=_=_=_=_=_=_=_=_=_"\r\n'
        "\r\n"
        "--=_=_=_=_=_=_=_=_=_=_=_=_=_=_=_=_\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        "\r\n"
        "Q2lhbyBBbm5hLA0KY29zw6wgw6g=\r\n"
        "--=_=_=_=_=_=_=_=_=_=_=_=_=_=_=_=_\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 7bit\r\n"
        "\r\n"
        "<p>Ciao</p>\r\n"
        "--=_=_=_=_=_=_=_=_=_=_=_=_=_=_=_=_--\r\n"
    )


@given(TEXTS, LONG_TEXTS, LONG_TEXTS, TEXTS)
def test_what_goes_in_comes_out(subject, text, html, name):
    # when
    mime = build_mime(headers(subject=subject, recipient_name=name), text, html)

    # then
    message = parsed(mime)
    assert message.defects == []
    assert list(message) == [
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type")
    ]
    assert decoded(raw_header(mime, "Subject")) == one_line(subject)
    shown, address = parseaddr(raw_header(mime, "To"))
    assert (decoded(shown), address) == (one_line(name), "anna@shop.example")
    assert message["Message-ID"] == "<cart.1@shop.example>"
    plain, rich = message.iter_parts()
    assert (plain.get_content_type(), rich.get_content_type()) == ("text/plain", "text/html")
    assert lines_of(plain.get_payload(decode=True).decode()) == lines_of(text)
    assert lines_of(rich.get_payload(decode=True).decode()) == lines_of(html)
    assert rich.defects + plain.defects == []


@given(TEXTS, LONG_TEXTS, LONG_TEXTS, TEXTS)
def test_lines_are_short_seven_bit_and_end_alike(subject, text, html, name):
    # when
    mime = build_mime(headers(subject=subject, recipient_name=name), text, html)

    # then
    assert mime.isascii()
    assert b"\x00" not in mime
    lines = mime.split(b"\r\n")
    assert all(b"\r" not in line and b"\n" not in line for line in lines)
    assert max(map(len, lines)) <= 998
    assert lines[-1] == b""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna Rossi", "To: Anna Rossi <anna@shop.example>"),
        ('Anna "A" Rossi, M.D.', 'To: "Anna \\"A\\" Rossi, M.D." <anna@shop.example>'),
        ("José", "To: =?utf-8?b?Sm9zw6k=?= <anna@shop.example>"),
        ("=?utf-8?q?x?=", "To: =?utf-8?b?PT91dGYtOD9xP3g/PQ==?= <anna@shop.example>"),
        ("Anna\r\nBcc: x@evil.example", 'To: "Anna  Bcc: x@evil.example" <anna@shop.example>'),
        ("", "To: anna@shop.example"),
    ],
)
def test_recipient_is_named_safely(name, expected):
    mime = build_mime(headers(recipient_name=name), "a", "b")

    assert mime.decode().split("\r\n")[1] == expected


@pytest.mark.parametrize(
    ("sender", "name", "address"),
    [
        ("news@shop.example", "", "news@shop.example"),
        ("Lume & Co <news@shop.example>", "Lume & Co", "news@shop.example"),
        ("Café <news@bücher.example>", "Café", "news@xn--bcher-kva.example"),
        ("=?utf-8?b?Q2Fmw6k=?= <news@shop.example>", "Café", "news@shop.example"),
        ('"Lume, the shop" <news@shop.example>', "Lume, the shop", "news@shop.example"),
    ],
)
def test_sender_is_read_in_every_form(sender, name, address):
    shown, wire = parseaddr(raw_header(build_mime(headers(sender=sender), "a", "b"), "From"))

    assert (decoded(shown), wire) == (name, address)


def test_long_subject_is_folded_at_blanks():
    mime = build_mime(headers(subject="word " * 40), "a", "b")

    lines = mime.decode().split("\r\n")[2:5]
    assert [len(line) for line in lines] == [73, 75, 60]
    assert lines[1].startswith(" word")


def test_characters_are_not_cut_apart():
    mime = build_mime(headers(subject="👩‍👩‍👧 è" * 30), "a", "b")

    words = mime.decode().split("Subject: ")[1].split("\r\nDate")[0].split("\r\n ")
    assert all(len(word) <= 75 and str(make_header(decode_header(word))) for word in words)


def test_international_address_makes_the_header_utf8():
    mime = build_mime(headers(recipient="josé@shop.example"), "a", "b")

    assert "\r\nTo: josé@shop.example\r\n".encode() in mime


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("plain words\nin lines", "7bit"),
        ("a" * 998, "7bit"),
        ("a" * 999, "quoted-printable"),
        (("a" * 998 + "\n") * 3, "7bit"),
        ("a\n" * 700 + "b" * 999 + "\nc", "quoted-printable"),
        ("<p>caffè</p>", "base64"),
        ("Привет, Анна!", "base64"),
        ("", "7bit"),
    ],
)
def test_encoding_is_the_lightest_that_holds_the_text(text, encoding):
    # when
    parts = list(parsed(build_mime(headers(), text, text)).iter_parts())

    # then
    assert [part["Content-Transfer-Encoding"] for part in parts] == [encoding, encoding]
    assert [lines_of(part.get_content()) for part in parts] == [lines_of(text)] * 2


def test_boundary_is_never_part_of_a_body():
    # given
    boundary = "=_" * 16
    text = f"--{boundary}--\n\n--{boundary}_\nContent-Type: text/html\n\nforged"

    # when
    message = parsed(build_mime(headers(), text, "<p>real</p>"))

    # then
    assert [lines_of(part.get_content()) for part in message.iter_parts()] == [lines_of(text), "<p>real</p>\n"]


def test_time_zone_is_told():
    sent_at = datetime(2026, 7, 1, 9, tzinfo=timezone(timedelta(hours=2)))

    assert parsed(build_mime(headers(sent_at=sent_at), "a", "b"))["Date"].datetime == sent_at


def test_no_way_to_unsubscribe_no_header():
    assert "List-Unsubscribe" not in parsed(build_mime(headers(), "a", "b"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"recipient": "anna"}, "An address is not of the form name@domain; correct it."),
        ({"recipient": "a@b.example\r\nBcc: c@d.example"}, "An address is not of the form name@domain; correct it."),
        ({"sender": ""}, "An address is not of the form name@domain; correct it."),
        (
            {"message_id": "<a b@c>"},
            "message_id must be printable ASCII in angle brackets, without blanks.",
        ),
        (
            {"unsubscribe_url": "https://x.example/>\r\nBcc: a@b.example"},
            "unsubscribe_url must be printable ASCII in angle brackets, without blanks.",
        ),
        ({"extra": {"X:": "a"}}, "The header name 'X:' is none; use letters, digits and hyphens."),
    ],
)
def test_what_no_header_can_hold_is_refused(changes, message):
    with pytest.raises(InvalidHeader) as caught:
        build_mime(headers(**changes), "a", "b")

    assert str(caught.value) == message


def test_extra_headers_stay_on_their_line():
    mime = build_mime(headers(extra={"X-Journey": "a\r\nBcc: x@evil.example"}), "a", "b")

    assert parsed(mime)["X-Journey"] == "a  Bcc: x@evil.example"
    assert "Bcc" not in parsed(mime)
