"""A flash sale of one unit: two phones press when the countdown ends, and both read the truth as it changes."""

import time
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from app.core.clock import now
from app.flash import sale
from app.flash.item import ItemDraft
from app.flash.sale import Plan
from tests.make import saved
from tests.orders.stand import run

from .shop import live, stocked, within

SECONDS_TO_CHANGE = 30_000
"""A sweep gives back what is overdue every five seconds, a page asks as often; the machine may be busy."""

SECONDS_REMEMBERED = 2.1
"""So long a web process may remember the shop that another test had at the same address."""


@pytest.fixture
def bargain(app, sari):
    """Sari's last bag of crisps in a flash sale that begins in so many seconds; the address of its page."""

    time.sleep(SECONDS_REMEMBERED)

    def planned(seconds: float = 12) -> str:
        variant = stocked(app, sari, "Keripik pedas", 1)

        def deed():
            begin = now() + timedelta(seconds=seconds)
            items = (ItemDraft(variant.id, 9_000, 1),)
            made = sale.plan(sari.actor(), Plan("Gajian", begin, begin + timedelta(hours=1), items))
            return made.id, run("SELECT id FROM flash_item").scalar_one()

        sale_id, item_id = within(app, sari, lambda: saved(deed))
        return f"/@warung-sari/flash/{sale_id}/items/{item_id}"

    return planned


@pytest.fixture
def overdue(app, sari):
    """The time to pay of every unpaid order runs out."""
    return lambda: within(app, sari, lambda: saved(lambda: run("UPDATE orders SET held_until = now()")))


def fill_in(page: Page, name: str, number: str) -> None:
    page.get_by_label("Nama Anda").fill(name)
    page.get_by_label("Nomor HP (WhatsApp)").fill(number)
    page.get_by_role("radio", name="Transfer bank").check()


def button(page: Page):
    return page.get_by_role("button", name="Pesan sekarang")


def press_together(pages: list[Page]) -> tuple[Page, Page]:
    """Both at once; first who has the order, then who has not."""
    for page in pages:
        page.evaluate("setTimeout(() => document.querySelector('#flash-buy button').click(), 300)")
    for page in pages:
        expect(page.locator("#progress, #refused")).to_be_visible()
    [winner] = [page for page in pages if page.locator("#progress").count()]
    [loser] = [page for page in pages if page.locator("#refused").count()]
    return winner, loser


def together(phone, address: str) -> tuple[list, list[Page]]:
    """Two phones on the page before the start, both filled in; then the countdown ends."""
    devices = [phone(), phone()]
    pages = [device.open(address) for device in devices]
    for number, page in enumerate(pages):
        expect(button(page)).to_be_disabled()
        fill_in(page, f"Pembeli {number}", f"0812-3456-789{number}")
    for page in pages:
        expect(button(page)).to_be_enabled(timeout=SECONDS_TO_CHANGE)
    return devices, pages


def test_the_countdown_ends_one_of_two_wins_and_the_other_gets_what_was_not_paid(
    bargain, phone, desktop, sari, overdue
):
    address = bargain()
    watched = live(
        desktop(sari).open(
            address.split("/items")[0].replace("/@warung-sari/flash", "/backoffice/flash-sales") + "/board"
        )
    )
    devices, pages = together(phone, address)
    expect(watched.locator(".figure").first).to_contain_text("Tersisa 1", use_inner_text=True)

    winner, loser = press_together(pages)
    expect(winner.locator("#stage")).to_have_text("Menunggu transfer Anda")
    expect(loser.locator("#refused")).to_contain_text("Belum dipesan")
    expect(loser.locator("#flash-state")).to_have_text("Semua sedang di keranjang orang (mungkin kembali)")
    expect(loser.get_by_label("Nama Anda")).to_have_value(f"Pembeli {pages.index(loser)}")
    expect(watched.locator(".figure").nth(1)).to_contain_text("Belum dibayar 1", use_inner_text=True)
    devices[pages.index(loser)].forgive("422")

    overdue()
    expect(loser.locator("#flash-state")).to_contain_text("< 10 tersisa", timeout=SECONDS_TO_CHANGE)
    button(loser).click()
    expect(loser.locator("#stage")).to_have_text("Menunggu transfer Anda")
    expect(winner.locator("#stage")).to_have_text("Waktu bayar habis", timeout=SECONDS_TO_CHANGE)


def test_who_waited_is_offered_what_comes_back_before_a_stranger(bargain, phone, overdue):
    address = bargain()
    devices, pages = together(phone, address)
    _, loser = press_together(pages)
    devices[pages.index(loser)].forgive("422")
    loser.get_by_role("button", name="Antre kalau ada yang kembali").click()
    expect(loser.locator("#place")).to_contain_text("Nomor antrean Anda 1", use_inner_text=True)

    overdue()
    expect(loser.locator("#place")).to_contain_text("Giliran Anda", timeout=SECONDS_TO_CHANGE)
    stranger = phone().open(address)
    expect(stranger.locator("#place")).to_contain_text("Nomor antrean Anda", use_inner_text=True)

    loser.get_by_role("link", name="Pesan sekarang").click()
    expect(loser.get_by_label("Nomor HP (WhatsApp)")).not_to_have_value("")
    button(loser).click()
    expect(loser.locator("#stage")).to_have_text("Menunggu transfer Anda")
    expect(stranger.locator("#place")).to_contain_text("Semua sedang di keranjang orang", timeout=SECONDS_TO_CHANGE)


def test_sari_plans_a_sale_of_two_things_in_her_browser(app, desktop, sari):
    for name in ("Keripik pedas", "Bolu pandan"):
        stocked(app, sari, name, 10)
    page = desktop(sari).open("/backoffice/flash-sales/new")
    page.get_by_label("Nama", exact=True).fill("Gajian November")
    for name in ("Keripik pedas", "Bolu pandan"):
        page.get_by_label("Cari barang untuk flash sale").fill(name)
        page.get_by_role("button", name=f"Tambah {name}").click()
        expect(page.locator(".flash-rows")).to_contain_text(name)
    page.get_by_label("Potongan").fill("20")
    page.get_by_label("Kuota", exact=True).fill("5")
    page.get_by_role("button", name="Isi semua", exact=True).click()
    expect(page.get_by_label("Harga flash sale")).to_have_count(2)
    for number in range(2):
        expect(page.get_by_label("Harga flash sale").nth(number)).to_have_value("12.000")
    page.get_by_role("button", name="Terbitkan").click()

    question = page.get_by_role("dialog")
    expect(question).to_contain_text("Terbitkan “Gajian November”?")
    expect(question).to_contain_text("Bolu pandan")
    question.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_role("heading", name="Gajian November")).to_be_visible()
    assert within(app, sari, lambda: len(sale.every(sari.vendor_id)[0].items)) == 2


def test_the_first_load_of_the_page_weighs_less_than_a_hundred_kilobytes(bargain, phone):
    page = phone().open("about:blank")
    wire, weights = page.context.new_cdp_session(page), []
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto(phone().at(bargain(3600)), wait_until="networkidle")

    expect(button(page)).to_be_disabled()
    assert len(weights) > 5
    assert sum(weights) < 100_000
