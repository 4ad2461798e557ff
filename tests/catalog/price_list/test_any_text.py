"""Whatever is pasted: no error, every doubt named, and in time that grows with the length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalog.price_list import LIMIT, doubt, read, too_long

PIECES = st.sampled_from(
    [
        "Bakso",
        "15rb",
        "Rp",
        "25.000",
        "-",
        "/",
        ":",
        "(",
        ")",
        "~",
        "*",
        "_",
        "\n",
        "\n\n",
        "\t",
        "S",
        "M",
        "L",
        "stok",
        "habis",
        "PO",
        "3",
        "isi",
        "pcs",
        "=",
        "+",
        "→",
        "❌",
        "✅",
        "½",
        "kg",
        "Warna:",
        "hitam,",
        "1.",
        "a)",
        "'",
        '"',
        ";",
        "|",
        ",",
        "0812",
        "20/11/26",
        "\u0336",
        "\u200b",
        "diskon",
        "10%",
        "dp",
        "jadi",
        "tambah",
        "biaya",
        "1-11 pcs",
        "48+ pcs",
        "W22",
        "hitam",
        "Shade 01",
        "<b>",
        "garansi 1 thn",
        "0",
        "kosong",
    ]
)
PASTES = st.one_of(
    st.text(max_size=300),
    st.lists(st.tuples(PIECES, st.sampled_from(["", " "]))).map(lambda parts: "".join(a + b for a, b in parts)),
)


@settings(max_examples=400, deadline=None)
@given(PASTES)
def test_no_text_is_too_strange(text):
    for row in read(text):
        assert row.name or doubt.NAME_MISSING in (row.reason or "")
        assert row.price is not None or row.reason
        assert row.price is None or row.price >= 0
        assert row.stock is None or row.stock >= 0
        assert all(reason in doubt.REASONS for _, reason in row.doubts)


SHAPES = {
    "goods": "Bakso urat 15rb stok 3\n",
    "variants": "Keripik\n- ori 15rb\n- pedas 16rb\n\n",
    "talk": "Order WA 0812-3456-7890 ya kak\n",
    "names": "Bakso urat\n",
    "bulleted names": "- Bakso urat\n",
    "prices": "15rb\n",
    "colours": "Kaos 5rb\nWarna: hitam, putih\n",
    "cells": "Bakso\t15000\t3\n",
    "discounts": "Daster 120rb diskon 20rb\nDiskon 10%\n",
    "tiers": "Kaos 1-11 pcs 10rb\n12-47 pcs 9rb\n",
    "additions": "+telur 4rb\n",
    "codes": "Cushion 99rb\nW22 warm ready\n",
    "choices": "Kaos\nhitam\nputih\n",
    "numbers": "5 kue lapis 10rb\n",
    "pending": "GAMIS\nBahan katun\nHarga 5rb\n",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_five_thousand_lines_take_two_seconds_at_most(shape):
    text = (shape * 5000).split("\n")[:5000]
    read(shape)  # patterns and tables are warm
    began = time.process_time()
    read("\n".join(text))
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "shape",
    [
        "Bakso 15rb ",
        "~a",
        "*a",
        "(1)",
        "1/",
        "S M L ",
        "12 ",
        "a@",
        "-a",
        "a\u0336",
        "1",
        ".",
        "a 5rb diskon 5rb ",
        "+a 5rb ",
        "1-2 pcs 5rb ",
        "<a>",
        "1kg 95 ",
    ],
)
def test_one_endless_line_is_read_in_time_that_grows_with_its_length(shape):
    def taken(length):
        began = time.process_time()
        read((shape * length)[:length])
        return time.process_time() - began

    taken(2_000)
    short, long = taken(10_000), taken(80_000)
    assert long < 8 * short * 3 + 0.2


def test_the_limit_is_said_and_what_is_within_it_is_read():
    line = "Bakso urat istimewa 15rb\n"
    text = line * (LIMIT // len(line) + 10)
    assert too_long(text)
    assert not too_long(text[:LIMIT])
    rows = read(text)
    assert doubt.LIST_CUT in rows[-1].reason
    assert len(rows) == LIMIT // len(line)
