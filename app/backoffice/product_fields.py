"""The product form: what stands in each field, and the wish that a filled-in form expresses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import request

from app.catalog import option
from app.catalog.option import Option, Values
from app.catalog.product import Product
from app.catalog.revision import Revision
from app.catalog.terms import Terms
from app.web import forms

COLUMNS = ("price", "was", "sku", "barcode", "weight_grams", "availability")


@dataclass
class Row:
    """One combination of option values and on what terms it is sold, as text; `key` begins the names of its fields."""

    key: str
    values: Values
    cells: dict[str, Any]
    is_active: bool = True

    @property
    def label(self) -> str:
        """What the combination is called; "" for a product that comes in one kind."""
        return " / ".join(self.values)


@dataclass
class Choice:
    """One option: its name, its values as they were and as they read now, and values to come."""

    name: str = ""
    values: list[tuple[str, str]] = field(default_factory=list)
    more: str = ""


@dataclass
class Fields:
    """The whole form."""

    version: int
    name: str
    description: str
    category_id: str
    choices: list[Choice]
    rows: list[Row]

    @property
    def open_choices(self) -> list[Choice]:
        """The options with an empty one to fill in, while there is room."""
        return [*self.choices, Choice()][: option.MOST_OPTIONS]

    def row(self, values: Values) -> Row | None:
        """The row of a combination."""
        return next((row for row in self.rows if row.values == values), None)


def of_product(product: Product) -> Fields:
    """The form as the product stands now."""
    options = option.of(product.option_names, product.variants)
    by_values = {tuple(one.option_values): one.terms() for one in reversed(product.all_variants)}
    said = {tuple(one.option_values): one.terms() for one in product.variants}
    rows = []
    for i, values in enumerate(option.combinations(options)):
        terms = by_values.get(values) or option.terms_for(values, said, is_heir=False)
        rows.append(Row(f"v{i}-", values, _cells(terms), values in said))
    choices = [Choice(one.name, [(value, value) for value in one.values]) for one in options]
    shelf = str(product.category_id or "")
    return Fields(product.version, product.name, product.description, shelf, choices, rows)


def sent() -> Fields:
    """The form as it was sent."""
    form = request.form
    rows = [
        Row(key, tuple(form.getlist(key + "value")), {name: form.get(key + name, "") for name in COLUMNS},
            key + "hidden" not in form or key + "active" in form)
        for key in form.getlist("row") if re.fullmatch(r"v\d{1,3}-", key)
    ]  # fmt: skip
    choices = [_choice(f"o{i}-") for i in range(option.MOST_OPTIONS)]
    return Fields(
        form.get("version", 0, type=int), form.get("name", ""), form.get("description", ""),
        form.get("category_id", ""), [one for one in choices if one.name or one.values or one.more], rows,
    )  # fmt: skip


def wish(fields: Fields) -> Revision:
    """The product that the sent form wants. Raises Refusal on a field that is no number."""
    return Revision(
        name=fields.name,
        description=fields.description,
        category_id=request.form.get("category_id", type=UUID),
        options=[_option(one) for one in fields.choices],
        terms={row.values: _terms(row) for row in fields.rows},
    )


def _cells(terms: Terms) -> dict[str, Any]:
    return {name: getattr(terms, name) for name in COLUMNS}


def _terms(row: Row) -> Terms:
    return Terms(
        price=forms.money(row.key + "price", empty=-1),
        was=_money(row.key + "was"),
        sku=row.cells["sku"],
        barcode=row.cells["barcode"],
        weight_grams=_number(row.key + "weight_grams"),
        availability=row.cells["availability"] or "counted",
        is_active=row.is_active,
        key=row.key,
    )


def _number(name: str) -> int | None:
    return forms.whole(name) if forms.sent(name).strip() else None


def _choice(key: str) -> Choice:
    form = request.form
    return Choice(
        form.get(key + "name", ""),
        list(zip(form.getlist(key + "was"), form.getlist(key + "value"), strict=False)),
        form.get(key + "more", ""),
    )


def _option(choice: Choice) -> Option:
    """Values as they read now, then the new ones; one that was emptied is taken away."""
    more: Sequence[str] = re.split(r"[,;\n]", choice.more)
    renamed = {was: now for was, now in choice.values if now.strip() and now != was}
    return Option(choice.name, (*(now for _, now in choice.values), *more), renamed)


def _money(name: str) -> int | None:
    return forms.money(name) if forms.sent(name).strip() else None
