"""Shoppers pay on providers' own pages, played on this machine; the order's page and the shop follow by themselves."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.core import tenancy
from app.orders import order as orders
from app.payments import account as accounts
from tests.make import saved
from tests.payments.twins import merchant, running

from .shop import SECONDS_TO_FOLLOW, buy, follows, stocked, within

PAID = "Pembayaran diterima"
ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
"""A wallet is opened as an app on a phone; on a desk it shows a code instead."""


@pytest.fixture
def paid_by(app, sari, installation, tmp_path):
    """Opens Sari's account at a provider whose twin runs for the test; the twin."""
    stocked(app, sari)
    begun = []

    def opened(provider: str, *methods: str):
        context = running(provider, tmp_path)
        twin = context.__enter__()
        begun.append(context)
        kept, pasted, settings = merchant(provider)

        def paste():
            return accounts.paste(
                sari.actor(), provider, "twin", pasted | settings, methods, base_url=twin.url
            ).notify_path

        path = within(app, sari, lambda: saved(paste))
        twin.control("merchants", id="toko", keys=kept, notify_url=installation.address + path, settings={})
        return twin

    yield opened
    for context in begun:
        context.__exit__(None, None, None)


def the_order(app, sari):
    """Sari's newest order, as it is now."""
    from sqlalchemy import select

    from app.core.db import db

    def newest():
        db.session.rollback()
        return db.session.scalars(select(orders.Order).order_by(orders.Order.number.desc())).first()

    return within(app, sari, newest)


def wide_enough(page: Page) -> None:
    """Nothing sticks out of a phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_qris_is_scanned_and_the_page_changes_by_itself(app, sari, phone, paid_by):
    twin = paid_by("midtrans", "qris")
    page = buy(phone(), "Keripik pedas", 2, "Ambil sendiri", "QRIS")
    expect(page.locator("#stage")).to_have_text("Menunggu pembayaran Anda")
    expect(page.get_by_role("img", name=re.compile("Kode QRIS"))).to_be_visible()
    wide_enough(page)

    [payment] = twin.payments()
    twin.do(payment["reference"], "pay")

    expect(page.locator("#stage")).to_have_text(PAID, timeout=SECONDS_TO_FOLLOW)
    follows(page, "lewat QRIS")
    assert the_order(app, sari).payment_state == "paid"


def test_money_that_came_while_the_phone_slept_is_seen_when_it_wakes(app, sari, phone, paid_by):
    twin = paid_by("midtrans", "qris")
    page = buy(phone(), "Keripik pedas", 1, "Ambil sendiri", "QRIS")
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    twin.do(twin.payments()[0]["reference"], "pay")
    page.wait_for_timeout(6_000)
    expect(page.locator("#stage")).to_have_text("Menunggu pembayaran Anda")

    page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.locator("#stage")).to_have_text(PAID, timeout=SECONDS_TO_FOLLOW)


def test_a_bca_number_is_copied_and_paid_on_the_banks_page(phone, paid_by):
    twin = paid_by("midtrans", "bca_va", "bni_va")
    device = phone()
    page = device.open("/@warung-sari")
    from .shop import order, put_in_cart

    put_in_cart(page, "Keripik pedas", 1)
    page.get_by_text("Virtual account").first.click()
    order(page, "Ambil sendiri", "BCA Virtual Account").click()
    number = page.locator(".account__number").first
    expect(number).to_be_visible()
    page.get_by_text("Cara membayar").first.click()
    expect(page.get_by_text("m-Transfer")).to_be_visible()
    wide_enough(page)

    bank = device.context.new_page()
    bank.goto(twin.url)
    bank.get_by_label("Cari nomor VA").fill(number.inner_text())
    bank.get_by_role("button", name="Cari").click()
    bank.get_by_role("link").first.click()
    wide_enough(bank)
    bank.get_by_role("button", name="Bayar", exact=True).click()
    expect(bank.get_by_text("sudah dibayar")).to_be_visible()

    expect(page.locator("#stage")).to_have_text(PAID, timeout=SECONDS_TO_FOLLOW)


def test_gopay_opens_its_app_and_comes_back(phone, paid_by):
    paid_by("midtrans", "gopay")
    page = buy(phone(user_agent=ANDROID), "Keripik pedas", 1, "Ambil sendiri", "GoPay")
    wide_enough(page)

    page.get_by_role("link", name="Buka GoPay").click()
    page.get_by_role("button", name="Bayar", exact=True).click()
    page.get_by_role("link", name="Kembali ke toko").click()

    page.wait_for_url(re.compile("/@warung-sari/orders/"))
    expect(page.locator("#stage")).to_have_text(PAID, timeout=SECONDS_TO_FOLLOW)


def test_a_card_goes_through_3ds_on_the_providers_page(phone, paid_by):
    paid_by("midtrans", "card")
    page = buy(phone(), "Keripik pedas", 1, "Ambil sendiri", "Kartu kredit/debit")

    page.get_by_role("link", name=re.compile("Lanjut ke")).click()
    page.get_by_role("button", name="Bayar", exact=True).click()
    page.get_by_label("Kode OTP").fill("112233")
    page.get_by_role("button", name="Kirim").click()

    page.wait_for_url(re.compile("/@warung-sari/orders/"))
    expect(page.locator("#stage")).to_have_text(PAID, timeout=SECONDS_TO_FOLLOW)


def test_akulaku_comes_back_by_another_sites_form(phone, paid_by):
    paid_by("midtrans", "akulaku")
    page = buy(phone(), "Keripik pedas", 1, "Ambil sendiri", "Akulaku")

    page.get_by_role("link", name="Lanjut ke Akulaku").click()
    page.get_by_role("button", name="Bayar", exact=True).click()
    page.get_by_role("button", name="Kembali ke toko").click()

    page.wait_for_url(re.compile("/@warung-sari/orders/"))
    expect(page.locator("#stage")).to_have_text(PAID, timeout=SECONDS_TO_FOLLOW)


def test_another_way_is_chosen_after_the_first_and_only_one_waits(phone, paid_by):
    twin = paid_by("midtrans", "qris", "gopay")
    page = buy(phone(user_agent=ANDROID), "Keripik pedas", 1, "Ambil sendiri", "QRIS")
    page.get_by_role("link", name="Bayar dengan cara lain").click()
    page.get_by_role("radio", name="GoPay").check()
    page.get_by_role("button", name=re.compile("^Bayar Rp")).click()
    expect(page.get_by_role("link", name="Buka GoPay")).to_be_visible()

    assert sorted(one["state"] for one in twin.payments()) == ["expired", "pending"]


def test_a_part_is_sent_back_from_the_shops_page(app, sari, phone, desktop, paid_by):
    twin = paid_by("midtrans", "qris")
    page = buy(phone(), "Keripik pedas", 2, "Ambil sendiri", "QRIS")
    reference = twin.payments()[0]["reference"]
    twin.do(reference, "pay")
    expect(page.locator("#stage")).to_have_text(PAID, timeout=SECONDS_TO_FOLLOW)

    office = desktop(sari).open(f"/backoffice/orders/{the_order(app, sari).id}")
    office.locator("#order-payments").get_by_role("link").click()
    office.get_by_role("link", name="Kembalikan uang").click()
    expect(office.get_by_text("Dikirim kembali lewat penyedia.")).to_be_visible()
    office.get_by_label("Jumlah (Rp)").fill("5.000")
    office.get_by_role("button", name="Kembalikan uang").click()
    expect(office.get_by_text("Pengembalian Rp")).to_be_visible()

    from tests.payments.twins import wait_for

    wait_for(lambda: twin.payments(reference)[0]["refunds"], "the refund")
    twin.do(reference, "confirm_refund")
    follows(page, "Dikembalikan Rp\u00a05.000")


def test_keys_are_pasted_and_tried_at_once(sari, desktop, installation, tmp_path, app):
    with running("xendit", tmp_path) as twin, app.app_context(), tenancy.acting_for(sari.vendor_id):
        kept, pasted, _ = merchant("xendit")
        twin.control("merchants", id="toko", keys=kept, notify_url="", settings={})
        saved(lambda: accounts.paste(sari.actor(), "xendit", "twin", pasted, ["qris"], base_url=twin.url))
        device = desktop(sari)
        page = device.open("/backoffice/settings/payment-accounts/xendit")
        page.get_by_label("Secret API Key").fill("xnd_development_wrong")
        page.get_by_role("button", name="Simpan dan coba").click()
        expect(page.get_by_role("alert")).to_contain_text("Xendit menolak kunci ini, jadi tidak disimpan")
        device.forgive("422")

        page.get_by_label("Secret API Key").fill(pasted["secret_key"])
        page.get_by_role("button", name="Simpan dan coba").click()
        page.wait_for_url(re.compile("/payment-accounts$"))
        expect(page.get_by_text("Xendit", exact=True)).to_be_visible()
