"""Names that must be unique within a vendor: addresses of products, SKUs, categories."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import text

from app.core.db import db

EDITORS = ("owner", "manager", "staff")
"""Who may change the catalogue; a cashier only reads it."""

LONGEST_SLUG = 60
TRIES = 9

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('catalog ' || CAST(:vendor AS text), 0))")


def lock(vendor_id: UUID) -> None:
    """One writer of names at a time per vendor, until commit: two people cannot both find a name free.

    The first lock a deed takes. Whoever only reads or buys never waits for it.
    """
    db.session.execute(_LOCK, {"vendor": str(vendor_id)})


def tidy(words: str) -> str:
    """Without spaces around it, control characters, or runs of blanks."""
    printable = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in words)
    return " ".join(printable.split())


def slug(name: str) -> str:
    """A name as the last part of an address: "Kopi Gayo 250g" becomes kopi-gayo-250g."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "produk"


def candidates(name: str) -> list[str]:
    """The addresses to try for a name, best first."""
    base = slug(name)
    return [base, *(f"{base}-{n}" for n in range(2, TRIES + 1))]


def choose(wishes: Sequence[str], taken: Collection[str], product_id: UUID) -> str:
    """The first wish that is free; after nine of the same name the product's own id settles it."""
    return next((wish for wish in wishes if wish not in taken), f"{wishes[0]}-{product_id.hex[-12:]}")
