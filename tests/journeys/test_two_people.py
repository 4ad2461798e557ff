"""Two of one shop change the same thing: nobody overwrites the other, nobody types twice."""

import pytest
from playwright.sync_api import Page, expect

from .shop import figure, live, stocked


@pytest.fixture
def shelves(app, desktop, phone, sari, budi):
    """The same shelf at Sari's computer and on Budi's phone."""
    stocked(app, sari, "Keripik pedas", 10)
    devices = desktop(sari), phone(budi)
    return [(device, live(device.open("/backoffice/stock"))) for device in devices]


def count(page: Page, number: str) -> None:
    """Type what was counted; not saved yet."""
    form = page.get_by_role("row").filter(has_text="Keripik pedas")
    form.get_by_label("Apa yang terjadi").select_option("counted")
    form.get_by_label("Jumlah").fill(number)


def save(page: Page) -> None:
    page.get_by_role("row").filter(has_text="Keripik pedas").get_by_role("button", name="Simpan").click()


def test_who_counts_second_sees_what_the_first_did_and_keeps_what_they_typed(shelves):
    (_, at_sari), (budis, at_budi) = shelves
    count(at_sari, "8")
    count(at_budi, "7")
    save(at_sari)
    expect(figure(at_sari, "Keripik pedas")).to_have_text("8")
    field = at_budi.get_by_label("Jumlah")
    expect(at_budi.locator(".level__said")).to_have_text("Sari mengubah ini: kini 8")
    save(at_budi)
    expect(at_budi.get_by_role("alert")).to_contain_text("Sari")
    expect(field).to_have_value("7")
    expect(field).to_be_focused()
    budis.forgive("409")
    expect(figure(at_sari, "Keripik pedas")).to_have_text("8")
    save(at_budi)
    expect(figure(at_budi, "Keripik pedas")).to_have_text("7")
    expect(figure(at_sari, "Keripik pedas")).to_have_text("7")


def test_two_deliveries_at_once_are_both_added(shelves):
    for number, (_, page) in enumerate(shelves, 4):
        page.get_by_label("Jumlah").fill(str(number))
    for _, page in shelves:
        save(page)
    for _, page in shelves:
        expect(figure(page, "Keripik pedas")).to_have_text("19")


def test_a_product_that_a_colleague_saved_first_keeps_my_words_beside_theirs(app, desktop, sari, budi):
    stocked(app, sari, "Keripik pedas")
    mine, theirs = desktop(budi), desktop(sari)
    pages = [one.open("/backoffice/products") for one in (mine, theirs)]
    for page in pages:
        page.get_by_role("link", name="Keripik pedas").click()
        expect(page.locator("[data-watching]")).to_be_visible()
    at_budi, at_sari = pages
    at_sari.get_by_label("Nama produk").fill("Keripik super pedas")
    at_sari.get_by_role("button", name="Simpan produk").click()
    expect(at_sari.get_by_role("heading", name="Keripik super pedas")).to_be_visible()

    at_budi.get_by_label("Nama produk").fill("Keripik pedas 100 g")
    at_budi.get_by_label("Harga", exact=True).fill("16000")
    at_budi.get_by_role("button", name="Simpan produk").click()
    expect(at_budi.locator(".banner--warning")).to_contain_text("Sari")
    expect(at_budi.get_by_label("Nama produk")).to_have_value("Keripik pedas 100 g")
    expect(at_budi.get_by_label("Harga", exact=True)).to_have_value("16.000")
    expect(at_budi.get_by_text("Tersimpan: Keripik super pedas")).to_be_visible()
    mine.forgive("409")
    at_budi.get_by_role("button", name="Simpan produk").click()
    expect(at_budi.get_by_role("heading", name="Keripik pedas 100 g")).to_be_visible()
