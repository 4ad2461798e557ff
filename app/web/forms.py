"""Forms that come back: what was typed is kept, and the sentence stands beside its field."""

import re
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.catalog.price_list.price import read_price
from app.core.refusal import Refusal
from app.web.errors import translated

WHOLE = re.compile(r"-?(?:\d{1,15}|\d{1,3}(?:\.\d{3}){1,4})")


class Words(dict[str, str]):
    """Words by field; empty for a field that has none, so that a template may ask for any."""

    def __missing__(self, field: str) -> str:
        return ""


def again(template: str, refusal: Refusal, **context: Any) -> ResponseReturnValue:
    """The same page with `typed` (what was sent) and `errors` (sentence by field; "" for the whole form)."""
    errors = Words({refusal.field or "": translated(refusal)})
    return render_template(template, typed=Words(request.form.to_dict()), errors=errors, **context), refusal.status


def fresh(template: str, **context: Any) -> str:
    """The page with nothing typed and no error."""
    return render_template(template, typed=Words(), errors=Words(), **context)


def sent(name: str) -> str:
    """One field, empty when it was not there."""
    return request.form.get(name, "")


def ticked(name: str) -> bool:
    """Whether a box was ticked."""
    return bool(request.form.get(name))


def whole(name: str, *, empty: int = 0) -> int:
    """A whole number as people write it ("25.000", "Rp 25.000"). Raises Refusal on the field for anything else."""
    return number(sent(name), name, empty=empty)


def number(typed: str, name: str, *, empty: int = 0) -> int:
    """The same for a text that stands in one of many fields of a name."""
    text = re.sub(r"^\s*rp\.?|\s|,-$", "", typed, flags=re.IGNORECASE)
    if not text:
        return empty
    if not WHOLE.fullmatch(text):
        raise Refusal("Tulis dengan angka saja, misalnya 25.000.", field=name)
    return int(text.replace(".", ""))


def money(name: str, *, empty: int = 0) -> int:
    """An amount in rupiah as people write it ("25.000", "25rb"). Raises Refusal where it may mean two things."""
    typed = sent(name)
    try:
        return number(typed, name, empty=empty)
    except Refusal:
        price = read_price(typed)
        if price is None or price.bare or price.doubts:
            raise
        return price.rupiah
