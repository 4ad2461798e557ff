"""Prices as vendors write them."""

import pytest

from app.catalog.price_list import doubt
from app.catalog.price_list.price import read_price

SURE = {
    "25000": 25_000,
    "25.000": 25_000,
    "25,000": 25_000,
    "25 000": 25_000,
    "Rp25.000,-": 25_000,
    "Rp. 25.000": 25_000,
    "Rp.25.000": 25_000,
    "RP 25.000,--": 25_000,
    "Rp: 25.000": 25_000,
    "Rp25.000-": 25_000,
    "25.000,00": 25_000,
    "Rp 25.000,00": 25_000,
    "25.000.-": 25_000,
    "25.000;-": 25_000,
    "IDR 25,000": 25_000,
    "IDR25K": 25_000,
    "25.000 rupiah": 25_000,
    "25000rp": 25_000,
    "25rb": 25_000,
    "25 rb": 25_000,
    "25RB": 25_000,
    "25.rb": 25_000,
    "25rbu": 25_000,
    "25ribu": 25_000,
    "25 ribu": 25_000,
    "25k": 25_000,
    "25K": 25_000,
    "25 k": 25_000,
    "@12rb": 12_000,
    "@ Rp12.000": 12_000,
    "12.5rb": 12_500,
    "12,5k": 12_500,
    "2.5k": 2_500,
    "12,75rb": 12_750,
    "1500": 1_500,
    "1.500": 1_500,
    "1,5jt": 1_500_000,
    "1.5jt": 1_500_000,
    "1jt500": 1_500_000,
    "1jt 500rb": 1_500_000,
    "1jt250": 1_250_000,
    "1,25jt": 1_250_000,
    "1.250jt": 1_250_000,
    "2 juta": 2_000_000,
    "2jt": 2_000_000,
    "1.250.000": 1_250_000,
    "Rp1.250.000,-": 1_250_000,
    "1250000": 1_250_000,
    "1500rb": 1_500_000,
    "Rp.25rb,-": 25_000,
}


@pytest.mark.parametrize(("written", "rupiah"), SURE.items())
def test_a_price_is_read_in_rupiah_without_doubt(written, rupiah):
    price = read_price(written)
    assert (price.rupiah, price.doubts, price.small) == (rupiah, [], 0)


@pytest.mark.parametrize(
    ("written", "rupiah", "reason"),
    [
        ("25rban", 25_000, doubt.PRICE_ABOUT),
        ("25rb-an", 25_000, doubt.PRICE_ABOUT),
        ("12.500rb", 12_500, doubt.PRICE_ODD),
        ("2.5000", 25_000, doubt.PRICE_ODD),
        ("25.00", 25_000, doubt.PRICE_ODD),
        ("0", 0, doubt.PRICE_ZERO),
        ("9.999.999.999", 9_999_999_999, doubt.PRICE_LARGE),
    ],
)
def test_an_odd_price_says_what_is_odd(written, rupiah, reason):
    price = read_price(written)
    assert (price.rupiah, price.doubts) == (rupiah, [reason])


@pytest.mark.parametrize(("written", "figure"), [("15", 15), ("Rp 15", 15), ("15,-", 15), ("@15", 15), ("12.5", 12)])
def test_a_small_figure_is_thousands_and_remembers_what_was_written(written, figure):
    price = read_price(written)
    assert (price.small, price.rupiah // 1000) == (figure, figure)


@pytest.mark.parametrize(
    "written", ["250g", "1kg", "40x60", "XL", "stok 10", "", "rb", "Rp", "A12", "10 pcs", "25rbx", "kg5"]
)
def test_what_is_no_price_is_not_read_as_one(written):
    assert read_price(written) is None
