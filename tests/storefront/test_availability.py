"""The fragment that thousands of open pages ask for: small, quick, 304 when nothing changed, without Redis too."""

import re
import threading
import time

import pytest
from redis import Redis

from app.catalog import publication
from app.core.ids import new_id
from app.extensions import shortcut
from app.stock import change
from app.storefront.memory import ShortMemory, short_memory
from tests.make import make_variant


@pytest.fixture
def listing(dewi):
    """The address that the front page asks."""
    dewi.see()
    return address(dewi)


def address(dewi):
    return re.search(r'data-url="([^"]+)"', dewi.answer.text)[1].replace("&amp;", "&")


def lose(shop, quantity):
    shop.do(lambda: change.add(shop.actor, shop.crisps, -quantity, reason="lost", key=new_id()))
    forget()


def forget():
    """A second goes by."""
    short_memory.forget()
    shortcut.call("FLUSHALL")


def test_it_says_what_is_left_of_each_product(dewi, shop, listing):
    assert "Stok 10" in dewi.see(listing).text
    lose(shop, 7)
    assert "Sisa 3" in dewi.see(listing).text


def test_a_product_page_also_hears_of_each_choice_and_of_the_button(dewi, shop):
    dewi.see("/products/keripik-pedas")
    path = address(dewi)
    assert 'data-state="open"' in dewi.client.get(path).text
    lose(shop, 10)
    assert 'data-state="gone"' in dewi.client.get(path).text
    dewi.see("/products/kaos")
    assert dewi.client.get(address(dewi)).text.count('id="v-') == 2


def test_every_piece_is_on_the_page_that_asked(dewi):
    for path in ("", "/products/kaos", "/products/keripik-pedas"):
        dewi.see(path)
        page = dewi.answer.text
        pieces = re.findall(r' id="((?:v|buy)[^"]*)"', dewi.client.get(address(dewi)).text)
        assert all(f'id="{piece}"' in page for piece in pieces)


def test_who_knows_it_already_gets_an_empty_304(dewi, shop, listing):
    known = {"If-None-Match": dewi.client.get(listing).headers["ETag"]}
    again = dewi.client.get(listing, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    lose(shop, 1)
    assert dewi.client.get(listing, headers=known).status_code == 200


def test_a_full_page_of_products_fits_in_two_kilobytes(dewi, shop):
    shop.do(lambda: [make_variant(shop.actor, f"Kue {n}", stock=1_000 + n) for n in range(30)])
    dewi.see()
    fragment = dewi.client.get(address(dewi)).data
    assert fragment.count(b"Stok") == 24
    assert len(fragment) <= 2_048


def test_it_asks_the_database_four_things_and_then_only_whose_shop_it_is(dewi, listing, statements):
    forget()
    with statements() as first:
        dewi.client.get(listing)
    with statements() as second:
        dewi.client.get(listing)
    assert len(first) <= 4
    assert len(second) == 1


def test_another_process_finds_it_in_redis(dewi, listing, statements):
    dewi.client.get(listing)
    short_memory.forget()
    with statements() as seen:
        dewi.client.get(listing)
    assert len(seen) == 1


def test_it_works_without_redis(dewi, shop, listing, monkeypatch):
    monkeypatch.setattr(shortcut, "client", Redis(host="127.0.0.1", port=1, socket_connect_timeout=0.05))
    short_memory.forget()
    assert "Stok 10" in dewi.see(listing).text
    shop.do(lambda: change.add(shop.actor, shop.crisps, -9, reason="lost", key=new_id()))
    short_memory.forget()
    assert "Sisa 1" in dewi.see(listing).text
    shortcut.breaker.closed_at = 0.0


def test_hidden_products_and_other_shops_are_left_out(app, dewi, shop, listing, rudi):
    stranger = app.test_client().get(listing.replace(shop.home, "/@toko-rudi"))
    assert stranger.text.strip() == ""
    shop.do(lambda: publication.hide(shop.actor, [shop.crisps_product]))
    forget()
    assert "Stok 10" not in dewi.see(listing).text


@pytest.mark.parametrize("nonsense", ["", "x", "____", "a" * 3000])
def test_nonsense_gets_nothing(dewi, shop, nonsense):
    answer = dewi.client.get(f"{shop.home}/availability?p={nonsense}")
    assert (answer.status_code, answer.text.strip()) == (200, "")


def test_two_languages_do_not_mix(dewi, listing):
    assert "Stok 10" in dewi.see(listing).text
    dewi.client.set_cookie("language", "en")
    assert "10 in stock" in dewi.see(listing).text


def test_while_one_makes_it_anew_the_others_get_the_last_one(app):
    memory, started, go_on = ShortMemory(seconds=0.3), threading.Event(), threading.Event()

    def slow():
        started.set()
        go_on.wait(5)
        return "second"

    memory.recall("key", lambda: "first")
    time.sleep(0.4)
    one = threading.Thread(target=memory.recall, args=("key", slow))
    one.start()
    started.wait(5)
    assert memory.recall("key", lambda: "third") == b"first"
    go_on.set()
    one.join()
    assert memory.recall("key", lambda: "third") == b"second"


def test_the_memory_does_not_grow_without_end(app):
    memory = ShortMemory()
    for n in range(600):
        memory.recall(f"key {n}", lambda: "x")
    assert len(memory.kept) == 512
