"""Links that let people join: once, for a while, and while whoever sent them is still there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from app.accounts import invitation, membership
from app.accounts.invitation import Invitation
from app.accounts.person import Person
from app.core import journal
from app.core.clock import now
from app.core.db import db as database
from app.core.db import transaction
from app.core.refusal import Forbidden, NotFound, Refusal
from tests import make


@pytest.fixture
def owner(db):
    with transaction():
        return make.make_shop("Warung Sari")


def test_a_link_makes_a_member(owner):
    with transaction():
        secret = invitation.invite(owner.actor(), "staff")
    with transaction():
        member = invitation.accept(invitation.find(secret), make.make_person("Budi"))
    assert (member.vendor_id, member.role) == (owner.vendor_id, "staff")
    deeds = [(entry.deed, entry.actor_name) for entry in journal.since(owner.vendor_id, 1)]
    assert deeds == [("staff.invited", "Sari"), ("staff.joined", "Budi")]


def test_the_secret_is_kept_nowhere(owner, db):
    secret = invitation.invite(owner.actor(), "staff")
    (row,) = db.session.execute(database.text("SELECT invitation::text FROM invitation")).all()
    assert secret not in row[0]


def test_a_link_is_good_once(owner):
    secret = invitation.invite(owner.actor(), "staff")
    sent = invitation.find(secret)
    invitation.accept(sent, make.make_person("Budi"))
    with pytest.raises(NotFound):
        invitation.find(secret)
    with pytest.raises(NotFound):
        invitation.accept(sent, make.make_person("Wati"))


def test_a_link_is_good_for_seven_days(owner, db):
    secret = invitation.invite(owner.actor(), "staff")
    db.session.execute(update(Invitation).values(expires_at=now() + timedelta(seconds=5)))
    assert invitation.find(secret)
    db.session.execute(update(Invitation).values(expires_at=now()))
    with pytest.raises(NotFound):
        invitation.find(secret)


def test_a_link_dies_with_its_senders_work(owner):
    manager = make.make_member(owner.vendor_id, "Mira", "manager")
    secret = invitation.invite(manager.actor(), "staff")
    membership.dismiss(owner.actor(), manager)
    with pytest.raises(NotFound):
        invitation.find(secret)


@pytest.mark.parametrize(
    ("who", "role"),
    [("manager", "manager"), ("manager", "owner"), ("staff", "cashier"), ("cashier", "cashier"), ("owner", "owner")],
)
def test_nobody_invites_into_their_own_rank_or_above(owner, who, role):
    actor = owner.actor() if who == "owner" else make.make_member(owner.vendor_id, "Mira", who).actor()
    with pytest.raises(Forbidden):
        invitation.invite(actor, role)


def test_a_member_cannot_accept(owner):
    secret = invitation.invite(owner.actor(), "staff")
    with pytest.raises(Refusal, match="sudah bekerja"):
        invitation.accept(invitation.find(secret), owner.person)


def test_a_withdrawn_link_is_worthless_and_twice_is_once(owner):
    secret = invitation.invite(owner.actor(), "staff")
    sent = invitation.find(secret)
    invitation.withdraw(owner.actor(), sent.id)
    with pytest.raises(NotFound):
        invitation.find(secret)
    assert invitation.waiting(owner.vendor_id) == []


def test_a_stranger_cannot_withdraw(owner):
    sent = invitation.find(invitation.invite(owner.actor(), "staff"))
    with pytest.raises(NotFound):
        invitation.withdraw(make.make_shop("Toko Rudi", owner="Rudi").actor(), sent.id)
    assert invitation.waiting(owner.vendor_id) == [sent]


def press(app: Flask, secret: str, person_id) -> str:
    with app.app_context():
        try:
            with transaction():
                invitation.accept(invitation.find(secret), database.session.get(Person, person_id))
        except NotFound:
            return "late"
    return "joined"


def test_of_four_who_press_at_once_one_joins(app):
    with app.app_context():
        secret = make.saved(lambda: invitation.invite(make.make_shop("Warung Sari").actor(), "staff"))
        people = make.saved(lambda: [make.make_person(f"Orang {n}").id for n in range(4)])
    with ThreadPoolExecutor(4) as hands:
        told = list(hands.map(lambda person_id: press(app, secret, person_id), people))
    assert sorted(told) == ["joined", "late", "late", "late"]
