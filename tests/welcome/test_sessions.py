"""Signing in and out."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts import membership, throttle
from app.accounts.membership import Membership
from app.accounts.session import Session
from app.accounts.throttle import Throttle
from app.core.db import db as database
from app.core.ids import new_id
from tests import make

RIGHT = {"contact": " SARI@contoh.id", "password": make.PASSWORD}
WRONG = RIGHT | {"password": "bukan yang ini"}


def sessions(app: Flask) -> int:
    with app.app_context():
        return database.session.scalar(select(func.count()).select_from(Session))


def test_the_right_password_opens_the_office(sari: Membership, client: FlaskClient):
    assert client.post("/session", data=RIGHT).location == "/backoffice"
    assert client.get("/backoffice/settings").status_code == 200


def test_the_cookie_is_out_of_reach(sari: Membership, client: FlaskClient):
    cookie = client.post("/session", data=RIGHT).headers.getlist("Set-Cookie")[-1]
    assert cookie.startswith("sid=")
    for part in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=15552000"):
        assert part in cookie


def test_over_https_it_is_bound_to_this_host(app: Flask, sari: Membership, client: FlaskClient, monkeypatch):
    monkeypatch.setitem(app.config, "SECURE_COOKIES", True)
    client.get("/session/new", base_url="https://localhost")
    token = _token(client.get("/session/new", base_url="https://localhost").text)
    answer = client.post("/session", data=RIGHT | {"csrf_token": token}, base_url="https://localhost", token=False)
    cookie = answer.headers.getlist("Set-Cookie")[-1]
    assert cookie.startswith("__Host-sid=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


def _token(page: str) -> str:
    return page.split('name="csrf_token" value="')[1][:64]


@pytest.mark.parametrize("who", ["sari@contoh.id", "nobody@contoh.id"])
def test_a_wrong_password_says_the_same_for_every_account(sari: Membership, client: FlaskClient, who: str):
    answer = client.post("/session", data=WRONG | {"contact": who})
    assert answer.status_code == 422
    assert "tidak cocok. Periksa lagi." in answer.text
    assert f'value="{who}"' in answer.text
    assert client.get("/backoffice/settings").status_code == 303


def test_guessing_is_slowed_down_and_told_how_long(app: Flask, sari: Membership, client: FlaskClient):
    told = [client.post("/session", data=WRONG).status_code for _ in range(throttle.FREE["account"] + 1)]
    assert told == [422] * throttle.FREE["account"] + [429]
    answer = client.post("/session", data=RIGHT)
    assert answer.status_code == 429
    assert "detik" in answer.text
    assert sessions(app) == 0


def test_the_right_password_starts_the_count_anew(app: Flask, sari: Membership, client: FlaskClient):
    for _ in range(3):
        for _ in range(throttle.FREE["account"] - 1):
            assert client.post("/session", data=WRONG).status_code == 422
        assert app.test_client().post("/session", data=RIGHT).status_code == 303
    with app.app_context():
        address = database.session.scalar(select(Throttle.failures).where(Throttle.key.startswith("address:")))
    assert address == 3 * (throttle.FREE["account"] - 1)


def test_signing_in_again_replaces_this_devices_session(app: Flask, as_sari: FlaskClient):
    before = as_sari.get_cookie("sid").value
    as_sari.post("/session", data=RIGHT)
    assert as_sari.get_cookie("sid").value != before
    assert sessions(app) == 1


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/backoffice/staff?a=1", "/backoffice/staff?a=1"),
        ("https://jahat.example/", "/"),
        ("//jahat.example", "/"),
        ("/\\jahat.example", "/"),
        ("", "/backoffice"),
    ],
)
def test_after_signing_in_one_comes_back_within_the_house(sari: Membership, client: FlaskClient, wanted, led):
    assert client.post("/session", data=RIGHT | {"next": wanted}).location == led


def test_signing_out_ends_the_session_and_twice_is_once(app: Flask, as_sari: FlaskClient):
    secret = as_sari.get_cookie("sid").value
    assert as_sari.post("/session/deletion").location == "/"
    assert as_sari.get_cookie("sid") is None
    assert sessions(app) == 0
    as_sari.set_cookie("sid", secret)
    assert as_sari.get("/backoffice/settings").status_code == 303
    as_sari.delete_cookie("sid")
    assert as_sari.post("/session/deletion").location == "/"


def test_signing_out_everywhere_leaves_others_alone(app: Flask, sari: Membership, as_sari, as_rudi):
    elsewhere = make.browser_of(app, sari)
    as_sari.post("/sessions/deletion")
    assert elsewhere.get("/backoffice/settings").status_code == 303
    assert as_rudi.get("/backoffice/settings").status_code == 200


def test_one_device_is_signed_out_by_its_person_only(app: Flask, sari: Membership, as_sari, as_rudi):
    elsewhere = make.browser_of(app, sari)
    with app.app_context():
        ids = database.session.scalars(select(Session.id).where(Session.person_id == sari.person_id)).all()
    for one in ids:
        assert as_rudi.post(f"/sessions/{one}/deletion").status_code == 404
    assert as_sari.post(f"/sessions/{max(ids)}/deletion").status_code == 303
    assert elsewhere.get("/backoffice/settings").status_code == 303
    assert as_sari.get("/backoffice/settings").status_code == 200
    assert as_sari.post(f"/sessions/{new_id()}/deletion").status_code == 404


def test_a_person_of_two_shops_switches_and_old_forms_stop(app: Flask, sari: Membership, as_sari: FlaskClient, rudi):
    with app.app_context():
        make.saved(
            lambda: membership.join(database.session.merge(rudi.vendor), database.session.merge(sari.person), "manager")
        )
    before = as_sari.token()
    assert "Pindah ke Toko Rudi" in as_sari.get("/backoffice/settings").text
    assert as_sari.post("/session/shop", data={"shop": str(rudi.vendor_id)}).location == "/backoffice"
    assert "Pindah ke Warung Sari" in as_sari.get("/backoffice/settings").text
    late = {"name": "Salah Toko", "csrf_token": before}
    ours = {"Sec-Fetch-Site": "same-origin"}
    answer = as_sari.post("/backoffice/settings/profile", data=late, headers=ours, token=False)
    assert answer.status_code == 403
    assert "Anda sekarang bekerja di Toko Rudi." in answer.text


def test_nobody_switches_to_a_shop_that_is_not_theirs(as_sari: FlaskClient, rudi: Membership, client: FlaskClient):
    for shop in (str(rudi.vendor_id), "", "nonsense"):
        assert as_sari.post("/session/shop", data={"shop": shop}).status_code == 404
    assert client.post("/session/shop", data={"shop": str(rudi.vendor_id)}).status_code == 303
