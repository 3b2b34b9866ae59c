"""Deterministic names for things that must exist once: the same inputs give the same key, in any process."""

import hashlib
import uuid

NAMESPACE = uuid.UUID("5c0ad4a2-77b0-5e0e-9d52-6e8c9b1f3a10")


def share_of(salt: str, identity: str) -> float:
    """Return a stable number in [0, 1): the same identity falls on the same side of a split every time."""
    digest = hashlib.blake2b(f"{salt}:{identity}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def stable_uuid(*parts: object) -> uuid.UUID:
    """Return the same UUID for the same parts, everywhere and always."""
    return uuid.uuid5(NAMESPACE, "\x1f".join(map(str, parts)))
