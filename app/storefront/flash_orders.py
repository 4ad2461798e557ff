"""The press of a flash sale's button: read, sent to the writer, and answered with the truth."""

from typing import cast
from uuid import UUID

from flask import g, request, url_for
from werkzeug.wrappers import Response

from app.core.clock import now
from app.core.refusal import Changed, Refusal
from app.flash.item import FlashItem
from app.flash.sale import FlashSale
from app.orders import attempt as attempts
from app.orders.attempt import Attempt, Outcome, Wanted
from app.orders.checkout import Details
from app.rush.press import press
from app.web import cookies
from app.web.fragments import done

from . import basket, flash_items, flash_lane, flash_shop, flash_token, waiting_places
from .flash_token import Press

TOLD = tuple(Details.__dataclass_fields__)


def create(sale_id: UUID, item_id: UUID) -> Response:
    """One press, one order, however often it is sent. A refusal comes back on the item's page with what was typed.

    What is raised decides nothing about the press, so its page carries the same key.
    """
    sale, item = flash_shop.item(sale_id, item_id)
    told = Details(**{name: request.form.get(name, "") for name in TOLD})
    quantity, sent = request.form.get("quantity", 1, type=int), ""
    try:
        pressed = _pressed(item)
        sent = request.form[flash_token.FIELD]
        if flash_lane.ANSWERED not in request.environ and waiting_places.must_wait(sale, item):
            outcome = attempts.recall([(g.vendor.id, pressed.key)]).get((g.vendor.id, pressed.key))
            if outcome is None:
                return done(url_for("flash.waiting_places.show", sale_id=sale_id, item_id=item_id))
        else:
            outcome = _placed(sale, item, told.checked(), quantity, pressed)
    except Refusal as refusal:
        return flash_items.again(sale, item, told, quantity, refusal, sent)
    if outcome is None:
        return done(url_for("flash.flash_attempts.show", sale_id=sale_id, item_id=item_id, key=pressed.key))
    if outcome.refusal:
        return flash_items.again(sale, item, told, quantity, outcome.refusal)
    return to_order(outcome)


def to_order(outcome: Outcome) -> Response:
    """To the order's page; this browser remembers it as its last one."""
    secret = outcome.secret or ""
    return basket.keep(done(url_for("storefront.orders.show", secret=secret)), basket.ORDER, secret)


def _pressed(item: FlashItem) -> Press:
    pressed = flash_token.read_token(g.vendor.id, request.form.get(flash_token.FIELD, ""))
    if pressed is None or not pressed.is_for(item.id, flash_token.device_of(cookies.read(cookies.VISIT) or "")):
        raise Changed("Halaman ini sudah lama terbuka. Belum ada pesanan; tekan sekali lagi.")
    return pressed


def _placed(sale: FlashSale, item: FlashItem, told: Details, quantity: int, pressed: Press) -> Outcome | None:
    if flash_lane.ANSWERED in request.environ:
        return cast(Outcome | None, request.environ[flash_lane.ANSWERED])
    if now() < sale.starts_at:
        raise Refusal("Flash sale belum mulai. Pesanan tidak dibuat.")
    return press(attempt(item, told, quantity, pressed), request.remote_addr or "")


def attempt(item: FlashItem, told: Details, quantity: int, pressed: Press) -> Attempt:
    """The press as an attempt to order; the details are checked."""
    return Attempt(
        key=pressed.key,
        vendor_id=item.vendor_id,
        shopper_name=told.name,
        shopper_phone=told.phone,
        fulfilment=told.fulfilment,
        payment_method=told.payment_method,
        lines=(Wanted(item.variant_id, quantity, pressed.price_amount),),
        address=told.address,
        note=told.note,
        deal_id=item.id,
        buyers=(f"device:{pressed.device}",),
    )
