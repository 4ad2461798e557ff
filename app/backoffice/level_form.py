"""The little form beside a figure: one number and what it means."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
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
    deed: Callable[..., int]
    if form.kind == COUNTED:
        deed = partial(count.count, actor, variant_id, number, based_on=form.based_on)
    else:
        deed = partial(change.add, actor, variant_id, *_signed(number, form.kind))
    return deed(key=form.key, note=form.note, location_id=form.location_id)


def _signed(number: int, reason: str) -> tuple[int, str]:
    """What leaves is negative however it was typed; a minus before what arrives puts the books right."""
    if reason in DOWN:
        return -abs(number), reason
    return number, "corrected" if number < 0 else reason


def whole(text: str) -> int:
    """A number as people write it: 1.200, +5, −3. Raises Refusal."""
    tidy = re.sub(r"[\s.,]", "", text).replace("−", "-")
    if not re.fullmatch(r"[+-]?\d{1,9}", tidy, re.ASCII):
        raise Refusal("Tulis jumlahnya dengan angka, misalnya 5.", field="number")
    return int(tidy)
