"""Tell the team about a contact: by mail, and on the services the shop has named (chat, SMS; Apprise).

What is told is the contact's story in plain words, in the shop's language.
"""

from datetime import datetime
from email.utils import formataddr
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from ..messages.formatting import day, money
from ..messages.mime import MailHeaders, build_mime
from ..messages.template_engine import SUBJECT, TEXT, new_environment
from ..messages.transports.base import OutgoingMail, Transport
from ..shop.configuration import ShopConfiguration
from .calls import Answer
from .stories import Story
from .webhooks import global_contact_id
from .work import Work

_FOLDER = Path(__file__).resolve().parent.parent / "templates" / "team_mails"


def mail_team(
    work: Work, story: Story, transport: Transport, configuration: ShopConfiguration, now: datetime
) -> Answer:
    """Mail the story to one address of the team."""
    if not configuration.sender_address:
        return Answer("deferred", "no_sender", "There is no sender address; fill it in under the plugin's settings.")
    title, text = written(work, story, configuration)
    domain = configuration.sender_address.rpartition("@")[2]
    headers = MailHeaders(
        sender=formataddr((configuration.sender_name, configuration.sender_address)),
        recipient=work.target,
        subject=title,
        sent_at=now,
        # the same for every attempt, so that whoever receives a notice twice can tell
        message_id=f"<notice.{work.id}@{domain}>",
        extra={"Auto-Submitted": "auto-generated"},
    )
    html = f'<html><body><pre style="font-family:sans-serif;white-space:pre-wrap">{escape(text)}</pre></body></html>'
    mail = OutgoingMail(work.id, configuration.sender_address, work.target, build_mime(headers, text, html))
    (outcome,) = transport.deliver([mail])
    return Answer(outcome.state, outcome.reason, outcome.detail)


def tell_services(work: Work, story: Story, configuration: ShopConfiguration) -> Answer:
    """Tell every service in the plugin's settings.

    Whether one of several has told somebody cannot be known, so nothing is repeated: what was not taken is failed.
    """
    try:
        from apprise import Apprise
    except ImportError:
        return Answer("failed", "not_installed", "Install saleor-automation[team], which brings Apprise.")
    title, text = written(work, story, configuration)
    told, silent = 0, 0
    for url in configuration.team_services:
        service = Apprise()
        is_taken = bool(service.add(url)) and bool(service.notify(body=text, title=title))
        told, silent = told + is_taken, silent + (not is_taken)
    if not told + silent:
        return Answer("failed", "no_services", "No service is named in the plugin's settings.")
    # never the addresses themselves: they hold passwords
    detail = f"{told} of {told + silent} services took it."
    return Answer("failed" if silent else "delivered", "refused" if silent else "", detail)


def written(work: Work, story: Story, configuration: ShopConfiguration) -> tuple[str, str]:
    """Return the title and the text of a notice."""
    language = configuration.default_language
    data = _data(work, story, configuration, language)
    environment = _environment(language)
    title, text = (environment.render_template(part, **data).strip() for part in (SUBJECT, TEXT))
    return title, f"{text}\n"


def _data(work: Work, story: Story, configuration: ShopConfiguration, language: str) -> dict[str, Any]:
    base = configuration.dashboard_url.rstrip("/")
    return {
        "shop": configuration.shop_name,
        "note": work.note,
        "journey": work.journey_name or work.journey_slug,
        "step": work.step_id,
        "who": story.name or story.email,
        "email": story.email,
        "place": ", ".join(filter(None, (story.city, story.country_code))),
        "since": day(story.created_at.date(), language),
        "is_customer": story.user_id is not None,
        "tags": ", ".join(story.tags),
        "scores": [f"{name}: {value}" for name, value in story.scores.items()],
        "points": story.points,
        "orders_count": story.orders_count,
        "orders": [
            f"{order.number}: {day(order.placed_at.date(), language)}, {money(order.amount, order.currency, language)}"
            for order in story.orders
        ],
        "link": f"{base}/contacts/{global_contact_id(story.contact_id)}" if base else "",
    }


@lru_cache(maxsize=8)
def _environment(language: str) -> Any:
    """Return the engine with the texts of a language; English for one nobody has written."""
    short = language.lower().split("-")[0]
    found = short if (_FOLDER / f"notice.{short}.txt").is_file() else "en"
    subject, _, text = (_FOLDER / f"notice.{found}.txt").read_text(encoding="utf-8").partition("\n\n")
    environment = new_environment()
    environment.add_template(SUBJECT, subject)
    environment.add_template(TEXT, text)
    return environment
