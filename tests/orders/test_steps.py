"""What a screen offers is what the deeds allow."""

import pytest

from app.core import tenancy
from app.core.actor import Actor
from app.core.db import db, transaction
from app.core.refusal import Refusal
from app.orders import cancellation, fulfilment, payment
from app.orders.order import find
from app.orders.steps import steps
from tests import make

DEEDS = {
    "confirm": payment.confirm,
    "pack": fulfilment.pack,
    "ship": lambda actor, order_id: fulfilment.ship(actor, order_id, "JNE", ""),
    "deliver": fulfilment.deliver,
    "refund": lambda actor, order_id: payment.refund(actor, order_id, proof="TRX-1"),
    "cancel": lambda actor, order_id: cancellation.cancel(actor, order_id, ""),
}


@pytest.fixture
def begun(db, sari):
    """Begins an order of Sari's and does some deeds on it."""
    with tenancy.acting_for(sari.vendor_id):
        with transaction():
            crisps = make.make_variant(sari.actor(), stock=500)

        def begin(*names, **told):
            with transaction():
                made = make.make_order(sari.actor(), crisps, **told)
            for name in names:
                with transaction():
                    DEEDS[name](sari.actor(), made.id)
            return find(sari.vendor_id, made.id)

        yield begin


@pytest.mark.parametrize(
    ("payment_method", "goes", "names", "expected"),
    [
        ("transfer", "courier", (), "confirm"),
        ("transfer", "courier", ("confirm",), "pack"),
        ("transfer", "courier", ("confirm", "pack"), "ship"),
        ("transfer", "courier", ("confirm", "pack", "ship"), "deliver"),
        ("transfer", "courier", ("confirm", "pack", "ship", "deliver"), None),
        ("transfer", "courier", ("confirm", "cancel"), "refund"),
        ("transfer", "courier", ("confirm", "cancel", "refund"), None),
        ("transfer", "courier", ("cancel",), None),
        ("cod", "pickup", (), "pack"),
        ("cod", "pickup", ("pack",), "deliver"),
    ],
)
def test_one_deed_comes_next(begun, sari, payment_method, goes, names, expected):
    made = begun(*names, payment_method=payment_method, fulfilment=goes)

    assert steps(made, sari.actor()).next == expected


@pytest.mark.parametrize("payment_method", ["transfer", "cod"])
@pytest.mark.parametrize("goes", ["courier", "pickup"])
@pytest.mark.parametrize("names", [(), ("pack",), ("pack", "ship"), ("cancel",)])
def test_every_offered_deed_works_and_every_other_is_refused(begun, sari, payment_method, goes, names):
    told = {"payment_method": payment_method, "fulfilment": goes}
    names = [name for name in names if (name, goes) != ("ship", "pickup")]
    before = ["confirm"] if payment_method == "transfer" and "pack" in names else []
    made = begun(*before, *names, **told)
    offered = steps(made, sari.actor())

    for name, deed in DEEDS.items():
        try:
            deed(sari.actor(), made.id)
            worked = True
        except Refusal:
            worked = False
        db.session.rollback()
        assert worked == (name in {offered.next, *offered.others}), name


def test_money_goes_back_only_by_the_hand_of_owner_or_manager(begun, sari, budi):
    made = begun("confirm", "cancel", payment_method="transfer")

    assert steps(made, sari.actor()).next == "refund"
    assert steps(made, budi.actor()).next is None


def test_a_cashier_is_offered_nothing(begun, sari):
    cashier = Actor("staff", sari.vendor_id, name="Tono", role="cashier")

    assert steps(begun(), cashier).others == ()
    assert steps(begun(), cashier).next is None
