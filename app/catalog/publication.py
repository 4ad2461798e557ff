"""Whether a product is in the shop: published, hidden, or put away in the archive."""

from collections.abc import Collection
from uuid import UUID

from app.core import journal
from app.core.actor import Actor
from app.core.moves import can, move, table
from app.core.refusal import Refusal

from .naming import EDITORS
from .product import Product, locked

MOVES = table(
    ("publish", ("hidden", "archived"), "published", EDITORS),
    ("hide", ("published", "archived"), "hidden", EDITORS),
    ("archive", ("hidden", "published"), "archived", EDITORS),
)
DEEDS = {"publish": "product.published", "hide": "product.hidden", "archive": "product.archived"}


def may(product: Product, name: str, actor: Actor) -> bool:
    """Whether this actor could publish, hide or archive it now."""
    return can(product, "state", name, MOVES, actor)


def publish(actor: Actor, product_ids: Collection[UUID]) -> list[Product]:
    """Show products in the shop. Those shown already stay as they are; answers with those that moved."""
    return _move_all(actor, product_ids, "publish")


def hide(actor: Actor, product_ids: Collection[UUID]) -> list[Product]:
    """Take products out of the shop, or back out of the archive, without losing anything."""
    return _move_all(actor, product_ids, "hide")


def archive(actor: Actor, product_ids: Collection[UUID]) -> list[Product]:
    """Put products away: not in the shop, not in the daily list. Orders and history keep them."""
    return _move_all(actor, product_ids, "archive")


def _move_all(actor: Actor, product_ids: Collection[UUID], name: str) -> list[Product]:
    actor.must(*EDITORS)
    moved = [product for product in locked(actor.vendor_id, product_ids) if may(product, name, actor)]
    for product in moved:
        if name == "publish" and not product.variants:
            raise Refusal("%(product)s belum punya varian yang dijual.", product=product.name)
        before = product.state
        move(product, "state", name, MOVES, actor)
        journal.record(actor, DEEDS[name], subject=("product", product.id), name=product.name, before=before)
    return moved
