"""Open tabs in a real Chromium: what one does, the other sees, and nothing is taken out of a person's hands."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from app.accounts import session
from app.core.db import transaction

from .tabs import Web

pytestmark = pytest.mark.browser


@pytest.fixture
def shelf(chromium, web, secret_of) -> Iterator[Callable[..., Page]]:
    """Opens the shelf of a member in a browser of their own, and waits until it is live."""
    contexts = []

    def shelf(who, *, port: int | None = None, width: int = 1280) -> Page:
        address = f"http://127.0.0.1:{port or web.port}"
        context = chromium.new_context(base_url=address, viewport={"width": width, "height": 800}, locale="id-ID")
        context.add_cookies([{"name": "sid", "value": secret_of(who), "url": address}])
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto("/backoffice/stock")
        expect(page.locator("#live")).to_have_text("Langsung")
        return page

    yield shelf
    for context in contexts:
        context.close()


def figure(page: Page, variant):
    return page.locator(f"#figure-{variant.id} .stock__figure")


def type_number(page: Page, variant, number: str, kind: str = "received"):
    form = page.locator(f"#level-{variant.id} form")
    form.get_by_label("Apa yang terjadi").select_option(kind)
    form.get_by_label("Jumlah").fill(number)
    return form


def test_what_one_saves_the_other_sees_within_a_second(shelf, sari, budi, crisps):
    at_sari, at_budi = shelf(sari), shelf(budi, width=360)
    type_number(at_budi, crisps, "5").get_by_role("button", name="Simpan").click()
    expect(figure(at_sari, crisps)).to_have_text("15", timeout=1500)
    expect(figure(at_budi, crisps)).to_have_text("15")
    assert at_sari.complaints + at_budi.complaints == []


def test_while_i_type_a_colleagues_change_is_told_beside_and_my_words_stay(shelf, add, sari, budi, crisps):
    page = shelf(sari)
    form = type_number(page, crisps, "9", "counted")
    add(budi, crisps, 2)
    expect(form.locator("[data-said]")).to_have_text("Budi mengubah ini: kini 12")
    expect(figure(page, crisps)).to_have_text("12")
    expect(form.get_by_label("Jumlah")).to_have_value("9")
    expect(form.get_by_label("Jumlah")).to_be_focused()
    form.get_by_role("button", name="Simpan").click()
    expect(page.locator(f"#level-{crisps.id}")).to_contain_text("Budi baru saja menambah 2, jadi stok kini 12")
    expect(form.get_by_label("Jumlah")).to_have_value("9")
    form.get_by_role("button", name="Simpan").click()
    expect(figure(page, crisps)).to_have_text("9")


def test_an_idle_form_follows_so_that_its_next_count_fits(shelf, add, sari, budi, crisps):
    page = shelf(sari)
    add(budi, crisps, 2)
    expect(figure(page, crisps)).to_have_text("12")
    type_number(page, crisps, "8", "counted").get_by_role("button", name="Simpan").click()
    expect(figure(page, crisps)).to_have_text("8")


def test_a_page_whose_line_was_cut_says_so_and_catches_up(shelf, add, sari, budi, crisps):
    page = shelf(sari)
    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    add(budi, crisps, 3)
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(figure(page, crisps)).to_have_text("13")
    expect(page.locator("#live")).to_have_text("Langsung")


def test_without_a_socket_it_asks_and_says_so(shelf, add, sari, budi, crisps):
    page = shelf(sari)
    page.route_web_socket(re.compile("/live"), lambda socket: socket.close())
    page.reload()
    expect(page.locator("#live")).to_have_text("Memeriksa tiap 10 detik")
    add(budi, crisps, 3)
    expect(figure(page, crisps)).to_have_text("13", timeout=16_000)


def test_when_the_server_is_gone_it_says_so_and_comes_back(engines, shelf, sari, crisps):
    web = Web(engines.environ())
    page = shelf(sari, port=web.port)
    web.stop()
    expect(page.locator("#live")).to_have_text("Terputus", timeout=16_000)
    back = Web(engines.environ(), port=web.port)
    expect(page.locator("#live")).to_have_text("Langsung", timeout=15_000)
    back.stop()


def test_who_signs_out_elsewhere_is_told_and_left_alone(app, shelf, sari, crisps):
    page = shelf(sari)
    with app.app_context(), transaction():
        session.end_all(sari.person_id)
    expect(page.locator("#live")).to_have_text("Anda sudah keluar", timeout=9_000)


@pytest.mark.parametrize("path", ["stock", "variants/{id}/movements", "settings/locations"])
def test_axe_finds_nothing_wrong_and_a_phone_has_room(shelf, sari, crisps, path):
    page = shelf(sari, width=360)
    page.goto(f"/backoffice/{path.format(id=crisps.id)}")
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []
