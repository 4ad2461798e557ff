import pytest

from app.catalog.draft import simple
from app.catalog.terms import Terms

from .forms import HOME, html, send

BATCH = "/backoffice/product-batches"


@pytest.fixture
def three(shelve):
    """One on sale, one hidden, one hidden."""
    return shelve(*(simple(name, Terms(1_000), is_published=name == "Teh") for name in ("Teh", "Kopi", "Susu")))


@pytest.fixture
def states(three, stored):
    return lambda: [stored(one, lambda product: product.state) for one in three]


def undo(client, page):
    address = page[page.index("/backoffice/product-batches?") :].split('"')[0].replace("&amp;", "&")
    return send(client, address)


def test_many_are_archived_and_brought_back_as_they_were(as_sari, three, states):
    send(as_sari, BATCH, id=[str(one) for one in three], state="archived")
    assert states() == ["archived"] * 3
    page = html(as_sari, HOME)
    assert "3 produk diarsipkan." in page
    undo(as_sari, page)
    assert states() == ["published", "hidden", "hidden"]


def test_what_is_there_already_does_not_count(as_sari, three, states):
    send(as_sari, BATCH, id=[str(one) for one in three], state="published")
    assert "2 produk dijual." in html(as_sari, HOME)
    assert states() == ["published"] * 3


def test_the_same_again_does_nothing_and_offers_nothing_back(as_sari, three):
    for _ in range(2):
        send(as_sari, BATCH, id=str(three[0]), state="hidden")
    page = html(as_sari, HOME)
    assert "0 produk disembunyikan." in page
    assert page.count("product-batches?") <= 1


def test_it_comes_back_to_the_tab_it_was_sent_from_and_nowhere_else(as_sari, three):
    for back, to in ((f"{HOME}?tab=hidden", f"{HOME}?tab=hidden"), ("https://jahat.example", HOME)):
        answer = send(as_sari, BATCH, id=str(three[0]), state="hidden", back=back)
        assert answer.headers["Location"] == to


@pytest.mark.parametrize("sent", [{}, {"state": "published"}, {"state": "burnt", "id": "x"}])
def test_nothing_chosen_is_said(as_sari, three, sent, states):
    answer = send(as_sari, BATCH, **sent)
    assert answer.status_code == 422
    assert "Pilih dulu produknya" in answer.get_data(as_text=True)
    assert states() == ["published", "hidden", "hidden"]


def test_a_stranger_s_batch_touches_nothing(as_rudi, three, states):
    send(as_rudi, BATCH, id=[str(one) for one in three], state="archived")
    assert states() == ["published", "hidden", "hidden"]
