"""One page and one button, without scripts: browse, cart, order."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.accounts import selling_terms, vendor
from app.core import tenancy
from app.core.db import db
from app.core.ids import new_id
from app.orders.order import Order
from app.stock import change, level, location

from .pages import Page


def orders(shop):
    return shop.do(
        lambda: [(one.number, one.total_amount, one.state) for one in db.session.query(Order).order_by("number")]
    )


def test_from_the_shelf_to_an_order_without_scripts(dewi, shop):
    home = dewi.see()
    dewi.see(home.links["Keripik pedas"])
    dewi.send("/cart/lines", quantity=2)
    dewi.see(dewi.page.links["Lanjut · Rp 30.000"])
    page = dewi.send("/checkout", name="Dewi Lestari", phone="0812-9999-1234")
    assert re.fullmatch(rf"{shop.home}/orders/[\w-]+", dewi.path)
    assert "Pesanan 1" in page.text
    assert orders(shop) == [(1, 30_000, "open")]
    assert shop.do(lambda: level.figures(shop.vendor_id, [shop.crisps])[shop.crisps].available) == 8


def test_the_button_says_what_it_costs_each_way(dewi):
    dewi.buy("keripik-pedas", 2)
    page = dewi.see("/checkout")
    assert "Pesan · Rp 30.000" in page.text
    assert "Pesan · Rp 42.000" in page.text
    assert "kode unik" in page.text


def test_the_courier_needs_an_address_and_costs_what_was_said(dewi, shop):
    dewi.buy("keripik-pedas", 2)
    dewi.see("/checkout")
    page = dewi.send("/checkout", 422, name="Dewi", phone="081299991234", fulfilment="courier")
    assert "Tulis alamat tujuan" in page.text
    fields = page.form("/checkout").fields
    assert (fields["name"], fields["fulfilment"]) == ("Dewi", "courier")
    dewi.send("/checkout", address="Jl. Merdeka 45")
    assert orders(shop) == [(1, 42_000, "open")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Isi nama Anda"),
        ({"name": "D" * 81}, "Terlalu panjang: paling banyak 80 huruf."),
        ({"phone": "12"}, "Nomor HP belum lengkap"),
        ({"fulfilment": "drone"}, "Pilih cara menerima"),
        ({"payment_method": ""}, "Pilih cara membayar"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(dewi, shop, typed, said):
    dewi.buy("keripik-pedas")
    dewi.see("/checkout")
    page = dewi.send("/checkout", 422, **{"name": "Dewi", "phone": "081299991234", "note": "tanpa cabai"} | typed)
    assert said in page.text
    assert page.form("/checkout").fields["note"] == "tanpa cabai"
    assert orders(shop) == []
    assert "Keranjang 1 barang" in page.text


def test_a_number_comes_back_as_it_was_typed_and_the_next_time_as_it_is_read(dewi):
    dewi.buy("keripik-pedas")
    dewi.see("/checkout")
    page = dewi.send("/checkout", 422, name="", phone="+62 813 1111 0001")
    assert page.form("/checkout").fields["phone"] == "+62 813 1111 0001"
    dewi.send("/checkout", name="Dewi")
    dewi.buy("keripik-pedas")
    assert dewi.see("/checkout").form("/checkout").fields["phone"] == "0813-1111-0001"


def test_a_name_that_is_too_long_is_not_said_to_be_missing(dewi):
    dewi.buy("keripik-pedas")
    dewi.see("/checkout")
    assert "Isi nama Anda" not in dewi.send("/checkout", 422, name="D" * 81, phone="081299991234").text


def test_a_shop_that_gave_no_address_says_how_the_shopper_learns_it(dewi, shop):
    shop.do(lambda: db.session.execute(text("UPDATE vendor SET pickup_address = ''")))
    dewi.buy("keripik-pedas")
    told = "alamat diberi tahu toko lewat WhatsApp"
    assert f"Gratis, {told}." in dewi.see("/checkout").text
    assert f"A{told[1:]}." in dewi.order().text


def test_everything_that_is_missing_is_said_at_once_beside_its_field(dewi, shop):
    dewi.buy("keripik-pedas")
    dewi.see("/checkout")
    dewi.send("/checkout", 422, name="", phone="", fulfilment="courier", note="tanpa cabai")
    beside = dict(re.findall(r'id="field-(\w+)-hint"><svg.*?<span>(.*?)</span>', dewi.answer.text))
    assert list(beside) == ["name", "phone", "address"]
    assert beside["phone"].startswith("Nomor HP belum lengkap")
    assert "Belum dipesan" not in dewi.page.text
    assert orders(shop) == []


def test_a_refusal_that_is_about_no_field_says_nothing_beside_one(dewi, shop):
    dewi.buy("keripik-pedas")
    dewi.see("/checkout")
    shop.do(lambda: db.session.execute(text("UPDATE variant SET price_amount = 14000, was_amount = NULL")))
    page = dewi.send("/checkout", 409, name="Dewi", phone="081299991234")
    assert "Belum dipesan" in page.text
    assert 'aria-invalid="true"' not in dewi.answer.text


def test_pressing_twice_makes_one_order(dewi, shop):
    dewi.buy("keripik-pedas")
    form = dewi.see("/checkout").form("/checkout")
    typed = form.fields | {"name": "Dewi", "phone": "081299991234"}
    first, again = (dewi.client.post(form.action, data=typed) for _ in range(2))
    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    assert len(orders(shop)) == 1


def test_coming_back_after_ordering_shows_the_order_not_a_second_form(dewi, shop):
    dewi.buy("keripik-pedas")
    dewi.order()
    page = dewi.see("/checkout")
    assert "Pesanan nomor 1 sudah dibuat" in page.text
    assert page.forms == [] or not any(form.action.endswith("/checkout") for form in page.forms)
    assert page.links["Lihat pesanan"].startswith(f"{shop.home}/orders/")


def test_an_old_form_sent_again_with_another_key_orders_nothing(dewi, shop):
    dewi.buy("keripik-pedas")
    form = dewi.see("/checkout").form("/checkout")
    typed = form.fields | {"name": "Dewi", "phone": "081299991234"}
    dewi.client.post(form.action, data=typed)
    answer = dewi.client.post(form.action, data=typed | {"key": str(uuid4())})
    assert "sudah dibuat" in answer.text
    assert len(orders(shop)) == 1


def test_an_empty_cart_has_nothing_to_order(dewi):
    dewi.see("/checkout", status=303)
    assert dewi.answer.location.endswith("/cart")


def test_a_cart_of_sold_out_things_is_shown_not_the_last_order(dewi, shop):
    dewi.buy("keripik-pedas")
    dewi.order()
    dewi.buy("keripik-pedas")
    shop.do(lambda: change.add(shop.actor, shop.crisps, -9, reason="lost", key=new_id()))
    dewi.see("/checkout", status=303)
    assert "Habis, jadi tidak ikut dipesan." in dewi.see("/cart").text


def test_what_sold_out_at_the_last_moment_is_said_with_the_cart_kept(dewi, shop):
    dewi.buy("keripik-pedas", 2)
    dewi.buy("kaos", variant_id=shop.medium)
    dewi.see("/checkout")
    shop.do(lambda: change.add(shop.actor, shop.crisps, -10, reason="lost", key=new_id()))
    page = dewi.send("/checkout", 409, name="Dewi", phone="081299991234")
    assert "berubah sejak halaman ini dibuka" in page.text
    assert "Habis, jadi tidak ikut dipesan." in page.text
    assert "Pesan · Rp 75.000" in page.text
    assert orders(shop) == []
    dewi.send("/checkout")
    assert orders(shop) == [(1, 75_000, "open")]


def test_a_risen_price_must_be_accepted(dewi, shop):
    dewi.buy("keripik-pedas")
    shop.do(lambda: db.session.execute(text("UPDATE variant SET price_amount = 18000, was_amount = NULL")))
    page = dewi.see("/checkout")
    assert "Harga naik dari Rp 15.000 menjadi Rp 18.000." in page.text
    told = {"name": "Dewi", "phone": "081299991234"}
    assert "Centang persetujuan" in dewi.send("/checkout", 422, **told).text
    dewi.send("/checkout", accepted=1, **told)
    assert orders(shop) == [(1, 18_000, "open")]


def test_a_closed_shop_keeps_the_cart_and_has_no_button(dewi, shop):
    dewi.buy("keripik-pedas")
    form = dewi.see("/checkout").form("/checkout")
    shop.do(lambda: selling_terms.open_or_close(shop.actor, vendor.find(shop.vendor_id), is_open=False))
    page = dewi.see("/checkout")
    assert "pesanan belum bisa dikirim" in page.text
    assert "Pesan · Rp" not in page.text
    answer = dewi.client.post(form.action, data=form.fields | {"name": "Dewi", "phone": "081299991234"})
    assert "Toko sedang tutup. Pesanan tidak dibuat" in answer.text
    assert orders(shop) == []


def test_what_was_told_once_is_not_asked_again(dewi):
    dewi.buy("keripik-pedas")
    dewi.order(fulfilment="courier", address="Jl. Merdeka 45", payment_method="transfer")
    dewi.buy("keripik-pedas")
    fields = dewi.see("/checkout").form("/checkout").fields
    assert (fields["name"], fields["phone"]) == ("Dewi Lestari", "0812-9999-1234")
    assert (fields["address"], fields["payment_method"]) == ("Jl. Merdeka 45", "transfer")


def test_only_what_the_shop_offers_is_offered(dewi, shop):
    shop.do(lambda: db.session.execute(text("UPDATE vendor SET offers_courier = false, bank_account = ''")))
    dewi.buy("keripik-pedas")
    page = dewi.see("/checkout")
    assert "Diantar" not in page.text
    assert "Transfer bank" not in page.text


def test_the_fields_help_a_phone_to_fill_them_in(dewi):
    dewi.buy("keripik-pedas")
    dewi.see("/checkout")
    assert {'autocomplete="name"', 'autocomplete="tel"', 'autocomplete="street-address"'} <= set(
        re.findall(r'autocomplete="[a-z-]+"', dewi.answer.text)
    )


def test_a_checkout_asks_little(dewi, statements):
    dewi.buy("keripik-pedas")
    with statements() as seen:
        dewi.see("/checkout")
    assert len(seen) <= 12


def test_when_somebody_counts_at_that_moment_pressing_again_is_safe(app, dewi, shop):
    dewi.buy("keripik-pedas")
    form = dewi.see("/checkout").form("/checkout")
    typed = form.fields | {"name": "Dewi", "phone": "081299991234"}
    with app.app_context(), tenancy.acting_for(shop.vendor_id):
        level.lock(shop.vendor_id, [(shop.crisps, location.first(shop.vendor_id).id)])
        busy = Page((answer := dewi.client.post(form.action, data=typed)).text)
        db.session.rollback()
    assert answer.status_code == 503
    assert "Sedang ramai" in busy.text
    again = busy.form("/checkout").fields
    assert again["key"] == typed["key"]
    assert dewi.client.post(form.action, data=again).status_code == 303
    assert len(orders(shop)) == 1
