"""Who is at the door, and for which shop."""

from datetime import timedelta

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.accounts import membership, session
from app.accounts.membership import Membership
from app.accounts.session import Session
from app.core import tenancy
from app.core.clock import now
from app.core.db import db as database
from app.core.db import transaction
from app.core.ids import new_id
from tests import make

OFFICE = "/backoffice/settings"


def end_work(app: Flask, member: Membership) -> None:
    """Sari dismisses somebody, while their browser is open."""
    with app.app_context(), transaction():
        tenancy.enter(member.vendor_id)
        owner = next(m for m in membership.of_vendor(member.vendor_id) if m.role == "owner")
        membership.dismiss(owner.actor(), membership.find(member.vendor_id, member.id))


def test_staff_find_their_office(as_budi: FlaskClient):
    assert as_budi.get(OFFICE).status_code == 200


def test_a_visitor_signs_in_first_and_comes_back(client: FlaskClient):
    answer = client.get(OFFICE + "?a=1")
    assert answer.status_code == 303
    assert answer.location == "/session/new?next=/backoffice/settings?a%3D1"


def test_a_form_is_not_a_place_to_come_back_to(client: FlaskClient):
    answer = client.post("/backoffice/settings/profile")
    assert answer.location == "/session/new"


def test_htmx_is_sent_to_the_whole_sign_in_page(client: FlaskClient):
    answer = client.get(OFFICE, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/session/new")
    assert not answer.data


@pytest.mark.parametrize("secret", ["", "made up", "ü"])
def test_a_cookie_of_no_session_is_nobody(client: FlaskClient, secret: str):
    client.set_cookie("sid", secret)
    assert client.get(OFFICE).status_code == 303


def test_a_person_without_a_shop_is_asked_for_its_name(app: Flask, client: FlaskClient):
    with app.app_context():
        secret = make.saved(lambda: session.begin(make.make_person()))
    client.set_cookie("sid", secret)
    assert client.get(OFFICE).location == "/signup/shop"


def test_a_cashier_has_no_office(app: Flask, sari: Membership):
    with app.app_context():
        cashier = make.saved(lambda: make.make_member(sari.vendor_id, "Tono", "cashier"))
    answer = make.browser_of(app, cashier).get(OFFICE)
    assert answer.status_code == 403
    assert "Anda kasir di Warung Sari" in answer.text
    assert "live-room" not in answer.text


def test_a_page_for_owners_is_not_for_staff(as_budi: FlaskClient, as_sari: FlaskClient):
    assert as_budi.get("/backoffice/staff").status_code == 403
    assert as_sari.get("/backoffice/staff").status_code == 200


def test_who_was_dismissed_is_told_so_on_a_whole_page(app: Flask, as_budi: FlaskClient, budi: Membership):
    end_work(app, budi)

    piece = as_budi.post("/backoffice/settings/profile", headers={"HX-Request": "true"})
    assert (piece.status_code, piece.data) == (204, b"")
    assert "tidak lagi bekerja di Warung Sari" in as_budi.get(piece.headers["HX-Redirect"]).text


def test_dismissal_counts_from_the_next_request(app: Flask, as_budi: FlaskClient, budi: Membership):
    assert as_budi.get(OFFICE).status_code == 200
    end_work(app, budi)
    assert as_budi.get(OFFICE).status_code == 303
    assert as_budi.post("/backoffice/settings/password", data={}).status_code == 303


def test_a_new_role_counts_from_the_next_request(app: Flask, as_budi: FlaskClient, budi: Membership):
    with app.app_context(), transaction():
        membership.find(budi.vendor_id, budi.id).role = "manager"
    assert as_budi.get("/backoffice/staff").status_code == 200


def test_what_was_typed_for_one_shop_never_lands_in_another(app: Flask, budi: Membership, as_budi: FlaskClient):
    """Budi works in two shops; the form on his screen is of the one that dismisses him."""
    with app.app_context():
        make.saved(lambda: membership.join(make.make_shop("Toko Kedua", owner="Wati").vendor, _again(budi), "owner"))
    end_work(app, budi)
    assert as_budi.post("/backoffice/settings/profile", data={"name": "Salah Toko"}).status_code == 403
    assert "Toko Kedua" in as_budi.get(OFFICE).text


def _again(member: Membership):
    return database.session.get(type(member.person), member.person_id)


@pytest.mark.parametrize("lapse", ["seen_at", "expires_at"])
def test_a_session_ends_by_itself(app: Flask, as_sari: FlaskClient, lapse: str):
    long_ago = now() - session.IDLE_LIMIT - timedelta(minutes=1)
    with app.app_context(), transaction():
        database.session.execute(update(Session).values({lapse: long_ago}))
    assert as_sari.get(OFFICE).status_code == 303


def test_being_used_keeps_a_session(app: Flask, as_sari: FlaskClient):
    with app.app_context(), transaction():
        database.session.execute(update(Session).values(seen_at=now() - timedelta(days=29)))
    as_sari.get(OFFICE)
    with app.app_context():
        assert database.session.scalar(select(Session.seen_at)) > now() - timedelta(minutes=1)


def test_nobody_is_left_over_from_the_request_before(app: Flask, sari: Membership, as_sari: FlaskClient):
    """One app context around two requests, as a worker that forgets nothing would have."""
    with app.app_context():
        super(type(as_sari), as_sari).open(OFFICE)
        assert g.vendor.id == sari.vendor_id
        as_sari.delete_cookie("sid")
        super(type(as_sari), as_sari).open("/healthz")
        assert (g.vendor, g.actor, g.person) == (None, None, None)
        assert tenancy._acting_for.get() == tenancy.NOBODY


def test_a_stranger_sees_nothing_of_another_shop(as_rudi: FlaskClient, sari: Membership, budi: Membership):
    page = as_rudi.get("/backoffice/staff").text
    assert "Budi" not in page
    assert as_rudi.post(f"/backoffice/staff/{budi.id}/deletion").status_code == 404
    assert as_rudi.post(f"/backoffice/staff/{new_id()}/deletion").status_code == 404
