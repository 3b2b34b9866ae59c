"""What remains of a contact's past: every word of consent, the contacts it was merged from, and erasures."""

from django.db import models
from django.db.models.functions import Lower

from .models import ConsentState


class ConsentRecord(models.Model):
    """One word of a person, kept for as long as the contact: events are dropped after a while, proof is not.

    list_id is empty when the word is about the whole transport.
    """

    contact_id = models.BigIntegerField()
    transport = models.CharField(max_length=16)
    list_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=16, choices=ConsentState.choices)
    source = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    proof = models.JSONField(default=dict)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        # the history of a person, newest first
        indexes = [models.Index(fields=["contact_id", "-changed_at"], name="autom_consent_record_contact")]


class ContactAlias(models.Model):
    """What a contact was known as before: the id of a contact merged into it, or an address it had.

    Work that was under way when two contacts became one finds the person again through merged_id.
    """

    merged_id = models.BigIntegerField(null=True, unique=True)
    email = models.CharField(max_length=254, default="")
    contact_id = models.BigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="autom_alias_email_lower_case"),
        ]
        indexes = [
            # an address that is nobody's own any more
            models.Index(fields=["email"], condition=~models.Q(email=""), name="autom_alias_email"),
            # the aliases of a person, when they are merged again or erased
            models.Index(fields=["contact_id"], name="autom_alias_contact"),
        ]


class Erasure(models.Model):
    """Proof that a person was erased, without personal data: the keyed hash of the address, when, and how much."""

    id = models.UUIDField(primary_key=True)
    address_hash = models.CharField(max_length=64)
    source = models.CharField(max_length=64)
    erased_at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        # was this address erased, when its name comes up again
        indexes = [models.Index(fields=["address_hash", "-erased_at"], name="autom_erasure_address")]
