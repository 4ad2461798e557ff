import io
import re

import pytest

from app.imports import row, running

CSV = "Nama,Harga,Stok\nKopi,25000,4\nTeh,mahal,1\n"


def token(client, address):
    page = client.get(address).get_data(as_text=True)
    return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]


def send(client, content=CSV, name="barang.csv"):
    data = {"csrf_token": token(client, "/backoffice/imports/new"), "file": (io.BytesIO(content.encode()), name)}
    return client.post("/backoffice/imports", data=data, content_type="multipart/form-data")


def choose(client, address, **columns):
    chosen = {"csrf_token": token(client, address), "name": "0", "price": "1", "stock": "2"} | columns
    return client.post(address, data=chosen)


def read_all(app):
    with app.app_context():
        return running.run_waiting(rest=lambda seconds: None)


@pytest.fixture
def sent(as_sari):
    """The address where the columns of Sari's file are chosen."""
    return send(as_sari).headers["Location"]


def test_a_file_is_sent_its_columns_chosen_and_its_failures_told(app, as_sari, sent):
    page = as_sari.get(sent).get_data(as_text=True)
    assert "barang.csv" in page
    assert re.search(r'<option value="0"[^>]*selected', page)

    shown = choose(as_sari, sent).headers["Location"]
    assert 'hx-trigger="every 1s"' in as_sari.get(shown).get_data(as_text=True)
    read_all(app)

    page = as_sari.get(shown).get_data(as_text=True)
    assert 'hx-trigger="every 1s"' not in page
    assert "mahal" in page
    errors = as_sari.get(shown + "/errors.csv")
    assert errors.mimetype == "text/csv"
    assert 'Teh,mahal,1,"Harga' in errors.get_data(as_text=True)
    assert "Kopi" not in errors.get_data(as_text=True)


def test_the_help_says_what_stock_words_mean_and_it_is_so(as_sari, sent):
    empty, words, order = re.search(
        r'id="field-stock-hint">Sel kosong berarti 0 \(“Habis”\), sama dengan (.*?)\. (.*?) berarti “Selalu ada”'
        r".*?\. (.*?) berarti dibuat sesudah dipesan",
        as_sari.get(sent).get_data(as_text=True),
    ).groups()
    meant = {"counted": ["", *spelled(empty)], "ready": spelled(words), "preorder": spelled(order)}
    assert "banyak" in meant["ready"]
    for availability, cells in meant.items():
        drafts = [row.read(["Kopi", "25000", cell], {"name": 0, "price": 1, "stock": 2}) for cell in cells]
        assert {(one.terms.availability, one.stock) for one in drafts} == {(availability, 0)}


def spelled(sentence):
    """The words of "a, b, dan c"."""
    return [word.lower() for word in re.split(r", (?:dan |atau )?| atau ", sentence)]


def test_htmx_gets_the_progress_alone(as_sari, sent):
    shown = choose(as_sari, sent).headers["Location"]

    piece = as_sari.get(shown, headers={"HX-Request": "true"}).get_data(as_text=True)

    assert piece.lstrip().startswith("<section")
    assert "<html" not in piece


def test_choosing_twice_starts_once(app, as_sari, sent):
    choose(as_sari, sent)
    again = as_sari.get(sent)

    assert again.status_code == 303
    assert read_all(app) == 2


def test_failed_rows_are_tried_again_on_request(app, as_sari, sent):
    shown = choose(as_sari, sent).headers["Location"]
    read_all(app)

    answer = as_sari.post(shown + "/retry", data={"csrf_token": token(as_sari, shown)})

    assert answer.status_code == 303
    assert read_all(app) == 1


@pytest.mark.parametrize(("content", "sentence"), [("", "tidak berisi"), ("PK\x03\x04", "XLSX")])
def test_a_file_that_cannot_be_read_is_refused_on_the_page(as_sari, content, sentence):
    answer = send(as_sari, content)

    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)


def test_no_file_is_refused_on_the_page(as_sari):
    answer = as_sari.post("/backoffice/imports", data={"csrf_token": token(as_sari, "/backoffice/imports/new")})

    assert answer.status_code == 422
    assert "Pilih file" in answer.get_data(as_text=True)


def test_missing_columns_are_asked_for_and_nothing_starts(app, as_sari, sent):
    answer = choose(as_sari, sent, price="")

    assert answer.status_code == 422
    assert "Pilih kolom harga" in answer.get_data(as_text=True)
    assert read_all(app) == 0


def test_a_stranger_finds_nothing(as_rudi, sent):
    shown = sent.removesuffix("/columns")

    assert [as_rudi.get(path).status_code for path in (sent, shown, shown + "/errors.csv")] == [404, 404, 404]


def test_a_teammate_may(as_budi, sent):
    assert as_budi.get(sent).status_code == 200


def test_the_list_says_where_each_file_stands(as_sari, sent):
    assert "Pilih kolom" in as_sari.get("/backoffice/imports").get_data(as_text=True)
