"""Accepted orders as rows: one statement a table, however many orders."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import TextClause, text

from app.core.arrays import literal
from app.core.clock import now
from app.core.db import db
from app.core.ids import new_id

from .decision import Accepted


def _insert(table: str, **columns: str) -> TextClause:
    """An insert from one array a column: PostgreSQL types by column name."""
    arrays = ", ".join(f"CAST(:{name} AS {kind}[])" for name, kind in columns.items())
    return text(f"INSERT INTO {table} ({', '.join(columns)}) SELECT * FROM unnest({arrays})")


_ORDERS = _insert(
    "orders", vendor_id="uuid", id="uuid", number="bigint", secret="text", shopper_name="text",  # noqa: S106
    shopper_phone="text", note="text", fulfilment="text", address="text", payment_method="text", currency="text",
    lines_amount="bigint", total_amount="bigint", unique_code="integer", placed_at="timestamptz",
    held_until="timestamptz",
)  # fmt: skip
_LINES = _insert(
    "order_line", vendor_id="uuid", id="uuid", order_id="uuid", position="integer", variant_id="uuid",
    product_name="text", variant_name="text", sku="text", quantity="bigint", price_amount="bigint",
)  # fmt: skip
_ADJUSTMENTS = _insert(
    "order_adjustment", vendor_id="uuid", id="uuid", order_id="uuid", kind="text", label="text", amount="bigint"
)
_ALLOCATIONS = _insert(
    "stock_allocation", vendor_id="uuid", id="uuid", order_id="uuid", order_line_id="uuid", variant_id="uuid",
    location_id="uuid", quantity="bigint", state="text",
)  # fmt: skip
_BILLS = _insert(
    "bill", vendor_id="uuid", id="uuid", subject_type="text", subject_id="uuid", currency="text", amount="bigint",
    due_at="timestamptz", made_at="timestamptz",
)  # fmt: skip
_FLASH_ORDERS = text("""
    INSERT INTO flash_order (vendor_id, order_id, item_id, buyers, quantity)
    SELECT vendor_id, order_id, item_id, string_to_array(buyers, chr(10)), quantity
    FROM unnest(CAST(:vendor_id AS uuid[]), CAST(:order_id AS uuid[]), CAST(:item_id AS uuid[]),
        CAST(:buyers AS text[]), CAST(:quantity AS bigint[])) AS t (vendor_id, order_id, item_id, buyers, quantity)
""")


def write(accepted: Sequence[Accepted]) -> list[str]:
    """Insert the orders with everything under them; returns the secret of each one's link."""
    rows = [_order(order) for order in accepted]
    _run(_ORDERS, rows)
    _run(_BILLS, [_bill(row) for row in rows])
    _run(_LINES, [row for order in accepted for row in _lines(order)])
    _run(_ADJUSTMENTS, [row for order in accepted for row in _adjustments(order)])
    _run(_ALLOCATIONS, [row for order in accepted for row in _allocations(order)])
    _run(_FLASH_ORDERS, [_flash_order(order) for order in accepted if order.deal])
    return [row["secret"] for row in rows]


def _run(statement: TextClause, rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(statement, {name: literal([row[name] for row in rows]) for name in rows[0]})


def _order(order: Accepted) -> dict[str, Any]:
    attempt, placed_at = order.attempt, now()
    held_until = placed_at + timedelta(minutes=order.hold_minutes) if order.stock_state == "held" else None
    return {
        "vendor_id": attempt.vendor_id, "id": order.id, "number": order.number, "secret": secrets.token_urlsafe(16),
        "shopper_name": attempt.shopper_name, "shopper_phone": attempt.shopper_phone, "note": attempt.note,
        "fulfilment": attempt.fulfilment, "address": attempt.address, "payment_method": attempt.payment_method,
        "currency": order.terms.currency, "lines_amount": order.lines_amount, "total_amount": order.total_amount,
        "unique_code": order.unique_code, "placed_at": placed_at, "held_until": held_until,
    }  # fmt: skip


def _bill(order: dict[str, Any]) -> dict[str, Any]:
    return {
        "vendor_id": order["vendor_id"], "id": new_id(), "subject_type": "order", "subject_id": order["id"],
        "currency": order["currency"], "amount": order["total_amount"], "due_at": order["held_until"],
        "made_at": order["placed_at"],
    }  # fmt: skip


def _lines(order: Accepted) -> list[dict[str, Any]]:
    return [
        {
            "vendor_id": order.attempt.vendor_id, "id": line_id, "order_id": order.id, "position": position,
            "variant_id": good.variant_id, "product_name": good.product_name, "variant_name": good.variant_name,
            "sku": good.sku, "quantity": quantity, "price_amount": good.price_amount,
        }
        for position, (line_id, good, quantity) in enumerate(order.lines, 1)
    ]  # fmt: skip


def _adjustments(order: Accepted) -> list[dict[str, Any]]:
    kinds = (
        ("shipping", order.terms.courier_label, order.shipping_amount),
        ("unique_code", "", order.unique_code or 0),
    )
    return [
        {"vendor_id": order.attempt.vendor_id, "id": new_id(), "order_id": order.id, "kind": kind, "label": label,
         "amount": amount}
        for kind, label, amount in kinds
        if amount
    ]  # fmt: skip


def _allocations(order: Accepted) -> list[dict[str, Any]]:
    return [
        {
            "vendor_id": order.attempt.vendor_id, "id": new_id(), "order_id": order.id, "order_line_id": line_id,
            "variant_id": variant_id, "location_id": location_id, "quantity": pieces, "state": order.stock_state,
        }
        for line_id, variant_id, location_id, pieces in order.pieces
    ]  # fmt: skip


def _flash_order(order: Accepted) -> dict[str, Any]:
    attempt = order.attempt
    return {
        "vendor_id": attempt.vendor_id, "order_id": order.id, "item_id": attempt.deal_id,
        "buyers": "\n".join(dict.fromkeys(attempt.purse)), "quantity": order.lines[0][2],
    }  # fmt: skip
