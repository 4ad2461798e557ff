"""Two walls against other sites: the token, and where the browser says a request comes from."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts import membership
from app.accounts.membership import Membership
from tests import make
from tests.storefront.pages import Page

NAME = {"name": "Warung Baru", "phone": "", "about": ""}
OURS = {"Sec-Fetch-Site": "same-origin"}


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
    typed = {"name": "Warung & <Baru>", "phone": "", "about": "dua\nbaris", "csrf_token": "old"}
    page = as_sari.post("/backoffice/settings/profile", data=typed, headers=OURS, token=False)
    assert page.status_code == 403
    assert "Warung &amp; &lt;Baru&gt;" in page.text
    assert "dua\nbaris" in page.text
    again = as_sari.post("/backoffice/settings/profile", data=typed | {"csrf_token": token_in(page.text)}, token=False)
    assert again.status_code == 303


@pytest.mark.parametrize("is_hasty", [False, True])
def test_what_was_typed_outlives_a_session_that_ended(app, as_sari, sari, is_hasty):
    path = "/backoffice/settings/profile"
    typed = NAME | {"about": "dua\nbaris", "csrf_token": token_in(as_sari.get("/backoffice/settings").text)}
    as_sari.delete_cookie("sid")

    page = _press(as_sari, path, typed)
    if is_hasty:
        page = _press(as_sari, path, _held(page))
    assert re.search(r'href="/session/new"[^>]* target="_blank" rel="noopener"', page)
    as_sari.set_cookie("sid", make.browser_of(app, sari).get_cookie("sid").value)
    page = _press(as_sari, path, _held(page))

    assert "Masuk di tab baru" not in page
    as_sari.post(path, data=_held(page), headers=OURS, token=False)
    assert "dua\nbaris" in as_sari.get("/backoffice/settings").text


def test_a_shopper_is_not_sent_to_sign_in(client: FlaskClient, sari: Membership):
    page = _press(client, "/@warung-sari/checkout", {"name": "Dewi", "csrf_token": "old"})
    assert "Masuk di tab baru" not in page
    assert token_in(page)


def _press(client: FlaskClient, path: str, fields: dict[str, str]) -> str:
    """Send it as a page of ours does, to be asked to send it again."""
    answer = client.post(path, data=fields, headers=OURS, token=False)
    assert answer.status_code == 403
    return answer.text


def _held(page: str) -> dict[str, str]:
    return Page(page).form("/profile").fields


def test_passwords_are_never_written_into_that_page(client: FlaskClient):
    typed = {"contact": "sari@contoh.id", "password": "jangan sampai terbaca", "csrf_token": "old"}
    page = client.post("/session", data=typed, headers=OURS, token=False)
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
