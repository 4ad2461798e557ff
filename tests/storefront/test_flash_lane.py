"""The fast lane answers what is plain as the door would, and leaves everything else to the door."""
# ruff: noqa: F811 - fixtures of a neighbouring file

import threading
from http.cookies import SimpleCookie

import pytest

from app.core.db import db as database
from app.orders import order as orders
from app.rush import counter
from app.rush.line import Line
from app.rush.writer import Writer
from app.storefront import flash_shop
from app.storefront.flash_lane import FlashLane
from tests.rush.conftest import wait_for

from .pages import Page, Shopper
from .test_flash import DEWI, _nothing_known, phone, stall  # noqa: F401 (fixtures)


@pytest.fixture
def writing(app, engines):
    """A writer at work."""
    stop = threading.Event()

    class Stopped(Exception):
        pass

    def pause(seconds):
        if stop.wait(seconds):
            raise Stopped

    def work():
        with app.app_context():
            line = Line(engines.redis.url, "test")
            line.open()
            with pytest.raises(Stopped):
                Writer(line).work(pause)
            database.session.remove()

    worker = threading.Thread(target=work)
    worker.start()
    counter.look.seen_at = counter.look.asked_at = float("-inf")
    while not counter.look.now().is_manned:
        pass
    yield
    stop.set()
    worker.join()


@pytest.fixture
def door(app, monkeypatch):
    """Notes what the lane left to the door, in a crowd that is known and quiet."""
    lane, seen = app.wsgi_app, []
    while not isinstance(lane, FlashLane):
        lane = lane.wsgi
    behind = lane.wsgi
    monkeypatch.setattr(lane, "wsgi", lambda environ, start: seen.append(environ) or behind(environ, start))
    return seen


@pytest.fixture
def crowd(writing, stall, phone, door):
    """A sale that this process knows, and somebody new in front of it."""
    shop = stall(per_buyer=2)
    for memory in (flash_shop.vendors, flash_shop.sales, flash_shop.lefts):
        memory.seconds = 60.0
    phone(shop).see(shop.item)
    phone(shop).see(shop.item)
    door.clear()
    yield shop, phone(shop)
    flash_shop.vendors.seconds = flash_shop.sales.seconds = 1.0
    flash_shop.lefts.seconds = 0.5


def test_a_plain_page_and_a_plain_press_need_neither_door_nor_database_of_this_process(crowd, door, statements):
    shop, dewi = crowd
    with statements() as seen:
        page = dewi.see(shop.item)
    form = page.form("/orders")
    answer = dewi.client.post(form.action, data=form.fields | DEWI, token=False)

    assert (door, seen) == ([], [])
    assert answer.status_code == 303
    secret = answer.headers["Location"].rpartition("/")[2]
    assert shop.do(lambda: orders.find_by_secret(shop.vendor_id, secret)).shopper_name == "Dewi Lestari"


def headers_of(answer):
    """What matters of an answer, with cookies by their rules and not by their values."""
    cookies = {morsel.key: {k: v for k, v in morsel.items() if v and k != "expires"}
               for line in answer.headers.getlist("Set-Cookie") for morsel in SimpleCookie(line).values()}  # fmt: skip
    plain = {name: value for name, value in answer.headers if name not in ("Set-Cookie", "Location", "Content-Length")}
    plain["Vary"] = ", ".join(sorted(plain.get("Vary", "").split(", ")))
    return plain, cookies


def by_the_door(client, *what, **more):
    """The same, with a question in the address that the lane does not know."""
    path, *rest = what
    return client.open(f"{path}?x=1", *rest, **more)


def test_the_lanes_page_is_the_doors_page(crowd, app, door):
    shop, dewi = crowd
    lane, slow = dewi.client.get(shop.item), by_the_door(app.test_client(), shop.item)

    assert len(door) == 1
    assert headers_of(lane) == headers_of(slow)
    fresh = ("token", "csrf_token")
    mine, theirs = (
        {k: v for form in Page(one.text).forms for k, v in form.fields.items() if k not in fresh}
        for one in (lane, slow)
    )
    assert mine | {"next": ""} == theirs | {"next": ""}
    assert len(lane.text) == pytest.approx(len(slow.text), abs=40)


def test_the_lanes_answer_to_a_press_is_the_doors(crowd, door):
    shop, dewi = crowd
    answers = []
    for ask in (
        lambda path, **more: dewi.client.open(path, **more),
        lambda path, **more: by_the_door(dewi.client, path, **more),
    ):
        form = dewi.see(shop.item).form("/orders")
        answers.append(ask(form.action, method="POST", data=form.fields | DEWI, token=False))
    lane, slow = answers

    assert len(door) == 1
    assert (lane.status_code, slow.status_code) == (303, 303)
    mine, theirs = headers_of(lane), headers_of(slow)
    assert mine[1] == theirs[1]
    assert {k: v for k, v in theirs[0].items() if k not in ("Content-Type", "Vary", "Referrer-Policy")}.items() <= mine[
        0
    ].items()


def test_a_browser_that_takes_gzip_gets_it(crowd, door):
    shop, dewi = crowd
    answer = dewi.client.get(shop.item, headers={"Accept-Encoding": "gzip, br"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 8_000
    assert door == []


def test_each_language_and_light_has_its_own_page(crowd, door):
    shop, dewi = crowd
    dewi.client.set_cookie("language", "en")
    dewi.client.get(shop.item)
    assert len(door) == 1
    assert 'lang="en"' in dewi.client.get(shop.item).text
    assert len(door) == 1


@pytest.mark.parametrize(
    ("change", "headers", "status"),
    [
        ({"token": "x"}, {}, 409),
        ({"csrf_token": "x"}, {}, 403),
        ({}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ({}, {"Origin": "https://elsewhere.example"}, 403),
        ({"phone": "12"}, {}, 422),
        ({"quantity": "viele"}, {}, 303),
        ({"quantity": "3"}, {}, 422),
    ],
)
def test_whatever_is_not_plain_is_the_doors_affair(crowd, door, change, headers, status):
    shop, dewi = crowd
    form = dewi.see(shop.item).form("/orders")
    answer = dewi.client.post(form.action, data=form.fields | DEWI | change, headers=headers, token=False)

    assert len(door) == 1
    assert answer.status_code == status


def test_a_stranger_with_somebody_elses_token_gets_nothing(crowd, phone, door):
    shop, dewi = crowd
    form = dewi.see(shop.item).form("/orders")
    rudi = phone(shop)
    own = rudi.see(shop.item).form("/orders").fields["csrf_token"]
    stolen = form.fields | {"csrf_token": own}
    answer = rudi.client.post(form.action, data=stolen | DEWI, token=False)

    assert answer.status_code == 409
    assert shop.do(lambda: database.session.scalar(database.text("SELECT count(*) FROM orders"))) == 0


def test_somebody_signed_in_goes_through_the_door(crowd, door, as_sari):
    shop, _ = crowd

    assert as_sari.get(shop.item).status_code == 200
    assert len(door) == 1


def test_a_refused_press_is_not_pressed_twice(crowd, door):
    shop, dewi = crowd
    for _ in range(2):
        Shopper(dewi.client, shop.home)
        dewi.see(shop.item)
        dewi.send("/orders", **DEWI)
    door.clear()
    dewi.see(shop.item)
    page = dewi.send("/orders", status=422, **DEWI)

    assert "Anda sudah mengambil 2" in page.text
    assert shop.do(lambda: database.session.scalar(database.text("SELECT count(*) FROM order_attempt"))) == 3


def test_an_item_of_another_shop_is_not_found(crowd, door, rudi):
    shop, dewi = crowd
    stranger = shop.item.replace(shop.home, f"/@{rudi.vendor.slug}")

    assert dewi.client.get(stranger).status_code == 404
    assert dewi.client.post(f"{stranger}/orders", data={}).status_code == 404


def test_nothing_left_is_told_by_the_door(crowd, door):
    shop, dewi = crowd
    for n in range(5):
        dewi.client.delete_cookie("visit")
        form = dewi.see(shop.item).form("/orders")
        told = DEWI | {"phone": f"0812-9999-55{n:02}"}
        assert dewi.client.post(form.action, data=form.fields | told, token=False).status_code == 303
    door.clear()
    form = dewi.see(shop.item).form("/orders")
    answer = dewi.client.post(form.action, data=form.fields | DEWI, token=False)

    assert answer.status_code == 422
    assert "habis" in answer.text


def test_who_comes_too_late_is_told_so_without_the_door(crowd, phone, door):
    shop, _ = crowd
    late = [phone(shop) for _ in range(3)]
    forms = [one.see(shop.item).form("/orders") for one in late]
    for n in range(5):
        quick = phone(shop)
        form = quick.see(shop.item).form("/orders")
        quick.client.post(form.action, data=form.fields | DEWI | {"phone": f"0812-9999-66{n:02}"}, token=False)
    wait_for(lambda: (counter.look.now().left or {}).get(shop.item.rpartition("/")[2].replace("-", "").encode()) in
             (b"0 0", b"0 5"))  # fmt: skip
    answers = []
    for one, form in zip(late, forms, strict=True):
        door.clear()
        answers.append(one.client.post(form.action, data=form.fields | DEWI, token=False))

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert door == []  # the first of them had the page drawn
    assert "Belum ada pesanan" in answers[2].text or "Pesanan tidak dibuat" in answers[2].text
    assert shop.do(lambda: database.session.scalar(database.text("SELECT count(*) FROM orders"))) == 5
