"""Following a link into a shop's staff."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts import invitation, membership
from app.accounts.membership import Membership
from app.core import tenancy
from tests import make

BUDI = {"name": "Budi", "contact": "0813 1111 2222", "password": make.PASSWORD}


@pytest.fixture
def link(app: Flask, sari: Membership) -> str:
    """Sari invites somebody as staff."""
    with app.app_context(), tenancy.acting_for(sari.vendor_id):
        return "/invitations/" + make.saved(lambda: invitation.invite(sari.actor(), "staff"))


def test_the_page_says_who_invites_into_what(client: FlaskClient, link: str):
    page = client.get(link).text
    assert "Bergabung dengan Warung Sari" in page
    assert "Sari mengundang Anda sebagai staf." in page


def test_somebody_new_joins_and_is_signed_in(app: Flask, client: FlaskClient, link: str, sari: Membership):
    assert client.post(link + "/acceptance", data=BUDI).location == "/backoffice"
    assert "Warung Sari" in client.get("/backoffice/settings").text
    with app.app_context():
        assert [m.person.name for m in membership.of_vendor(sari.vendor_id)] == ["Sari", "Budi"]


def test_somebody_with_an_account_joins_with_one_press(app: Flask, as_rudi: FlaskClient, link: str, rudi: Membership):
    before = as_rudi.get_cookie("sid").value
    assert "Bergabung sebagai Rudi" in as_rudi.get(link).text
    assert as_rudi.post(link + "/acceptance").status_code == 303
    assert as_rudi.get_cookie("sid").value != before
    assert "Pindah ke Toko Rudi" in as_rudi.get("/backoffice/settings").text


def test_a_link_is_good_once(client: FlaskClient, app: Flask, link: str):
    client.post(link + "/acceptance", data=BUDI)
    late = app.test_client()
    assert late.get(link).status_code == 404
    assert "sudah dipakai" in late.get(link).text
    assert late.post(link + "/acceptance", data=BUDI | {"contact": "0813 9999 8888"}).status_code == 404


def test_a_form_that_cannot_be_leaves_the_link_good(client: FlaskClient, link: str):
    answer = client.post(link + "/acceptance", data=BUDI | {"contact": "0813"})
    assert answer.status_code == 422
    assert 'value="Budi"' in answer.text
    assert client.post(link + "/acceptance", data=BUDI).status_code == 303


def test_the_owner_cannot_accept_their_own(as_sari: FlaskClient, link: str):
    answer = as_sari.post(link + "/acceptance")
    assert answer.status_code == 422
    assert "sudah bekerja di Warung Sari" in answer.text


def test_made_up_links_lead_nowhere(client: FlaskClient):
    assert client.get("/invitations/made-up").status_code == 404
    assert client.post("/invitations/made-up/acceptance", data=BUDI).status_code == 404


def test_signing_out_to_be_somebody_else_comes_back_to_the_link(as_rudi: FlaskClient, link: str):
    assert as_rudi.post("/session/deletion", data={"next": link}).location == link
