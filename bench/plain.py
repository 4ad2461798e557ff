"""The plain program everybody would write: SELECT FOR UPDATE, then one row after the other, one order a transaction.

It writes the same rows as ours, into the same tables, as a role that row level security does not slow down; it has
no tenancy, tokens, limits of presses, queue, or pages. It is the yardstick of `bench flash`.
"""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from flask import Flask, redirect, request
from sqlalchemy.pool import QueuePool
from werkzeug.wrappers import Response

from app.core.ids import new_id

app = Flask(__name__)
SHOP: dict[str, Any] = json.loads(os.environ.get("BENCH_SHOP", "{}"))
POOL = int(os.environ.get("BENCH_POOL", "4"))


def _connect() -> Any:
    return psycopg.connect(os.environ["BENCH_DATABASE"], autocommit=False)


pool = QueuePool(_connect, pool_size=POOL, max_overflow=0, timeout=60)

_LOCK = """
    SELECT l.on_hand - l.held - l.allocated, i.price_amount, i.per_buyer, p.name, v.name
    FROM stock_level l, flash_item i, flash_sale s, variant v, product p
    WHERE l.vendor_id = %(vendor)s AND l.variant_id = %(variant)s AND l.location_id = %(location)s
        AND i.vendor_id = l.vendor_id AND i.id = %(item)s AND s.vendor_id = i.vendor_id AND s.id = i.sale_id
        AND s.state = 'running' AND v.vendor_id = l.vendor_id AND v.id = l.variant_id
        AND p.vendor_id = v.vendor_id AND p.id = v.product_id
    FOR UPDATE OF l
"""
_ATTEMPT = "INSERT INTO order_attempt (vendor_id, key, order_id, refusal, at) VALUES (%s, %s, %s, %s, %s)"
_NUMBER = """
    UPDATE vendor_counter SET orders = orders + 1, journal = journal + 1 WHERE vendor_id = %s
    RETURNING orders, journal
"""
_ORDER = """
    INSERT INTO orders (vendor_id, id, number, secret, shopper_name, shopper_phone, fulfilment, payment_method,
        currency, lines_amount, total_amount, placed_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'IDR',
        %s, %s, %s)
"""
_BILL = """
    INSERT INTO bill (vendor_id, id, subject_type, subject_id, currency, amount, made_at)
    VALUES (%s, %s, 'order', %s, 'IDR', %s, %s)
"""
_LINE = """
    INSERT INTO order_line (vendor_id, id, order_id, position, variant_id, product_name, variant_name, quantity,
        price_amount) VALUES (%s, %s, %s, 1, %s, %s, %s, 1, %s)
"""
_ALLOCATION = """
    INSERT INTO stock_allocation (vendor_id, id, order_id, order_line_id, variant_id, location_id, quantity, state)
    VALUES (%s, %s, %s, %s, %s, %s, 1, 'allocated')
"""
_TAKE = """
    UPDATE stock_level SET allocated = allocated + 1 WHERE vendor_id = %s AND variant_id = %s AND location_id = %s
"""
_BUYER = """
    INSERT INTO flash_buyer (vendor_id, item_id, buyer, quantity) VALUES (%s, %s, %s, 1), (%s, %s, %s, 1)
    ON CONFLICT (vendor_id, item_id, buyer) DO UPDATE SET quantity = flash_buyer.quantity + 1
    RETURNING quantity
"""
_FLASH = "INSERT INTO flash_order (vendor_id, order_id, item_id, buyers, quantity) VALUES (%s, %s, %s, %s, 1)"
_JOURNAL = """
    INSERT INTO journal (vendor_id, seq, id, at, actor_kind, actor_name, deed, subject_type, subject_id, particulars)
    VALUES (%s, %s, %s, %s, 'shopper', %s, 'order.placed', 'order', %s, %s)
"""


class SoldOut(Exception):
    """Nothing left."""


@contextmanager
def _transaction() -> Iterator[Any]:
    connection = pool.connect()
    try:
        yield connection.cursor()
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.close()


@app.get("/")
def hello() -> str:
    """Is it there?"""
    return "Hello, World!"


@app.post("/<item>/orders")
def create(item: str) -> Response | tuple[str, int]:
    """One order, one transaction."""
    form = request.form
    name, phone = form.get("name", "").strip(), form.get("phone", "").strip()
    try:
        with _transaction() as cursor:
            secret = _order(cursor, SHOP["items"][item], name, "+62" + phone.lstrip("0"), form["payment_method"])
    except SoldOut:
        return "Sudah habis.", 409
    return redirect(f"/orders/{secret}", 303)


def _order(cursor: Any, item: dict[str, str], name: str, phone: str, payment: str) -> str:
    vendor, variant, location = UUID(SHOP["vendor"]), UUID(item["variant"]), UUID(SHOP["location"])
    item_id, now = UUID(item["id"]), datetime.now(UTC)
    keys = {"vendor": vendor, "variant": variant, "location": location, "item": item_id}
    left, price, most, product, kind = cursor.execute(_LOCK, keys).fetchone()
    if left < 1:
        raise SoldOut
    order, line, secret = new_id(), new_id(), secrets.token_urlsafe(16)
    device = f"device:{secrets.token_hex(12)}"
    had = cursor.execute(_BUYER, (vendor, item_id, phone, vendor, item_id, device)).fetchall()
    if max(quantity for (quantity,) in had) > most:
        raise SoldOut
    cursor.execute(_ATTEMPT, (vendor, new_id(), order, None, now))
    number, seq = cursor.execute(_NUMBER, (vendor,)).fetchone()
    cursor.execute(_ORDER, (vendor, order, number, secret, name, phone, "pickup", payment, price, price, now))
    cursor.execute(_BILL, (vendor, new_id(), order, price, now))
    cursor.execute(_LINE, (vendor, line, order, variant, product, kind, price))
    cursor.execute(_ALLOCATION, (vendor, new_id(), order, line, variant, location))
    cursor.execute(_FLASH, (vendor, order, item_id, [phone, device]))
    cursor.execute(_TAKE, (vendor, variant, location))
    told = json.dumps({"number": number, "total": price, "variants": [str(variant)]})
    cursor.execute(_JOURNAL, (vendor, seq, new_id(), now, name.split(" ")[0], order, told))
    return secret
