from datetime import timedelta
from functools import partial

import pytest

from app.core import clock, journal
from app.core.actor import Actor, shopper
from app.core.db import transaction
from app.core.ids import new_id
from app.core.refusal import Changed, Forbidden, NotFound, Refusal
from app.core.tenancy import acting_for
from app.orders import cancellation, fulfilment, payment
from app.orders.expiry import expire_due
from app.orders.order import find

from .stand import Stand


def staff(stand, role="staff"):
    return Actor("staff", stand.vendor_id, new_id(), "Budi", role)


def do(stand, deed, *args):
    with acting_for(stand.vendor_id), transaction():
        return deed(*args)


def states(stand, outcome):
    with acting_for(stand.vendor_id):
        order = find(stand.vendor_id, outcome.order_id)
        return order.state, order.payment_state, order.fulfilment_state


def deeds(stand):
    with acting_for(stand.vendor_id):
        told = [entry.deed for entry in journal.since(stand.vendor_id, 0)]
        return [deed for deed in told if deed.startswith("order.")]


def a_day_later():
    return clock.at(clock.now() + timedelta(days=1, minutes=1))


def test_a_transfer_is_confirmed_packed_sent_and_received(stand):
    budi = staff(stand)
    bought = stand.buy(2, fulfilment="courier", address="Jl. Braga 1", payment_method="transfer")

    do(stand, payment.confirm, budi, bought.order_id)
    assert stand.level() == (10, 0, 2)
    do(stand, fulfilment.pack, budi, bought.order_id)
    do(stand, fulfilment.ship, budi, bought.order_id, "JNE", "CGK123")
    assert stand.level() == (8, 0, 0)
    do(stand, fulfilment.deliver, budi, bought.order_id)

    assert states(stand, bought) == ("completed", "paid", "delivered")
    assert deeds(stand) == ["order.placed", "order.paid", "order.packed", "order.shipped", "order.delivered"]
    assert stand.level() == (8, 0, 0)


def test_a_pickup_for_cash_is_paid_when_it_is_handed_over(stand):
    bought = stand.buy(3)

    do(stand, fulfilment.deliver, staff(stand), bought.order_id)

    assert states(stand, bought) == ("completed", "paid", "delivered")
    assert stand.level() == (7, 0, 0)


def test_nothing_leaves_before_the_transfer_is_seen(stand):
    bought = stand.buy(1, payment_method="transfer")

    for deed in (fulfilment.pack, fulfilment.deliver):
        with pytest.raises(Refusal, match="belum dikonfirmasi"):
            do(stand, deed, staff(stand), bought.order_id)
    assert stand.level() == (10, 1, 0)


def test_a_courier_order_is_sent_before_it_is_received(stand):
    bought = stand.buy(1, fulfilment="courier", address="Jl. Braga 1")

    with pytest.raises(Refusal, match="belum diserahkan ke kurir"):
        do(stand, fulfilment.deliver, staff(stand), bought.order_id)
    with pytest.raises(Refusal, match="nama kurir"):
        do(stand, fulfilment.ship, staff(stand), bought.order_id, " ", "")


def test_a_pickup_is_not_sent(stand):
    with pytest.raises(Refusal, match="diambil sendiri"):
        do(stand, fulfilment.ship, staff(stand), stand.buy(1).order_id, "JNE", "")


@pytest.mark.parametrize("deed", [fulfilment.pack, fulfilment.deliver])
def test_a_deed_is_done_once(stand, deed):
    bought = stand.buy(1)
    do(stand, deed, staff(stand), bought.order_id)
    before = deeds(stand)

    with pytest.raises(Refusal):
        do(stand, deed, staff(stand), bought.order_id)

    assert deeds(stand) == before


def test_a_second_confirmation_is_refused_and_changes_nothing(stand):
    bought = stand.buy(1, payment_method="transfer")
    do(stand, payment.confirm, staff(stand), bought.order_id)

    with pytest.raises(Changed):
        do(stand, payment.confirm, staff(stand), bought.order_id)

    assert stand.level() == (10, 0, 1)


def test_cash_orders_have_no_transfer_to_confirm(stand):
    with pytest.raises(Refusal, match="dibayar di tempat"):
        do(stand, payment.confirm, staff(stand), stand.buy(1).order_id)


def test_cancelling_returns_the_stock_and_owes_the_money_back(stand):
    bought = stand.buy(4, payment_method="transfer")
    do(stand, payment.confirm, staff(stand), bought.order_id)

    do(stand, cancellation.cancel, staff(stand), bought.order_id, "Barang rusak")

    assert stand.level() == (10, 0, 0)
    assert states(stand, bought)[:2] == ("cancelled", "refund_due")
    with pytest.raises(Forbidden):
        do(stand, payment.refund, staff(stand), bought.order_id)
    with pytest.raises(Refusal, match="bukti"):
        do(stand, payment.refund, staff(stand, "owner"), bought.order_id)
    assert states(stand, bought)[1] == "refund_due"
    do(stand, partial(payment.refund, proof="TRX-1"), staff(stand, "owner"), bought.order_id)
    assert states(stand, bought)[1] == "refunded"


def test_goods_that_left_cannot_be_cancelled(stand):
    bought = stand.buy(1, fulfilment="courier", address="Jl. Braga 1")
    do(stand, fulfilment.ship, staff(stand), bought.order_id, "JNE", "")

    with pytest.raises(Refusal, match="sudah keluar"):
        do(stand, cancellation.cancel, staff(stand), bought.order_id, "")


def test_a_shopper_may_cancel_until_the_shop_has_begun(stand):
    dewi = shopper(stand.vendor_id, "Dewi")
    bought, packed = stand.buy(1), stand.buy(1)
    do(stand, fulfilment.pack, staff(stand), packed.order_id)

    do(stand, cancellation.cancel, dewi, bought.order_id, "")
    with pytest.raises(Refusal, match="sudah diproses"):
        do(stand, cancellation.cancel, dewi, packed.order_id, "")

    assert states(stand, bought)[0] == "cancelled"
    assert stand.level() == (10, 0, 1)


@pytest.mark.parametrize("role", ["cashier", None])
def test_only_people_of_the_shop_move_orders(stand, role):
    with pytest.raises(Forbidden):
        do(stand, fulfilment.pack, staff(stand, role), stand.buy(1).order_id)


def test_another_vendors_order_is_not_there(stand):
    bought = stand.buy(1)

    with pytest.raises(NotFound):
        do(Stand([1]), fulfilment.pack, staff(Stand([1])), bought.order_id)


def test_holds_end_on_time_once_and_only_for_the_unpaid(stand):
    unpaid, paid, cash = stand.buy(1, payment_method="transfer"), stand.buy(2, payment_method="transfer"), stand.buy(3)
    do(stand, payment.confirm, staff(stand), paid.order_id)

    assert expire_due() == 0
    with a_day_later():
        assert (expire_due(), expire_due()) == (1, 0)

    assert [states(stand, one)[0] for one in (unpaid, paid, cash)] == ["expired", "open", "open"]
    assert stand.level() == (10, 0, 5)
    assert deeds(stand)[-1] == "order.expired"


def test_a_late_payment_takes_the_goods_again(stand):
    bought = stand.buy(2, payment_method="transfer")
    with a_day_later():
        expire_due()

    do(stand, payment.confirm, staff(stand), bought.order_id)

    assert states(stand, bought)[:2] == ("open", "paid")
    assert stand.level() == (10, 0, 2)
    do(stand, fulfilment.deliver, staff(stand), bought.order_id)
    assert stand.level() == (8, 0, 0)


def test_a_late_payment_without_goods_is_owed_back_never_swallowed(stand):
    bought = stand.buy(2, payment_method="transfer")
    with a_day_later():
        expire_due()
    stand.buy(9)

    do(stand, payment.confirm, staff(stand), bought.order_id)

    assert states(stand, bought)[:2] == ("expired", "refund_due")
    assert stand.level() == (10, 0, 9)
    assert deeds(stand)[-1] == "order.paid_late"


def test_money_for_a_cancelled_order_is_owed_back(stand):
    bought = stand.buy(1, payment_method="transfer")
    do(stand, cancellation.cancel, staff(stand), bought.order_id, "Salah pesan")

    do(stand, payment.confirm, staff(stand), bought.order_id)

    assert states(stand, bought)[:2] == ("cancelled", "refund_due")
