"""Who hears what, over real websockets from a real gevent server."""

from contextlib import closing

import pytest

from app.accounts import membership, session
from app.core import journal, tenancy
from app.core.db import transaction
from app.core.ids import new_id
from app.stock import change
from tests.make import make_member, make_variant, saved

from .conftest import reached
from .tabs import Web, shake


def test_two_tabs_hear_within_a_second_in_their_own_language(opened, add, sari, budi, crisps):
    at_sari, at_budi = opened(sari), opened(budi, language="en")
    assert at_sari.hears()["html"] == at_budi.hears()["html"] == []
    add(budi, crisps, 5)
    at_sari, at_budi = at_sari.hears(), at_budi.hears()
    assert at_sari["seq"] == at_budi["seq"]
    (indonesian,), (english,) = at_sari["html"], at_budi["html"]
    assert "Budi mengubah ini: kini 15" in indonesian
    assert "Budi changed this: now 15" in english
    assert f'id="figure-{crisps.id}" data-seq="{at_sari["seq"]}"' in indonesian


def test_one_who_is_not_signed_in_is_sent_away(opened, sari, crisps):
    assert opened(sari, secret="nobody").close_code() == 4401


def test_a_cashier_is_sent_away(app, opened, sari):
    with app.app_context():
        putri = saved(lambda: make_member(sari.vendor_id, "Putri", "cashier"))
    assert opened(putri).close_code() == 4403


def test_another_shop_hears_nothing(opened, add, sari, rudi, crisps):
    at_rudi, at_sari = opened(rudi), opened(sari)
    at_rudi.hears()
    add(sari, crisps)
    assert at_sari.hears_figure(crisps) == 11
    assert at_rudi.hears(1.5) is None


@pytest.mark.parametrize("header", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_is_refused_before_the_handshake(web, sari, secret_of, header):
    wire, said = shake(web.port, secret_of(sari), **header)
    with closing(wire):
        assert said.startswith("HTTP/1.1 403")


def test_a_dismissed_member_hears_nothing_any_more(app, opened, add, sari, budi, crisps):
    at_budi, at_sari = opened(budi), opened(sari)
    at_budi.hears()
    with app.app_context(), tenancy.acting_for(sari.vendor_id), transaction():
        membership.dismiss(sari.actor(), membership.find(budi.vendor_id, budi.id))
        change.add(sari.actor(), crisps.id, 1, key=new_id())
    assert at_budi.close_code() == 4403
    assert at_sari.hears_figure(crisps) == 11


def test_one_who_signed_out_elsewhere_is_closed_in_a_few_seconds(app, opened, sari, secret_of, crisps):
    secret = secret_of(sari)
    tab = opened(sari, secret=secret)
    with app.app_context(), transaction():
        session.end(session.find(secret))
    assert tab.close_code(8) == 4401


def test_who_signed_out_and_asks_is_closed_at_once(app, opened, sari, secret_of, crisps):
    secret = secret_of(sari)
    tab = opened(sari, secret=secret)
    tab.hears()
    with app.app_context(), transaction():
        session.end(session.find(secret))
    tab.resume(0)
    assert tab.close_code(1) == 4401


def test_a_tab_that_comes_back_gets_what_it_missed(app, opened, add, sari, budi, crisps):
    before = reached(app, sari)
    add(budi, crisps, 5)
    add(budi, crisps, -2)
    told = opened(sari, resume=before).hears()
    assert told["seq"] == before + 2
    (html,) = told["html"]
    assert ">13<" in html


def test_a_tab_that_slept_in_an_open_room_gets_only_what_it_missed(app, opened, add, sari, budi, crisps):
    awake = opened(budi)
    awake.hears()
    before = reached(app, sari)
    add(budi, crisps, 5)
    assert awake.hears_figure(crisps) == 15
    assert opened(sari, resume=before).hears_figure(crisps) == 15
    assert awake.hears(0.5) is None


def test_a_tab_far_behind_is_asked_to_look_itself(app, opened, add, sari, crisps):
    with app.app_context(), tenancy.acting_for(sari.vendor_id), transaction():
        for _ in range(520):
            journal.record(sari.actor(), "stock.changed", subject=("variant", crisps.id), variants=[str(crisps.id)])
    assert opened(sari, resume=0).hears().get("resync") is True


def test_more_variants_than_a_screen_holds_are_not_told_one_by_one(app, opened, sari, crisps):
    tab = opened(sari)
    tab.hears()
    with app.app_context(), tenancy.acting_for(sari.vendor_id), transaction():
        ids = [str(new_id()) for _ in range(101)]
        journal.record(sari.actor(), "stock.opened", subject=("vendor", sari.vendor_id), variants=ids)
    assert tab.hears().get("resync") is True


@pytest.mark.parametrize("nonsense", ["", "[]", "{", '{"resume": "x"}', '{"resume": -1}', '{"resume": 1e400}', "null"])
def test_what_is_not_ours_is_left_alone(opened, add, sari, crisps, nonsense):
    tab = opened(sari)
    tab.hears()
    tab.socket.send(nonsense)
    add(sari, crisps)
    assert tab.hears_figure(crisps) == 11


def test_a_tab_that_does_not_read_delays_nobody(app, web, opened, add, sari, secret_of):
    with app.app_context(), tenancy.acting_for(sari.vendor_id):
        many = saved(lambda: [make_variant(sari.actor(), f"Barang {i}", stock=5) for i in range(90)])
    tab = opened(sari)
    with closing(shake(web.port, secret_of(sari))[0]):
        for turn in range(8):
            with app.app_context(), tenancy.acting_for(sari.vendor_id), transaction():
                ids = [str(one.id) for one in many]
                journal.record(sari.actor(), "stock.changed", subject=("vendor", sari.vendor_id), variants=ids)
            assert tab.hears_figure(many[turn], 1.5) == 5


def test_compression_is_not_agreed_to(web, sari, secret_of):
    wire, said = shake(web.port, secret_of(sari), **{"Sec-WebSocket-Extensions": "permessage-deflate"})
    with closing(wire):
        assert said.startswith("HTTP/1.1 101")
        assert "deflate" not in said


def test_a_stop_closes_every_tab_instead_of_waiting_for_them(engines, opened, sari, crisps):
    web = Web(engines.environ())
    tabs = [opened(sari, port=web.port) for _ in range(40)]
    assert [tab.hears() is not None for tab in tabs] == [True] * 40
    # A tab that stayed open would hold the server for its whole graceful time-out of 8 s.
    assert web.stop() < 5
    assert all(tab.close_code() for tab in tabs)
