"""How figures, moments and numbers are written."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from app.core import clock
from app.core.money import Money
from app.web import formats


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0, "Rp 0"), (25000, "Rp 25.000"), (-5000, "−Rp 5.000"), (Money(1240000), "Rp 1.240.000"), (None, ""), ("", "")],
)
def test_rupiah_is_written_with_dots(amount, words):
    assert formats.rupiah(amount) == words.replace("Rp ", "Rp\u00a0")


@given(st.integers())
def test_no_digit_is_lost_in_writing(value):
    assert int(formats.number(value).replace(".", "").replace("−", "-")) == value


def test_what_was_typed_stays_in_a_money_field():
    assert formats.plain_number("seribu") == "seribu"
    assert formats.plain_number(12500) == "12.500"
    assert formats.plain_number(0) == "0"
    assert formats.plain_number(None) == ""


@pytest.mark.parametrize(
    ("now", "was", "off"), [(12500, 15000, 16), (100, 100, 0), (120, 100, 0), (1, 3, 66), (0, 100, 100), (100, None, 0)]
)
def test_a_discount_is_never_exaggerated(now, was, off):
    assert formats.percent_off(now, was) == off


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 20, 3, 42, tzinfo=UTC), "hari ini 10.42"),
        (datetime(2026, 11, 19, 16, 59, tzinfo=UTC), "kemarin 23.59"),
        (datetime(2026, 11, 19, 17, 0, tzinfo=UTC), "hari ini 00.00"),
        (datetime(2026, 11, 21, 3, 0, tzinfo=UTC), "besok 10.00"),
        (datetime(2026, 11, 16, 2, 10, tzinfo=UTC), "16 Nov 09.10"),
        (datetime(2025, 11, 16, 2, 10, tzinfo=UTC), "16 Nov 2025"),
        (None, ""),
    ],
)
def test_a_moment_is_told_in_jakarta_and_in_words(hall, moment, words):
    with hall.test_request_context(), clock.at(datetime(2026, 11, 20, 9, 0, tzinfo=UTC)):
        assert formats.when(moment) == words


def test_new_year_s_eve_is_still_yesterday(hall):
    with hall.test_request_context(), clock.at(datetime(2026, 12, 31, 18, 0, tzinfo=UTC)):
        assert formats.when(datetime(2026, 12, 31, 10, 0, tzinfo=UTC)) == "kemarin 17.00"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("+6281234567890", "0812-3456-7890"),
        ("+62213456789", "0213-4567-89"),
        ("+62811", "0811"),
        ("+6591234567", "+6591234567"),
        (None, ""),
    ],
)
def test_a_phone_number_is_written_as_people_say_it(number, words):
    assert formats.phone(number) == words


def test_a_message_says_what_html_would_write_otherwise():
    assert formats.plain(Markup("Kopi &amp; Teh")) == "Kopi & Teh"
    assert formats.plain("Kopi & Teh") == "Kopi & Teh"
