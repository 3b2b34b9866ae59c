"""What people decide about themselves, and what staff do with contacts, where several slices have a part in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from .contacts import consent, erasing, identity
from .contacts.consent import ConsentChange
from .contacts.lists import ListWord, change_subscriptions, leave_all_lists, lists_by_slug
from .contacts.lock_objects import lock_contacts
from .contacts.models import Consent, ConsentState, Contact, ContactList, ListSubscription
from .contacts.touched import touch
from .contacts.trail_models import Erasure
from .core.exceptions import NotFound
from .coupons.revoking import revoke_all_of
from .journeys.mentions import refuse_if_used
from .messages import outbox
from .messages.confirmation import ask_many_to_confirm, ask_to_confirm
from .messages.models import Message
from .messages.truth import Truth

NO = (ConsentState.UNSUBSCRIBED, ConsentState.BOUNCED, ConsentState.COMPLAINED)


def subscribe(
    email: str,
    now: datetime,
    *,
    source: str,
    consent_text: str = "",
    language_code: str = "",
    channel_slug: str = "",
    slugs: Sequence[str] = (),
    visitor_id: UUID | None = None,
    ip_address: str = "",
) -> int:
    """Write down that a person agreed to be written to, with the words they agreed to; returns the contact id.

    On lists with double opt-in they stand as pending, and get a mail that asks them to confirm; if all lists are of
    that kind, so does their consent. Raises NotFound for a list that is not public or not there; nothing is written
    then.
    """
    profile = {"language_code": language_code, "channel_slug": channel_slug}
    sighting = identity.Sighting(0, email.strip().lower(), None, visitor_id, now, "subscribe", profile)
    proof = _proof(consent_text, language_code, ip_address)
    with transaction.atomic():
        wanted = lists_by_slug(slugs, only_public=True)
        contact_id = identity.identify([sighting], now)[0]
        to_confirm = _unconfirmed([each for each in wanted if each.is_double_opt_in], contact_id)
        direct = [each for each in wanted if not each.is_double_opt_in]
        agreed = ListWord(ConsentState.SUBSCRIBED, source, now, proof, is_explicit=True)
        change_subscriptions(direct, [contact_id], agreed, now)
        asked = ListWord(ConsentState.PENDING, source, now, proof, is_explicit=True)
        change_subscriptions(to_confirm, [contact_id], asked, now)
        is_asked_only = bool(to_confirm) and not direct
        state = ConsentState.PENDING if is_asked_only else ConsentState.SUBSCRIBED
        word = ConsentChange(contact_id, state, source, now, proof=proof, is_explicit=True)
        consent.change_consent([word], now)
        if to_confirm:
            ask_to_confirm(contact_id, to_confirm, proof, now)
        else:
            consent.lift_suppression(email, ["unsubscribed"])
    return contact_id


def _proof(consent_text: str, language_code: str, ip_address: str) -> dict[str, Any]:
    proof = {"text": consent_text, "language": language_code}
    return proof | ({"ip": ip_address} if ip_address else {})


def _unconfirmed(wanted: Sequence[ContactList], contact_id: int) -> list[ContactList]:
    """Return the lists the person is not subscribed to yet: whoever is, need not confirm again."""
    mine = ContactList.objects.filter(
        subscriptions__contact_id=contact_id, subscriptions__state=ConsentState.SUBSCRIBED
    ).values_list("pk", flat=True)
    confirmed = set(mine)
    return [each for each in wanted if each.pk not in confirmed]


class Confirmation(StrEnum):
    """What became of a confirmation."""

    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a mail asks its reader to confirm; is_invitation says that they had not asked for it themselves."""

    contact_id: int
    list_ids: tuple[int, ...]
    until: datetime
    proof: dict[str, Any]
    is_invitation: bool = False


def asked_in(message_id: int) -> Asked | None:
    """Return what a message asks to be confirmed, or None if it asks nothing or is gone with its contact."""
    message = Message.objects.filter(pk=message_id).only("contact_id", "context", "truth").first()
    if message is None or "confirms" not in message.context:
        return None
    context = message.context
    until = datetime.fromisoformat(context["until"])
    is_invitation = Truth.INVITATION in message.truth
    return Asked(message.contact_id, tuple(context["confirms"]), until, context.get("proof", {}), is_invitation)


def confirm(message_id: int, now: datetime, *, ip_address: str = "") -> Confirmation:
    """Make pending what a mail asked to confirm; doing it twice changes nothing more.

    Whoever unsubscribed after the mail was sent stays unsubscribed: only what is still pending is confirmed. Whoever
    was invited has nothing pending: they join now, unless they have said no since.
    """
    asked = asked_in(message_id)
    if asked is None:
        return Confirmation.UNKNOWN
    if asked.until <= now:
        return Confirmation.EXPIRED
    proof = asked.proof | {"confirmed_by_message": message_id} | ({"confirmed_ip": ip_address} if ip_address else {})
    with transaction.atomic():
        if not lock_contacts([asked.contact_id]):
            return Confirmation.UNKNOWN
        pending = _invited_to(asked) if asked.is_invitation else _pending(asked)
        word = ListWord(ConsentState.SUBSCRIBED, "confirmation", now, proof, is_explicit=True)
        changed = change_subscriptions(list(pending), [asked.contact_id], word, now)
        if changed:
            agreed = ConsentChange(
                asked.contact_id, ConsentState.SUBSCRIBED, "confirmation", now, proof=proof, is_explicit=True
            )
            consent.change_consent([agreed], now)
            email = Contact.objects.values_list("email", flat=True).get(pk=asked.contact_id)
            consent.lift_suppression(email, ["unsubscribed"])
        elif asked.is_invitation and not consent.subscribed_contacts([asked.contact_id]):
            # They said no after they were invited: an old mail does not bring anybody back.
            return Confirmation.EXPIRED
    return Confirmation.CONFIRMED


def _pending(asked: Asked) -> QuerySet[ContactList]:
    return ContactList.objects.filter(
        pk__in=asked.list_ids,
        subscriptions__contact_id=asked.contact_id,
        subscriptions__state=ConsentState.PENDING,
    )


def _invited_to(asked: Asked) -> QuerySet[ContactList]:
    """Return the lists an invited person may join: none after a no to the shop, and not those they have left."""
    if Consent.objects.filter(contact_id=asked.contact_id, transport=consent.EMAIL, state__in=NO).exists():
        return ContactList.objects.none()
    left = ListSubscription.objects.filter(contact_id=asked.contact_id, state__in=NO)
    return ContactList.objects.filter(pk__in=asked.list_ids).exclude(pk__in=left.values("list_id"))


def unsubscribe(contact_id: int, message_id: int | None, source: str, now: datetime) -> None:
    """End the consent of a contact, on all lists too, and take back what is queued. Saying it twice changes nothing."""
    proof = {"message_id": message_id} if message_id else {}
    change = ConsentChange(contact_id, ConsentState.UNSUBSCRIBED, source, now, proof=proof, is_explicit=True)
    with transaction.atomic():
        if not lock_contacts([contact_id]):
            return
        consent.change_consent([change], now)
        word = ListWord(ConsentState.UNSUBSCRIBED, source, now, proof, is_explicit=True)
        leave_all_lists(contact_id, word, now)
        outbox.withdraw_from_contact(contact_id, "unsubscribed", now)


def erase(contact_id: int, source: str, now: datetime) -> Erasure:
    """Erase a person everywhere, take back what they could still spend, and return the proof. Raises NotFound."""
    with transaction.atomic():
        if lock_contacts([contact_id]):
            revoke_all_of(contact_id, now)
        return erasing.erase_contact(contact_id, source, now)


def delete(contact_id: int, now: datetime) -> None:
    """Delete a contact and take back what they could still spend. Raises NotFound."""
    with transaction.atomic():
        if lock_contacts([contact_id]):
            revoke_all_of(contact_id, now)
        erasing.delete_contact(contact_id, now)


def place_on_lists(contact_ids: Sequence[int], slugs: Sequence[str], source: str, now: datetime) -> int:
    """Put contacts on lists for staff; returns how many places changed.

    It says nothing of their consent, and brings nobody back who left. On a list with double opt-in they are asked by
    mail. Raises NotFound for an unknown list; then nothing changes.
    """
    with transaction.atomic():
        present = lock_contacts(contact_ids)
        changed = 0
        for each in lists_by_slug(slugs):
            state = ConsentState.PENDING if each.is_double_opt_in else ConsentState.SUBSCRIBED
            places = change_subscriptions([each], present, ListWord(state, source, now), now)
            if each.is_double_opt_in:
                ask_many_to_confirm([contact_id for _, contact_id in places], each, {"source": source}, now)
            changed += len(places)
        return changed


def take_off_lists(contact_ids: Sequence[int], slugs: Sequence[str], source: str, now: datetime) -> int:
    """Take contacts off lists for staff; returns how many places changed. Raises NotFound for an unknown list."""
    with transaction.atomic():
        present = lock_contacts(contact_ids)
        word = ListWord(ConsentState.UNSUBSCRIBED, source, now)
        return len(change_subscriptions(lists_by_slug(slugs), present, word, now))


def delete_list(list_id: int, now: datetime) -> ContactList:
    """Delete a list nothing speaks of, with everybody's place on it; what was said stays in the history of consent.

    Raises NotFound, Conflict naming the journeys and segments that use it.
    """
    with transaction.atomic():
        found = ContactList.objects.select_for_update().filter(pk=list_id).first()
        if found is None:
            raise NotFound(f"There is no list with the id {list_id}.")
        refuse_if_used("list", found.slug)
        members = ListSubscription.objects.filter(list=found)
        touch(members.values_list("contact_id", flat=True), now)
        members.delete()
        ContactList.objects.filter(pk=list_id).delete()
        return found


def choose_lists(
    contact_id: int, choices: dict[str, bool], words: str, source: str, now: datetime, *, ip_address: str = ""
) -> None:
    """Put a person on lists and take them off others, as they chose themselves; choices maps slugs to whether.

    Whoever joins a list agrees to be written to, too.

    Nothing asks for confirmation: whoever chooses holds a link from their own mailbox. Raises NotFound for a list that
    is not public and that they are not on.
    """
    with transaction.atomic():
        if not lock_contacts([contact_id]):
            return
        offered = {each.slug: each for each in offered_lists(contact_id)}
        for slug in choices:
            if slug not in offered:
                raise NotFound(f"There is no list {slug!r} to choose; leave it out.")
        joined = set(ListSubscription.objects.filter(contact_id=contact_id).values_list("list__slug", flat=True))
        # Whoever was never on a list does not leave it.
        choices = {slug: is_on for slug, is_on in choices.items() if is_on or slug in joined}
        for state in (ConsentState.SUBSCRIBED, ConsentState.UNSUBSCRIBED):
            chosen = [offered[slug] for slug, is_on in choices.items() if is_on is (state == ConsentState.SUBSCRIBED)]
            proof = ({"text": words} if words else {}) | ({"ip": ip_address} if ip_address else {})
            change_subscriptions(chosen, [contact_id], ListWord(state, source, now, proof, is_explicit=True), now)
            if chosen and state == ConsentState.SUBSCRIBED:
                consent.change_consent(
                    [ConsentChange(contact_id, state, source, now, proof=proof, is_explicit=True)], now
                )


def offered_lists(contact_id: int) -> list[ContactList]:
    """Return the lists a person may choose from: public ones, and those they are on."""
    mine = ContactList.objects.filter(subscriptions__contact_id=contact_id).values("pk")
    return list((ContactList.objects.filter(is_public=True) | ContactList.objects.filter(pk__in=mine)).order_by("name"))


def _join_lists(parameters: Mapping[str, Any], ids: Sequence[int], source: str, now: datetime) -> int:
    return place_on_lists(ids, parameters["lists"], source, now)


def _leave_lists(parameters: Mapping[str, Any], ids: Sequence[int], source: str, now: datetime) -> int:
    return take_off_lists(ids, parameters["lists"], source, now)


def _erase(parameters: Mapping[str, Any], ids: Sequence[int], source: str, now: datetime) -> int:
    present = sorted(lock_contacts(ids))
    for contact_id in present:
        erase(contact_id, source, now)
    return len(present)


JOIN_LISTS, LEAVE_LISTS, ERASE = "join_lists", "leave_lists", "erase_contacts"
DEEDS = {JOIN_LISTS: _join_lists, LEAVE_LISTS: _leave_lists, ERASE: _erase}
"""What of it can be done for many people in the background; see segments/bulk.py."""
