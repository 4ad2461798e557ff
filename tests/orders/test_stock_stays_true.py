"""Whatever people do in whatever order, stock agrees with its movements and its promises."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core import clock
from app.core.actor import Actor
from app.core.db import db, transaction
from app.core.ids import new_id
from app.core.refusal import Refusal
from app.core.tenancy import acting_for, everyone
from app.orders import cancellation, fulfilment, payment
from app.orders.expiry import expire_due

from .stand import Stand, run

BUY = st.tuples(st.just("buy"), st.integers(0, 5), st.integers(0, 5), st.sampled_from(["cod", "transfer"]))
DEED = st.tuples(st.sampled_from(["confirm", "pack", "ship", "deliver", "cancel"]), st.integers(0, 9))
WAIT = st.tuples(st.just("wait"))


def ship(actor, order_id):
    return fulfilment.ship(actor, order_id, "JNE", "")


def cancel(actor, order_id):
    return cancellation.cancel(actor, order_id, "")


DEEDS = {
    "confirm": payment.confirm,
    "pack": fulfilment.pack,
    "ship": ship,
    "deliver": fulfilment.deliver,
    "cancel": cancel,
}


def tell(stand, story):
    orders = []
    for step, *more in story:
        if step == "buy":
            fulfil = {"fulfilment": "courier", "address": "Jl. Braga 1"} if more[0] % 2 else {}
            orders.append(stand.place(stand.attempt(*more[:2], payment_method=more[2], **fulfil))[0].order_id)
        elif step == "wait":
            with clock.at(clock.now() + timedelta(days=2)):
                expire_due()
        else:
            attempt_deed(stand, DEEDS[step], orders[more[0]] if more[0] < len(orders) else None)


def attempt_deed(stand, deed, order_id):
    try:
        with acting_for(stand.vendor_id), transaction():
            deed(Actor("staff", stand.vendor_id, new_id(), "Budi", "owner"), order_id or new_id())
    except Refusal:
        pass


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(BUY | DEED | WAIT, max_size=25))
def test_stock_agrees_with_movements_and_promises(db, story):
    stand = Stand([12, 7])

    tell(stand, story)

    for i, variant_id in enumerate(stand.variants):
        on_hand, held, allocated = stand.level(i)
        assert on_hand - held - allocated >= 0
        assert on_hand == total("stock_movement", "delta", "true", variant_id)
        assert held == total("stock_allocation", "quantity", "state = 'held'", variant_id)
        assert allocated == total("stock_allocation", "quantity", "state = 'allocated'", variant_id)


def total(table, column, condition, variant_id):
    with everyone():
        found = run(
            f"SELECT coalesce(sum({column}), 0) FROM {table} WHERE variant_id = :i AND {condition}", i=variant_id
        )
        value = found.scalar_one()
        db.session.rollback()
    return value
