"""Make the mails of a group: gather what each template shows, render, sign the links, build the MIME message."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from email.utils import formataddr
from typing import Any, NamedTuple

from ..core.exceptions import AutomationError
from ..coupons.models import Coupon
from ..product_lists.shown import Showing
from ..shop.configuration import ShopConfiguration
from .beside import Beside, read_beside
from .brand import BrandStyle
from .compilation import CompiledMail
from .coupon_words import coupon_worth
from .custom_fields import Held, held_by
from .filling import FilledLists, fill_lists
from .mime import MailHeaders, build_mime
from .models import Template
from .render_data import cards_to_data, cart_to_data, coupon_to_data
from .rendering import render
from .signing import link_signer
from .templates import brand_of, choose_language, compiled_template, templates_by_id
from .truth import DueMessage, Facts, Person, Truth, checkout_of, promise_of


class MadeMail(NamedTuple):
    """A mail ready to be handed over, and what the message row remembers of it."""

    message_id: int
    sender: str
    recipient: str
    mime: bytes
    subject: str
    language_code: str
    revision: int
    notes: Sequence[dict[str, Any]] = ()
    showings: Sequence[Showing] = ()


class Made(NamedTuple):
    """What came of a group: its mails, and by message id the problem or the reason of each that is none.

    left_out holds those that a product list with too few products keeps from being sent.
    """

    mails: list[MadeMail]
    failures: dict[int, str]
    left_out: dict[int, str]


def make(messages: Sequence[DueMessage], facts: Facts, configuration: ShopConfiguration, now: datetime) -> Made:
    """Make the mails of these messages, their product lists filled at this moment."""
    templates = templates_by_id(frozenset(message.template_id for message in messages))
    filled = fill_lists(messages, templates, facts, configuration, now)
    fields = held_by({message.contact_id for message in messages}, templates.values())
    beside = read_beside(messages, templates, facts, configuration)
    workshop = _Workshop(facts, configuration, now, fields, beside)
    made = Made([], {}, {})
    for message in messages:
        template, lists = templates.get(message.template_id), filled[message.id]
        if template is None:
            made.failures[message.id] = "Its template was deleted after the message was planned."
        elif lists.refusal:
            made.left_out[message.id] = lists.refusal
        else:
            try:
                made.mails.append(workshop.make(message, template, lists))
            except AutomationError as error:
                made.failures[message.id] = str(error)
    return made


def mail_data(
    message: DueMessage,
    template: Template,
    language: str,
    facts: Facts,
    configuration: ShopConfiguration,
    now: datetime,
) -> tuple[dict[str, Any], FilledLists]:
    """Return what one mail shows, and how its product lists were filled; for previews, where nothing is sent."""
    templates = {message.template_id: template}
    lists = fill_lists([message], templates, facts, configuration, now)[message.id]
    fields = held_by({message.contact_id}, [template])
    beside = read_beside([message], templates, facts, configuration)
    workshop = _Workshop(facts, configuration, now, fields, beside)
    return workshop.data(message, facts.people[message.contact_id], language, lists), lists


class _Workshop:
    """What all mails of a group share: brand, link signer, sender, moment."""

    def __init__(
        self, facts: Facts, configuration: ShopConfiguration, now: datetime, fields: Held, beside: Beside
    ) -> None:
        self.facts = facts
        self.fields = fields
        self.beside = beside
        self.configuration = configuration
        self.now = now
        self.brand: BrandStyle = brand_of(configuration)
        self.signer = link_signer()
        self.sender = formataddr((configuration.sender_name, configuration.sender_address))
        self.domain = configuration.sender_address.rpartition("@")[2]
        self._mails: dict[tuple[int, str], CompiledMail] = {}

    def make(self, message: DueMessage, template: Template, lists: FilledLists) -> MadeMail:
        """Return one finished mail. Raises AutomationError with the problem."""
        person = self.facts.people[message.contact_id]
        language = choose_language(template.content, person.language_code, self.configuration.default_language)
        compiled = self._compiled(template, language)
        links = self.signer.for_message(message.id)
        mail = render(compiled, self.data(message, person, language, lists), links)
        headers = MailHeaders(
            sender=self.sender,
            recipient=person.email,
            subject=mail.subject,
            sent_at=self.now,
            message_id=self._message_id(message),
            reply_to=self.configuration.reply_to,
            unsubscribe_url=links.unsubscribe_url,
        )
        return MadeMail(
            message_id=message.id,
            sender=self.configuration.sender_address,
            recipient=person.email,
            mime=build_mime(headers, mail.text, mail.html),
            subject=mail.subject,
            language_code=language,
            revision=template.revision,
            notes=lists.notes,
            showings=tuple(self._showings(message, person, lists)) if lists.cards or self.facts.carts else (),
        )

    def _showings(self, message: DueMessage, person: Person, lists: FilledLists) -> Iterator[Showing]:
        """Yield what the mail shows: a click on it leads on even when the product is gone by then."""
        for slug, cards in lists.cards.items():
            if cards:
                yield Showing(message.id, message.contact_id, lists.channel_slug, slug, tuple(cards))
        checkout_id = checkout_of(message)
        cart = self.facts.carts.get(checkout_id) if checkout_id else None
        if cart is not None and cart.lines:
            lines = tuple(line.card for line in cart.lines)
            yield Showing(message.id, message.contact_id, cart.channel_slug, "", lines)

    def _compiled(self, template: Template, language: str) -> CompiledMail:
        """Return a template's mail; looked up once for a group, because finding it takes as long as filling it."""
        key = (template.id, language)
        if key not in self._mails:
            self._mails[key] = compiled_template(template, language, self.brand)
        return self._mails[key]

    def _message_id(self, message: DueMessage) -> str:
        """The same for every attempt, so that whoever receives a message twice can tell."""
        return f"<{message.key.replace(':', '.')}.{message.id}@{self.domain}>"

    def data(self, message: DueMessage, person: Person, language: str, lists: FilledLists) -> dict[str, Any]:
        """Return what one mail shows."""
        low_stock = self.configuration.low_stock_threshold
        data: dict[str, Any] = {
            "contact": {
                "email": person.email,
                "first_name": person.first_name,
                "last_name": person.last_name,
                "language": language,
                "country": person.country_code,
                "city": person.city,
                "fields": self.fields.shown(message.contact_id, language),
            },
            "shop": {"name": self.configuration.shop_name, "url": self.configuration.storefront_url},
            "event": message.context,
        }
        for name, cards in lists.by_variable().items():
            data[name] = cards_to_data(cards, language, low_stock)
        data |= self.beside.data(message, person.time_zone, language)
        if Truth.CONFIRMATION in message.truth or Truth.INVITATION in message.truth:
            data["confirm_url"] = self.signer.confirm_url(message.id)
        checkout_id = checkout_of(message)
        if checkout_id is not None and checkout_id in self.facts.carts:
            data["cart"] = cart_to_data(self.facts.carts[checkout_id], language, low_stock)
        coupon = self.facts.coupons.get(promise_of(message))
        if coupon is not None:
            data["coupon"] = _coupon_data(coupon, person, language)
        return data


def _coupon_data(coupon: Coupon, person: Person, language: str) -> dict[str, Any]:
    return coupon_to_data(coupon.code or "", coupon_worth(coupon, language), coupon.expires_on, language)
