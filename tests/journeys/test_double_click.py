"""A shopper presses twice, goes back, or never hears the answer: one order each, and never two."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from app.core.db import db
from app.orders.order import Order

from .shop import order, put_in_cart, stocked, within

WAYS = "Ambil sendiri", "Bayar di tempat"


@pytest.fixture
def checkout(app, phone, sari):
    """Somebody's filled-in checkout page, with its button, and how many orders there are."""
    stocked(app, sari)
    dewi = phone()
    page = dewi.open("/@warung-sari")
    put_in_cart(page, "Keripik pedas")
    button = order(page, *WAYS)
    return dewi, page, button, lambda: within(app, sari, lambda: db.session.scalar(select(func.count(Order.id))))


def test_a_double_click_orders_once(checkout):
    _, page, button, orders = checkout
    button.dblclick()
    expect(page.get_by_role("heading", name="Pesanan 1")).to_be_visible()
    assert orders() == 1


def test_a_double_click_before_any_script_has_loaded_orders_once(app, phone, sari):
    stocked(app, sari)
    dewi = phone(java_script_enabled=False)
    page = dewi.open("/@warung-sari/products/keripik-pedas")
    page.get_by_role("button", name="Beli").click()
    page.get_by_role("link", name="Lanjut").click()
    order(page, *WAYS).dblclick()
    expect(page.locator("h1")).to_have_text("Pesanan 1")
    assert within(app, sari, lambda: db.session.scalar(select(func.count(Order.id)))) == 1


def test_going_back_and_pressing_again_shows_the_order_that_is_there(checkout):
    _, page, button, orders = checkout
    button.click()
    expect(page.get_by_role("heading", name="Pesanan 1")).to_be_visible()
    page.go_back()
    page.evaluate("document.querySelector('form.checkout')?.requestSubmit()")
    expect(page.get_by_text("Pesanan nomor 1 sudah dibuat")).to_be_visible()
    assert orders() == 1


def test_a_lost_answer_is_told_as_unknown_and_a_retry_finds_the_same_order(checkout):
    dewi, page, button, orders = checkout
    lost = []

    def lose(route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.fetch(max_redirects=0))
        return route.abort()

    page.route("**/checkout", lose)
    button.click()
    expect(page.get_by_role("alert")).to_contain_text("belum pasti tersimpan")
    assert orders() == 1
    dewi.forgive("ERR_FAILED")
    dewi.forgive("Failed to fetch")
    button.click()
    expect(page.get_by_role("heading", name="Pesanan 1")).to_be_visible()
    assert orders() == 1


def test_a_second_tab_with_the_same_cart_does_not_order_twice(checkout):
    dewi, page, button, orders = checkout
    other = dewi.open("/@warung-sari/checkout")
    twin = order(other, *WAYS)
    button.click()
    expect(page.get_by_role("heading", name="Pesanan 1")).to_be_visible()
    twin.click()
    expect(other.get_by_text("Pesanan nomor 1 sudah dibuat")).to_be_visible()
    assert orders() == 1
