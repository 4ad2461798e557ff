"""Whatever is said, in whatever order and however often: every rupiah has its place, once."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import check
from app.core.db import db, transaction
from app.core.refusal import Refusal
from app.payments import bill as bills
from app.payments import credit, surplus
from app.payments.state import State
from tests import make

SAID = st.tuples(
    st.integers(0, 1),
    st.sampled_from([State.PENDING, State.PAID, State.EXPIRED, State.FAILED, State.CANCELLED, State.CHARGEBACK]),
    st.sampled_from([10_000, 30_000, 31_000, 60_000]),
    st.sampled_from(["poll", "notice", "answer"]),
)
DECIDED = st.sampled_from(["apply", "credit", "none", "none"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(SAID, DECIDED), min_size=1, max_size=9))
def test_bill_desk_and_attempts_always_add_up(counter, story):
    with transaction():
        bags = make.make_variant(
            counter.owner, f"Bag {db.session.execute(db.text('SELECT random()')).scalar()}", stock=9
        )
    with transaction():
        order = make.make_order(counter.owner, bags, 2, payment_method="qris")
    counter.order_id = order.id
    tried = [counter.attempt(), counter.attempt(state=State.EXPIRED)]
    paid = [0, 0]
    for (which, state, received, source), decision in story:
        is_paid = state == State.PAID
        if is_paid:
            received = max(received, paid[which])
        effect = counter.seen(tried[which], state, received if is_paid else 0, source)
        if effect == "moved" and is_paid:
            paid[which] = received
        if effect == "moved" and counter.now(tried[which]).state in (State.CHARGEBACK, State.REVERSED, State.CANCELLED):
            paid[which] = 0
        decide(counter, decision)

    db.session.rollback()
    assert [counter.now(one).received_amount for one in tried] == paid
    assert {one.name for one in check.examine(db.engine)} <= {"nothing_waits_for_ever"}
    bill = bills.of(counter.sari.vendor_id, "order", order.id)
    assert 0 <= bill.paid_amount <= bill.amount


def decide(counter, decision):
    for laid in surplus.waiting(counter.sari.vendor_id, 1):
        try:
            with transaction():
                if decision == "apply":
                    surplus.apply(counter.owner, laid.id)
                elif decision == "credit":
                    credit.keep(counter.owner, laid.id)
        except Refusal:
            db.session.rollback()
