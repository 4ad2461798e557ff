"""A cart keeps every wish, and says what changed since it was put in."""

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select, text

from app.catalog import publication
from app.catalog import variant as variants
from app.core import clock, tenancy
from app.core.db import db, transaction
from app.core.ids import new_id
from app.core.refusal import NotFound, Refusal
from app.orders import cart as carts
from app.orders.cart import MOST_LINES, Cart
from app.orders.offer import MOST
from app.stock import change
from tests.make import make_variant, saved


@pytest.fixture
def owner(db, sari):
    """Sari at work; the test acts for her shop."""
    with tenancy.acting_for(sari.vendor_id):
        yield sari.actor()


@pytest.fixture
def crisps(owner):
    """Ten bags at Rp 15.000."""
    return saved(lambda: make_variant(owner, stock=10))


@pytest.fixture
def cart(owner):
    """Dewi's cart, still empty."""
    return saved(lambda: carts.begin(owner.vendor_id)[0])


def put(cart, variant, quantity=1):
    with transaction():
        carts.put(mine(cart), variants.find(variant.vendor_id, variant.id), quantity)


def mine(cart):
    """The cart as a request finds it."""
    return db.session.get(Cart, (cart.vendor_id, cart.id))


def reprice(variant, amount):
    with transaction():
        db.session.execute(text("UPDATE variant SET price_amount = :a WHERE id = :i"), {"a": amount, "i": variant.id})
    db.session.expunge_all()


def only_line(cart):
    (line,) = carts.contents(cart).lines
    return line


def test_a_cart_is_found_by_its_secret_and_only_in_its_own_shop(rudi, owner):
    with transaction():
        cart, secret = carts.begin(owner.vendor_id)
    assert carts.find(owner.vendor_id, secret).id == cart.id
    assert carts.find(owner.vendor_id, secret + "x") is None
    assert carts.find(owner.vendor_id, "") is None
    with tenancy.acting_for(rudi.vendor_id):
        assert carts.find(rudi.vendor_id, secret) is None


def test_the_table_does_not_hold_the_secret(owner):
    with transaction():
        _, secret = carts.begin(owner.vendor_id)
    stored = db.session.scalars(select(Cart.secret_digest)).one()
    assert secret.encode() not in stored


def test_putting_twice_adds_up(cart, crisps):
    put(cart, crisps, 2)
    put(cart, crisps, 3)
    assert (only_line(cart).quantity, only_line(cart).amount) == (5, 75_000)
    assert carts.pieces(cart) == 5


def test_a_quantity_beyond_all_reason_is_cut(cart, crisps):
    put(cart, crisps, 10**12)
    put(cart, crisps, 5)
    assert only_line(cart).wished == MOST


def test_more_than_there_are_is_counted_as_what_there_is(cart, crisps):
    put(cart, crisps, 12)
    line = only_line(cart)
    assert (line.wished, line.quantity, line.state) == (12, 10, "short")
    assert carts.pieces(cart) == 10


def test_what_is_not_counted_cannot_run_out(owner, cart):
    cakes = saved(lambda: make_variant(owner, "Kue pesanan", availability="preorder"))
    put(cart, cakes, 40)
    assert (only_line(cart).quantity, only_line(cart).state) == (40, "ready")


def test_a_line_that_sold_out_stays_and_is_not_counted(owner, cart, crisps):
    put(cart, crisps, 2)
    with transaction():
        change.add(owner, crisps.id, -10, reason="lost", key=new_id())
    contents = carts.contents(cart)
    assert [line.state for line in contents.lines] == ["sold_out"]
    assert (contents.amount, contents.orderable) == (0, ())


def test_a_line_that_was_hidden_stays_and_is_not_counted(owner, cart, crisps):
    put(cart, crisps, 2)
    with transaction():
        publication.hide(owner, [crisps.product_id])
    db.session.expunge_all()
    assert (only_line(cart).state, only_line(cart).quantity) == ("hidden", 0)


def test_what_is_hidden_or_sold_out_cannot_be_put_in(owner, cart, crisps):
    none_left = saved(lambda: make_variant(owner, "Sambal", stock=0))
    with pytest.raises(Refusal, match="Sambal sudah habis"):
        put(cart, none_left)
    with transaction():
        publication.hide(owner, [crisps.product_id])
    db.session.expunge_all()
    with pytest.raises(NotFound):
        put(cart, crisps)
    assert carts.contents(cart).lines == ()


def test_a_price_that_rose_is_told_and_must_be_accepted(cart, crisps):
    put(cart, crisps, 2)
    reprice(crisps, 18_000)
    contents = carts.contents(cart)
    assert (contents.lines[0].rose, contents.lines[0].promised, contents.amount) == (True, 15_000, 36_000)
    with pytest.raises(Refusal) as no:
        contents.wanted(accepted=False)
    assert no.value.field == "accepted"
    assert [wanted.price_amount for wanted in contents.wanted(accepted=True)] == [18_000]


def test_a_price_that_fell_is_given_without_asking(cart, crisps):
    put(cart, crisps, 2)
    reprice(crisps, 12_000)
    contents = carts.contents(cart)
    assert (contents.lines[0].fell, contents.amount) == (True, 24_000)
    assert [wanted.price_amount for wanted in contents.wanted(accepted=False)] == [12_000]


def test_putting_more_in_does_not_hide_that_the_price_rose(cart, crisps):
    put(cart, crisps)
    reprice(crisps, 18_000)
    put(cart, crisps)
    assert (only_line(cart).promised, only_line(cart).rose) == (15_000, True)


def test_setting_a_quantity_to_zero_takes_the_line_out(cart, crisps):
    put(cart, crisps, 2)
    with transaction():
        carts.set_quantity(cart, crisps.id, 4)
    assert only_line(cart).quantity == 4
    with transaction():
        carts.set_quantity(cart, crisps.id, 0)
    assert carts.contents(cart).lines == ()
    with pytest.raises(NotFound):
        carts.set_quantity(cart, crisps.id, 1)


def test_a_cart_has_room_for_so_many_lines(owner, cart):
    kinds = saved(lambda: [make_variant(owner, f"Kue {n}", availability="ready") for n in range(MOST_LINES + 1)])
    for kind in kinds[:MOST_LINES]:
        put(cart, kind)
    with pytest.raises(Refusal, match="paling banyak"):
        put(cart, kinds[MOST_LINES])
    put(cart, kinds[0])
    assert len(carts.contents(cart).lines) == MOST_LINES


def test_the_mark_changes_with_everything_a_shopper_sees(cart, crisps):
    put(cart, crisps, 2)
    marks = [carts.contents(cart).mark(0), carts.contents(cart).mark(12_000)]
    put(cart, crisps)
    marks.append(carts.contents(cart).mark(0))
    reprice(crisps, 16_000)
    marks.append(carts.contents(cart).mark(0))
    assert len(set(marks)) == 4
    assert carts.contents(cart).mark(0) == marks[3]


def test_nobody_without_a_cart_has_anything(owner):
    assert carts.contents(None).lines == ()
    assert carts.pieces(None) == 0
    with pytest.raises(Refusal):
        carts.contents(None).wanted(accepted=True)


def test_carts_that_nobody_touched_are_forgotten(owner, cart, crisps):
    put(cart, crisps)
    with clock.at(clock.now() + carts.KEPT / 2):
        assert carts.forget_unused() == 0
    with clock.at(clock.now() + carts.KEPT * 1.01):
        assert carts.forget_unused() == 1
    assert carts.contents(cart).lines == ()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wishes=st.lists(st.integers(-3, 30), min_size=1, max_size=6))
def test_a_cart_never_counts_more_than_there_is_nor_less_than_was_wished(owner, crisps, wishes):
    with transaction():
        cart, _ = carts.begin(owner.vendor_id)
        for wish in wishes:
            carts.put(cart, variants.find(crisps.vendor_id, crisps.id), wish)
    contents = carts.contents(cart)
    wished = min(MOST, sum(max(1, wish) for wish in wishes))
    assert contents.pieces == carts.pieces(cart) == min(wished, 10)
    assert contents.amount == contents.pieces * 15_000
