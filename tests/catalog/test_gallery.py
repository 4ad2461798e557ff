import pytest

from app.catalog import album, darkroom, gallery, picture, product
from app.core import journal, tenancy
from app.core.db import db, transaction
from app.core.refusal import Forbidden, NotFound, Refusal

from . import photos


@pytest.fixture
def shelf(tmp_path):
    return album.Album(tmp_path)


@pytest.fixture
def crisps(sari):
    with transaction():
        return product.create(sari, name="Keripik", price=25_000)


@pytest.fixture
def hang(sari, shelf, crisps):
    def hung(width=60, actor=sari):
        with darkroom.develop(photos.photo("PNG", (width, 60))) as made, transaction():
            return gallery.add(actor, crisps.id, made, shelf)

    return hung


def do(deed, *args):
    with transaction():
        return deed(*args)


def order(one):
    db.session.expire_all()
    return [each.width for each in product.find(one.vendor_id, one.id).pictures]


def test_a_photo_is_kept_as_files_named_by_its_digest(sari, shelf, crisps, hang):
    hung = hang()
    names = {file.name for file in shelf.of(sari.vendor_id).iterdir()}
    assert names == {f"{hung.digest}-{size}.{suffix}" for size in darkroom.SIZES for suffix in ("avif", "jpg")}
    assert (hung.width, hung.formats) == (60, ["avif", "jpg"])
    assert journal.of(sari.vendor_id, "product", crisps.id)[0].deed == "product.picture_added"


def test_the_same_photo_again_hangs_once(crisps, hang):
    assert hang().id == hang().id
    assert order(crisps) == [60]


def test_photos_hang_in_the_order_they_came(crisps, hang):
    for width in (60, 61, 62):
        hang(width)
    assert order(crisps) == [60, 61, 62]


def test_a_photo_moves_one_place_and_stops_at_the_end(sari, crisps, hang):
    _, second, third = (hang(width) for width in (60, 61, 62))
    do(gallery.shift, sari, third.id, -1)
    assert order(crisps) == [60, 62, 61]
    do(gallery.shift, sari, second.id, 1)
    assert order(crisps) == [60, 62, 61]
    assert [e.deed for e in journal.of(sari.vendor_id, "product", crisps.id)].count("product.picture_moved") == 1


def test_a_photo_taken_down_can_be_put_back_where_it_was(sari, crisps, hang):
    first = hang(60)
    hang(61)
    do(gallery.remove, sari, first.id)
    assert order(crisps) == [61]
    do(gallery.put_back, sari, first.id)
    do(gallery.put_back, sari, first.id)
    assert order(crisps) == [60, 61]


def test_a_photo_taken_down_and_uploaded_again_comes_back_last(sari, crisps, hang):
    first = hang(60)
    hang(61)
    do(gallery.remove, sari, first.id)
    assert hang(60).id == first.id
    assert order(crisps) == [61, 60]


def test_removing_twice_is_said(sari, hang):
    first = hang()
    do(gallery.remove, sari, first.id)
    with pytest.raises(NotFound, match="sudah dihapus"):
        do(gallery.remove, sari, first.id)


def test_twelve_photos_are_enough(sari, hang, monkeypatch):
    monkeypatch.setattr(picture, "MOST", 1)
    first = hang(60)
    with pytest.raises(Refusal, match="paling banyak 1 foto"):
        hang(61)
    do(gallery.remove, sari, first.id)
    hang(61)
    with pytest.raises(Refusal, match="paling banyak 1 foto"):
        do(gallery.put_back, sari, first.id)


def test_words_for_a_photo_are_tidied_and_short(sari, hang):
    first = hang()
    assert do(gallery.describe, sari, first.id, "  Sebungkus\nkeripik ").alt == "Sebungkus keripik"
    with pytest.raises(Refusal):
        do(gallery.describe, sari, first.id, "x" * 201)


def test_a_cashier_hangs_nothing(cashier, hang):
    with pytest.raises(Forbidden):
        hang(actor=cashier)


def test_a_stranger_touches_nothing(rudi, hang):
    first_id = hang().id
    db.session.expunge_all()
    with tenancy.acting_for(rudi.vendor_id):
        for deed in (gallery.remove, gallery.put_back):
            with pytest.raises(NotFound):
                do(deed, rudi, first_id)


def test_files_are_thrown_away_by_name(sari, shelf, hang):
    first, second = hang(60), hang(61)
    shelf.discard(sari.vendor_id, [first.digest])
    assert {file.name.split("-")[0] for file in shelf.of(sari.vendor_id).iterdir()} == {second.digest}
