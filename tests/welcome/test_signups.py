"""From nobody to a shop with a product, in three screens."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select

from app.accounts.person import Person
from app.accounts.session import Session
from app.accounts.vendor import Vendor
from app.catalog.product import Product
from app.core import tenancy
from app.core.db import db as database
from app.stock import level
from tests import make

SARI = {"name": "Sari", "contact": "0812 3456 7890", "password": make.PASSWORD}
COFFEE = {"name": "Kopi Gayo 250g", "price": "65.000", "stock": "12"}


def rows(app: Flask, model) -> int:
    with app.app_context(), tenancy.everyone():
        return database.session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def newcomer(client: FlaskClient) -> FlaskClient:
    """Through screen one."""
    assert client.post("/signup", data=SARI).location == "/signup/shop"
    return client


@pytest.fixture
def owner(newcomer: FlaskClient) -> FlaskClient:
    """Through screen two."""
    assert newcomer.post("/signup/shop", data={"name": "Warung Sari"}).location == "/signup/product"
    return newcomer


def test_three_screens_lead_to_a_shop_with_a_product(app: Flask, owner: FlaskClient):
    done = owner.post("/signup/product", data=COFFEE, follow_redirects=True)
    assert "Warung Sari sudah buka!" in done.text
    assert "http://localhost/@warung-sari" in done.text
    assert "https://wa.me/" in done.text
    with app.app_context():
        shop = database.session.scalar(select(Vendor))
        tenancy.enter(shop.id)
        coffee = database.session.scalar(select(Product))
        (variant,) = coffee.variants
        assert (coffee.state, variant.price_amount, shop.phone) == ("published", 65000, "+6281234567890")
        assert level.figures(shop.id, [variant.id])[variant.id].available == 12


def test_a_photo_comes_along(app: Flask, owner: FlaskClient):
    photo = BytesIO()
    Image.new("RGB", (300, 300), "brown").save(photo, "JPEG")
    photo.seek(0)
    owner.post("/signup/product", data=COFFEE | {"photo": (photo, "kopi.jpg")})
    with app.app_context(), tenancy.everyone():
        assert len(database.session.scalar(select(Product)).pictures) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Isi nama Anda"),
        ({"contact": "0812"}, "Nomor HP belum lengkap"),
        ({"contact": "sari@"}, "Alamat e-mail belum lengkap"),
        ({"password": "pendek"}, "paling sedikit 8 karakter"),
    ],
)
def test_what_was_typed_is_kept_but_for_the_password(app: Flask, client: FlaskClient, wrong, sentence):
    answer = client.post("/signup", data=SARI | {"name": "Sari Dewi"} | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert ('value="Sari Dewi"' in answer.text) == ("name" not in wrong)
    assert make.PASSWORD not in answer.text
    assert rows(app, Person) == 0


def test_a_contact_signs_up_once(app: Flask, newcomer: FlaskClient):
    answer = app.test_client().post("/signup", data=SARI | {"contact": "+62 812 3456 7890"})
    assert answer.status_code == 409
    assert "sudah punya akun" in answer.text
    assert rows(app, Person) == 1


def test_the_shops_address_shows_while_its_name_is_typed(newcomer: FlaskClient, sari):
    assert "/@toko-budi<" in newcomer.get("/signup/shop/address?name=Toko Budi").text
    assert "/@warung-sari-2<" in newcomer.get("/signup/shop/address?name=Warung Sari").text
    assert "@" not in newcomer.get("/signup/shop/address?name=").text


def test_a_shop_needs_a_name_and_somebody_signed_in(app: Flask, client: FlaskClient, as_sari: FlaskClient):
    assert client.post("/signup/shop", data={"name": "Toko"}).location == "/session/new"
    assert as_sari.post("/signup/shop", data={"name": " "}).status_code == 422
    assert rows(app, Vendor) == 1


def test_opening_a_shop_changes_the_sessions_secret(app: Flask, newcomer: FlaskClient):
    before = newcomer.get_cookie("sid").value
    newcomer.post("/signup/shop", data={"name": "Warung Sari"})
    assert newcomer.get_cookie("sid").value != before
    old = app.test_client()
    old.set_cookie("sid", before)
    assert old.get("/backoffice/settings").status_code == 303
    assert rows(app, Session) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Tulis nama produk"),
        ({"price": "banyak"}, "angka saja"),
        ({"price": ""}, "Tulis harga"),
        ({"stock": "-1"}, "tidak bisa kurang dari nol"),
        ({"photo": (BytesIO(b"this is no photo"), "kopi.jpg")}, "kopi.jpg"),
    ],
)
def test_a_product_that_cannot_be_is_asked_for_again(app: Flask, owner: FlaskClient, wrong, sentence):
    answer = owner.post("/signup/product", data=COFFEE | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert ('value="Kopi Gayo 250g"' in answer.text) == ("name" not in wrong)
    assert rows(app, Product) == 0


def test_the_last_screen_is_for_ones_own_products(owner: FlaskClient, as_rudi: FlaskClient):
    done = owner.post("/signup/product", data=COFFEE).location
    assert as_rudi.get(done).status_code == 404


def test_who_is_signed_in_is_not_asked_again(newcomer: FlaskClient):
    assert newcomer.get("/signup").location == "/signup/shop"
    assert newcomer.get("/session/new").location == "/backoffice"


def test_the_front_page_leads_each_to_their_next_step(client: FlaskClient, newcomer: FlaskClient, as_rudi: FlaskClient):
    assert 'href="/signup/shop"' in newcomer.get("/").text
    assert 'href="/backoffice"' in as_rudi.get("/").text
    newcomer.delete_cookie("sid")
    assert 'href="/signup"' in client.get("/").text


def test_an_address_that_makes_accounts_by_the_dozen_is_slowed_down(app: Flask, client: FlaskClient):
    told = [client.post("/signup", data=SARI | {"contact": "0812"}).status_code for _ in range(22)]
    assert told.count(429) >= 1
