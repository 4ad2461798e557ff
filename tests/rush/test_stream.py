"""What goes through the queue comes out as it was."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.ids import new_id
from app.core.refusal import Refusal
from app.orders.attempt import Attempt, Outcome, Wanted
from app.rush import stream

words = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)
attempts = st.builds(
    Attempt,
    key=st.uuids(),
    vendor_id=st.uuids(),
    shopper_name=words,
    shopper_phone=words,
    fulfilment=words,
    payment_method=words,
    lines=st.lists(st.builds(Wanted, st.uuids(), st.integers(), st.integers()), max_size=2).map(tuple),
    address=words,
    note=words,
    deal_id=st.none() | st.uuids(),
    buyers=st.lists(words, max_size=2).map(tuple),
)


@given(attempts)
def test_an_attempt_comes_back_as_it_was(one):
    _, _, tag, packed = stream.entry("somebody", [one])

    assert stream.unpack(str(tag).encode(), str(packed).encode()) == one


@given(st.uuids(), st.uuids(), st.uuids(), st.integers(1), words)
def test_an_order_comes_back_as_it_was(vendor_id, key, order_id, number, secret):
    made = Outcome(key, order_id, number, secret)
    packed = stream.pack_outcomes({stream.tag((vendor_id, key)): made}).encode()

    assert list(stream.unpack_outcomes(packed)) == [((vendor_id, key), made)]


def test_a_refusal_comes_back_with_its_values_and_its_field():
    key = (new_id(), new_id())
    no = Outcome(key[1], refusal=Refusal("Tinggal %(left)s.", field="quantity", left=3))
    [(_, heard)] = stream.unpack_outcomes(stream.pack_outcomes({stream.tag(key): no}).encode())

    assert heard.refusal
    assert (str(heard.refusal), heard.refusal.field) == ("Tinggal 3.", "quantity")


@pytest.mark.parametrize("packed", [b"", b"[]", b"{", json.dumps(["a"] * 9).encode()])
def test_what_we_did_not_write_is_an_error_that_can_be_caught(packed):
    with pytest.raises((ValueError, TypeError)):
        stream.unpack(stream.tag((new_id(), new_id())).encode(), packed)
