"""Money in every place where a page shows it: awaited, paid, on the desk, to be sent back, told by a thief."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from app.accounts import vendor
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import db, transaction
from app.payments import account as accounts
from app.payments import attempt as attempts
from app.payments import bill as bills
from app.payments import hand, notice, reducer, refund, surplus, words
from app.payments.attempt import PaymentAttempt
from app.payments.state import State
from tests import make

METHODS = ("qris", "gopay", "shopeepay", "bca_va", "bni_va", "mandiri_va", "card", "alfamart", "indomaret", "kredivo")
NUMBER = {"kind": "va", "bank": "bca", "number": "80777081234567890", "name": "Warung Sari"}
CODE = {"kind": "qr", "payload": "00020101021226690017ID.CO.EXAMPLE.WWW"}


def put_out(owner: Actor) -> dict[str, Any]:
    """All of it in a shop; what the addresses of its pages are made of."""
    shop = vendor.find(owner.vendor_id)
    bank = (shop.bank_name, shop.bank_account, shop.bank_holder)
    with transaction():
        account = accounts.paste(owner, "midtrans", "sandbox", {"server_key": "SB-Mid-server-pages"}, METHODS)
        bags = make.make_variant(owner, "Serabi kuah", stock=50)
        orders = [make.make_order(owner, bags, 1, payment_method=name) for name in ("qris", "bca_va", "qris", "bca_va")]
        shop.bank_name, shop.bank_account, shop.bank_holder = bank  # as the story has it
        awaited, numbered, paid, by_bank = [SimpleNamespace(id=one.id, secret=one.secret) for one in orders]
    _try(owner, account, awaited.id, "qris", CODE)
    _try(owner, account, numbered.id, "bca_va", NUMBER)
    attempt = _paid(owner, _try(owner, account, paid.id, "qris", CODE), 16_000)
    bank = _paid(owner, _try(owner, account, by_bank.id, "bca_va", NUMBER), 15_000)
    with transaction():
        refund.request(owner, bank, 5_000, "salah ukuran", payout_to="BCA 123 Dewi")
        notice.receive(account, account.opened(), words.Arrival("POST", "", {}, b'{"order_id": "palsu"}'))
    [laid] = surplus.waiting(owner.vendor_id)
    return {
        "awaited": awaited, "numbered": numbered, "bought": paid, "attempt": attempt, "bank": bank,
        "surplus": laid.id, "notice": notice.newest(owner.vendor_id)[0].id,
    }  # fmt: skip


def _try(owner: Actor, account: accounts.PaymentAccount, order_id: Any, method: str, step: dict[str, str]) -> Any:
    with transaction():
        bill = bills.of(owner.vendor_id, "order", order_id, lock=True)
        made = PaymentAttempt(
            vendor_id=owner.vendor_id, bill_id=bill.id, account_id=account.id, provider="midtrans", method=method,
            number=attempts.next_number(bill), reference=hand.reference(bill, 1), currency="IDR", amount=bill.amount,
            expires_at=now() + timedelta(hours=20), state=State.PENDING, instructions=[step],
            poll_at=now() + timedelta(hours=3),
        )  # fmt: skip
        db.session.add(made)
    return made.id


def _paid(owner: Actor, attempt_id: Any, amount: int) -> Any:
    attempt = attempts.find(owner.vendor_id, attempt_id)
    seen = words.Observation(
        attempt.reference, "tx-1", State.PAID, amount, provider_status="settlement", raw='{"ok": 1}'
    )
    with transaction():
        reducer.reduce(owner.vendor_id, attempt_id, seen, "poll")
    return attempt_id
