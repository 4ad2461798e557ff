import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.money import Money, allocate

AMOUNTS = st.integers(-(10**15), 10**15)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=30).filter(any)


@given(AMOUNTS, WEIGHTS)
def test_parts_sum_to_the_whole(amount, weights):
    assert sum(allocate(amount, weights)) == amount


@given(AMOUNTS, WEIGHTS)
def test_no_part_is_further_than_one_unit_from_its_share(amount, weights):
    for part, weight in zip(allocate(amount, weights), weights, strict=True):
        assert abs(part * sum(weights) - amount * weight) < sum(weights)


@given(AMOUNTS, WEIGHTS)
def test_nothing_goes_to_nobody(amount, weights):
    assert all(part == 0 for part, weight in zip(allocate(amount, weights), weights, strict=True) if weight == 0)


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [(100, [1, 1, 1], [34, 33, 33]), (-100, [1, 1, 1], [-34, -33, -33]), (5, [3, 7], [2, 3]), (0, [1], [0])],
)
def test_examples(amount, weights, parts):
    assert allocate(amount, weights) == parts


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_weights_that_cannot_share_are_an_error(weights):
    with pytest.raises(ValueError, match="weights"):
        allocate(10, weights)


@given(AMOUNTS, AMOUNTS, st.integers(0, 10_000))
def test_money_counts_in_whole_units(a, b, times):
    assert (Money(a) + Money(b) - Money(b)) == Money(a)
    assert (Money(a) * times).amount == a * times
    assert (Money(a) < Money(b)) == (a < b)
    assert (Money(a) <= Money(b)) == (a <= b)


@pytest.mark.parametrize("mix", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b])
def test_two_currencies_do_not_mix(mix):
    with pytest.raises(ValueError, match="do not add up"):
        mix(Money(1, "IDR"), Money(1, "USD"))


@pytest.mark.parametrize("amount", [1.0, "1", True, None])
def test_money_is_never_a_float(amount):
    with pytest.raises(TypeError, match="minor units"):
        Money(amount)


def test_an_unknown_currency_is_an_error():
    with pytest.raises(ValueError, match="unknown currency"):
        Money(1, "XXX")
