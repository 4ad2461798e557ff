"""Two walls against other sites: the token, and where the browser says a request comes from."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts import membership
from app.accounts.membership import Membership

NAME = {"name": "Warung Baru", "phone": "", "about": ""}


def token_in(page: str) -> str:
    """What a form of this page would send."""
    found = re.search(r'name="csrf_token" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def test_a_form_of_ours_is_taken(app: Flask, as_sari: FlaskClient):
    token = token_in(as_sari.get("/backoffice/settings").text)
    answer = as_sari.post("/backoffice/settings/profile", data=NAME | {"csrf_token": token}, token=False)
    assert answer.status_code == 303


def test_without_a_token_nothing_is_done(app: Flask, as_sari: FlaskClient, sari: Membership):
    assert as_sari.post("/backoffice/settings/profile", data=NAME, token=False).status_code == 403
    with app.app_context():
        assert membership.find(sari.vendor_id, sari.id).vendor.name == "Warung Sari"


def test_the_token_of_one_browser_is_worth_nothing_in_another(as_sari: FlaskClient, as_rudi: FlaskClient):
    stolen = token_in(as_rudi.get("/backoffice/settings").text)
    answer = as_sari.post("/backoffice/settings/profile", data=NAME | {"csrf_token": stolen}, token=False)
    assert answer.status_code == 403


def test_a_visitor_needs_a_token_to_sign_in(client: FlaskClient):
    typed = {"contact": "sari@contoh.id", "password": "apa saja boleh"}
    assert client.post("/session", data=typed, token=False).status_code == 403
    token = token_in(client.get("/session/new").text)
    assert client.post("/session", data=typed | {"csrf_token": token}, token=False).status_code == 422


def test_a_visitors_token_dies_when_they_sign_in(client: FlaskClient, as_sari: FlaskClient):
    before = token_in(client.get("/session/new").text)
    client.set_cookie("sid", as_sari.get_cookie("sid").value)
    answer = client.post("/backoffice/settings/profile", data=NAME | {"csrf_token": before}, token=False)
    assert answer.status_code == 403


def test_every_unsafe_method_is_checked(as_sari: FlaskClient):
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = as_sari.open("/backoffice/settings/profile", method=method, data=NAME, token=False)
        assert answer.status_code == 403, method


def test_the_header_counts_as_the_field(as_sari: FlaskClient):
    token = token_in(as_sari.get("/backoffice/settings").text)
    answer = as_sari.post("/backoffice/settings/profile", data=NAME, headers={"X-CSRF-Token": token}, token=False)
    assert answer.status_code == 303


@pytest.mark.parametrize("header", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
                                    {"Origin": "https://jahat.example"}, {"Origin": "null"}])  # fmt: skip
def test_another_site_is_refused_even_with_a_token(as_sari: FlaskClient, header: dict[str, str]):
    answer = as_sari.post("/backoffice/settings/profile", data=NAME, headers=header)
    assert answer.status_code == 403
    assert "situs lain" in answer.text


@pytest.mark.parametrize("header", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"},
                                    {"Sec-Fetch-Site": "same-origin", "Origin": "null"}])  # fmt: skip
def test_our_own_pages_are_not(as_sari: FlaskClient, header: dict[str, str]):
    assert as_sari.post("/backoffice/settings/profile", data=NAME, headers=header).status_code == 303


def test_what_was_typed_in_an_old_page_can_be_sent_again(as_sari: FlaskClient):
    ours = {"Sec-Fetch-Site": "same-origin"}
    typed = {"name": "Warung & <Baru>", "phone": "", "about": "dua\nbaris", "csrf_token": "old"}
    page = as_sari.post("/backoffice/settings/profile", data=typed, headers=ours, token=False)
    assert page.status_code == 403
    assert "Warung &amp; &lt;Baru&gt;" in page.text
    assert "dua\nbaris" in page.text
    again = as_sari.post("/backoffice/settings/profile", data=typed | {"csrf_token": token_in(page.text)}, token=False)
    assert again.status_code == 303


def test_passwords_are_never_written_into_that_page(client: FlaskClient):
    typed = {"contact": "sari@contoh.id", "password": "jangan sampai terbaca", "csrf_token": "old"}
    page = client.post("/session", data=typed, headers={"Sec-Fetch-Site": "same-origin"}, token=False)
    assert page.status_code == 403
    assert "sari@contoh.id" in page.text
    assert "jangan sampai terbaca" not in page.text


def test_a_browser_that_vouches_for_nothing_gets_no_button_to_send_again(as_sari: FlaskClient):
    page = as_sari.post("/backoffice/settings/profile", data=NAME, token=False)
    assert "Warung Baru" not in page.text
    assert "muat ulang" in page.text


def test_htmx_is_told_in_a_toast(as_sari: FlaskClient):
    answer = as_sari.post("/backoffice/settings/profile", data=NAME, headers={"HX-Request": "true"}, token=False)
    assert answer.status_code == 403
    assert answer.headers["HX-Retarget"] == "#toasts"


def test_a_visitor_keeps_one_number_over_many_pages(client: FlaskClient):
    first = token_in(client.get("/session/new").text)
    assert client.get_cookie("visit").http_only
    assert token_in(client.get("/signup").text) == first
