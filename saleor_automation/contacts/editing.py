"""What staff change about a contact by hand."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, transaction

from ..core.exceptions import Conflict, InvalidDefinition, NotFound
from ..events.kinds import EventKind
from ..events.log import NewEvent, record
from .addresses import InvalidAddress, normalized
from .identity import add_totals
from .known_again import add_aliases
from .lock_objects import lock_contacts
from .models import Contact
from .profiles import PROFILE_COLUMNS
from .time_zones import time_zone_of
from .touched import touch
from .transfers.columns import BadCell, cleaner_of

EDITABLE = ("email", *PROFILE_COLUMNS, "time_zone")


class AddressTaken(Conflict):
    """Another contact has this address."""


def create_contact(values: Mapping[str, str], source: str, now: datetime) -> Contact:
    """Add a contact; nothing is said of consent. Raises InvalidDefinition with every problem, AddressTaken."""
    clean = _checked(values)
    if "email" not in clean:
        raise InvalidDefinition("Contact", [("email", "The e-mail address is missing; a contact is found by it.")])
    clean.setdefault("time_zone", time_zone_of(clean.get("country_code", ""), clean.get("country_area", "")))
    with _one_address(clean["email"]), transaction.atomic():
        contact = Contact.objects.create(
            **clean, origin=source.partition(":")[0][:32], profile_at=now, created_at=now, updated_at=now
        )
        add_totals([contact.pk])
        record(
            [
                NewEvent(
                    kind=EventKind.CONTACT_CREATED,
                    key=f"contact:{contact.pk}:created",
                    occurred_at=now,
                    contact_id=contact.pk,
                    data={"source": source},
                )
            ],
            now,
        )
        touch([contact.pk], now)
    return contact


def update_contact(contact_id: int, values: Mapping[str, str], now: datetime) -> Contact:
    """Change what is given; an empty text takes a value away. A new country brings its time zone along.

    Raises NotFound, InvalidDefinition with every problem, AddressTaken, Conflict for the address of an account.
    """
    clean = _checked(values)
    with _one_address(clean.get("email", "")), transaction.atomic():
        if not lock_contacts([contact_id]):
            raise NotFound(f"There is no contact with the id {contact_id}; it may have been erased.")
        contact = Contact.objects.get(pk=contact_id)
        email = clean.get("email", contact.email)
        if email != contact.email and contact.user_id is not None:
            raise Conflict(
                f"Contact {contact_id} has an account, whose address counts; change it in the account, and it follows."
            )
        if email != contact.email:
            add_aliases([(None, contact.email, contact_id)], now)
        if clean.get("country_code", contact.country_code) != contact.country_code:
            clean.setdefault("time_zone", time_zone_of(clean["country_code"], clean.get("country_area", "")))
        for name, value in clean.items():
            setattr(contact, name, value)
        contact.profile_at = contact.updated_at = now
        contact.save()
        touch([contact_id], now)
    return contact


def _checked(values: Mapping[str, str]) -> dict[str, str]:
    clean: dict[str, str] = {}
    problems: list[tuple[str, str]] = []
    for name, value in values.items():
        cleaner = cleaner_of(name)
        try:
            clean[name] = normalized(value) if cleaner is None else cleaner(value)
        except (BadCell, InvalidAddress) as error:
            problems.append((name, str(error)))
    if problems:
        raise InvalidDefinition("Contact", problems)
    return clean


@contextmanager
def _one_address(email: str) -> Iterator[None]:
    """Turn the refusal of a second contact with an address into words."""
    try:
        yield
    except IntegrityError as error:
        if Contact.objects.filter(email=email).exists():
            raise AddressTaken("Another contact has this address; change that one, or merge the two.") from error
        raise
