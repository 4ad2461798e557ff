"""`nusacart parse-list`: a pasted list as rows, for machines and for people."""

import json

import pytest
from click.testing import CliRunner

from app.catalog.price_list import LIMIT
from app.cli.engines.group import nusacart

LIST = "Keripik\n- ori 15rb stok 7\n- pedas 16rb\nBakso 15"


@pytest.fixture
def run():
    """What the command prints and how it ends."""
    return lambda *words, typed=None: CliRunner().invoke(nusacart, ["parse-list", *words], input=typed)


def test_rows_come_as_json_with_the_named_keys_first(run, tmp_path):
    (tmp_path / "list.txt").write_text(LIST)
    rows = json.loads(run(str(tmp_path / "list.txt"), "--json").stdout)
    assert [list(row)[:5] for row in rows] == [["name", "variant", "price", "stock", "doubt"]] * 3
    assert [tuple(row.values())[:4] for row in rows] == [
        ("Keripik", "ori", 15_000, 7),
        ("Keripik", "pedas", 16_000, None),
        ("Bakso", None, 15_000, None),
    ]
    assert [bool(row["doubt"]) for row in rows] == [False, False, True]


def test_a_dash_reads_what_is_typed(run):
    assert [row["name"] for row in json.loads(run("-", "--json", typed="Bakso 15rb").stdout)] == ["Bakso"]


def test_a_person_sees_a_table_with_the_doubts_counted(run):
    shown = run("-", typed=LIST).stdout
    assert "Keripik  ori" in shown
    assert "15.000" in shown
    assert "? Harga tampak terlalu kecil: mungkin ribuan" in shown
    assert "3 baris, 1 perlu dicek." in shown


def test_the_table_ends_with_the_lines_that_were_not_read(run):
    assert (
        "2 baris lain tidak dibaca sebagai produk: baris 1, 4."
        in run("-", typed="Halo kak\nBakso 15rb\n\nOngkir 10rb\n").stdout.splitlines()
    )
    assert "tidak dibaca" not in run("-", typed="MAKANAN\n- Bakso 15rb").stdout


def test_talk_alone_gives_no_rows(run):
    assert json.loads(run("-", "--json", typed="Halo kak").stdout) == []
    assert "Tidak ada produk" in run("-", typed="Halo kak").stdout


def test_bytes_that_are_no_text_do_not_stop_it(run, tmp_path):
    (tmp_path / "list.txt").write_bytes(b"\xff\xfeBakso 15rb\n\x80\x81")
    assert run(str(tmp_path / "list.txt"), "--json").exit_code == 0


def test_a_list_that_is_too_long_gets_a_sentence(run):
    ended = run("-", typed="a" * (LIMIT + 1))
    assert ended.exit_code == 2
    assert "Daftar terlalu panjang" in ended.output


def test_a_file_that_is_not_there_gets_a_sentence(run, tmp_path):
    ended = run(str(tmp_path / "none.txt"))
    assert (ended.exit_code, "none.txt" in ended.output) == (2, True)
