"""The same truth over plain HTTP."""

import pytest

from app.core import journal, tenancy
from app.core.db import transaction
from app.core.ids import new_id
from tests.make import browser_of, make_member, saved

from .conftest import reached


@pytest.fixture
def refreshed(as_sari):
    def ask(since=0, keys="", **headers):
        return as_sari.get(f"/live/refresh?since={since}&keys={keys}", headers=headers)

    return ask


def test_what_changed_since_is_told_as_it_is_now(app, refreshed, add, sari, budi, crisps):
    before = reached(app, sari)
    add(budi, crisps, 5)
    add(budi, crisps, -1)
    told = refreshed(before).json
    assert told["seq"] == before + 2
    (html,) = told["html"]
    assert ">14<" in html
    assert f'data-seq="{told["seq"]}"' in html


def test_nothing_new_is_nothing(app, refreshed, sari, crisps):
    assert refreshed(reached(app, sari)).json == {"seq": reached(app, sari), "html": []}


def test_with_keys_those_elements_are_told_whatever_changed(app, refreshed, sari, crisps):
    told = refreshed(reached(app, sari), f"figure-{crisps.id},figure-nonsense,other-{new_id()},x").json
    assert len(told["html"]) == 1
    assert ">10<" in told["html"][0]


def test_who_knows_it_already_gets_304_until_something_happens(refreshed, add, sari, crisps):
    first = refreshed()
    known = {"If-None-Match": first.headers["ETag"]}
    again = refreshed(**known)
    assert (again.status_code, again.data) == (304, b"")
    add(sari, crisps)
    assert refreshed(**known).status_code == 200


def test_another_language_is_another_answer(refreshed, as_sari, crisps):
    known = {"If-None-Match": refreshed().headers["ETag"]}
    as_sari.set_cookie("language", "en")
    assert refreshed(**known).status_code == 200


def test_too_far_behind_means_ask_by_key(app, refreshed, sari, crisps):
    with app.app_context(), tenancy.acting_for(sari.vendor_id), transaction():
        for _ in range(501):
            journal.record(sari.actor(), "x.done", subject=("vendor", sari.vendor_id))
    assert refreshed(0).json["resync"] is True
    assert len(refreshed(0, f"figure-{crisps.id}").json["html"]) == 1


def test_it_is_stored_by_nobody(refreshed, crisps):
    assert "no-store" in refreshed().headers["Cache-Control"]


def test_strangers_learn_nothing(client, as_rudi, crisps):
    assert client.get(f"/live/refresh?keys=figure-{crisps.id}").status_code == 401
    told = as_rudi.get(f"/live/refresh?keys=figure-{crisps.id}").json
    assert ">10<" not in "".join(told["html"])
    assert as_rudi.get("/live/refresh?since=0").json["html"] == []


def test_a_cashier_is_sent_away(app, sari):
    with app.app_context():
        putri = saved(lambda: make_member(sari.vendor_id, "Putri", "cashier"))
    assert browser_of(app, putri).get("/live/refresh").status_code == 403
