"""The page of who works here."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts import invitation, membership
from app.accounts.membership import Membership
from app.core import tenancy
from app.core.ids import new_id
from tests import make

STAFF = "/backoffice/staff"


@pytest.fixture
def mira(app: Flask, sari: Membership) -> Membership:
    """Mira manages Warung Sari."""
    with app.app_context():
        return make.saved(lambda: make.make_member(sari.vendor_id, "Mira", "manager"))


@pytest.fixture
def as_mira(app: Flask, mira: Membership) -> FlaskClient:
    return make.browser_of(app, mira)


def role_of(app: Flask, member: Membership) -> str | None:
    """The role somebody has now; None when they work here no longer."""
    with app.app_context():
        present = {m.id: m.role for m in membership.of_vendor(member.vendor_id)}
    return present.get(member.id)


def test_it_lists_the_members(as_sari: FlaskClient, budi: Membership):
    page = as_sari.get(STAFF).text
    assert "Budi" in page
    assert "budi@contoh.id" in page
    assert f"/backoffice/staff/{budi.id}/deletion" in page


def test_an_invitations_link_is_shown_once_and_works(as_sari: FlaskClient, client: FlaskClient):
    made = as_sari.post(STAFF + "/invitations", data={"role": "cashier"})
    assert made.status_code == 201
    link = re.search(r'value="http://localhost(/invitations/[\w-]{43})"', made.text)[1]
    assert "https://wa.me/" in made.text
    assert "sebagai kasir" in client.get(link).text
    assert link not in as_sari.get(STAFF).text


def test_an_invitation_is_withdrawn_and_twice_is_harmless(app: Flask, as_sari: FlaskClient, sari, as_rudi):
    with app.app_context(), tenancy.acting_for(sari.vendor_id):
        secret = make.saved(lambda: invitation.invite(sari.actor(), "staff"))
        sent = invitation.find(secret).id
    assert as_rudi.post(f"{STAFF}/invitations/{sent}/deletion").status_code == 404
    assert as_sari.post(f"{STAFF}/invitations/{sent}/deletion").status_code == 303
    assert as_sari.post(f"{STAFF}/invitations/{sent}/deletion").status_code == 404
    assert as_sari.get(f"/invitations/{secret}").status_code == 404


@pytest.mark.parametrize("role", ["owner", "king", ""])
def test_nobody_is_invited_as_owner(as_sari: FlaskClient, role: str):
    assert as_sari.post(STAFF + "/invitations", data={"role": role}).status_code == 403


def test_a_role_is_changed(app: Flask, as_sari: FlaskClient, budi: Membership):
    for _ in range(2):
        assert as_sari.post(f"{STAFF}/{budi.id}", data={"role": "manager"}).status_code == 303
    assert role_of(app, budi) == "manager"


def test_dismissal_ends_the_work_and_twice_is_harmless(app: Flask, as_sari: FlaskClient, budi: Membership):
    assert as_sari.post(f"{STAFF}/{budi.id}/deletion").status_code == 303
    assert role_of(app, budi) is None
    assert as_sari.post(f"{STAFF}/{budi.id}/deletion").status_code == 404
    assert "Budi" not in as_sari.get(STAFF).text.split('id="invite"')[0].split('id="members"')[1]


def test_a_manager_looks_after_staff_but_not_after_peers(app: Flask, as_mira, mira, sari, budi):
    assert as_mira.post(f"{STAFF}/{sari.id}/deletion").status_code == 403
    assert as_mira.post(f"{STAFF}/{mira.id}/deletion").status_code == 403
    assert as_mira.post(f"{STAFF}/{budi.id}", data={"role": "manager"}).status_code == 403
    assert as_mira.post(f"{STAFF}/invitations", data={"role": "manager"}).status_code == 403
    assert f"{sari.id}/deletion" not in as_mira.get(STAFF).text
    assert as_mira.post(f"{STAFF}/{budi.id}/deletion").status_code == 303
    assert [role_of(app, m) for m in (sari, mira, budi)] == ["owner", "manager", None]


@pytest.mark.parametrize("path", ["", "/invitations", "/{id}", "/{id}/deletion", "/invitations/{id}/deletion"])
def test_staff_have_no_part_in_it(as_budi: FlaskClient, budi: Membership, path: str):
    method = "POST" if path else "GET"
    assert as_budi.open(STAFF + path.format(id=budi.id), method=method).status_code == 403


@pytest.mark.parametrize("path", ["/{id}", "/{id}/deletion"])
def test_strangers_find_nobody(app: Flask, as_rudi: FlaskClient, budi: Membership, path: str):
    for id_ in (budi.id, new_id()):
        assert as_rudi.post(STAFF + path.format(id=id_), data={"role": "cashier"}).status_code == 404
    assert role_of(app, budi) == "staff"
