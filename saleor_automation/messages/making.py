"""Make the mails of a group: gather what each template shows, render, sign the links, build the MIME message."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import formataddr
from typing import Any, NamedTuple

from ..core.exceptions import AutomationError
from ..coupons.models import Coupon
from ..product_lists.resolution import Reader, resolve
from ..shop.configuration import ShopConfiguration
from ..shop.facts import ProductCard
from .brand import BrandStyle
from .compilation import CompiledMail
from .coupon_words import coupon_worth
from .mime import MailHeaders, build_mime
from .models import Template
from .render_data import cards_to_data, cart_to_data, coupon_to_data
from .rendering import render
from .signing import link_signer
from .templates import PRODUCTS, brand_of, choose_language, compiled_template, uses_products
from .texts import texts_for
from .truth import DueMessage, Facts, Person, Truth, checkout_of, promise_of

GRID_SIZE = 4


class MadeMail(NamedTuple):
    """A mail ready to be handed over, and what the message row remembers of it."""

    message_id: int
    sender: str
    recipient: str
    mime: bytes
    subject: str
    language_code: str
    revision: int


def make(
    messages: Sequence[DueMessage], facts: Facts, configuration: ShopConfiguration, now: datetime
) -> tuple[list[MadeMail], dict[int, str]]:
    """Return the mails of these messages, and the problem of each that cannot be made, by message id."""
    templates = Template.objects.in_bulk({message.template_id for message in messages})
    products = _products(messages, templates, facts, configuration, now)
    workshop = _Workshop(facts, configuration, now)
    made: list[MadeMail] = []
    failures: dict[int, str] = {}
    for message in messages:
        template = templates.get(message.template_id)
        if template is None:
            failures[message.id] = "Its template was deleted after the message was planned."
            continue
        try:
            made.append(workshop.make(message, template, products.get(message.contact_id, [])))
        except AutomationError as error:
            failures[message.id] = str(error)
    return made, failures


class _Workshop:
    """What all mails of a group share: brand, link signer, sender, moment."""

    def __init__(self, facts: Facts, configuration: ShopConfiguration, now: datetime) -> None:
        self.facts = facts
        self.configuration = configuration
        self.now = now
        self.brand: BrandStyle = brand_of(configuration)
        self.signer = link_signer()
        self.sender = formataddr((configuration.sender_name, configuration.sender_address))
        self._mails: dict[tuple[int, str], CompiledMail] = {}

    def make(self, message: DueMessage, template: Template, products: Sequence[ProductCard]) -> MadeMail:
        """Return one finished mail. Raises AutomationError with the problem."""
        person = self.facts.people[message.contact_id]
        language = choose_language(list(template.content), person.language_code, self.configuration.default_language)
        compiled = self._compiled(template, language)
        links = self.signer.for_message(message.id)
        mail = render(compiled, self._data(message, person, language, products), links)
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
        )

    def _compiled(self, template: Template, language: str) -> CompiledMail:
        """Return a template's mail; looked up once for a group, because finding it takes as long as filling it."""
        key = (template.pk, language)
        if key not in self._mails:
            self._mails[key] = compiled_template(template, language, self.brand)
        return self._mails[key]

    def _message_id(self, message: DueMessage) -> str:
        """The same for every attempt, so that whoever receives a message twice can tell."""
        domain = self.configuration.sender_address.rpartition("@")[2]
        return f"<{message.key.replace(':', '.')}.{message.id}@{domain}>"

    def _data(
        self, message: DueMessage, person: Person, language: str, products: Sequence[ProductCard]
    ) -> dict[str, Any]:
        low_stock = self.configuration.low_stock_threshold
        data: dict[str, Any] = {
            "contact": {
                "email": person.email,
                "first_name": person.first_name,
                "last_name": person.last_name,
                "language": language,
                "country": person.country_code,
                "city": person.city,
            },
            "shop": {"name": self.configuration.shop_name, "url": self.configuration.storefront_url},
            "event": message.context,
            PRODUCTS: cards_to_data(products, language, low_stock),
        }
        if Truth.CONFIRMATION in message.truth:
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


def _products(
    messages: Sequence[DueMessage],
    templates: Mapping[int, Template],
    facts: Facts,
    configuration: ShopConfiguration,
    now: datetime,
) -> dict[int, list[ProductCard]]:
    showing = {template.pk for template in templates.values() if uses_products(template)}
    readers = {
        message.contact_id: Reader(
            message.contact_id,
            facts.people[message.contact_id].channel_slug,
            facts.people[message.contact_id].language_code or configuration.default_language,
        )
        for message in messages
        if message.template_id in showing
    }
    return resolve(list(readers.values()), GRID_SIZE, configuration, now) if readers else {}
