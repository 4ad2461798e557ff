"""A checkout that came back: what is missing is beside each field, and the page has nothing to complain of."""

from playwright.sync_api import expect

from .shop import order, put_in_cart, stocked


def test_everything_missing_is_said_at_once_and_the_first_field_waits(app, phone, sari):
    stocked(app, sari)
    dewi = phone()
    page = dewi.open("/@warung-sari")
    put_in_cart(page, "Keripik pedas")
    page.get_by_role("radio", name="Diantar").check()
    page.get_by_role("button", name="Pesan · Rp").click()
    expect(page.locator(".field__error")).to_have_count(3)
    expect(page.get_by_label("Nama Anda")).to_be_focused()
    dewi.forgive("422")
    order(page, "Diantar").click()
    expect(page.locator("#progress")).to_be_visible()


def test_a_field_made_larger_by_hand_breaks_no_content_policy(app, phone, sari):
    """The browser keeps a new size in a style attribute; nothing may copy that by script."""
    stocked(app, sari)
    dewi = phone()
    page = dewi.open("/@warung-sari")
    put_in_cart(page, "Keripik pedas")
    page.get_by_label("Catatan untuk toko").evaluate("one => { one.style.height = '200px'; }")
    page.get_by_role("button", name="Pesan · Rp").click()
    expect(page.locator(".field__error")).to_have_count(2)
    dewi.forgive("422")
