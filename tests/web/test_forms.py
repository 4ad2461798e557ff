import pytest
from flask import Flask

from app.core.refusal import Refusal
from app.web import forms


def typed(text, read=forms.money):
    with Flask(__name__).test_request_context(method="POST", data={"price": text}):
        return read("price", empty=-1)


@pytest.mark.parametrize(
    ("text", "rupiah"),
    [
        ("25000", 25_000),
        ("25.000", 25_000),
        ("Rp 25.000", 25_000),
        ("rp25.000,-", 25_000),
        ("1.250.000", 1_250_000),
        ("500", 500),
        ("15rb", 15_000),
        ("15,5rb", 15_500),
        ("15 k", 15_000),
        ("1,5jt", 1_500_000),
        ("", -1),
        ("  ", -1),
        ("-5", -5),
    ],
)
def test_an_amount_is_read_as_people_write_it(text, rupiah):
    assert typed(text) == rupiah


@pytest.mark.parametrize("text", ["1.5", "15000,50", "15.00", "mahal", "10-20rb", "1e3", "2.5000"])
def test_what_could_mean_two_things_is_asked_about(text):
    with pytest.raises(Refusal, match="angka"):
        typed(text)


@pytest.mark.parametrize("text", ["15rb", "1.5", "1,5"])
def test_a_plain_number_is_a_whole_one(text):
    with pytest.raises(Refusal):
        typed(text, forms.whole)
