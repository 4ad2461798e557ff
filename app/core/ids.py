"""Ids that sort by the time of their making, and secrets that nobody can guess."""

import hashlib
import secrets
from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): unique without asking the database, and rows made together lie together."""
    return uuid7()


def new_secret() -> str:
    """256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What is stored instead of a secret of full entropy: SHA-256 is enough above 112 bits (ASVS 6.5.2)."""
    return hashlib.sha256(secret.encode()).digest()
