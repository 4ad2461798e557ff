"""Stock figures on open pages: every deed that names variants changes them."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from app.core.journal import Entry
from app.stock import level

from . import fragments

TEMPLATE = "backoffice/levels/_figure.html"


def register() -> None:
    """Make "figure-<variant id>" live."""
    fragments.register("figure", changed, read)


def changed(entries: Sequence[Entry]) -> set[UUID]:
    """The variants these deeds name, whatever the deed."""
    return {UUID(text) for entry in entries for text in entry.particulars.get("variants", ())}


def read(vendor_id: UUID, ids: Collection[UUID], entries: Sequence[Entry]) -> Iterable[fragments.Fragment]:
    """The figures of these variants now, with who changed them last."""
    hands = {UUID(text): _hand(entry) for entry in entries for text in entry.particulars.get("variants", ())}
    for variant_id, figures in level.figures(vendor_id, ids).items():
        context = {"variant_id": variant_id, "figures": figures, "hand": hands.get(variant_id)}
        yield fragments.Fragment(f"figure-{variant_id}", TEMPLATE, context)


def _hand(entry: Entry) -> dict[str, Any]:
    """Whose hand: a colleague's name, or the number of the order that did it."""
    return {"name": entry.actor_name, "order": entry.particulars.get("number")}
