"""The form of a flash sale: what stands in its fields, and the plan that a filled-in form expresses."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from flask import request
from werkzeug.datastructures import MultiDict

from app.catalog import variant as variants
from app.catalog.variant import Variant
from app.core.clock import JAKARTA, now
from app.core.refusal import Refusal
from app.flash.item import ItemDraft
from app.flash.sale import FlashSale, Plan
from app.stock import level
from app.stock.level import Figures
from app.web import forms

WRITTEN = "%Y-%m-%dT%H:%M"
COLUMNS = ("price", "quota", "per_buyer")


@dataclass(frozen=True)
class Row:
    """One item as typed."""

    variant_id: UUID
    price: str = ""
    quota: str = ""
    per_buyer: str = "1"


@dataclass
class Fields:
    """The whole form as typed; moments as a browser writes them, in Jakarta's time."""

    name: str = ""
    starts_at: str = ""
    ends_at: str = ""
    hold_minutes: str = "15"
    waiting_above: str = "500"
    is_draw: bool = False
    rows: list[Row] = field(default_factory=list)

    def plan(self) -> Plan:
        """What it says. Raises Refusal on the first field that cannot be read."""
        return Plan(
            name=self.name,
            starts_at=_moment(self.starts_at, "starts_at"),
            ends_at=_moment(self.ends_at, "ends_at"),
            items=tuple(_draft(row) for row in self.rows),
            hold_minutes=forms.number(self.hold_minutes, "hold_minutes", empty=15),
            waiting_above=forms.number(self.waiting_above, "waiting_above", empty=500),
            is_draw=self.is_draw,
        )


def blank() -> Fields:
    """A new sale: tomorrow at noon, for two hours, until somebody says otherwise."""
    noon = (now().astimezone(JAKARTA) + timedelta(days=1)).replace(hour=12, minute=0)
    return Fields(starts_at=noon.strftime(WRITTEN), ends_at=(noon + timedelta(hours=2)).strftime(WRITTEN))


def of_sale(sale: FlashSale) -> Fields:
    """The form as the sale stands now."""
    rows = [Row(one.variant_id, str(one.price_amount), str(one.quota), str(one.per_buyer)) for one in sale.items]
    starts, ends = (at.astimezone(JAKARTA).strftime(WRITTEN) for at in (sale.starts_at, sale.ends_at))
    return Fields(sale.name, starts, ends, str(sale.hold_minutes), str(sale.waiting_above), sale.is_draw, rows)


def sent() -> Fields:
    """The form as it was sent."""
    typed = {
        name: forms.sent(name).strip() for name in ("name", "starts_at", "ends_at", "hold_minutes", "waiting_above")
    }
    rows = [Row(id_, *(forms.sent(f"{name}-{id_}") for name in COLUMNS)) for id_ in chosen(request.form)]
    return Fields(**typed, is_draw=forms.ticked("is_draw"), rows=rows)


def chosen(told: MultiDict[str, str]) -> list[UUID]:
    """The variants that are in the form already, each once."""
    return list(dict.fromkeys(told.getlist("variant_id", type=UUID)))


def filled(fields: Fields, prices: Mapping[UUID, int]) -> Fields:
    """Every row with what was typed above the table; a percentage is taken off each variant's own price."""
    price, percent, quota, per_buyer = (
        forms.sent(f"all_{name}") for name in ("price", "percent", "quota", "per_buyer")
    )
    off = min(max(forms.number(percent, "all_percent"), 0), 99)

    def one(row: Row) -> Row:
        cheaper = str(prices[row.variant_id] * (100 - off) // 100) if off and row.variant_id in prices else ""
        return replace(
            row, price=price or cheaper or row.price, quota=quota or row.quota, per_buyer=per_buyer or row.per_buyer
        )

    return replace(fields, rows=[one(row) for row in fields.rows])


def wares(vendor_id: UUID, fields: Fields) -> tuple[Mapping[UUID, Variant], Mapping[UUID, Figures]]:
    """The variants of the rows, and what is left of each where the shop sells from."""
    ids = [row.variant_id for row in fields.rows]
    return variants.find_many(vendor_id, ids), level.figures(vendor_id, ids, online=True)


def mark(wanted: Plan) -> str:
    """A short word for exactly this plan: whoever confirms, confirms what they were shown."""
    return hashlib.sha256(repr(wanted).encode()).hexdigest()[:24]


def _draft(row: Row) -> ItemDraft:
    price, quota, per_buyer = (forms.number(getattr(row, name), f"{name}-{row.variant_id}") for name in COLUMNS)
    return ItemDraft(row.variant_id, price, quota, per_buyer)


def _moment(typed: str, name: str) -> datetime:
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=JAKARTA)
    except ValueError:
        raise Refusal("Isi tanggal dan jamnya.", field=name) from None
