"""Sign webhook calls so that their receiver knows who called: the scheme of standardwebhooks.com, which has libraries.

Signed is "id.timestamp.body" with HMAC-SHA256; webhook-signature holds one signature for each secret in force.
"""

import base64
import hashlib
import hmac
import secrets
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from ..core import sql
from .models import WebhookSecret

PREFIX = "whsec_"
OVERLAP = timedelta(hours=24)
"""How long the secret before the newest signs along, so that the receiver has time to change it."""

_LOCK = zlib.crc32(b"saleor_automation.webhook_secret")


def rotate_secret(now: datetime) -> str:
    """Make a new secret and return it; this is the only time it is shown. The one before signs along for OVERLAP."""
    with transaction.atomic():
        sql.fetch_all("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        WebhookSecret.objects.filter(expires_at__lte=now).delete()
        WebhookSecret.objects.filter(expires_at=None).update(expires_at=now + OVERLAP)
        return _create(now)


def signing_secrets(now: datetime) -> list[str]:
    """Return the secrets calls are signed with now, the newest first; the first one is made when it is needed."""
    found = _in_force(now)
    if found:
        return found
    with transaction.atomic():
        sql.fetch_all("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        return _in_force(now) or [_create(now)]


def _in_force(now: datetime) -> list[str]:
    rows = sql.fetch_all(
        """
        SELECT secret FROM automation_webhooksecret
        WHERE expires_at IS NULL OR expires_at > %s ORDER BY created_at DESC, id DESC
        """,
        [now],
    )
    return [row[0] for row in rows]


def _create(now: datetime) -> str:
    secret = PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    WebhookSecret.objects.create(secret=secret, created_at=now)
    return secret


def signed_headers(call_id: str, body: bytes, in_force: Sequence[str], now: datetime) -> dict[str, str]:
    """Return the headers that prove a call; now is when it is made, which receivers compare with their clocks."""
    timestamp = str(int(now.timestamp()))
    signed = f"{call_id}.{timestamp}.".encode() + body
    signatures = (
        base64.b64encode(hmac.new(base64.b64decode(each.removeprefix(PREFIX)), signed, hashlib.sha256).digest())
        for each in in_force
    )
    return {
        "webhook-id": call_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{signature.decode()}" for signature in signatures),
    }
