"""The journal of an order as sentences that its people would say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext

from app.core.journal import Entry
from app.web.formats import rupiah
from app.web.payment_words import method_word


def _(sentence: str) -> str:
    """Marks a sentence for translation; it is translated when shown."""
    return sentence


SENTENCES = {
    "order.placed": _("%(who)s memesan seharga %(total)s."),
    "order.paid": _("Pesanan lunas: %(total)s."),
    "order.paid_late": _("Uang %(total)s masuk setelah pesanan ditutup dan harus kembali."),
    "order.way_to_pay": _("%(who)s memilih bayar dengan %(method)s."),
    "order.packed": _("%(who)s mengemas pesanan."),
    "order.shipped": _("%(who)s menyerahkan paket ke %(courier)s."),
    "order.shipped.tracked": _("%(who)s menyerahkan paket ke %(courier)s, nomor resi %(tracking)s."),
    "order.delivered": _("%(who)s mencatat barang sudah diterima. Pesanan selesai."),
    "order.cancelled": _("%(who)s membatalkan pesanan."),
    "order.cancelled.because": _("%(who)s membatalkan pesanan: %(reason)s."),
    "order.expired": _("Waktu bayar habis. Barangnya dijual lagi."),
    "order.payment_reversed": _("Bank pembayar menarik kembali %(total)s. Jangan kirim barangnya dulu."),
    "payment.started": _("%(who)s memilih bayar dengan %(method)s."),
    "payment.pending": _("Penyedia menunggu pembayaran %(amount)s dengan %(method)s."),
    "payment.unknown": _("Penyedia belum menjawab; ditanyakan lagi sendiri."),
    "payment.authorized": _("Pembayaran %(amount)s disetujui, belum diambil."),
    "payment.review": _("Pembayaran %(amount)s sedang diperiksa penyedia."),
    "payment.paid": _("Uang %(amount)s masuk lewat %(method)s."),
    "payment.failed": _("Pembayaran dengan %(method)s tidak berhasil."),
    "payment.expired": _("Waktu bayar dengan %(method)s habis."),
    "payment.cancelled": _("Pembayaran dengan %(method)s dibatalkan."),
    "payment.reversed": _("Bank menarik kembali pembayaran %(method)s."),
    "payment.chargeback": _("Pembayar menggugat pembayaran %(method)s dan uangnya ditarik."),
    "payment.refunded": _("Seluruh uang %(method)s sudah kembali."),
    "payment.partially_refunded": _("Sebagian uang %(method)s sudah kembali."),
    "payment.surplus": _("Uang %(amount)s masuk ke meja: perlu diputuskan."),
    "payment.applied": _("%(who)s memakai %(amount)s dari meja untuk pesanan ini."),
    "payment.credited": _("%(who)s menyimpan %(amount)s sebagai saldo pembeli."),
    "payment.loss_accepted": _("%(who)s mencatat %(amount)s sebagai kerugian."),
    "refund.requested": _("%(who)s mengembalikan %(amount)s; menunggu konfirmasi."),
    "refund.done": _("Pengembalian %(amount)s sudah sampai."),
    "refund.beyond": _("Penyedia mengembalikan %(amount)s, lebih dari yang masih ada. Hubungi penyedianya."),
    "refund.failed": _("Pengembalian %(amount)s gagal; uangnya masih di toko."),
    "order.refunded": _("%(who)s mengembalikan uang %(total)s."),
}
ENDS = {"order.delivered": "done", "order.refunded": "done"}
OTHER = _("%(who)s: %(deed)s.")


@dataclass(frozen=True)
class Event:
    """One deed as a sentence; `kind` is how its dot is drawn."""

    sentence: str
    at: datetime
    actor_id: Any
    kind: str = ""


def events(entries: Iterable[Entry]) -> list[Event]:
    """Entries of the journal, in the order given, told in the person's language."""
    return [Event(told(entry), entry.at, entry.actor_id, ENDS.get(entry.deed, "")) for entry in entries]


def told(entry: Entry) -> str:
    """One entry as a sentence. A deed without a sentence is named as it is, never hidden."""
    sentence = SENTENCES.get(_variant(entry), OTHER)
    return gettext(sentence, **_values(entry))


def _variant(entry: Entry) -> str:
    extra = {"order.shipped": ("tracking", "tracked"), "order.cancelled": ("reason", "because")}.get(entry.deed)
    return f"{entry.deed}.{extra[1]}" if extra and entry.particulars.get(extra[0]) else entry.deed


def _values(entry: Entry) -> dict[str, Any]:
    told = {name: str(value).rstrip(".") for name, value in entry.particulars.items()}
    total = rupiah(entry.particulars.get("total"))
    return {
        "courier": "",
        "tracking": "",
        "reason": "",
        **told,
        "who": entry.actor_name,
        "deed": entry.deed,
        "total": total,
        "amount": rupiah(entry.particulars.get("amount")),
        "method": method_word(str(entry.particulars.get("method", ""))),
    }
