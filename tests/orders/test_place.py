from dataclasses import replace

import pytest

from app.core import journal
from app.core.db import transaction
from app.core.ids import new_id
from app.core.tenancy import acting_for, everyone
from app.orders.order import find, find_by_secret
from app.orders.place import Wanted, place

from .stand import PRICE, Stand, run


def test_an_order_promises_its_pieces_and_adds_up(stand):
    outcome = stand.buy(2, 1, fulfilment="courier", address="Jl. Braga 1", payment_method="transfer")

    with acting_for(stand.vendor_id):
        order = find(stand.vendor_id, outcome.order_id)
        assert [(line.quantity, line.price_amount) for line in order.lines] == [(2, PRICE), (1, PRICE)]
        assert order.total_amount == order.lines_amount + sum(one.amount for one in order.adjustments)
        assert {one.kind: one.amount for one in order.adjustments} == {
            "shipping": 12_000,
            "unique_code": order.unique_code,
        }
        assert (order.state, order.payment_state, order.fulfilment_state) == ("open", "unpaid", "waiting")
    assert stand.level(0) == (10, 2, 0)
    assert stand.level(1) == (5, 1, 0)


def test_cash_on_delivery_promises_at_once_and_never_expires(stand):
    outcome = stand.buy(3)

    assert stand.level() == (10, 0, 3)
    with acting_for(stand.vendor_id):
        assert find(stand.vendor_id, outcome.order_id).held_until is None


def test_the_same_key_gets_the_same_order(stand):
    attempt = stand.attempt(4)

    first, again, third = stand.place(attempt)[0], stand.place(attempt)[0], stand.place(attempt, attempt)[1]

    assert first.order_id == again.order_id == third.order_id
    assert (again.number, again.secret) == (first.number, first.secret)
    assert stand.count("orders") == 1
    assert stand.level() == (10, 0, 4)


def test_a_refusal_stays_a_refusal_for_its_key_even_when_stock_comes_back(stand):
    stand.buy(10)
    attempt = stand.attempt(1)
    refused = stand.place(attempt)[0].refusal
    with acting_for(stand.vendor_id), transaction():
        run("UPDATE stock_level SET on_hand = on_hand + 5")

    again = stand.place(attempt)[0].refusal

    assert str(again) == str(refused)
    assert "sudah habis" in str(again)
    assert stand.buy(1).order_id


def test_a_batch_is_decided_in_arrival_order(stand):
    outcomes = stand.place(stand.attempt(6), stand.attempt(6), stand.attempt(4), stand.attempt(1))

    assert [one.refusal is None for one in outcomes] == [True, False, True, False]
    assert "tinggal 4" in str(outcomes[1].refusal)
    assert [one.number for one in outcomes if one.number] == [1, 2]
    assert stand.level() == (10, 0, 10)


def test_two_lines_of_one_variant_are_summed_before_the_shelf_is_asked(stand):
    twice = tuple(Wanted(stand.variants[0], 6, PRICE) for _ in range(2))

    (outcome,) = stand.place(stand.attempt(lines=twice))

    assert "tinggal 10" in str(outcome.refusal)
    assert stand.level() == (10, 0, 0)


def test_an_order_that_lacks_one_good_takes_nothing_of_the_others(stand):
    (outcome,) = stand.place(stand.attempt(2, 6))

    assert outcome.refusal
    assert stand.level(0) == (10, 0, 0)
    assert stand.count("orders") == 0


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"lines": ()}, "kosong"),
        ({"fulfilment": "courier"}, "alamat"),
        ({"lines": (Wanted(new_id(), 1, PRICE),)}, "tidak dijual lagi"),
    ],
)
def test_what_cannot_be_agreed_is_refused_in_a_sentence(stand, told, sentence):
    (outcome,) = stand.place(stand.attempt(1, **told))

    assert sentence in str(outcome.refusal)
    assert stand.level() == (10, 0, 0)


@pytest.mark.parametrize(
    ("column", "told", "sentence"),
    [
        ("is_open = false", {}, "tutup"),
        ("offers_pickup = false", {}, "ambil sendiri"),
        ("offers_cod = false", {}, "bayar di tempat"),
        ("offers_courier = false", {"fulfilment": "courier", "address": "Jl. Braga 1"}, "pengiriman"),
        ("bank_account = ''", {"payment_method": "transfer"}, "transfer"),
    ],
)
def test_the_vendors_terms_are_kept(stand, column, told, sentence):
    with acting_for(stand.vendor_id), transaction():
        run(f"UPDATE vendor SET {column}")

    (outcome,) = stand.place(stand.attempt(1, **told))

    assert sentence in str(outcome.refusal)


def test_a_price_that_rose_is_refused_and_one_that_fell_is_given(stand):
    dear = stand.attempt(lines=(Wanted(stand.variants[0], 1, PRICE - 1_000),))
    cheap = stand.attempt(lines=(Wanted(stand.variants[0], 1, PRICE + 1_000),))

    refused, given = stand.place(dear, cheap)

    assert "Harga" in str(refused.refusal)
    with acting_for(stand.vendor_id):
        assert find_by_secret(stand.vendor_id, given.secret).total_amount == PRICE


@pytest.mark.parametrize("quantity", [0, -1, 10_000])
def test_a_quantity_out_of_bounds_is_refused(stand, quantity):
    (outcome,) = stand.place(stand.attempt(lines=(Wanted(stand.variants[0], quantity, PRICE),)))

    assert "antara 1 dan" in str(outcome.refusal)
    assert stand.level() == (10, 0, 0)


def test_hidden_goods_are_not_sold(stand):
    with acting_for(stand.vendor_id), transaction():
        run("UPDATE product SET state = 'hidden'")

    assert "tidak dijual" in str(stand.place(stand.attempt(1))[0].refusal)


@pytest.mark.parametrize("availability", ["ready", "preorder"])
def test_goods_that_are_not_counted_sell_without_stock(stand, availability):
    with acting_for(stand.vendor_id), transaction():
        run("UPDATE variant SET availability = :a", a=availability)

    stand.buy(50)

    assert stand.level() == (10, 0, 0)
    assert stand.count("stock_allocation") == 0


def test_an_order_is_filled_from_the_first_location_and_then_the_next(stand):
    shed = new_id()
    with acting_for(stand.vendor_id), transaction():
        run(
            "INSERT INTO stock_location (vendor_id, id, name, position) VALUES (:v, :s, 'Gudang', 1)",
            v=stand.vendor_id,
            s=shed,
        )
        run(
            "INSERT INTO stock_level (vendor_id, location_id, variant_id, on_hand) VALUES (:v, :s, :i, 3)",
            v=stand.vendor_id, s=shed, i=stand.variants[0],
        )  # fmt: skip

    stand.buy(12)

    with acting_for(stand.vendor_id):
        taken = dict(run("SELECT location_id, quantity FROM stock_allocation").all())
    assert taken == {stand.location_id: 10, shed: 2}


def test_a_location_that_does_not_sell_online_is_left_alone(stand):
    with acting_for(stand.vendor_id), transaction():
        run("UPDATE stock_location SET sells_online = false")

    assert "habis" in str(stand.place(stand.attempt(1))[0].refusal)


def test_open_transfers_never_share_an_amount(stand):
    outcomes = [stand.buy(1, payment_method="transfer") for _ in range(4)]
    outcomes += stand.place(*(stand.attempt(1, payment_method="transfer") for _ in range(4)))

    with acting_for(stand.vendor_id):
        totals = [find(stand.vendor_id, one.order_id).total_amount for one in outcomes]
    assert len(set(totals)) == 8
    assert all(PRICE < total <= PRICE + 999 for total in totals)


def test_when_all_codes_are_taken_the_order_goes_without_one(db):
    stand = Stand([1_000])
    stand.place(*(stand.attempt(1, payment_method="transfer") for _ in range(999)))

    outcome = stand.buy(1, payment_method="transfer")

    with acting_for(stand.vendor_id):
        order = find(stand.vendor_id, outcome.order_id)
        assert (order.unique_code, order.total_amount) == (None, PRICE)
        assert run("SELECT count(DISTINCT total_amount) FROM orders").scalar_one() == 1_000


def test_one_batch_may_hold_orders_of_two_vendors(stand):
    other = Stand([1])
    with everyone(), transaction():
        outcomes = place([stand.attempt(1), other.attempt(1), other.attempt(1)])

    assert [one.number for one in outcomes] == [1, 1, None]
    assert (stand.level(), other.level()) == ((10, 0, 1), (1, 0, 1))


def test_another_vendors_variant_cannot_be_bought_through_this_shop(stand):
    other = Stand([5])
    attempt = replace(stand.attempt(1), lines=(Wanted(other.variants[0], 1, PRICE),))

    assert "tidak dijual" in str(stand.place(attempt)[0].refusal)
    assert other.level() == (5, 0, 0)


def test_each_order_is_journaled_once_with_what_changed(stand):
    first = stand.buy(1)
    stand.place(stand.attempt(99))

    with acting_for(stand.vendor_id):
        (entry,) = journal.since(stand.vendor_id, 0)
    assert (entry.deed, entry.subject_id, entry.actor_name) == ("order.placed", first.order_id, "Dewi")
    assert entry.particulars["variants"] == [str(stand.variants[0])]
