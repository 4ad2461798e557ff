"""The word and the shape of every state a person may see. Colour only repeats what they say."""

from dataclasses import dataclass

from flask_babel import gettext

DONE, WAITING, REFUSED, MOVING, QUIET = "done", "waiting", "refused", "moving", "quiet"


def _(sentence: str) -> str:
    """Marks a word for translation; it is translated when shown."""
    return sentence


STATES = {
    # payment
    "unpaid": (WAITING, _("Belum dibayar")),
    "pending": (WAITING, _("Menunggu pembayaran")),
    "checking": (WAITING, _("Sedang dicek")),
    "unknown": (WAITING, _("Belum pasti")),
    "paid": (DONE, _("Lunas")),
    "created": (WAITING, _("Sedang dibuat")),
    "authorized": (WAITING, _("Disetujui, belum diambil")),
    "review": (WAITING, _("Sedang dicek")),
    "reversed": (REFUSED, _("Ditarik kembali")),
    "chargeback": (REFUSED, _("Ditarik kembali")),
    "partially_refunded": (QUIET, _("Kembali sebagian")),
    "requested": (WAITING, _("Perlu dikirim")),
    "refunding": (MOVING, _("Sedang dikembalikan")),
    "part_paid": (WAITING, _("Dibayar sebagian")),
    "expired": (REFUSED, _("Kedaluwarsa")),
    "failed": (REFUSED, _("Gagal")),
    "refund_due": (WAITING, _("Uang harus kembali")),
    "refunded": (QUIET, _("Uang kembali")),
    # order and its way to the door
    "placed": (WAITING, _("Pesanan baru")),
    "held": (WAITING, _("Ditahan")),
    "accepted": (MOVING, _("Diterima")),
    "to_pack": (WAITING, _("Perlu dikemas")),
    "unfulfilled": (WAITING, _("Perlu dikemas")),
    "packing": (MOVING, _("Sedang dikemas")),
    "packed": (MOVING, _("Siap dikirim")),
    "ready_for_pickup": (MOVING, _("Siap diambil")),
    "shipped": (MOVING, _("Dikirim")),
    "delivered": (DONE, _("Sampai")),
    "fulfilled": (DONE, _("Selesai")),
    "completed": (DONE, _("Selesai")),
    "cancelled": (REFUSED, _("Dibatalkan")),
    "returned": (QUIET, _("Dikembalikan")),
    # catalogue and stock
    "draft": (QUIET, _("Konsep")),
    "active": (DONE, _("Dijual")),
    "published": (DONE, _("Dijual")),
    "hidden": (QUIET, _("Disembunyikan")),
    "archived": (QUIET, _("Diarsipkan")),
    "in_stock": (DONE, _("Tersedia")),
    "low_stock": (WAITING, _("Hampir habis")),
    "sold_out": (REFUSED, _("Habis")),
    # shop, people, imports
    "open": (DONE, _("Sedang buka")),
    "closed": (QUIET, _("Sedang tutup")),
    "invited": (WAITING, _("Diundang")),
    "planned": (WAITING, _("Terjadwal")),
    "running": (MOVING, _("Sedang berjalan")),
    "ended": (QUIET, _("Sudah selesai")),
    "ready": (MOVING, _("Siap")),
    "done": (DONE, _("Selesai")),
    "doubtful": (WAITING, _("Perlu dicek")),
    "wrong": (REFUSED, _("Belum bisa dipakai")),
}


@dataclass(frozen=True)
class Badge:
    """How one state is drawn."""

    kind: str
    label: str


def state_of(state: str) -> Badge:
    """The badge of a state; an unknown one is shown quietly under its own name."""
    kind, label = STATES.get(str(state), (QUIET, str(state)))
    return Badge(kind, gettext(label) if label else label)
