"""The pages themselves: plain, small, nothing from anybody else, in the reader's language."""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from ..audience import Confirmation
from ..contacts.models import ContactList
from ..core.exceptions import PermanentError
from ..core.privacy import masked_email
from ..shop.configuration import load_configuration
from ..shop.urls import shop_root
from .texts import DEFAULT_LANGUAGE, known_language, texts_in

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Shop:
    name: str
    url: str


def unsubscribe_page(
    request: HttpRequest, language: str, *, is_subscribed: bool, email: str | None, is_done: bool = False
) -> HttpResponse:
    """Return the page with the one button; is_done says that the reader has just pressed it.

    email is None when nobody can be subscribed again, because the contact is gone.
    """
    texts, shop = texts_in(language), _shop()
    fill = {"shop": shop.name, "email": masked_email(email or "")}
    if is_done and is_subscribed:
        title, text, note, button, action = texts.resubscribed_title, texts.resubscribed_text, "", "", ""
    elif is_subscribed:
        title, text, note = texts.unsubscribe_title, texts.unsubscribe_question, texts.unsubscribe_note
        button, action = texts.unsubscribe_button, "unsubscribe"
    else:
        title, text, note = texts.unsubscribed_title, texts.unsubscribed_text, texts.unsubscribe_note
        button, action = (texts.resubscribe_button, "resubscribe") if email else ("", "")
    context = {
        "title": title,
        "text": text.format_map(fill),
        "note": note,
        "button": button,
        "action": action,
        "shop_link": texts.to_the_shop.format_map(fill),
        "shop_url": shop.url,
    }
    return _page("saleor_automation/unsubscribe.html", language, context, status=200)


def confirmation_page(request: HttpRequest, language: str, outcome: Confirmation | None, email: str) -> HttpResponse:
    """Return the page that asks to confirm, or after it what became of it; outcome is None before."""
    texts, shop = texts_in(language), _shop()
    fill = {"shop": shop.name, "email": masked_email(email)}
    note = button = ""
    if outcome is None:
        title, text = texts.confirm_title, texts.confirm_question
        note, button = texts.confirm_note, texts.confirm_button
    elif outcome == Confirmation.CONFIRMED:
        title, text = texts.confirmed_title, texts.confirmed_text
    else:
        title, text = texts.expired_title, texts.expired_text
    context = {
        "title": title,
        "text": text.format_map(fill),
        "note": note,
        "button": button,
        "shop_link": texts.to_the_shop.format_map(fill),
        "shop_url": shop.url,
    }
    is_over = outcome in (Confirmation.EXPIRED, Confirmation.UNKNOWN)
    return _page("saleor_automation/confirm.html", language, context, status=410 if is_over else 200)


def preferences_page(
    request: HttpRequest, language: str, email: str, offered: Sequence[ContactList], joined: set[str], *, is_done: bool
) -> HttpResponse:
    """Return the page with a box for each list offered; is_done says that a choice has just been saved."""
    texts, shop = texts_in(language), _shop()
    fill = {"shop": shop.name, "email": masked_email(email)}
    context = {
        "title": texts.preferences_title.format_map(fill),
        "text": (texts.preferences_saved if is_done else texts.preferences_text).format_map(fill),
        "legend": texts.preferences_legend,
        "save": texts.preferences_save,
        "leave": texts.unsubscribe_button,
        "leave_note": texts.unsubscribe_note,
        "lists": [
            {"slug": each.slug, "name": each.name, "description": each.description, "is_on": each.slug in joined}
            for each in offered
        ],
        "shop_link": texts.to_the_shop.format_map(fill),
        "shop_url": shop.url,
    }
    return _page("saleor_automation/preferences.html", language, context, status=200)


def broken_link(request: HttpRequest) -> HttpResponse:
    """Return the page for an address that leads nowhere, with the way to the shop."""
    language = language_of(request)
    texts, shop = texts_in(language), _shop()
    context = {
        "title": texts.broken_title,
        "text": texts.broken_text,
        "shop_link": texts.to_the_shop.format(shop=shop.name),
        "shop_url": shop.url,
    }
    return _page("saleor_automation/broken_link.html", language, context, status=404)


def product_gone(request: HttpRequest) -> HttpResponse:
    """Return the page for a product that is gone without a successor or a category, with the way to the shop."""
    language = language_of(request)
    texts, shop = texts_in(language), _shop()
    context = {
        "title": texts.gone_title,
        "text": texts.gone_text,
        "shop_link": texts.to_the_shop.format(shop=shop.name),
        "shop_url": shop.url,
    }
    return _page("saleor_automation/product_gone.html", language, context, status=200)


def language_of(request: HttpRequest, *codes: str) -> str:
    """Return the first language we have texts in: of the codes, else of what the browser prefers, else English."""
    preferred = [part.split(";")[0] for part in request.headers.get("Accept-Language", "").split(",")]
    return next((known for code in (*codes, *preferred) if (known := known_language(code))), DEFAULT_LANGUAGE)


def _page(template: str, language: str, context: dict[str, Any], status: int) -> HttpResponse:
    nonce = secrets.token_urlsafe(16)
    markup = render_to_string(template, {**context, "language": language, "nonce": nonce})
    response = HttpResponse(markup, status=status)
    response["Content-Language"] = language
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _shop() -> _Shop:
    try:
        configuration = load_configuration()
    except PermanentError:
        # A setting somebody spoilt must not keep a reader from leaving.
        logger.exception("automation: the plugin's settings cannot be read")
        return _Shop(name=shop_root().split("://", 1)[-1], url=shop_root())
    return _Shop(name=configuration.shop_name, url=configuration.storefront_url)
