"""What a template looks like for one person, or for nobody in particular: the code of sending, without a message.

What the person has (name, cart, last order, coupon, product lists, points) is shown as it is now; in the place of what
they lack stands an example, and a note says so. Nothing is given, sent, counted or remembered.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from ..contacts.models import Contact
from ..core import sql
from ..core.exceptions import InvalidDefinition, NotFound
from ..coupons.models import Coupon
from ..coupons.usable import usable_coupons
from ..product_lists.resolution import TOO_FEW
from ..shop.catalogue import live_carts
from ..shop.channels import channel_slugs
from ..shop.configuration import ShopConfiguration
from .brand import BrandStyle
from .checking import check_mail
from .compilation import compile_mail
from .content import MailContent, parse_content
from .custom_fields import field_kinds
from .filling import FilledLists
from .links import PreviewLinks
from .list_usage import list_variables
from .making import mail_data
from .models import MessageKind, Template
from .rendering import RenderedMail, RenderError, render
from .templates import brand_of, choose_language
from .truth import DueMessage, Facts, Person, checkout_of
from .variables import CARD, Variables, mail_variables

_NOBODY = Person(0, "anna@shop.example", None, "Anna", "Rossi", "", "", "", "", "UTC")
_COUPON = "preview"
_CART_MEMORY = timedelta(days=90)
"""The cart of somebody who touched none for longer is not looked for, which spares the old months of the log."""
_DRAWN_PICTURE = "data:image/svg+xml," + quote(
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 200'><rect width='200' height='200' fill='#eceae4'/>"
    "<path d='M72 52h56l22 56H50z' fill='#c9a15a'/><path d='M96 108h8v48h20v8H76v-8h20z' fill='#5b5750'/></svg>"
)
"""The example's lamp. Its address leads nowhere, and asking it would tell a stranger that somebody writes a mail."""
_WORDS = {"cart": "cart", "order": "order", "coupon": "coupon", "points": "points"}


@dataclass(frozen=True, slots=True)
class Preview:
    """A mail as it would look. problems keep it from being sent; notes say what in it is an example."""

    subject: str
    html: str
    text: str
    language: str
    problems: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def preview(
    content: Mapping[str, Any],
    configuration: ShopConfiguration,
    now: datetime,
    *,
    contact_id: int | None = None,
    language: str = "",
    name: str = "Template",
) -> Preview:
    """Return how a template's content, saved or not, looks for a contact, or for an example person without one.

    language is that of the contact when left out. What cannot be rendered gives its problems and no HTML.
    Raises NotFound for a contact that is not there. A constant number of statements.
    """
    person = _person(contact_id)
    if not content:
        return Preview("", "", "", language, ((language, "There is no text in any language; write one."),))
    chosen = choose_language(list(content), language or person.language_code, configuration.default_language)
    person = person._replace(language_code=chosen, channel_slug=person.channel_slug or _any_channel())
    try:
        parsed = parse_content(content[chosen], name)
    except InvalidDefinition as error:
        return Preview("", "", "", chosen, tuple(error.problems))
    template = Template(pk=0, slug="preview", name=name, content={chosen: content[chosen]})
    brand = brand_of(configuration)
    variables = mail_variables(list_variables([template]), field_kinds())
    problems = tuple(_problems(parsed, chosen, brand, variables))
    data, notes = _data(template, variables, person, chosen, configuration, now)
    mail = _rendered(parsed, chosen, brand, data)
    if not isinstance(mail, RenderedMail):
        return Preview("", "", "", chosen, problems or mail)
    html = mail.html.replace(CARD["image_url"].example, _DRAWN_PICTURE)
    return Preview(mail.subject, html, mail.text, chosen, problems, tuple(notes))


def _person(contact_id: int | None) -> Person:
    if contact_id is None:
        return _NOBODY
    contact = Contact.objects.filter(pk=contact_id).first()
    if contact is None:
        raise NotFound(f"There is no contact with the id {contact_id}.")
    return Person(
        contact_id=contact.pk,
        email=contact.email,
        user_id=contact.user_id,
        first_name=contact.first_name,
        last_name=contact.last_name,
        language_code=contact.language_code,
        country_code=contact.country_code,
        city=contact.city,
        channel_slug=contact.channel_slug,
        time_zone=contact.time_zone,
    )


def _any_channel() -> str:
    return min(channel_slugs(), default="")


def _problems(
    content: MailContent, language: str, brand: BrandStyle, variables: Variables
) -> Iterator[tuple[str, str]]:
    try:
        check_mail(content, language, brand, variables)
    except InvalidDefinition as error:
        yield from error.problems


def _rendered(
    content: MailContent, language: str, brand: BrandStyle, data: dict[str, Any]
) -> RenderedMail | tuple[tuple[str, str], ...]:
    """Return the mail, or why there is none."""
    try:
        return render(compile_mail(content, language, brand), data, PreviewLinks())
    except InvalidDefinition as error:
        return tuple(error.problems)
    except RenderError as error:
        return (("", str(error)),)


def _data(
    template: Template,
    variables: Variables,
    person: Person,
    language: str,
    configuration: ShopConfiguration,
    now: datetime,
) -> tuple[dict[str, Any], list[str]]:
    """Return what the mail shows, examples in the place of what the person lacks, and the notes about those."""
    message = _message(person, now)
    checkout_id = checkout_of(message)
    carts = live_carts({checkout_id: language}, configuration) if checkout_id else {}
    coupon = _coupon(person.contact_id, now)
    facts = Facts(
        people={person.contact_id: person},
        carts={key: cart for key, cart in carts.items() if cart.lines},
        coupons={_COUPON: coupon} if coupon else {},
        verdicts={message.id: ""},
        waits={},
    )
    own, lists = mail_data(message, template, language, facts, configuration, now)
    own = {key: value for key, value in own.items() if value not in ([], {}) and key != "event"}
    text = json.dumps(template.content)
    missing = [word for key, word in _WORDS.items() if key in text and key not in own]
    notes = [*_list_notes(lists)]
    if missing:
        notes.append(f"Shown with an example: {', '.join(missing)}.")
    return {**variables.sample(), **own}, notes


def _list_notes(lists: FilledLists) -> Iterator[str]:
    for note in lists.notes:
        count = f"has {note['found']} of at least {note['minimum']} products" if note["reason"] == TOO_FEW else ""
        why = count or f"is empty ({note['reason']})"
        yield f"Product list '{note['list']}' {why} for this reader; the products shown are examples."


def _message(person: Person, now: datetime) -> DueMessage:
    """Return the message a mail to this person would come from, about what they did last."""
    rows = sql.fetch_all(
        """
        SELECT (SELECT checkout_id FROM automation_event
                WHERE contact_id = %s AND checkout_id IS NOT NULL AND occurred_at > %s
                ORDER BY occurred_at DESC LIMIT 1)::text,
               (SELECT order_id FROM automation_purchase
                WHERE contact_id = %s AND cancelled_at IS NULL ORDER BY placed_at DESC LIMIT 1)::text
        """,
        [person.contact_id, now - _CART_MEMORY, person.contact_id],
    )
    checkout_id, order_id = rows[0]
    context = {"checkout_id": checkout_id, "order_id": order_id, "coupon": {"key": _COUPON}}
    return DueMessage(
        id=0,
        key="preview",
        contact_id=person.contact_id,
        enrollment_id=None,
        journey_id=None,
        template_id=0,
        context={key: value for key, value in context.items() if value},
        truth=(),
        planned_at=now,
        expires_at=None,
        attempts=0,
        kind=MessageKind.MARKETING,
    )


def _coupon(contact_id: int, now: datetime) -> Coupon | None:
    """Return the newest coupon of a person that is still good."""
    newest = Coupon.objects.filter(contact_id=contact_id).order_by("-issued_at").values_list("pk", flat=True)[:20]
    usable = usable_coupons(list(newest), now)
    return max(usable, key=lambda coupon: coupon.issued_at, default=None)
