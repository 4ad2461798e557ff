"""Sign-ins on devices."""

from datetime import timedelta

import pytest

from app.accounts import session
from app.accounts.session import Session
from app.core.clock import now
from tests import make


@pytest.fixture
def sari(db):
    return make.make_person("Sari")


def test_the_cookies_secret_finds_its_person(db, sari):
    secret = session.begin(sari, device="Chrome · Android")
    assert session.find(secret).person is sari
    assert len(secret) >= 43
    assert secret.encode() not in session.find(secret).secret_digest


@pytest.mark.parametrize("secret", [None, "", "made up"])
def test_anything_else_finds_nobody(db, sari, secret):
    session.begin(sari)
    assert session.find(secret) is None


def test_a_rotated_secret_is_worthless(db, sari):
    first = session.begin(sari)
    one = session.find(first)
    second = session.rotate(one)
    assert session.find(first) is None
    assert session.find(second) is one
    assert one.created_at


@pytest.mark.parametrize(
    ("seen_days_ago", "began_days_ago", "lives"), [(29, 100, True), (31, 100, False), (0, 179, True), (0, 181, False)]
)
def test_idle_and_absolute_limits(db, sari, seen_days_ago, began_days_ago, lives):
    secret = session.begin(sari)
    one = session.find(secret)
    one.seen_at = now() - timedelta(days=seen_days_ago)
    one.expires_at = now() - timedelta(days=began_days_ago) + session.ABSOLUTE_LIMIT
    db.session.flush()
    assert (session.find(secret) is not None) == lives
    assert len(session.of_person(sari.id)) == lives


def test_using_it_does_not_move_the_absolute_limit(db, sari):
    one = session.find(session.begin(sari))
    before = one.expires_at
    session.see(one)
    session.rotate(one)
    assert one.expires_at == before


def test_use_is_noted_now_and_then_not_every_time(db, sari):
    one = session.find(session.begin(sari))
    assert not one.is_due
    one.seen_at = now() - timedelta(minutes=6)
    assert one.is_due


def test_signing_out_ends_one_or_all(db, sari):
    secrets = [session.begin(sari) for _ in range(3)]
    other = session.begin(make.make_person("Rudi"))
    here = session.find(secrets[0])
    session.end(session.find(secrets[1]))
    assert [session.find(s) is not None for s in secrets] == [True, False, True]
    session.end_all(sari.id, but=here)
    assert [session.find(s) is not None for s in secrets] == [True, False, False]
    session.end_all(sari.id)
    assert session.find(secrets[0]) is None
    assert session.find(other)


def test_the_dead_are_swept_away(db, sari):
    session.begin(sari)
    kept = session.begin(sari)
    old = next(s for s in session.of_person(sari.id) if s is not session.find(kept))
    old.seen_at = now() - timedelta(days=31)
    db.session.flush()
    session.forget_dead()
    assert db.session.query(Session).count() == 1
