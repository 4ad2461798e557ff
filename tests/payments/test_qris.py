"""QRIS codes: the checksums that others published, the worked example, and whatever a camera may read."""

import pytest
from hypothesis import given, settings
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
EMVCO = (
    "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN"
    "5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***"
    "0708A60086670902ME91320016A0112233449988770708123456786304"
)
"""The sample of EMVCo's specification: its checksum, A13A, is over the bytes of UTF-8."""
BODY = STATIC[:-8]


def signed(body):
    """With a checksum that fits."""
    whole = body + "6304"
    return whole + qris.checksum(whole.encode())


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"123456789", "29B1"), (EMVCO.encode(), "A13A"), (b"", "FFFF"), (STATIC[:-4].encode(), "22EC")],
)
def test_the_checksum_is_the_published_one(data, told):
    assert qris.checksum(data) == told


def test_a_short_checksum_keeps_its_zeros():
    told = [qris.checksum(str(number).encode()) for number in range(2_000)]

    assert {len(one) for one in told} == {4}
    assert any(one.startswith("00") for one in told)


def test_the_worked_example_becomes_dynamic_byte_for_byte():
    read = qris.read(STATIC)

    assert (read.is_static, read.merchant, read.amount) == (True, "WARUNG CONTOH", None)
    assert read.text() == STATIC
    assert read.dynamic(25_000, "TOKO-0001").text() == DYNAMIC


def test_the_dynamic_one_is_read_again():
    read = qris.read(DYNAMIC)

    assert (read.is_static, read.merchant, read.amount) == (False, "WARUNG CONTOH", 25_000)


@pytest.mark.parametrize("pasted", [f"  {STATIC}\n", STATIC[:80] + "\r\n" + STATIC[80:], STATIC[:-4] + "22ec"])
def test_blanks_broken_lines_and_small_letters_come_from_pasting(pasted):
    assert qris.read(pasted) == qris.read(STATIC)


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "6304",
        "6304FFFF",
        STATIC[4:],
        STATIC[:-4] + "M2B3",
        STATIC[:-8],
        signed(BODY + "5999AB"),
        signed(BODY + "5"),
        signed(BODY + "٦٢٠٠"),
        signed(BODY + BODY[-11:]),
        signed(BODY.replace("010211", "01०211", 1)),
        signed(BODY.replace("0703A01", "0704A01")),
        signed(BODY.replace("0303UMI51", "0304UMI51")),
        signed(BODY.replace("5303360", "5303840")),
        signed(BODY.replace("5802ID", "5802SG")),
        signed(BODY.replace("000201", "000202", 1)),
        signed(BODY.replace("5913WARUNG CONTOH", "")),
        signed("0002015303360" + "5802ID5913WARUNG CONTOH"),
        "x" * 200,
        "\ud800" * 8 + "6304FFFF",
    ],
)
def test_what_is_not_whole_or_not_qris_is_refused_in_a_sentence(broken):
    with pytest.raises(NotQris) as no:
        qris.read(broken)

    assert no.value.field == "qris"


@given(st.integers(0, len(STATIC) - 1), st.characters(codec="ascii", exclude_categories=["Cc"]))
def test_one_wrong_letter_is_always_noticed(place, letter):
    changed = STATIC[:place] + letter + STATIC[place + 1 :]
    if changed.upper() == STATIC and changed[:-4] == STATIC[:-4]:
        return
    with pytest.raises(NotQris):
        qris.read(changed)


def test_a_tip_line_does_not_survive():
    read = qris.read(signed(BODY.replace("5802ID", "55020256041000" + "5802ID")))
    made = read.dynamic(1, "A")

    assert (read.get("55"), read.get("56")) == ("02", "1000")
    assert (made.get("55"), made.get("56")) == ("", "")


def test_an_amount_that_was_there_is_replaced_and_its_code_is_not_static():
    read = qris.read(signed(BODY.replace("5802ID", "54071000.00" + "5802ID")))

    assert (read.amount, read.is_static) == (1_000, False)
    assert read.dynamic(2_000, "A").amount == 2_000


@pytest.mark.parametrize("amount", ["1000.50", "1e3", "Rp1000", "-5"])
def test_an_amount_in_parts_of_a_rupiah_is_refused(amount):
    read = qris.read(signed(BODY.replace("5802ID", f"54{len(amount):02d}{amount}5802ID")))

    with pytest.raises(NotQris):
        _ = read.amount


def test_a_bill_number_is_cut_and_left_out_where_there_is_no_room():
    full = "0799" + "A" * 95
    crowded = qris.read(signed(BODY.replace("62070703A01", f"6299{full.replace('0799', '0795')}")))

    assert crowded.dynamic(1, "TOKO-1").get("62") == crowded.get("62")
    assert qris.read(STATIC).dynamic(1, "B" * 40).get("62") == "0125" + "B" * 25 + "0703A01"


@pytest.mark.parametrize("amount", [0, -1, 10**13])
def test_an_amount_that_does_not_fit_is_no_code(amount):
    with pytest.raises(ValueError, match="amount"):
        qris.read(STATIC).dynamic(amount, "A")


TAGS = st.integers(2, 25).map(lambda number: f"{number:02d}")
VALUES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=24)
INNER_TAGS = st.integers(2, 9).map(lambda number: f"{number:02d}")
INNER = st.dictionaries(INNER_TAGS, st.text("AZ09-. ", max_size=9), max_size=5)
MERCHANT = {"00": "01", "01": "11", "51": "0014ID.CO.QRIS.WWW", "53": "360", "58": "ID", "59": "WARUNG"}


def written(fields):
    return "".join(f"{tag}{len(value):02d}{value}" for tag, value in sorted(fields.items()))


@settings(deadline=None)
@given(st.dictionaries(TAGS, VALUES, max_size=8), INNER, st.integers(1, 10**13 - 1))
def test_any_code_survives_being_written_read_and_made_dynamic(more, inner, amount):
    code = Qris(tuple(sorted((more | MERCHANT | {"62": written(inner)}).items())))
    assert qris.read(code.text()) == code

    made = qris.read(code.dynamic(amount, "TOKO-1").text())
    assert (made.amount, made.is_static, made.get("62")) == (amount, False, written(inner | {"01": "TOKO-1"}))
    assert [pair for pair in made.fields if pair[0] not in ("01", "54", "62")] == [
        pair for pair in code.fields if pair[0] not in ("01", "62")
    ]


@given(st.text(max_size=120), st.booleans())
def test_no_text_makes_it_stumble(text, has_checksum):
    with pytest.raises(NotQris):
        qris.read(signed(text) if has_checksum else text)
