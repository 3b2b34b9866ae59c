"""Making and sending mails, against what a Django shop would do and against the floor.

The floor is the least work we know of in Python for the same mail: literal pieces joined with escaped values, headers
by hand, base64 from the standard library. It signs no links; ours signs all of them.
"""

from __future__ import annotations

import base64
import html
import logging
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import IO, Any

import liquid
from django.core.mail import EmailMultiAlternatives, get_connection
from premailer import Premailer

from benchmarks import newsletter
from benchmarks.finished_mail import SIGNER, SUBJECT, compiled_mail, finished_mail
from benchmarks.harness import Row, Target, compare, in_turns, speed_of
from saleor_automation.messages.inlining import inline_once
from saleor_automation.messages.links import PreviewLinks
from saleor_automation.messages.mime import MailHeaders, build_mime
from saleor_automation.messages.rendering import render
from saleor_automation.messages.template_tags import HiddenTags
from saleor_automation.messages.transports import OutgoingMail, SmtpSettings, SmtpTransport

GROUP = "messages"
SENDER = "news@shop.example"
SENT_AT = datetime(2026, 11, 22, tzinfo=UTC)
READERS = [newsletter.reader(number) for number in range(200)]
UNSUBSCRIBE = "https://shop.example/u/{}"

# So many that each contestant works for about as long: a neighbour on the machine then disturbs all alike.
OUR_MAILS, PEER_MAILS, FAR_MAILS = 1500, 300, 40


def measure() -> Iterator[Row]:
    yield from _making()
    yield from _sending()


# Making: data in, bytes of a MIME message out


def _making() -> Iterator[Row]:
    floor = Floor()
    naive, once = LiquidPerMail(), LiquidOnce()
    _same_mail(floor, once)
    speeds = in_turns(
        {
            "ours": lambda: _speed(_our_mail, 400),
            "floor": lambda: _speed(floor.mail, 400),
            "Liquid, inlined once, Django MIME": lambda: _speed(once.mail, 40),
            "Liquid, premailer per mail, Django MIME": lambda: _speed(naive.mail, 4),
        },
        rounds=7,
    )
    for name, target in (
        ("Liquid, premailer per mail, Django MIME", Target(at_least=100)),
        ("Liquid, inlined once, Django MIME", Target(at_least=5)),
    ):
        yield compare(GROUP, "render + MIME", speeds["ours"], speeds[name], baseline=name, target=target, unit="mails")
    row = compare(
        GROUP,
        "render + MIME, cost over the floor",
        speeds["ours"],
        speeds["floor"],
        baseline="segments + hand-assembled",
        target=Target(at_most=1.6),
        unit="mails",
        note="ours signs every link of the mail, the floor signs none",
    )
    # a cost: how many times the floor's time
    yield replace(row, ratio=1 / row.ratio, lowest_ratio=1 / row.highest_ratio, highest_ratio=1 / row.lowest_ratio)


def _speed(make: Callable[[int], bytes], count: int) -> float:
    return speed_of(lambda: [make(number % len(READERS)) for number in range(count)], count)


def _headers(number: int, unsubscribe_url: str) -> MailHeaders:
    return MailHeaders(
        sender=SENDER,
        recipient=f"anna{number}@shop.example",
        subject=SUBJECT,
        sent_at=SENT_AT,
        message_id=f"<{number}.benchmark@shop.example>",
        unsubscribe_url=unsubscribe_url,
    )


def _our_mail(number: int) -> bytes:
    links = SIGNER.for_message(number + 1)
    mail = render(compiled_mail(), READERS[number], links)
    return build_mime(_headers(number, links.unsubscribe_url), mail.text, mail.html)


class LiquidPerMail:
    """What a shop writes first: a Liquid template, premailer over every finished mail, Django's message."""

    def __init__(self) -> None:
        self._template = liquid.Environment().from_string(newsletter.source(" | escape", "forloop.index"))

    def mail(self, number: int) -> bytes:
        return _django_message(number, _premailed(self._rendered(number))).message().as_bytes()

    def _rendered(self, number: int) -> str:
        return self._template.render(**READERS[number], unsubscribe_url=UNSUBSCRIBE.format(number))


class LiquidOnce(LiquidPerMail):
    """The same with the CSS inlined once, which needs the template's tags hidden."""

    def __init__(self) -> None:
        self._template = liquid.Environment().from_string(_inlined(" | escape", "forloop.index"))

    def mail(self, number: int) -> bytes:
        return _django_message(number, self._rendered(number)).message().as_bytes()

    def html(self, number: int) -> str:
        return self._rendered(number)


class Floor:
    """Literal pieces and escaped values, joined; the loop is unrolled and the branch decided beforehand."""

    def __init__(self) -> None:
        source = _inlined(" | escape", "forloop.index")
        loop = re.search(r"\{% for p in products %\}(.*?)\{% endfor %\}", source, re.S)
        assert loop is not None
        cell = re.sub(r"\{% if forloop.*?endif %\}", "", loop[1], flags=re.S)
        cells = "".join(
            re.sub(r"\{\{ p\.(\w+) \| escape \}\}", rf"{{{{ products.{place}.\1 | escape }}}}", cell)
            + ("</tr><tr>" if place in (1, 3) else "")
            for place in range(6)
        )
        flat = source[: loop.start()] + cells + source[loop.end() :]
        branch = re.compile(r"\{% if order.is_regular %\}(.*?)\{% else %\}(.*?)\{% endif %\}", re.S)
        found = branch.search(flat)
        assert found is not None
        self._branches = (found[2], found[1])
        pieces = re.split(r"\{\{ ([\w.]+)(?: \| escape)? \}\}", branch.sub("{{ branch }}", flat))
        self._literals, self._names = pieces[::2], pieces[1::2]
        self._text = finished_mail().text

    def mail(self, number: int) -> bytes:
        return self._message(number, self.html(number))

    def html(self, number: int) -> str:
        values = self._values(number)
        pieces = [""] * (len(self._literals) + len(self._names))
        pieces[::2] = self._literals
        pieces[1::2] = [values[name] for name in self._names]
        return "".join(pieces)

    def _values(self, number: int) -> dict[str, str]:
        reader = READERS[number]
        values = {
            "branch": self._branches[reader["order"]["is_regular"]],
            "unsubscribe_url": UNSUBSCRIBE.format(number),
        }
        for group in ("contact", "order", "cart", "coupon"):
            for name, value in reader[group].items():
                values[f"{group}.{name}"] = html.escape(str(value))
        for place, product in enumerate(reader["products"]):
            for name, value in product.items():
                values[f"products.{place}.{name}"] = html.escape(value)
        return values

    def _message(self, number: int, page: str) -> bytes:
        head = (
            f'Content-Type: multipart/alternative; boundary="=_b"\r\nMIME-Version: 1.0\r\nSubject: {SUBJECT}\r\n'
            f"From: {SENDER}\r\nTo: anna{number}@shop.example\r\nMessage-ID: <{number}.benchmark@shop.example>\r\n"
            "Date: Sun, 22 Nov 2026 00:00:00 +0000\r\n"
            f"List-Unsubscribe: <{UNSUBSCRIBE.format(number)}>\r\n"
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\n"
        ).encode()
        return b"".join((head, _floor_part("plain", self._text), _floor_part("html", page), b"--=_b--\r\n"))


def _floor_part(kind: str, body: str) -> bytes:
    head = f'--=_b\r\nContent-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return head.encode() + base64.encodebytes(body.encode()).replace(b"\n", b"\r\n")


def _inlined(escape: str, index: str) -> str:
    source = newsletter.source(escape, index)
    tags = HiddenTags(source)
    return tags.restore(inline_once(tags.hide(source), tags, keep_style=True))


def _premailed(page: str) -> str:
    return str(
        Premailer(
            page,
            cssutils_logging_level=logging.CRITICAL,
            allow_network=False,
            keep_style_tags=True,
            strip_important=False,
            disable_validation=True,
        ).transform(pretty_print=False)
    )


def _django_message(number: int, page: str) -> EmailMultiAlternatives:
    headers = {
        "List-Unsubscribe": f"<{UNSUBSCRIBE.format(number)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    message = EmailMultiAlternatives(
        SUBJECT, finished_mail().text, SENDER, [f"anna{number}@shop.example"], headers=headers
    )
    message.attach_alternative(page, "text/html")
    return message


def _same_mail(floor: Floor, once: LiquidOnce) -> None:
    """Refuse to compare contestants that do not make the same mail.

    Ours adds the pixel, the direction of writing and counted links, and breaks lines inside of tags.
    """
    for number in (0, 1):
        links = PreviewLinks()
        links.unsubscribe_url = UNSUBSCRIBE.format(number)
        ours = html.unescape(render(compiled_mail(), READERS[number], links).html).replace(' dir="ltr"', "")
        ours = ours.replace('\nstyle="', ' style="')
        theirs = html.unescape(once.html(number))
        assert html.unescape(floor.html(number)) == theirs, "the floor makes another mail than Liquid"
        assert ours == theirs, "we make another mail than Liquid"


# Sending: finished content in, MIME built, the server's answer read


def _sending() -> Iterator[Row]:
    with sink() as port, PostOffice(port) as post_office:
        speeds = in_turns(
            {
                "ours": lambda: _ours_sent(port, OUR_MAILS),
                "Django's backend": lambda: _django_sent(port, PEER_MAILS),
                "django-post-office": lambda: post_office.sent(PEER_MAILS),
            }
        )
    for name in ("Django's backend", "django-post-office"):
        yield compare(
            GROUP,
            "SMTP, one connection, MIME included",
            speeds["ours"],
            speeds[name],
            baseline=name,
            target=Target(at_least=5),
            unit="mails",
        )
    with sink(delay_ms=10) as port:
        slow = in_turns(
            {
                "ours, far server": lambda: _ours_sent(port, FAR_MAILS),
                "Django's backend, far server": lambda: _django_sent(port, FAR_MAILS),
            }
        )
    yield compare(
        GROUP,
        "SMTP, replies 10 ms late",
        slow["ours, far server"],
        slow["Django's backend, far server"],
        baseline="Django's backend",
        target=Target(at_least=3.5),
        unit="mails",
    )


def _ours_sent(port: int, count: int) -> float:
    mail = finished_mail()
    transport = SmtpTransport(SmtpSettings("127.0.0.1", port, local_hostname="shop.example"))

    def outgoing(number: int) -> OutgoingMail:
        mime = build_mime(_headers(number, UNSUBSCRIBE.format(number)), mail.text, mail.html)
        return OutgoingMail(number, SENDER, f"anna{number}@shop.example", mime)

    def send() -> None:
        for first in range(0, count, transport.group_size):
            group = [outgoing(number) for number in range(first, min(first + transport.group_size, count))]
            states = {outcome.state for outcome in transport.deliver(group)}
            assert states == {"delivered"}, states
        transport.close()

    return speed_of(send, count)


def _django_sent(port: int, count: int) -> float:
    page = finished_mail().html
    messages = [_django_message(number, page) for number in range(count)]

    def send() -> None:
        connection = get_connection(
            "django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=port, username="", password=""
        )
        assert connection.send_messages(messages) == count

    return speed_of(send, count)


class PostOffice:
    """django-post-office, in a process of its own because it needs other settings than the shop."""

    def __init__(self, port: int) -> None:
        self._port = port

    def __enter__(self) -> PostOffice:
        self._process = _started("benchmarks.post_office_peer")
        assert self._said() == "ready", "django-post-office did not start"
        return self

    def __exit__(self, *_: object) -> None:
        _stream(self._process.stdin).close()
        self._process.wait(30)

    def sent(self, count: int) -> float:
        commands = _stream(self._process.stdin)
        commands.write(f"{self._port} {count}\n")
        commands.flush()
        return count / float(self._said())

    def _said(self) -> str:
        return _stream(self._process.stdout).readline().strip()


@contextmanager
def sink(delay_ms: int = 0) -> Iterator[int]:
    """Run a mail server that throws everything away; gives its port."""
    process = _started("benchmarks.smtp_sink", str(delay_ms))
    try:
        yield int(_stream(process.stdout).readline())
    finally:
        process.terminate()
        process.wait(30)


def _started(module: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _stream(stream: IO[Any] | None) -> IO[Any]:
    assert stream is not None
    return stream
