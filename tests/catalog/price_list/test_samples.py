"""Whole lists as vendors write them; what a person reads in each was written down by hand."""

import json
from pathlib import Path

import pytest

from app.catalog.price_list import read

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "whatsapp").glob("*.txt"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_list_is_read_as_a_person_reads_it(sample):
    wanted = json.loads(sample.with_suffix(".json").read_text())
    rows = [row.as_json() for row in read(sample.read_text())]
    assert [{key: row[key] for key in wanted[0]} for row in rows] == wanted


def test_there_are_lists_of_many_trades_and_one_long_one():
    assert len(SAMPLES) >= 12
    assert max(len(sample.read_text().splitlines()) for sample in SAMPLES) > 60
