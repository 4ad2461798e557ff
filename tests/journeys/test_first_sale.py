"""From the landing page to a paid and sent parcel, as the people themselves see it."""

import re

from playwright.sync_api import Page, expect

from tests.make import PASSWORD, saved, sign_in

from .shop import buy, figure, follows, live, order, put_in_cart, stocked


def open_a_shop(page: Page) -> None:
    """Three screens by phone number."""
    page.get_by_role("link", name="Buka toko gratis").click()
    page.get_by_label("Nama Anda").fill("Sari")
    page.get_by_label("Nomor HP atau e-mail").fill("0812-2000-0001")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Nama toko").fill("Warung Sari")
    expect(page.locator("#shop-address")).to_contain_text("/@warung-sari")
    page.get_by_role("button", name="Buka toko").click()
    page.get_by_label("Nama produk").fill("Kopi Gayo 250g")
    page.get_by_label("Harga").press_sequentially("65000")
    expect(page.get_by_label("Harga")).to_have_value("65.000")
    page.get_by_label("Stok").fill("12")
    page.get_by_role("button", name="Jual sekarang").click()
    expect(page.get_by_role("heading", name="Warung Sari sudah buka!")).to_be_visible()


def test_from_the_landing_page_to_the_first_order_in_the_open_inbox(app, phone):
    sari, dewi = phone(), phone()
    page = sari.open("/")
    open_a_shop(page)
    shop = page.get_by_label("Alamat toko Anda").input_value()

    page.get_by_role("link", name="Ke kantor toko").click()
    expect(page.get_by_role("heading", name="Menyiapkan toko")).to_be_visible()
    inbox = live(sari.open("/backoffice/orders"))
    shelf = live(sari.open("/backoffice/stock"))
    expect(figure(shelf, "Kopi Gayo")).to_have_text("12")

    shopper = dewi.open(shop)
    put_in_cart(shopper, "Kopi Gayo 250g", 2)
    order(shopper, "Bayar di tempat").click()
    expect(shopper.get_by_role("heading", name="Pesanan 1")).to_be_visible()
    expect(shopper.locator("#money")).to_contain_text("Rp 130.000")

    expect(inbox.get_by_role("link", name=re.compile("Perlu dikemas.*1"))).to_be_visible()
    expect(inbox.get_by_text("Pesanan baru #1 dari Dewi Lestari")).to_be_visible()
    expect(figure(shelf, "Kopi Gayo")).to_have_text("10")


def test_stock_falls_in_every_tab_that_was_open(app, phone, desktop, wire, sari, budi):
    stocked(app, sari, "Keripik pedas", 10)
    at_sari, at_budi = desktop(sari), desktop(budi, address=wire.address)
    behind, cut = live(at_sari.open("/backoffice/stock")), live(at_budi.open("/backoffice/stock"))
    at_sari.open("/backoffice/orders").bring_to_front()
    wire.cut()
    expect(cut.locator("#live")).to_have_text("Terputus")

    buy(phone(), "Keripik pedas", 3, "Ambil sendiri", "Bayar di tempat")
    expect(figure(behind, "Keripik pedas")).to_have_text("7")
    expect(figure(cut, "Keripik pedas")).to_have_text("10")

    wire.mend()
    expect(live(cut).locator("#live")).to_have_text("Langsung")
    expect(figure(cut, "Keripik pedas")).to_have_text("7")
    at_budi.forgive("/live")


def test_a_hidden_page_follows_too(app, phone, plain_browser, sari):
    stocked(app, sari, "Keripik pedas", 10)
    with app.app_context():
        plain_browser.sign_in(saved(lambda: sign_in(sari)))
    shelf = live(plain_browser.open("/backoffice/stock"))
    plain_browser.open("/").bring_to_front()
    shelf.wait_for_function("document.hidden", polling=100)
    buy(phone(), "Keripik pedas", 4, "Ambil sendiri", "Bayar di tempat")
    expect(figure(shelf, "Keripik pedas")).to_have_text("6")


def test_a_transfer_is_confirmed_packed_and_sent_while_the_shopper_looks_on(app, phone, desktop, sari):
    stocked(app, sari, "Keripik pedas", 10)
    page = desktop(sari).open("/backoffice/orders")
    shopper = buy(phone(), "Keripik pedas", 1, "Diantar", "Transfer bank")
    expect(shopper.locator("#progress")).to_contain_text("1234567890")
    total = shopper.locator(".account__number", has=shopper.locator("mark")).inner_text()
    code = int(total[-3:])
    assert 0 < code < 1000
    assert re.sub(r"\D", "", total) == str(27_000 + code)

    live(page).get_by_role("link", name="Dewi Lestari").click()
    page.get_by_role("button", name=re.compile(r"Catat Rp\s27\.\d{3} sudah masuk")).click()
    follows(shopper, "Pembayaran diterima")
    page.get_by_role("button", name="Tandai sudah dikemas").click()
    page.get_by_label("Nama kurir").fill("JNE")
    page.get_by_label("Nomor resi").fill("JX0012345678")
    page.get_by_role("button", name="Tandai sudah dikirim").click()
    follows(shopper, "JX0012345678")


def test_a_cancelled_order_gives_its_stock_back_on_every_open_page(app, phone, desktop, sari, budi):
    stocked(app, sari, "Keripik pedas", 10)
    shelf, page = live(desktop(budi).open("/backoffice/stock")), desktop(sari).open("/backoffice/orders")
    shopper = buy(phone(), "Keripik pedas", 4, "Diantar", "Transfer bank")
    expect(figure(shelf, "Keripik pedas")).to_have_text("6")
    others = phone().open("/@warung-sari/products/keripik-pedas")
    live(page).get_by_role("link", name="Dewi Lestari").click()
    page.locator("#main").get_by_text("Lainnya").click()
    page.get_by_role("link", name="Batalkan pesanan").click()
    page.get_by_role("button", name="Batalkan pesanan").click()
    expect(figure(shelf, "Keripik pedas")).to_have_text("10")
    follows(shopper, "Pesanan dibatalkan")
    follows(others, "Stok 10", within="main")
