"""Staff and customers of the demo shop."""

from __future__ import annotations

from typing import Any

from saleor.account.models import Address, User

from world.catalogue.goods import people


def create_people() -> list[User]:
    """Create the people who are missing and return them."""
    entries = [*people()["staff"], *people()["customers"]]
    known = set(User.objects.filter(email__in=[e["email"] for e in entries]).values_list("email", flat=True))
    staff = {entry["email"] for entry in people()["staff"]}
    return [_person(dict(entry), is_staff=entry["email"] in staff) for entry in entries if entry["email"] not in known]


def _person(entry: dict[str, Any], *, is_staff: bool) -> User:
    password, address_entry = entry.pop("password"), entry.pop("address", None)
    user = User(is_staff=is_staff, is_active=True, is_confirmed=True, **entry)
    user.set_password(password)
    user.save()
    if address_entry:
        names = {"first_name": user.first_name, "last_name": user.last_name}
        address = Address.objects.create(**names, **address_entry)
        user.addresses.add(address)
        user.default_billing_address = user.default_shipping_address = address
        user.save(update_fields=["default_billing_address", "default_shipping_address"])
    return user
