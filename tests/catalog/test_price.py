import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog import price, product
from app.core import journal, tenancy
from app.core.db import db, transaction
from app.core.refusal import Forbidden, Refusal


@pytest.fixture
def goods(sari):
    with transaction():
        return [product.create(sari, name=f"Barang {n}", price=n) for n in (10_000, 25_000)]


def change(actor, products, how):
    with transaction():
        return price.change_all(actor, [one.id for one in products], how)


def prices(products):
    db.session.expire_all()
    return [one.variants[0].price_amount for one in products]


def test_prices_go_up_by_a_percentage_to_whole_hundreds(sari, goods):
    assert change(sari, goods, price.by_percent(3)) == goods
    assert prices(goods) == [10_300, 25_800]
    assert [one.version for one in goods] == [2, 2]


def test_prices_go_down_by_an_amount(sari, goods):
    change(sari, goods, price.by_amount(-10_000))
    assert prices(goods) == [0, 15_000]


def test_each_price_that_changed_is_journaled(sari, goods):
    assert change(sari, goods, price.to(25_000)) == goods[:1]
    entry = journal.of(sari.vendor_id, "product", goods[0].id)[0]
    assert (entry.deed, entry.particulars["before"], entry.particulars["after"]) == (
        "product.price_changed",
        10_000,
        25_000,
    )
    assert [e.deed for e in journal.of(sari.vendor_id, "product", goods[1].id)] == ["product.created"]


def test_one_price_below_zero_refuses_them_all(sari, goods):
    with pytest.raises(Refusal, match="Tidak ada harga yang diubah"):
        change(sari, goods, price.by_amount(-20_000))
    assert prices(goods) == [10_000, 25_000]


def test_a_struck_price_that_is_no_longer_higher_goes(sari):
    with transaction():
        made = product.create(sari, name="Obral", price=10_000, was=12_000)
    change(sari, [made], price.to(11_000))
    assert made.variants[0].was_amount == 12_000
    change(sari, [made], price.to(12_000))
    assert made.variants[0].was_amount is None


def test_named_prices_are_set(sari, goods):
    with transaction():
        assert price.set_all(sari, {goods[0].variants[0].id: 1, goods[1].variants[0].id: 25_000}) == goods[:1]
    assert prices(goods) == [1, 25_000]


@pytest.mark.parametrize(
    "wrong", [lambda: price.by_percent(0), lambda: price.by_percent(-91), lambda: price.by_amount(0)]
)
def test_a_change_that_is_none_is_refused(wrong):
    with pytest.raises(Refusal):
        wrong()


def test_a_cashier_and_a_stranger_change_nothing(sari, cashier, rudi, goods):
    with pytest.raises(Forbidden):
        change(cashier, goods, price.to(1))
    ids = [one.id for one in goods]
    with tenancy.acting_for(rudi.vendor_id):
        assert price.change_all(rudi, ids, price.to(1)) == []
    assert prices(goods) == [10_000, 25_000]


@given(st.integers(100, 10**9), st.integers(-90, 900).filter(bool))
def test_a_percentage_lands_within_half_a_step_and_keeps_its_direction(before, percent):
    after = price.by_percent(percent)(before)
    assert after % price.STEP == 0
    assert after == price.STEP or abs(after * 100 - before * (100 + percent)) <= price.STEP * 50
