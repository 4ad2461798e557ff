"""Words about an order that several templates say, on pages and on sockets."""

from flask import Flask
from flask_babel import gettext, ngettext

from app.backoffice.timeline import told
from app.orders.adjustment import Adjustment
from app.orders.inbox import tab_of
from app.orders.order import Order
from app.orders.standing import standing
from app.payments.refund import Refund

FOLDERS = {
    "confirm": "order_payments",
    "pack": "packings",
    "ship": "shipments",
    "deliver": "deliveries",
    "refund": "order_refunds",
}


def order_contents(order: Order) -> str:
    """The first thing in it and how many more: "Keripik pisang 250 g, 2 barang lain"."""
    first, others = order.lines[0], len(order.lines) - 1
    name = f"{first.quantity} × {first.product_name} {first.variant_name}".strip()
    return name + ngettext(", %(num)s barang lain", ", %(num)s barang lain", others) if others else name


def adjustment_label(adjustment: Adjustment) -> str:
    """What an amount is for, in words of the shop where it has its own."""
    words = {
        "shipping": gettext("Ongkos kirim"),
        "unique_code": gettext("Angka unik transfer"),
        "discount": gettext("Potongan"),
    }
    name = words[adjustment.kind]
    return f"{name} ({adjustment.label})" if adjustment.label else name


def step_folder(step: str) -> str:
    """Where the card of a next deed lies: with the door that does it."""
    return FOLDERS[step]


def refund_state(refund: Refund) -> str:
    """The word for how far money sent back is: only a payout waits for somebody of the shop."""
    if refund.state == "done":
        return "refunded"
    if refund.state == "failed" or (refund.kind == "payout" and refund.state == "requested"):
        return refund.state
    return "refunding"


def init_app(app: Flask) -> None:
    """Give the words to templates."""
    app.jinja_env.globals |= {
        "standing": standing,
        "tab_of": tab_of,
        "order_contents": order_contents,
        "adjustment_label": adjustment_label,
        "step_folder": step_folder,
        "refund_state": refund_state,
        "told": told,
    }
