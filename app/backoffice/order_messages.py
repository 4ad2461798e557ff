"""What the vendor would write to the shopper about an order now, ready in WhatsApp; the person still presses send."""

from urllib.parse import quote

from flask import g, request
from flask_babel import gettext

from app.accounts.vendor import Vendor
from app.orders.inbox import tab_of
from app.orders.order import Order
from app.web.formats import rupiah


def _(sentence: str) -> str:
    """Marks a sentence for translation; it is translated when shown."""
    return sentence


MESSAGES = {
    "new": _("pesanan Anda nomor %(number)s di %(shop)s menunggu transfer %(total)s ke %(bank)s. Mohon persis."),
    "packing": _("pesanan Anda nomor %(number)s di %(shop)s sudah kami terima dan sedang kami siapkan."),
    "packed.pickup": _("pesanan Anda nomor %(number)s sudah siap diambil di %(shop)s. %(pickup)s"),
    "packed.courier": _("pesanan Anda nomor %(number)s dari %(shop)s sudah dikemas dan segera kami kirim."),
    "shipped": _("pesanan Anda nomor %(number)s dari %(shop)s sudah dibawa %(courier)s. %(tracking)s"),
    "done": _("terima kasih sudah berbelanja di %(shop)s. Semoga cocok dengan pesanan nomor %(number)s."),
    "refund": _(
        "pesanan Anda nomor %(number)s di %(shop)s batal. Kirimkan nomor rekening Anda, %(total)s kami kembalikan."
    ),
    "cancelled": _("pesanan Anda nomor %(number)s di %(shop)s batal. Silakan pesan lagi kapan saja."),
}


def address(order: Order) -> str:
    """The wa.me address with the message of the order's state, greeting and link to the shopper's page included."""
    return f"https://wa.me/{order.shopper_phone.removeprefix('+')}?text={quote(message(order, g.vendor))}"


def message(order: Order, vendor: Vendor) -> str:
    """The message itself, in the language of whoever will press send."""
    said = gettext(MESSAGES[_state(order)], **_values(order, vendor)).strip()
    link = f"{request.host_url}@{vendor.slug}/orders/{order.secret}"
    hello = gettext("Halo %(name)s,", name=order.shopper_name.split(" ")[0])
    see = gettext("Lihat pesanan: %(link)s", link=link)
    return f"{hello} {said}\n{see}"


def _state(order: Order) -> str:
    if order.payment_state == "refund_due":
        return "refund"
    if order.state == "open" and order.fulfilment_state != "waiting":
        return "shipped" if order.fulfilment_state == "shipped" else f"packed.{order.fulfilment}"
    return tab_of(order)


def _values(order: Order, vendor: Vendor) -> dict[str, str]:
    tracking = gettext("Nomor resi: %(number)s.", number=order.tracking_number) if order.tracking_number else ""
    return {
        "number": str(order.number),
        "shop": vendor.name,
        "total": rupiah(order.total_amount),
        "bank": f"{vendor.bank_name} {vendor.bank_account} ({vendor.bank_holder})",
        "pickup": vendor.pickup_address,
        "courier": order.courier_name,
        "tracking": tracking,
    }
