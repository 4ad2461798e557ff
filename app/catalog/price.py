"""Changing many prices at once."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.core.db import db
from app.core.refusal import Refusal

from . import naming
from .product import Product, locked
from .revision import journal_prices, touch
from .terms import HIGHEST_PRICE
from .variant import Variant

STEP = 100
"""Prices changed by a percentage are rounded to whole hundreds: nobody pays Rp 10.237."""

Change = Callable[[int], int]


def by_percent(percent: int) -> Change:
    """Up (or, below zero, down) by a percentage, to the nearest hundred; a price never falls below a hundred by it."""
    if not -90 <= percent <= 900 or percent == 0:
        raise Refusal("Tulis persen antara 1 dan 900 untuk naik, atau sampai 90 untuk turun.", field="amount")
    return lambda price: price and max(STEP, _rounded(price * (100 + percent), 100 * STEP) * STEP)


def by_amount(amount: int) -> Change:
    """Up (or, below zero, down) by an amount in minor units."""
    if amount == 0:
        raise Refusal("Tulis berapa rupiah harga naik atau turun.", field="amount")
    return lambda price: price + amount


def to(amount: int) -> Change:
    """One price for all, in minor units."""
    return lambda _price: amount


def change_all(actor: Actor, product_ids: Collection[UUID], change: Change) -> list[Product]:
    """Change the price of every variant of some products; answers the products whose price is another now.

    Refuses as a whole when one price would fall below zero. A struck-through price that is no longer higher goes.
    """
    products = _locked(actor, product_ids)
    return _set(actor, products, {one.id: change(one.price_amount) for each in products for one in each.variants})


def set_all(actor: Actor, prices: Mapping[UUID, int]) -> list[Product]:
    """Give variants the prices named, in minor units; answers the products whose price is another now."""
    query = select(Variant.product_id).where(Variant.vendor_id == actor.vendor_id, Variant.id.in_(prices))
    return _set(actor, _locked(actor, set(db.session.scalars(query))), prices)


def _locked(actor: Actor, product_ids: Collection[UUID]) -> list[Product]:
    actor.must(*naming.EDITORS)
    return list(locked(actor.vendor_id, product_ids))


def _set(actor: Actor, products: Collection[Product], prices: Mapping[UUID, int]) -> list[Product]:
    changed = [
        each for each in products if any(prices.get(one.id) not in (None, one.price_amount) for one in each.variants)
    ]
    for each in changed:
        before = {one.id: one.price_amount for one in each.variants}
        for one in each.variants:
            _agree(each, one, prices.get(one.id, one.price_amount))
        touch(each)
        journal_prices(actor, each, before)
    return changed


def _agree(product: Product, one: Variant, price: int) -> None:
    if not 0 <= price <= HIGHEST_PRICE:
        raise Refusal(
            "Harga %(product)s akan di luar Rp 0 sampai Rp 999.999.999.999. Tidak ada harga yang diubah.",
            field="amount",
            product=product.name,
        )
    one.price_amount = price
    if one.was_amount is not None and one.was_amount <= price:
        one.was_amount = None


def _rounded(value: int, unit: int) -> int:
    """Units in a value, a half rounded up."""
    return (2 * value + unit) // (2 * unit)
