"""The variables a mail may use: name, meaning and an example of each, for checks, editors and previews."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Kind = Literal["text", "number", "yes/no", "group", "list", "anything"]
_EMPTY: dict[Kind, Any] = {"text": "", "number": 0, "yes/no": False, "anything": ""}


@dataclass(frozen=True)
class Variable:
    """One variable, or one field of a group or of a list's items; example is what a preview shows."""

    kind: Kind
    description: str
    example: Any = ""
    fields: Mapping[str, "Variable"] = field(default_factory=dict)

    def sample(self, is_filled: bool) -> Any:
        """Return a value of this kind: the example, or what a person without it has."""
        group = {name: variable.sample(is_filled) for name, variable in self.fields.items()}
        if self.kind == "group":
            return group
        if self.kind == "list":
            return [group, group] if is_filled else []
        return self.example if is_filled else _EMPTY[self.kind]


def _text(description: str, example: str) -> Variable:
    return Variable("text", description, example)


def _number(description: str, example: float) -> Variable:
    return Variable("number", description, example)


CARD = {
    "product_id": _number("id of the product", 41),
    "variant_id": _number("id of the variant, 0 for none", 97),
    "name": _text("name in the person's language", "Table lamp"),
    "variant_name": _text("name of the variant", "White, large"),
    "brand": _text("brand", "Lume"),
    "url": _text("address of the product page", "https://shop.example/products/41"),
    "image_url": _text("address of the picture, empty without one", "https://shop.example/media/41.jpg"),
    "price": _text("price with currency", "€89.00"),
    "price_amount": _number("price as a number, for conditions", 89.0),
    "old_price": _text("price before the discount, empty without one", "€109.00"),
    "currency": _text("currency code", "EUR"),
    "rating": _text("stars, empty without reviews", "4.5"),
    "units_left": _number("units in stock, empty when the shop does not count", 3),
    "is_available": Variable("yes/no", "can be bought now", True),
    "notice": _text("low-stock or sold-out notice, empty otherwise", "Only 3 left"),
}
LINE = {
    **CARD,
    "quantity": _number("how many", 2),
    "total": _text("total of the line with currency", "€178.00"),
    "total_amount": _number("total of the line as a number", 178.0),
}
_TOTALS = {
    "total": _text("total with currency", "€178.00"),
    "total_amount": _number("total as a number, for conditions", 178.0),
    "currency": _text("currency code", "EUR"),
    "lines": Variable("list", "one entry per product", fields=LINE),
}
_CONTACT = {
    "email": _text("e-mail address", "anna@shop.example"),
    "first_name": _text("first name, empty when unknown", "Anna"),
    "last_name": _text("last name, empty when unknown", "Rossi"),
    "language": _text("language code", "en"),
    "country": _text("country code, empty when unknown", "IT"),
    "city": _text("city, empty when unknown", "Porto"),
    "fields": Variable("group", "custom fields"),
}
_STANDARD = {
    "contact": Variable("group", "the person the mail goes to", fields=_CONTACT),
    "shop": Variable(
        "group",
        "the shop",
        fields={"name": _text("name", "Lume"), "url": _text("address", "https://shop.example/")},
    ),
    "cart": Variable(
        "group",
        "the checkout left behind, as it is now",
        fields={
            "url": _text("address that leads back to the cart", "https://shop.example/checkout"),
            "count": _number("units in all", 2),
            **_TOTALS,
        },
    ),
    "order": Variable(
        "group",
        "the order the journey is about",
        fields={
            "number": _text("number", "1042"),
            "placed_on": _text("day it was placed, written out", "31 October 2026"),
            **_TOTALS,
        },
    ),
    "coupon": Variable(
        "group",
        "the coupon given in this journey",
        fields={
            "code": _text("code to type in", "BACK-7KQ2"),
            "value": _text("what it is worth", "10% off"),
            "expires_on": _text("last day it is good for, empty without one", "30 November 2026"),
        },
    ),
    "points": Variable(
        "group",
        "where the person stands in the loyalty programme",
        fields={
            "available": _number("points that may be spent", 120),
            "pending": _number("points of orders that are not paid yet", 40),
            "tier": _text("name of the tier, empty without one", "Silver"),
            "next_tier": _text("name of the tier above, empty at the top", "Gold"),
            "to_next_tier": _number("points that lead to it", 380),
            "next_reward": _text("the cheapest reward out of reach, empty without one", "€10 voucher"),
            "to_next_reward": _number("points that are missing for it", 80),
        },
    ),
    "event": Variable("anything", "what the triggering event carried"),
    "unsubscribe_url": _text("address to leave with one click", "https://shop.example/u/1"),
    "confirm_url": _text(
        "address to confirm a subscription, in the mail that asks for it", "https://shop.example/confirm/1"
    ),
    "preferences_url": _text("address of the preferences page, may be empty", "https://shop.example/p/1"),
}


@dataclass(frozen=True)
class Variables:
    """What is known in one template: the standard variables, product lists and custom fields."""

    by_name: Mapping[str, Variable]

    def problem(self, path: str) -> str | None:
        """Return why a dotted path such as `contact.first_name` is not known here, or None."""
        known: Mapping[str, Variable] = self.by_name
        names = path.split(".")
        for position, name in enumerate(names):
            variable = known.get(name)
            if variable is None:
                owner = ".".join(names[:position])
                place = f"{owner} has no {name!r}" if owner else f"there is no variable {name!r}"
                return f"{place}; use one of {', '.join(sorted(known))}" if known else place
            if variable.kind in ("anything", "list"):
                # what comes after a list is about its items: length, first entry, a loop
                return None
            known = variable.fields
            if variable.kind != "group" and position + 1 < len(names):
                return f"{'.'.join(names[: position + 1])} is a {variable.kind}; it has nothing inside"
        return None

    def is_open(self, path: str) -> bool:
        """Tell whether a path leads into something whose content nobody knows beforehand."""
        variable = self.by_name.get(path.split(".")[0])
        return variable is not None and variable.kind == "anything"

    def sample(self, is_filled: bool = True) -> dict[str, Any]:
        """Return example data for a preview, or those of a person about whom little is known."""
        return {name: variable.sample(is_filled) for name, variable in self.by_name.items()}

    def described(self) -> Iterator[tuple[str, Kind, str]]:
        """Yield every path with its kind and meaning; `[]` marks what is inside a list."""
        yield from _described("", self.by_name)


def mail_variables(product_lists: Iterable[str] = (), custom_fields: Mapping[str, Kind] | None = None) -> Variables:
    """Return the standard variables, with the template's product lists and the shop's custom fields."""
    lists = {name: Variable("list", f"the product list {name!r}", fields=CARD) for name in product_lists}
    own = {name: Variable(kind, "custom field") for name, kind in (custom_fields or {}).items()}
    contact = replace(
        _STANDARD["contact"], fields={**_CONTACT, "fields": Variable("group", "custom fields", fields=own)}
    )
    return Variables({**_STANDARD, "contact": contact, **lists})


def _described(prefix: str, variables: Mapping[str, Variable]) -> Iterator[tuple[str, Kind, str]]:
    for name, variable in variables.items():
        path = f"{prefix}{name}"
        yield path, variable.kind, variable.description
        yield from _described(f"{path}[]." if variable.kind == "list" else f"{path}.", variable.fields)
