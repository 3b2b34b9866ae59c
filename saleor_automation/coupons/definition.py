"""A coupon as data: what it gives, to whom it is good, for how long, and what it may cost. Pure; the shop is asked
elsewhere (policies.py), and how each kind becomes a voucher is told in docs/reference/coupons.md.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)

from ..core.exceptions import InvalidDefinition

MOST_DAYS = 3650
MOST_OBJECTS = 1000
"""A voucher of the shop that names more products than this makes every checkout slow."""

_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")


def _currencies(amounts: dict[str, Decimal]) -> dict[str, Decimal]:
    for currency in amounts:
        if not _CURRENCY.fullmatch(currency):
            raise ValueError(f"{currency!r} is no currency; use a code of three capitals, for instance 'EUR'.")
    return amounts


Amount = Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=3)]
Amounts = Annotated[dict[str, Amount], AfterValidator(_currencies)]
"""Money by currency code: {"EUR": "5.00"}."""


def _ids_of(kind: str) -> BeforeValidator:
    """Accept the ids of a kind of shop object as numbers, or as GraphQL spells them."""

    def read(values: Any) -> Any:
        if not isinstance(values, list | tuple):
            return values
        return sorted({_id_of(value, kind) for value in values})

    return BeforeValidator(read)


def _id_of(value: Any, kind: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    try:
        name, _, pk = base64.b64decode(str(value), validate=True).decode().partition(":")
        if name == kind and pk.isdigit():
            return int(pk)
    except (binascii.Error, UnicodeDecodeError):
        pass
    raise ValueError(f"{value!r} is no ID of a {kind}; choose one in the shop.")


def _ids(kind: str) -> Any:
    return Annotated[tuple[int, ...], _ids_of(kind), Field(max_length=MOST_OBJECTS)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Scope(_Part):
    """What in the cart the coupon is good for; with nothing named, everything. Categories include those below."""

    products: _ids("Product") = ()  # type: ignore[valid-type]
    variants: _ids("ProductVariant") = ()  # type: ignore[valid-type]
    categories: _ids("Category") = ()  # type: ignore[valid-type]
    collections: _ids("Collection") = ()  # type: ignore[valid-type]

    @property
    def is_everything(self) -> bool:
        return not (self.products or self.variants or self.categories or self.collections)


class Reward(_Part):
    """What every kind has: how many there are, and whether a person may have several."""

    limit: int | None = Field(None, ge=1, le=2_000_000_000, description="Most coupons that are ever given.")
    once_per_customer: bool = Field(False, description="Whoever has, or has used, one of these gets no other.")
    revoke_on_exit: bool = Field(False, description="Take it back, unused, when the run that gave it ends at an exit.")

    @property
    def ceilings(self) -> Mapping[str, Decimal]:
        """What one coupon costs at most, by currency; empty if nobody can say."""
        return {}

    @property
    def budgets(self) -> Mapping[str, Decimal]:
        return {}

    @property
    def is_exclusive(self) -> bool:
        """Whether two workers must not give it at the same moment."""
        return self.limit is not None or self.once_per_customer or bool(self.budgets)


class VoucherReward(Reward):
    """What all kinds have that are a voucher of the shop."""

    valid_days: int = Field(ge=1, le=MOST_DAYS, description="Days it is good for after the day it is given.")
    remind_days: int | None = Field(
        None, ge=1, description="Days before its last day at which `coupon_expiring` comes."
    )
    time_zone: str = Field("", description="IANA zone its days are counted in when the person's is not known.")
    minimum_spend: Amounts = Field({}, description="What the cart must be worth, by currency.")
    minimum_quantity: int | None = Field(None, ge=1, description="Items that must be in the cart, of any kind.")
    channels: tuple[Annotated[str, Field(min_length=1, max_length=255)], ...] = Field(
        (), description="Slugs of the channels it is good in; all when empty."
    )
    prefix: str = Field("", pattern=r"^[A-Za-z0-9]{0,12}$", description="What its codes begin with.")
    alphabet: Literal["mixed", "letters", "digits"] = "mixed"
    revoke_on_exit: bool = True
    budget: Amounts = Field({}, description="What all of them may cost, by currency.")
    cost_per_coupon: Amounts = Field(
        {}, description="What one may cost at most, by your estimate; needed where its terms do not say."
    )

    @field_validator("time_zone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        if name:
            try:
                ZoneInfo(name)
            except (KeyError, ValueError, OSError):
                raise ValueError(f"There is no time zone {name!r}; use one such as 'Europe/Rome'.") from None
        return name

    @model_validator(mode="after")
    def _fits_together(self) -> VoucherReward:
        if self.remind_days is not None and self.remind_days >= self.valid_days:
            raise ValueError(
                f"remind_days is {self.remind_days}, but it is good for {self.valid_days} days; remind later than that."
            )
        for currency in self.budget:
            if currency not in self.ceilings:
                raise ValueError(
                    f"budget is in {currency}, but nothing says what one coupon costs in {currency} at most; "
                    "add it to cost_per_coupon."
                )
        return self

    @property
    def ceilings(self) -> Mapping[str, Decimal]:
        return self.cost_per_coupon

    @property
    def budgets(self) -> Mapping[str, Decimal]:
        return self.budget


Percentage = Annotated[Decimal, Field(gt=0, le=100, max_digits=6, decimal_places=3)]


class PercentageCoupon(VoucherReward):
    kind: Literal["percentage"]
    percentage: Percentage
    applies_to: Scope = Scope()


class FixedCoupon(VoucherReward):
    """An amount off the order; with applies_to, off each unit of what it names."""

    kind: Literal["fixed"]
    amounts: Annotated[Amounts, Field(min_length=1)]
    applies_to: Scope = Scope()

    @property
    def ceilings(self) -> Mapping[str, Decimal]:
        own = self.amounts if self.applies_to.is_everything else {}
        return {**own, **self.cost_per_coupon}


class FreeShippingCoupon(VoucherReward):
    kind: Literal["free_shipping"]
    countries: tuple[str, ...] = Field((), description="Countries it is good for, as codes of two capitals.")

    @field_validator("countries")
    @classmethod
    def _codes(cls, countries: tuple[str, ...]) -> tuple[str, ...]:
        for country in countries:
            if not _COUNTRY.fullmatch(country):
                raise ValueError(f"{country!r} is no country; use a code of two capitals, for instance 'IT'.")
        return countries


class CheapestItemCoupon(VoucherReward):
    """One unit of the cheapest item, among those named: buy one get one, three for two."""

    kind: Literal["cheapest_item"]
    percentage: Percentage = Decimal(100)
    applies_to: Scope = Scope()
    minimum_quantity: int | None = Field(2, ge=1)


class GiftProductCoupon(VoucherReward):
    """One unit of a product for nothing, once the person has put it into the cart."""

    kind: Literal["gift_product"]
    gift: Scope

    @field_validator("gift")
    @classmethod
    def _names_something(cls, gift: Scope) -> Scope:
        if not (gift.products or gift.variants) or gift.categories or gift.collections:
            raise ValueError("Name the product or the variant that is given; categories and collections are too wide.")
        return gift


class MembershipReward(Reward):
    """A mark that says: one of our best. No voucher; the tag goes when the membership is over."""

    kind: Literal["membership"]
    tag: str = Field(min_length=1, max_length=100)
    valid_days: int | None = Field(None, ge=1, le=MOST_DAYS)
    time_zone: str = ""
    once_per_customer: bool = True

    _zone_exists = field_validator("time_zone")(VoucherReward._zone_exists.__func__)  # type: ignore[attr-defined]


class ContestEntry(Reward):
    """One lot in a draw; the more entries somebody has, the better the odds, but nobody wins twice."""

    kind: Literal["contest_entry"]
    prize: str = Field(min_length=1, max_length=250)
    closes_at: datetime | None = None
    prefix: str = Field("", pattern=r"^[A-Za-z0-9]{0,12}$")

    @field_validator("closes_at")
    @classmethod
    def _has_a_zone(cls, closes_at: datetime | None) -> datetime | None:
        if closes_at is not None and closes_at.tzinfo is None:
            raise ValueError("closes_at has no time zone; end it with one, for instance '+01:00'.")
        return closes_at


VoucherDefinition = PercentageCoupon | FixedCoupon | FreeShippingCoupon | CheapestItemCoupon | GiftProductCoupon
CouponDefinition = VoucherDefinition | MembershipReward | ContestEntry

_ADAPTER: TypeAdapter[CouponDefinition] = TypeAdapter(Annotated[CouponDefinition, Field(discriminator="kind")])


def parse_definition(data: Any, subject: str) -> CouponDefinition:
    """Read and check a definition.

    Raises InvalidDefinition naming every problem and the field it belongs to.
    """
    try:
        return _ADAPTER.validate_python(data)
    except ValidationError as error:
        problems = [_problem(data, detail) for detail in error.errors()]
        raise InvalidDefinition(subject, problems) from None


def stored_definition(data: Mapping[str, Any]) -> CouponDefinition:
    """Read a definition that has been checked when it was stored."""
    return _ADAPTER.validate_python(data)


def definition_schema() -> dict[str, Any]:
    """Return the JSON Schema of a definition, for forms."""
    return _ADAPTER.json_schema()


def _problem(data: Any, detail: Any) -> tuple[str, str]:
    """Return place and sentence for one error of pydantic."""
    if not isinstance(data, Mapping):
        return "", "A coupon is described by an object with a kind, not by a list or a text."
    # Pydantic puts the kind first into the path, as if it were a field.
    kind, place = data.get("kind"), ".".join(str(part) for part in detail["loc"][1:])
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return place, "It is missing; fill it in."
        case "extra_forbidden":
            return place, f"A coupon of the kind {kind!r} has no such field; remove it or correct its name."
        case "union_tag_invalid":
            return "kind", f"There is no kind {context['tag']!r}; use one of {context['expected_tags']}."
        case "union_tag_not_found":
            return "kind", "It says no kind; add one."
        case "value_error":
            return place, str(context["error"])
        case _:
            given = repr(detail["input"])
            return place, f"{detail['msg']}, not {given if len(given) <= 100 else given[:97] + '...'}."
