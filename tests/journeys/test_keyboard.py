"""Without a mouse: people buy and sell, and their place is kept when the page changes."""

from playwright.sync_api import Locator, Page, expect

from .shop import live, stocked

MOST_STEPS = 400


def tab_to(page: Page, wanted: Locator) -> Locator:
    """Press Tab until it has the focus."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return wanted
    raise AssertionError(f"Tab does not come to {wanted}")


def test_a_shopper_orders_by_keyboard_alone(app, desktop, sari):
    stocked(app, sari)
    page = desktop().open("/@warung-sari")
    tab_to(page, page.get_by_role("link", name="Keripik pedas")).press("Enter")
    tab_to(page, page.get_by_role("button", name="Tambah satu")).press("Enter")
    tab_to(page, page.get_by_role("button", name="Beli")).press("Enter")
    tab_to(page, page.get_by_role("link", name="Lihat keranjang")).press("Enter")
    tab_to(page, page.get_by_role("link", name="Lanjut")).press("Enter")
    tab_to(page, page.get_by_label("Nama Anda"))
    page.keyboard.type("Dewi Lestari")
    tab_to(page, page.get_by_label("Nomor HP (WhatsApp)"))
    page.keyboard.type("081234567890")
    tab_to(page, page.get_by_role("button", name="Pesan · Rp")).press("Enter")
    expect(page.get_by_role("heading", name="Pesanan 1")).to_be_visible()


def test_the_skip_link_leads_past_the_rail(desktop, app, sari):
    page = live(desktop(sari).open("/backoffice/stock"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_place_is_kept_when_a_count_is_saved(app, desktop, sari):
    stocked(app, sari, stock=10)
    page = live(desktop(sari).open("/backoffice/stock"))
    page.get_by_label("Jumlah Keripik pedas").fill("5")
    save = page.get_by_role("row").filter(has_text="Keripik pedas").get_by_role("button", name="Simpan")
    tab_to(page, save).press("Enter")
    expect(page.locator(".stock__figure")).to_have_text("15")
    expect(save).to_be_focused()


def test_the_place_is_kept_in_the_cart(app, desktop, sari):
    stocked(app, sari, "Keripik pedas")
    stocked(app, sari, "Teh botol")
    device = desktop()
    for slug in ("keripik-pedas", "teh-botol"):
        page = device.open(f"/@warung-sari/products/{slug}")
        page.get_by_role("button", name="Beli").click()
        expect(page.get_by_text("Masuk keranjang.")).to_be_visible()
    page = device.open("/@warung-sari/cart")
    more = page.locator(".cart-line").filter(has_text="Teh botol").get_by_role("button", name="Tambah satu")
    tab_to(page, more).press("Enter")
    expect(page.locator("#cart-link")).to_contain_text("3")
    expect(more).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Hapus Teh botol")).press("Enter")
    expect(page.get_by_text("Teh botol dikeluarkan")).to_be_visible()
    assert page.evaluate("document.getElementById('cart').contains(document.activeElement)")


def test_a_dialog_keeps_the_focus_and_gives_it_back(app, desktop, sari, budi):
    page = live(desktop(sari).open("/backoffice/staff"))
    menu = page.locator("summary", has=page.get_by_role("img", name="Ubah Budi"))
    tab_to(page, menu).press("Enter")
    leave = page.get_by_role("button", name="Akhiri kerja di sini")
    tab_to(page, leave).press("Enter")
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("button", name="Batal")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(leave).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
