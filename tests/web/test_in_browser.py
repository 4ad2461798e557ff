"""The look and its behaviours in a real Chromium, under our own content policy."""

import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, render_template_string, request
from playwright.sync_api import ConsoleMessage, Page
from werkzeug.serving import make_server

from app.web import styleguide

from .conftest import build

pytestmark = pytest.mark.browser

BENCH = """
{% extends "layouts/plain.html" %}
{% block heading %}Bangku{% endblock %}
{% block content %}
<form id="money" action="/echo">{{ ui.money_field("price", "Harga", 12500) }}{{ ui.button("Kirim") }}</form>
<form id="dirty" action="/echo" data-controller="dirty">
{{ ui.field("name", "Nama", "Teh") }}{{ ui.savebar() }}</form>
<form id="sure" method="post" action="/echo" data-confirm="Kembalikan Rp 5.000?">{{ ui.button("Kembalikan") }}</form>
{{ ui.button("Ganti", type="button", hx_get="/piece", hx_target="#piece") }}
{{ ui.button("Rusak", type="button", hx_get="/plain/crash", hx_target="#piece") }}
{{ ui.button("Tanya", type="button", hx_post="/piece", hx_target="#piece", hx_confirm="Yakin?") }}
<p id="piece">lama</p>{{ ui.stepper(value=1, max=2) }}
{{ ui.button("Buka", type="button", commandfor="sheet", command="show-modal") }}
{% call ui.dialog("sheet", "Lembar") %}isi{% endcall %}
{{ ui.search("/echo", label="Cari", shortcut=true) }}
{% endblock %}"""
PIECE = """<p id="piece">baru {{ request.method }} {{ request.headers["X-CSRF-Token"] }}
{{ ui.stepper(id="new", value=1) }}</p>"""


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """The shared door with the guide and a bench of behaviours, on a port of its own."""
    app: Flask = build()
    app.register_blueprint(styleguide.bp)
    app.jinja_env.globals["icon_names"] = lambda: []
    app.add_url_rule("/bench", "bench", lambda: render_template_string(BENCH))
    app.add_url_rule("/piece", "piece", lambda: render_template_string(PIECE), methods=["GET", "POST"])
    app.add_url_rule("/echo", "echo", lambda: dict(request.values), methods=["GET", "POST"])
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


def is_wrong(message: ConsoleMessage) -> bool:
    """An error, but for the socket's: there is none on this bench."""
    return message.type == "error" and "/live" not in message.text + message.location["url"]


@pytest.fixture
def page(chromium, served) -> Iterator[Page]:
    """A page that remembers what the console complained about."""
    context = chromium.new_context(base_url=served, viewport={"width": 360, "height": 800}, locale="id-ID")
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if is_wrong(message) else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


def settle(page: Page) -> None:
    """Until the scripts have woken what the page asks for; a live page is never quiet."""
    page.wait_for_load_state("load")
    page.wait_for_timeout(400)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sheet", styleguide.SHEETS)
def test_every_sheet_fits_every_width_and_breaks_no_rule(page, served, sheet, theme):
    page.context.add_cookies([{"name": "theme", "value": theme, "url": served}])
    page.goto(f"/styleguide/{sheet}")
    settle(page)
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
    assert page.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sheet", styleguide.SHEETS)
def test_axe_finds_nothing_wrong(page, served, sheet, theme):
    page.context.add_cookies([{"name": "theme", "value": theme, "url": served}])
    page.goto(f"/styleguide/{sheet}")
    settle(page)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


def test_money_is_drawn_with_dots_and_sent_without(page):
    page.goto("/bench")
    field = page.get_by_label("Harga")
    field.fill("")
    field.press_sequentially("1240000")
    assert field.input_value() == "1.240.000"
    page.get_by_role("button", name="Kirim").click()
    page.wait_for_url("**/echo?price=1240000")


def test_a_wrong_amount_stays_as_it_was_typed_beside_its_error(page):
    page.goto("/styleguide/form")
    settle(page)
    assert page.get_by_label("Harga coret").input_value() == "seribu"


def test_the_save_bar_comes_with_a_change_and_goes_when_it_is_taken_back(page):
    page.goto("/bench")
    bar, field = page.locator("#dirty .savebar"), page.get_by_label("Nama")
    page.wait_for_selector("[data-watching]")
    assert not bar.is_visible()
    field.fill("Kopi")
    assert bar.is_visible()
    field.fill("Teh")
    assert not bar.is_visible()


def test_a_form_that_moves_money_asks_in_a_sheet(page):
    page.goto("/bench")
    settle(page)
    page.get_by_role("button", name="Kembalikan").click()
    sheet = page.get_by_role("dialog")
    assert "Kembalikan Rp 5.000?" in sheet.text_content()
    sheet.get_by_role("button", name="Batal").click()
    assert page.url.endswith("/bench")
    page.get_by_role("button", name="Kembalikan").click()
    page.get_by_role("dialog").get_by_role("button", name="Ya, lanjutkan").click()
    page.wait_for_url("**/echo")


def test_htmx_sends_the_token_swaps_the_piece_and_wakes_what_is_in_it(page):
    page.goto("/bench")
    page.get_by_role("button", name="Ganti").click()
    page.get_by_text("baru GET the-token").wait_for()
    page.locator("#piece").get_by_role("button", name="Tambah satu").click()
    assert page.locator("#new").input_value() == "2"
    assert page.complaints == []


def test_htmx_asks_before_it_sends(page):
    page.goto("/bench")
    settle(page)
    page.get_by_role("button", name="Tanya").click()
    page.get_by_role("dialog").get_by_role("button", name="Ya, lanjutkan").click()
    page.get_by_text("baru POST the-token").wait_for()


def test_a_crash_leaves_the_page_and_says_so(page):
    page.goto("/bench")
    page.get_by_role("button", name="Rusak").click()
    toast = page.get_by_role("alert")
    toast.wait_for()
    assert page.locator("#piece").text_content() == "lama"
    toast.get_by_role("button", name="Tutup").click()
    toast.wait_for(state="detached")


def test_a_lost_answer_is_told_as_unknown(page):
    page.goto("/bench")
    settle(page)
    page.route("**/piece", lambda route: route.abort())
    page.get_by_role("button", name="Ganti").click()
    page.get_by_text("belum pasti tersimpan").wait_for()
    assert page.get_by_role("alert").count() == 1


def test_a_stepper_stops_at_its_limits(page):
    page.goto("/bench")
    frame = page.locator(".stepper")
    page.wait_for_selector("[data-step='-1']:disabled")
    frame.get_by_role("button", name="Tambah satu").click()
    assert page.locator("#field-quantity").input_value() == "2"
    assert frame.get_by_role("button", name="Tambah satu").is_disabled()


def test_a_dialog_opens_and_closes_by_its_buttons(page):
    page.goto("/bench")
    page.get_by_role("button", name="Buka").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="Tutup").click()
    sheet.wait_for(state="hidden")


def test_a_slash_finds_the_search_field(page):
    page.goto("/bench")
    settle(page)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_without_internet_a_line_says_so(page):
    page.goto("/bench")
    settle(page)
    page.context.set_offline(True)
    page.get_by_text("Tidak ada internet").wait_for()
    page.context.set_offline(False)
    page.get_by_text("Tidak ada internet").wait_for(state="hidden")


def test_keyboard_users_can_skip_to_the_content(page):
    page.goto("/bench")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
