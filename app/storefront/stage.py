"""Where an order stands, told to its shopper: a word, a sentence, and what happened until now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext

from app.core import journal
from app.core.clock import now
from app.core.journal import Entry
from app.orders.cancellation import shopper_may_cancel
from app.orders.order import Order
from app.payments import offer

from . import paying


def _(sentence: str) -> str:
    """Marks a sentence for translation; it is translated when shown."""
    return sentence


@dataclass(frozen=True)
class Stage:
    """`kind` is the shape and colour of a badge: waiting, moving, done, refused or quiet."""

    name: str
    kind: str
    title: str
    text: str


STAGES = {
    stage.name: stage
    for stage in (
        Stage("transfer", "waiting", _("Menunggu transfer Anda"), _("Barang sudah disisihkan untuk Anda.")),
        Stage("payment", "waiting", _("Menunggu pembayaran Anda"), _("Barang sudah disisihkan untuk Anda.")),
        Stage(
            "reversed",
            "refused",
            _("Pembayaran ditarik kembali"),
            _("Bank Anda menarik kembali pembayaran ini. Hubungi toko; barangnya belum dikirim ke orang lain."),
        ),
        Stage("waiting", "moving", _("Pesanan diterima toko"), _("Toko akan menyiapkan barang Anda.")),
        Stage("paid", "moving", _("Pembayaran diterima"), _("Toko akan menyiapkan barang Anda.")),
        Stage("ready", "moving", _("Siap diambil"), _("Barang Anda sudah siap di toko.")),
        Stage("packed", "moving", _("Sudah dikemas"), _("Sebentar lagi diserahkan ke kurir.")),
        Stage("shipped", "moving", _("Dalam perjalanan"), _("Kurir membawa barang Anda.")),
        Stage("done", "done", _("Selesai"), _("Barang sudah Anda terima. Terima kasih!")),
        Stage("expired", "refused", _("Waktu bayar habis"), _("Barang tidak disisihkan lagi.")),
        Stage("cancelled", "refused", _("Pesanan dibatalkan"), _("Tidak ada yang perlu dibayar.")),
        Stage(
            "refund",
            "waiting",
            _("Uang Anda akan dikembalikan"),
            _("Pesanan ini batal; toko mengembalikan uang Anda."),
        ),
        Stage("refunded", "quiet", _("Uang sudah dikembalikan"), _("Pesanan ini batal dan uangnya sudah kembali.")),
    )
}

DEEDS = {
    "order.placed": _("Anda memesan."),
    "order.paid": _("Pembayaran Anda diterima."),
    "order.payment_reversed": _("Bank menarik kembali pembayaran Anda."),
    "payment.expired": _("Cara bayar itu ditutup; tidak ada uang yang diambil."),
    "order.way_to_pay": _("Anda memilih cara bayar lain."),
    "payment.failed": _("Pembayaran tidak berhasil; tidak ada uang yang diambil."),
    "payment.surplus": _("Uang Anda masuk dan sedang dicocokkan toko."),
    "refund.requested": _("Pengembalian uang sedang diurus."),
    "refund.done": _("Uang sudah dikembalikan."),
    "order.paid_late": _("Pembayaran Anda masuk setelah waktunya habis dan barangnya sudah tidak ada."),
    "order.packed": _("Barang dikemas."),
    "order.shipped": _("Barang diserahkan ke %(courier)s."),
    "order.delivered": _("Barang diterima."),
    "order.cancelled": _("Pesanan dibatalkan."),
    "order.expired": _("Waktu bayar habis, barang tidak disisihkan lagi."),
    "order.refunded": _("Uang dikembalikan."),
}
LAST = ("done", "refunded", "cancelled")


def of(order: Order) -> dict[str, Any]:
    """Everything that the page of an order and its following fragment say about where it stands."""
    stage = STAGES[_name(order)]
    return {
        "order": order,
        "stage": stage,
        "is_over": stage.name in LAST,
        "paying": paying.of(order),
        "has_other_ways": stage.name == "transfer" and bool(offer.offered(order.vendor_id, order.total_amount)),
        "moment": now(),
        "may_cancel": shopper_may_cancel(order),
        "events": events(journal.of(order.vendor_id, "order", order.id)),
    }


def events(entries: Iterable[Entry]) -> list[tuple[str, datetime]]:
    """The deeds that concern the shopper, newest first. Who in the shop did them is the shop's affair."""
    told = [entry for entry in entries if entry.deed in DEEDS]
    return [(gettext(DEEDS[entry.deed], courier=entry.particulars.get("courier", "")), entry.at) for entry in told]


def _name(order: Order) -> str:
    if order.payment_state in ("refund_due", "refunded"):
        return "refund" if order.payment_state == "refund_due" else "refunded"
    if order.state != "open":
        return "done" if order.state == "completed" else order.state
    if order.payment_state == "reversed":
        return "reversed"
    if order.is_awaiting_payment:
        return "transfer" if order.payment_method == "transfer" else "payment"
    return _way(order)


def _way(order: Order) -> str:
    if order.fulfilment_state == "waiting":
        return "paid" if order.payment_state == "paid" else "waiting"
    if order.fulfilment_state == "packed" and order.fulfilment == "pickup":
        return "ready"
    return order.fulfilment_state
