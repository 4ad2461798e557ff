import re

import pytest

from app.catalog import picture
from tests.catalog import photos

from .forms import HOME, file, html, send


def add(client, one_id, *files):
    return send(client, f"{HOME}/{one_id}/pictures", files)


def photo(width):
    return file(photos.photo("PNG", (width, 40)), f"{width}.png")


@pytest.fixture
def hung(as_sari, crisps, stored):
    """Three photos on the crisps; reads their widths as they hang."""
    assert add(as_sari, crisps, photo(41), photo(42), photo(43)).status_code == 303
    return lambda: [one.width for one in stored(crisps, lambda product: list(product.pictures))]


@pytest.fixture
def ids(hung, crisps, stored):
    return [str(one.id) for one in stored(crisps, lambda product: list(product.pictures))]


def test_several_photos_come_at_once_in_their_order(hung):
    assert hung() == [41, 42, 43]


def test_one_bad_file_adds_none_and_is_named(as_sari, crisps, stored):
    answer = add(as_sari, crisps, photo(41), file(photos.SVG, "logo.svg"))
    assert answer.status_code == 422
    assert "logo.svg bukan foto" in answer.get_data(as_text=True)
    assert stored(crisps, lambda product: list(product.pictures)) == []


def test_nothing_chosen_is_said(as_sari, crisps):
    answer = send(as_sari, f"{HOME}/{crisps}/pictures")
    assert answer.status_code == 422
    assert "Pilih dulu fotonya" in answer.get_data(as_text=True)


def test_buttons_move_a_photo(as_sari, hung, ids):
    send(as_sari, f"/backoffice/pictures/{ids[2]}?_method=put", places="-1")
    assert hung() == [41, 43, 42]


def test_htmx_gets_the_gallery_alone(as_sari, ids):
    token = re.search(r'"X-CSRF-Token": "([^"]+)"', html(as_sari, HOME))[1]
    headers = {"HX-Request": "true", "X-CSRF-Token": token}
    answer = as_sari.put(f"/backoffice/pictures/{ids[0]}", data={"places": "1"}, headers=headers)
    page = answer.get_data(as_text=True)
    assert page.lstrip().startswith('<section class="card" id="gallery"')
    assert page.index(ids[1]) < page.index(ids[0])


def test_a_photo_is_described_in_words(as_sari, crisps, ids):
    send(as_sari, f"/backoffice/pictures/{ids[0]}?_method=put", alt="Sebungkus keripik")
    assert 'alt="Sebungkus keripik"' in html(as_sari, f"{HOME}/{crisps}")


def test_a_photo_is_taken_down_and_put_back(as_sari, crisps, hung, ids):
    send(as_sari, f"/backoffice/pictures/{ids[0]}?_method=delete")
    assert hung() == [42, 43]
    assert f'action="/backoffice/pictures/{ids[0]}/return"' in html(as_sari, f"{HOME}/{crisps}")
    send(as_sari, f"/backoffice/pictures/{ids[0]}/return")
    assert hung() == [41, 42, 43]


def test_taking_down_twice_is_not_found(as_sari, ids):
    send(as_sari, f"/backoffice/pictures/{ids[0]}?_method=delete")
    assert send(as_sari, f"/backoffice/pictures/{ids[0]}?_method=delete").status_code == 404


def test_more_than_twelve_are_refused_whole(as_sari, crisps, hung, monkeypatch):
    monkeypatch.setattr(picture, "MOST", 4)
    assert add(as_sari, crisps, photo(44), photo(45)).status_code == 422
    assert hung() == [41, 42, 43]


def test_a_stranger_touches_no_photo(as_rudi, crisps, ids, hung):
    assert add(as_rudi, crisps, photo(44)).status_code == 404
    for address in (f"{ids[0]}?_method=delete", f"{ids[0]}?_method=put", f"{ids[0]}/return"):
        assert send(as_rudi, f"/backoffice/pictures/{address}", places="1").status_code == 404
    assert hung() == [41, 42, 43]
