"""QRIS codes: the checksums that others published, the worked example, and whatever a camera may read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.payments import qris
from app.payments.qris import NotQris, Qris

STATIC = (
    "00020101021126690017ID.CO.EXAMPLE.WWW011893600009000000000102150000000000000010303UMI51440014ID.CO.QRIS.WWW"
    "0215ID10200000000010303UMI5204581253033605802ID5913WARUNG CONTOH6007BANDUNG61054011162070703A01630422EC"
)
DYNAMIC = (
    "00020101021226690017ID.CO.EXAMPLE.WWW011893600009000000000102150000000000000010303UMI51440014ID.CO.QRIS.WWW"
    "0215ID10200000000010303UMI5204581253033605405250005802ID5913WARUNG CONTOH6007BANDUNG6105401116220"
    "0109TOKO-00010703A0163044A07"
)


def test_the_checksum_is_the_published_one():
    assert qris.checksum(b"123456789") == "29B1"


def test_the_worked_example_becomes_dynamic_byte_for_byte():
    read = qris.read(STATIC)

    assert (read.is_static, read.merchant, read.amount) == (True, "WARUNG CONTOH", None)
    assert read.text() == STATIC
    assert read.dynamic(25_000, "TOKO-0001").text() == DYNAMIC
    assert qris.read(DYNAMIC).amount == 25_000


@pytest.mark.parametrize(
    "broken",
    ["", "6304", STATIC[:-1] + "D", STATIC.replace("CONTOH", "C0NTOH"), STATIC[4:], "0002016304" + "FFFF", "x" * 200],
)
def test_what_is_not_whole_is_refused_in_a_sentence(broken):
    with pytest.raises(NotQris) as no:
        qris.read(broken)

    assert no.value.field == "qris"


def test_a_length_that_does_not_land_on_the_end_is_refused_though_the_checksum_fits():
    body = STATIC[:-8] + "5999AB" + "6304"
    with pytest.raises(NotQris):
        qris.read(body + qris.checksum(body.encode()))


def test_a_tip_line_does_not_survive():
    body = STATIC[:-8].replace("5802ID", "5502015802ID") + "6304"
    read = qris.read(body + qris.checksum(body.encode()))

    assert read.dynamic(1, "A").get("55") == ""


TAGS = st.integers(2, 62).map(lambda number: f"{number:02d}")
VALUES = st.text(min_size=1, max_size=24)
FIELDS = st.dictionaries(TAGS, VALUES, max_size=12).map(
    lambda found: found | {"00": "01", "01": "11", "53": "360", "59": "WARUNG"}
)


@given(FIELDS.filter(lambda found: "54" not in found and "62" not in found), st.integers(1, 10**12))
def test_any_code_survives_being_written_read_and_made_dynamic(fields, amount):
    code = Qris(tuple(sorted(fields.items())))
    assert qris.read(code.text()) == code
    made = qris.read(code.dynamic(amount, "TOKO-1").text())
    assert (made.amount, made.is_static, made.get("62")) == (amount, False, "0106TOKO-1")


@given(st.text(max_size=120))
def test_no_text_makes_it_stumble(text):
    with pytest.raises(NotQris):
        qris.read(text)
