"""What people do in a shop, by the words they read: shared by the journeys."""

import re
from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Locator, Page, expect

from app.accounts import vendor
from app.accounts.membership import Membership
from app.core import tenancy
from tests.make import make_variant, saved

SECONDS_TO_FOLLOW = 20_000
"""A page without a socket asks every seven seconds; the machine may be busy."""


def live(page: Page) -> Page:
    """Wait until an open page of the back office hears at once."""
    expect(page.locator("#live")).to_have_text("Langsung")
    return page


def figure(page: Page, product: str) -> Locator:
    """How many of a product can be sold, on the shelf page."""
    return page.get_by_role("row").filter(has_text=product).locator(".stock__figure")


def put_in_cart(page: Page, product: str, pieces: int = 1) -> None:
    """From the front of a shop into the cart, and to the checkout page."""
    page.get_by_role("link", name=product).click()
    page.get_by_label("Banyaknya").fill(str(pieces))
    page.get_by_role("button", name="Beli").click()
    page.get_by_role("link", name="Lihat keranjang").click()
    page.get_by_role("link", name=re.compile("Lanjut · Rp")).click()


def order(page: Page, *ways: str, name: str = "Dewi Lestari") -> Locator:
    """Fill in the checkout page by these ways of getting and paying; the button that orders."""
    page.get_by_label("Nama Anda").fill(name)
    page.get_by_label("Nomor HP (WhatsApp)").fill("0812-3456-7890")
    for way in ways:
        page.get_by_role("radio", name=way).check()
    if "Diantar" in ways:
        page.get_by_label("Alamat pengiriman").fill("Jl. Riau No. 5, Bandung")
    return page.get_by_role("button", name=re.compile("^Pesan · Rp"))


def buy(device, product: str, pieces: int, *ways: str) -> Page:
    """Order in Sari's shop; the shopper's page of that order."""
    page = device.open("/@warung-sari")
    put_in_cart(page, product, pieces)
    order(page, *ways).click()
    expect(page.locator("#progress")).to_be_visible()
    return page


def follows(page: Page, words: str, within: str = "#progress") -> None:
    """The shopper's page comes to say so by itself."""
    expect(page.locator(within)).to_contain_text(words, timeout=SECONDS_TO_FOLLOW)


def stocked(app: Flask, who: Membership, name: str = "Keripik pedas", stock: int = 10, **more):
    """A product of a shop that offers everything; its variant."""

    def deed():
        shop = vendor.find(who.vendor_id)
        shop.offers_courier, shop.courier_label, shop.courier_amount = True, "Kurir toko", 12_000
        shop.bank_name, shop.bank_account, shop.bank_holder = "BCA", "1234567890", "Sari"
        return make_variant(who.actor(), name, stock=stock, **more)

    return within(app, who, lambda: saved(deed))


def within(app: Flask, who: Membership, deed: Callable):
    """Something done or read as the shop of a member sees it."""
    with app.app_context(), tenancy.acting_for(who.vendor_id):
        return deed()
