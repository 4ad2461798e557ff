"""What the vendor would write to the shopper about an order now, ready in WhatsApp; the person still presses send."""

from urllib.parse import quote

from flask import g, request
from flask_babel import gettext

from app.accounts.vendor import Vendor
from app.orders.inbox import tab_of
from app.orders.order import Order
from app.payments import attempt as attempts
from app.payments import bill as bills
from app.payments import refund as refunds
from app.web.formats import rupiah


def _(sentence: str) -> str:
    """Marks a sentence for translation; it is translated when shown."""
    return sentence


MESSAGES = {
    "new": _("pesanan Anda nomor %(number)s di %(shop)s menunggu transfer %(owed)s ke %(bank)s. Mohon persis."),
    "payment": _("pesanan Anda nomor %(number)s di %(shop)s menunggu pembayaran %(owed)s, lewat tautan di bawah."),
    "reversed": _("bank menarik kembali pembayaran pesanan nomor %(number)s di %(shop)s. Mohon hubungi kami."),
    "packing": _("pesanan Anda nomor %(number)s di %(shop)s sudah kami terima dan sedang kami siapkan."),
    "packed.pickup": _("pesanan Anda nomor %(number)s sudah siap diambil di %(shop)s. %(pickup)s"),
    "packed.courier": _("pesanan Anda nomor %(number)s dari %(shop)s sudah dikemas dan segera kami kirim."),
    "shipped": _("pesanan Anda nomor %(number)s dari %(shop)s sudah dibawa %(courier)s. %(tracking)s"),
    "done": _("terima kasih sudah berbelanja di %(shop)s. Semoga cocok dengan pesanan nomor %(number)s."),
    "refund": _(
        "pesanan Anda nomor %(number)s di %(shop)s batal. Kirimkan nomor rekening Anda, %(back)s kami kembalikan."
    ),
    "refund.provider": _(
        "pesanan Anda nomor %(number)s di %(shop)s batal. %(back)s kami kembalikan lewat cara Anda membayar."
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
        return "refund" if _goes_back_by_hand(order) else "refund.provider"
    if order.payment_state == "reversed":
        return "reversed"
    if order.is_awaiting_payment and order.payment_method != "transfer":
        return "payment"
    if order.state == "open" and order.fulfilment_state != "waiting":
        return "shipped" if order.fulfilment_state == "shipped" else f"packed.{order.fulfilment}"
    return tab_of(order)


def _goes_back_by_hand(order: Order) -> bool:
    bill = bills.of(order.vendor_id, "order", order.id)
    return any(refunds.rule(one).kind == "payout" for one in attempts.of_bill(bill) if one.applied_amount)


def _values(order: Order, vendor: Vendor) -> dict[str, str]:
    tracking = gettext("Nomor resi: %(number)s.", number=order.tracking_number) if order.tracking_number else ""
    bill = bills.of(order.vendor_id, "order", order.id)
    return {
        "owed": rupiah(bill.owed_amount),
        "back": rupiah(bill.paid_amount - bill.refunded_amount),
        "number": str(order.number),
        "shop": vendor.name,
        "bank": f"{vendor.bank_name} {vendor.bank_account} ({vendor.bank_holder})",
        "pickup": vendor.pickup_address,
        "courier": order.courier_name,
        "tracking": tracking,
    }
