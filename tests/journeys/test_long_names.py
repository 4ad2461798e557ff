"""A name as long as a name may be: it breaks, and no page grows wider than its window."""

import re
from collections.abc import Iterable

import pytest
from playwright.sync_api import Page, expect

from app.catalog.variant import Variant
from app.core.db import db

from .looking import cramped, settle
from .shop import order, put_in_cart, stocked, within

WIDTHS = (320, 360, 768, 1280)
NAMES = {"one-word": "Bakpia" * 20, "words": "Keripik singkong pedas daun jeruk " * 3 + "asli Bandung 250 g"}
SHOP = "/@warung-sari"
PAGES = [
    "/backoffice",
    "/backoffice/orders",
    "/backoffice/orders/{order}",
    "/backoffice/orders/{order}/cancellation/new",
    "/backoffice/packing-slips?id={order}",
    "/backoffice/products",
    "/backoffice/products/{product}",
    "/backoffice/product-prices/new?id={product}",
    "/backoffice/stock",
    "/backoffice/variants/{variant}/movements",
    "/backoffice/search?q={name}",
    "/backoffice/flash-sales/new",
    "/signup/product/{product}",
]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_every_page_fits_its_window(app, phone, sari, name):
    variant = stocked(app, sari, name, 3).id
    sold = within(app, sari, lambda: db.session.get(Variant, (sari.vendor_id, variant)).product)
    shopper = phone().open(SHOP)
    wrong = crammed(shopper, [SHOP, f"{SHOP}?q={name[:6]}", f"{SHOP}/products/{sold.slug}"])
    shopper.goto(SHOP)
    put_in_cart(shopper, name, 5)
    wrong += crammed(shopper, [f"{SHOP}/cart", f"{SHOP}/checkout"])
    order(shopper, "Diantar", "Transfer bank").click()
    expect(shopper.locator("#progress")).to_be_visible()
    wrong += crammed(shopper)

    page = phone(sari).open("/backoffice/orders")
    page.get_by_role("link", name="Dewi Lestari").click()
    page.wait_for_url(re.compile("/orders/."))
    known = {"order": page.url.split("/")[-1], "product": sold.id, "variant": variant, "name": name[:6]}
    wrong += crammed(page, [path.format(**known) for path in PAGES])
    page.goto("/backoffice/price-lists/new")
    page.get_by_label("Daftar harga Anda").fill(f"{name[1:]}a 15rb")
    page.get_by_role("button", name="Baca daftar").click()
    publish = page.get_by_role("button", name=re.compile("Terbitkan"))
    publish.wait_for()
    wrong += crammed(page)
    publish.click()
    page.wait_for_url(re.compile("/price-lists/[0-9a-f-]{36}"))
    wrong += crammed(page)
    assert not wrong, "\n".join(wrong)


def crammed(page: Page, paths: Iterable[str] = ("",)) -> list[str]:
    """What does not fit at any width: of these addresses, or of the page that is open."""
    wrong = []
    for path in paths:
        if path:
            page.goto(path)
        settle(page)
        wrong += [f"{page.url} {one}" for width in WIDTHS for one in cramped(page, width)]
    return wrong
