"""Money of an order as a person confirms it: a transfer seen on the bank statement, and money given back."""

from uuid import UUID

from app.core import journal
from app.core.actor import Actor
from app.core.refusal import Changed, Refusal
from app.payments import attempt as attempts
from app.payments import bill as bills
from app.payments import credit, hand
from app.payments import refund as refunds

from . import owing, revival
from .order import Order, find
from .terms import terms


def confirm(actor: Actor, order_id: UUID) -> Order:
    """The money has arrived: what was held is promised now.

    After the hold's time the goods are taken again if they are still there; if not, the money is noted as owed back,
    never swallowed. Raises Changed when somebody confirmed first.
    """
    actor.must("owner", "manager", "staff")
    bill = bills.of(actor.vendor_id, "order", order_id, lock=True)
    order = find(actor.vendor_id, order_id, lock=True)
    if order.payment_method == "cod":
        raise Refusal("Pesanan ini dibayar di tempat: uangnya dicatat saat barang diserahkan.")
    if not order.is_paid_by_hand:
        raise Refusal("Uang pesanan ini dikabarkan penyedianya sendiri. Tidak ada yang berubah.")
    if order.payment_state != "unpaid" or order.state == "completed":
        raise Changed("Pembayaran pesanan ini sudah dicatat. Tidak ada yang berubah.")
    if order.state == "expired" and revival.revive(actor, order) is not None:
        bill.state = "open"
    if bill.owed_amount:
        hand.receive(actor, bill, order.payment_method, bill.owed_amount)
    else:
        owing.pay(actor, order, [])
    return order


def choose(actor: Actor, order_id: UUID, method: str) -> Order:
    """The shopper pays another way than they said first. Raises Refusal when nothing waits for money any more.

    What was open at a provider has been taken back before (`polling.make_way`). A transfer chosen late has no digits
    of its own: the goods are promised at the price that was agreed.
    """
    bills.of(actor.vendor_id, "order", order_id, lock=True)
    order = find(actor.vendor_id, order_id, lock=True)
    if not order.is_awaiting_payment:
        raise Refusal("Tagihan ini tidak menunggu pembayaran lagi. Tidak ada yang perlu dibayar.")
    if method == "transfer" and not terms([actor.vendor_id])[actor.vendor_id].bank_account:
        raise Refusal("Toko ini belum menerima transfer bank. Pilih cara bayar lain.", field="payment_method")
    if order.payment_method != method:
        order.payment_method = method
        journal.record(actor, "order.way_to_pay", subject=("order", order.id), number=order.number, method=method)
    return order


def pay_by_credit(actor: Actor, order_id: UUID) -> Order:
    """Pay what is owed from what the shop keeps for this shopper. Raises Refusal when that is not enough."""
    bill = bills.of(actor.vendor_id, "order", order_id, lock=True)
    order = find(actor.vendor_id, order_id, lock=True)
    if order.payment_method == "cod":
        raise Refusal("Pesanan ini dibayar di tempat: uangnya dicatat saat barang diserahkan.")
    credit.spend(actor, bill.id)
    order.payment_method = "credit"
    return order


def refund(actor: Actor, order_id: UUID, *, payout_to: str = "", proof: str = "") -> Order:
    """Send back all that was paid: asked of the provider where it can, else noted as sent by hand just now.

    `proof` is the bank's reference of what was sent by hand. Raises Refusal without it, Changed when nothing is owed
    back.
    """
    actor.must("owner", "manager")
    bill = bills.of(actor.vendor_id, "order", order_id, lock=True)
    order = find(actor.vendor_id, order_id, lock=True)
    if order.payment_state != "refund_due":
        raise Changed("Keadaannya sudah berubah, jadi langkah ini tidak bisa lagi. Muat ulang; tidak ada yang hilang.")
    for one in attempts.of_bill(bill):
        if left := refunds.refundable(one, refunds.of_bill(bill)):
            sent = refunds.request(actor, one.id, left, "cancellation", payout_to=payout_to or order.shopper_name)
            if sent.kind == "payout":
                refunds.prove(actor, sent.id, proof)
    return order
