"""The little form beside a figure: one number and what it means."""

import re
from dataclasses import dataclass
from uuid import UUID

from flask import request

from app.core.actor import Actor
from app.core.ids import new_id
from app.core.refusal import Refusal
from app.stock import change, count

COUNTED = "counted"
DOWN = ("lost", "corrected")
LONGEST = 12


@dataclass(frozen=True)
class Form:
    """What was sent, as far as it could be read."""

    kind: str
    number: str
    key: UUID
    based_on: int
    location_id: UUID | None
    note: str
    back: str


def read() -> Form:
    """The form of this request."""
    sent = request.form
    back = sent.get("back", "")
    return Form(
        kind=sent.get("kind", "received"),
        number=sent.get("number", "").strip()[:LONGEST],
        key=sent.get("key", type=UUID) or new_id(),
        based_on=sent.get("based_on", 0, type=int),
        location_id=sent.get("location_id", type=UUID),
        note=sent.get("note", ""),
        back=back if back.startswith("/backoffice") else "/backoffice/stock",
    )


def apply(actor: Actor, variant_id: UUID, form: Form) -> int:
    """Count, or change by what was typed; answers what is on hand now. Raises Refusal."""
    number = whole(form.number)
    at = {"key": form.key, "note": form.note, "location_id": form.location_id}
    if form.kind == COUNTED:
        return count.count(actor, variant_id, number, based_on=form.based_on, **at)
    is_down = number < 0 or form.kind in DOWN
    reason = "corrected" if number < 0 and form.kind not in DOWN else form.kind
    return change.add(actor, variant_id, -abs(number) if is_down else number, reason, **at)


def whole(text: str) -> int:
    """A number as people write it: 1.200, +5, −3. Raises Refusal."""
    tidy = re.sub(r"[\s.,]", "", text).replace("−", "-")
    if not re.fullmatch(r"[+-]?\d{1,9}", tidy, re.ASCII):
        raise Refusal("Tulis jumlahnya dengan angka, misalnya 5.", field="number")
    return int(tidy)
