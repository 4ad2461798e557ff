"""A new password for who forgot theirs."""

import pytest

from app.accounts import contact, forgetting, person, recovery, session, throttle
from app.accounts.session import Session
from app.accounts.throttle import Throttle
from app.core.clock import now
from app.core.refusal import NotFound, Refusal
from tests import make


def test_the_new_password_is_the_only_one(db):
    sari = make.make_person("Sari")
    secret = session.begin(sari)
    made = recovery.recover("SARI@contoh.id")
    who = contact.parse("sari@contoh.id")
    assert person.authenticate(who, made) is sari
    with pytest.raises(person.WrongPassword):
        person.authenticate(who, make.PASSWORD)
    assert session.find(secret) is None
    assert made != recovery.recover("sari@contoh.id")


def test_whoever_waits_after_too_many_tries_may_use_it_at_once(db):
    make.make_person("Sari")
    for _ in range(throttle.FREE["account"]):
        throttle.knock("account", "sari@contoh.id")
    recovery.recover("sari@contoh.id")
    throttle.knock("account", "sari@contoh.id")


def test_nobody_is_made_up(db):
    with pytest.raises(NotFound):
        recovery.recover("tidak.ada@contoh.id")
    with pytest.raises(Refusal):
        recovery.recover("0812")


def test_what_is_over_is_forgotten(db):
    sari = make.make_person("Sari")
    kept, dead = session.begin(sari), session.begin(sari)
    session.find(dead).expires_at = now()
    throttle.knock("account", "old")
    throttle.knock("account", "new")
    long_ago = now() - 2 * throttle.FORGOTTEN_AFTER
    db.session.query(Throttle).filter_by(key=throttle.key("account", "old")).update({"until": long_ago})
    forgetting.forget()
    assert db.session.query(Session).one() is session.find(kept)
    assert db.session.query(Throttle).one().key == throttle.key("account", "new")
