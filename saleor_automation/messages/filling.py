"""Fill the product lists of a group of mails: each list once for all its readers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from ..product_lists.book import Book
from ..product_lists.readers import Reader, Subject
from ..product_lists.ready_made import load_lists, variable_of
from ..product_lists.resolution import TOO_FEW, Cards, Filling, resolve
from ..shop.configuration import ShopConfiguration
from ..shop.facts import ProductCard
from .list_usage import ListUse, lists_of_mails
from .models import Template
from .templates import choose_language
from .truth import DueMessage, Facts, checkout_of

LIST_MISSING = "list_missing"


@dataclass(slots=True)
class FilledLists:
    """The lists of one mail: cards by slug; notes say why a list is empty.

    refusal is why the whole mail is left out, in words, or empty.
    """

    channel_slug: str = ""
    cards: dict[str, Sequence[ProductCard]] = field(default_factory=dict)
    notes: list[dict[str, Any]] = field(default_factory=list)
    refusal: str = ""

    def by_variable(self) -> dict[str, Sequence[ProductCard]]:
        return {variable_of(slug): cards for slug, cards in self.cards.items()}


def fill_lists(
    messages: Sequence[DueMessage],
    templates: Mapping[int, Template],
    facts: Facts,
    configuration: ShopConfiguration,
    now: datetime,
) -> dict[int, FilledLists]:
    """Return the lists of each message, by its id.

    The statements grow with the number of lists, not with that of the messages. A product that one list of a mail
    shows is not shown again by the next.
    """
    uses = _uses(messages, templates, facts, configuration)
    filled = {message.id: FilledLists() for message in messages}
    readers = {message.id: _reader(message, facts, configuration) for message in messages if uses[message.id]}
    if not readers:
        return filled
    for key, reader in readers.items():
        filled[key].channel_slug = reader.channel_slug
    definitions = load_lists({use.slug for those in uses.values() for use in those})
    book, cards = Book(list(readers.values()), now), Cards(configuration)
    taken: dict[int, set[int]] = defaultdict(set)
    for slug, needed_by in _by_slug(uses).items():
        definition = definitions.get(slug)
        fillings = (
            resolve(
                definition,
                [readers[key] for key in needed_by],
                configuration,
                now,
                book=book,
                cards=cards,
                taken=taken,
            )
            if definition
            else {key: Filling(reason=LIST_MISSING) for key in needed_by}
        )
        for key, filling in fillings.items():
            taken[key] |= {card.product_id for card in filling.cards}
            _write(filled[key], slug, filling, needed_by[key], definition.minimum if definition else 0)
    return filled


def _uses(
    messages: Sequence[DueMessage],
    templates: Mapping[int, Template],
    facts: Facts,
    configuration: ShopConfiguration,
) -> dict[int, tuple[ListUse, ...]]:
    """Return the lists of each message: those of its template in the language it is written in."""
    language_of: dict[int, tuple[int, str]] = {}
    for message in messages:
        template = templates.get(message.template_id)
        if template is not None and template.content:
            wanted = facts.people[message.contact_id].language_code
            language = choose_language(template.content, wanted, configuration.default_language)
            language_of[message.id] = (message.template_id, language)
    mails = [(pk, language, templates[pk].content[language]) for pk, language in set(language_of.values())]
    lists = lists_of_mails(mails)
    return {message.id: lists.get(language_of.get(message.id, (0, "")), ()) for message in messages}


def _by_slug(uses: Mapping[int, Sequence[ListUse]]) -> dict[str, dict[int, bool]]:
    """Return, by list, the messages that show it and whether they need it; lists come as the mails show them."""
    found: dict[str, dict[int, bool]] = defaultdict(dict)
    for message_id, those in uses.items():
        for use in those:
            found[use.slug][message_id] = use.is_needed
    return found


def _reader(message: DueMessage, facts: Facts, configuration: ShopConfiguration) -> Reader:
    person = facts.people[message.contact_id]
    checkout_id = checkout_of(message)
    cart = facts.carts.get(checkout_id) if checkout_id else None
    order_id, product_id = message.context.get("order_id"), message.context.get("product_id")
    return Reader(
        key=message.id,
        contact_id=message.contact_id,
        # whoever has never ordered has no channel of their own, but their cart has one
        channel_slug=person.channel_slug or (cart.channel_slug if cart else ""),
        language_code=person.language_code or configuration.default_language,
        subject=Subject(
            product_id=product_id if isinstance(product_id, int) else None,
            order_id=UUID(order_id) if order_id else None,
            checkout_id=checkout_id,
        ),
    )


def _write(filled: FilledLists, slug: str, filling: Filling, is_needed: bool, minimum: int) -> None:
    filled.cards[slug] = filling.cards
    if not filling.reason:
        return
    found = len(filling.picks)
    filled.notes.append({"list": slug, "reason": filling.reason, "found": found, "minimum": minimum})
    if is_needed and not filled.refusal:
        words = (
            f"has {found} of at least {minimum}" if filling.reason == TOO_FEW else f"cannot be filled: {filling.reason}"
        )
        filled.refusal = f"Product list '{slug}' {words}."
