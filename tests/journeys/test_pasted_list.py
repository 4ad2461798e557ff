"""A price list out of WhatsApp becomes a shop: pasted, looked through, published once."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.catalog.product import Product
from app.core.db import db

from .shop import within

LISTS = sorted((Path(__file__).parents[1] / "data" / "whatsapp").glob("*.txt"))
LONG = Path(__file__).parents[1] / "data" / "whatsapp" / "toko_serba_ada.txt"
PREVIEWS, PUBLISH = "/backoffice/price-list-previews", "/backoffice/price-lists"
MENDED, DEAREST = "10.000", 1_000_000_000
"""What somebody types where the list has no price, or one that nobody would pay."""


class Sheet(HTMLParser):
    """What a browser would send of the sheet in a page, name by name in order; `notes` counts what is marked."""

    def __init__(self, html: str):
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.notes = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Fields and marks."""
        told = dict(attributes)
        if tag == "input" and told.get("name") and told.get("type") != "checkbox":
            self.fields.setdefault(told["name"] or "", []).append(told.get("value") or "")
        self.notes += "paste__note" in (told.get("class") or "").split()

    def corrected(self) -> dict[str, list[str]]:
        """With a price for every row that has none anybody would pay."""
        return self.fields | {"price": [price if _is_price(price) else MENDED for price in self.fields["price"]]}


def _is_price(words: str) -> bool:
    return 0 < int(words.replace(".", "") or 0) < DEAREST


def products(app, who) -> int:
    return within(app, who, lambda: db.session.scalar(select(func.count(Product.id))))


def read(client: FlaskClient, words: str) -> Sheet:
    answer = client.post(PREVIEWS, data={"text": words})
    assert answer.status_code == 200
    return Sheet(answer.get_data(as_text=True))


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.stem)
def test_every_list_can_be_read_mended_and_sold(app, as_sari, client, sari, file):
    sheet = read(as_sari, file.read_text())
    cells = sheet.corrected()
    assert len(cells["name"]) > 2
    assert products(app, sari) == 0

    published = as_sari.post(PUBLISH, data=cells)
    assert published.status_code == 303
    made = products(app, sari)
    assert made == len({name.lower() for name in cells["name"]})
    again = as_sari.post(PUBLISH, data=cells)
    assert again.location == published.location
    assert products(app, sari) == made

    shop = client.get("/@warung-sari", query_string={"q": cells["name"][0]}).get_data(as_text=True)
    assert cells["name"][0].split()[0] in shop


def test_a_long_list_is_checked_and_published_on_a_phone(app, phone, sari):
    page = phone(sari).open("/backoffice/products")
    page.locator("#main").get_by_text("Lainnya").click()
    page.get_by_role("link", name="Tempel daftar harga").click()
    page.get_by_label("Daftar harga Anda").fill(LONG.read_text())
    page.get_by_role("button", name="Baca daftar").click()
    expect(page.locator(".banner--warning")).to_contain_text(re.compile(r"Ada \d+ yang perlu dicek"))
    page.get_by_role("link", name="Ke yang pertama").click()

    expect(row(page, "Termometer digital")).to_contain_text("Harga tampak terlalu kecil")
    assert row(page, "Termometer digital").get_by_label("Harga").input_value() == "35.000"
    expect(row(page, "Vitamin C 500mg").locator(".paste__cell--doubt")).to_contain_text("Harga tidak ditemukan")
    row(page, "Vitamin C 500mg").get_by_label("Harga").fill("42500")
    row(page, "Selimut").get_by_role("button", name="Hapus baris").click()
    expect(row(page, "Selimut")).to_have_count(0)
    assert row(page, "Vitamin C 500mg").get_by_label("Harga").input_value() == "42500"
    page.get_by_role("button", name=re.compile(r"Terbitkan \d+ baris")).click()
    expect(page.get_by_role("heading", name=re.compile(r"\d+ produk sudah dijual"))).to_be_visible()
    made = products(app, sari)
    told = page.locator("h1").inner_text()
    assert told.startswith(f"{made} ")

    page.go_back()
    page.get_by_role("button", name=re.compile(r"Terbitkan \d+ baris")).click()
    expect(page.locator("h1")).to_have_text(told)
    assert products(app, sari) == made

    shopper = phone().open("/@warung-sari?q=vitamin")
    expect(shopper.get_by_role("listitem").filter(has_text="Vitamin C 500mg")).to_contain_text("Rp 42.500")


def test_what_cannot_be_sold_keeps_the_sheet_as_it_was_typed(app, phone, sari):
    device = phone(sari)
    page = device.open("/backoffice/price-lists/new")
    page.get_by_label("Daftar harga Anda").fill("Keripik 15rb\nVitamin C\nBakso 20rb")
    page.get_by_role("button", name="Baca daftar").click()
    row(page, "Keripik").get_by_label("Nama").fill("Keripik singkong")
    row(page, "Bakso").get_by_label("Harga").fill("dua puluh")
    page.get_by_role("button", name=re.compile("Terbitkan")).click()
    expect(page.locator(".banner--negative")).to_contain_text("Belum ada yang dibuat")
    assert row(page, "Bakso").get_by_label("Harga").input_value() == "dua puluh"
    assert row(page, "Keripik singkong").count() == 1
    assert products(app, sari) == 0

    page.get_by_role("link", name="Produk").first.click()
    page.go_back()
    expect(page.locator(".banner--negative")).to_contain_text("Belum ada yang dibuat")
    assert row(page, "Bakso").get_by_label("Harga").input_value() == "dua puluh"
    device.forgive("422")


def row(page: Page, name: str):
    """The row of the sheet whose name cell says so."""
    return page.locator("tr.paste__row").filter(has=page.locator(f'input[name="name"][value^="{name}"]'))
