import pytest

from .forms import HOME, html, send


@pytest.fixture
def state(crisps, stored):
    return lambda: stored(crisps, lambda product: product.state)


def test_a_product_is_hidden_with_a_way_back(as_sari, crisps, state):
    send(as_sari, f"{HOME}/{crisps}/publication?_method=delete")
    assert state() == "hidden"
    page = html(as_sari, f"{HOME}/{crisps}")
    assert "Keripik pedas disembunyikan dari toko." in page
    send(as_sari, f"{HOME}/{crisps}/publication")
    assert state() == "published"


def test_a_product_is_archived_and_the_toast_brings_it_back(as_sari, crisps, state):
    assert send(as_sari, f"{HOME}/{crisps}/archiving").headers["Location"] == HOME
    assert state() == "archived"
    assert f"/backoffice/product-batches?published={crisps}" in html(as_sari, HOME)
    send(as_sari, f"/backoffice/product-batches?published={crisps}")
    assert state() == "published"


def test_out_of_the_archive_a_product_is_hidden_first(as_sari, crisps, state):
    send(as_sari, f"{HOME}/{crisps}/archiving")
    assert "Keluarkan dari arsip" in html(as_sari, f"{HOME}/{crisps}")
    send(as_sari, f"{HOME}/{crisps}/publication?_method=delete")
    assert state() == "hidden"


def test_the_second_time_does_nothing(as_sari, crisps, state, stored):
    for _ in range(2):
        assert send(as_sari, f"{HOME}/{crisps}/publication").status_code == 303
    assert state() == "published"
    assert "menjual produk ini" not in html(as_sari, f"{HOME}/{crisps}")


def test_a_stranger_publishes_nothing(as_rudi, crisps, state):
    for address in ("publication", "publication?_method=delete", "archiving"):
        assert send(as_rudi, f"{HOME}/{crisps}/{address}").status_code == 404
    assert state() == "published"
