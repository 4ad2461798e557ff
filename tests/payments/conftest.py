"""A bill for an order of Sari's, and attempts at it without any provider being asked."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from app.core import tenancy
from app.core.clock import now
from app.core.db import db, transaction
from app.orders.order import find as find_order
from app.payments import account as accounts
from app.payments import attempt as attempts
from app.payments import bill as bills
from app.payments import hand, reducer, words
from app.payments.attempt import PaymentAttempt
from app.payments.state import State
from tests import make

KEYS = {"server_key": "SB-Mid-server-tests"}


@dataclass
class Counter:
    """Where money comes in: Sari's order of two bags, its bill, and what is said of its attempts."""

    app: Any
    sari: Any
    order_id: Any
    account: Any
    price: int = 30_000

    @property
    def bill(self):
        """As it is now."""
        db.session.rollback()
        return bills.of(self.sari.vendor_id, "order", self.order_id)

    @property
    def order(self):
        """As it is now."""
        db.session.rollback()
        return find_order(self.sari.vendor_id, self.order_id)

    @property
    def owner(self):
        """Who decides."""
        return self.sari.actor()

    def attempt(self, method: str = "qris", **more: Any) -> PaymentAttempt:
        """One more, as if the provider had taken it on."""
        with transaction():
            bill = bills.of(self.sari.vendor_id, "order", self.order_id, lock=True)
            number = attempts.next_number(bill)
            made = PaymentAttempt(
                vendor_id=bill.vendor_id, bill_id=bill.id, account_id=self.account.id, provider="midtrans",
                method=method, number=number, reference=hand.reference(bill, number), currency="IDR",
                amount=bill.amount, expires_at=now() + timedelta(minutes=15), state=State.PENDING,
                provider_ref=f"tx-{number}",
            )  # fmt: skip
            for name, value in more.items():
                setattr(made, name, value)
            db.session.add(made)
        return made

    def seen(self, attempt: PaymentAttempt, state: State, received: int = 0, source: str = "poll", **more: Any) -> str:
        """Somebody says so."""
        told = words.Observation(attempt.reference, attempt.provider_ref, state, received, **more)
        with transaction():
            return reducer.reduce(self.sari.vendor_id, attempt.id, told, source)

    def now(self, attempt: PaymentAttempt) -> PaymentAttempt:
        """The attempt as it is now."""
        db.session.rollback()
        db.session.expire_all()
        return attempts.find(self.sari.vendor_id, attempt.id)


@pytest.fixture
def counter(app, db, sari):
    """An order of two bags at Rp 15.000, to be paid by QRIS."""
    with app.test_request_context(), tenancy.acting_for(sari.vendor_id):
        with transaction():
            bags = make.make_variant(sari.actor(), stock=10)
            account = accounts.paste(sari.actor(), "midtrans", "sandbox", KEYS, ["qris", "permata_va"])
        with transaction():
            order = make.make_order(sari.actor(), bags, 2, payment_method="qris")
        yield Counter(app, sari, order.id, account)
