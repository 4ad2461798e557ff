"""The door of providers: believed by a signature or not at all, kept before anything is answered."""

import json

import pytest
from sqlalchemy import text

from app.core import tenancy
from app.core.db import db, transaction
from app.payments import listening, returning
from app.payments import notice as notices
from app.payments.gateways.midtrans import signature
from app.payments.state import State

from ..payments.conftest import KEYS, counter  # noqa: F401 - a fixture


def notification(counter, attempt, word="settlement", code="200", key=KEYS["server_key"], **more):  # noqa: F811
    told = {
        "order_id": attempt.reference, "status_code": code, "gross_amount": "30000.00", "transaction_status": word,
        "transaction_id": attempt.provider_ref, "payment_type": "qris", "fraud_status": "accept",
    }  # fmt: skip
    signed = signature.make(told["order_id"], code, told["gross_amount"], key)
    return json.dumps(told | {"signature_key": signed} | more)


@pytest.fixture
def bring(app, counter):  # noqa: F811
    """A request of the provider, without any cookie or token of ours."""
    browser = app.test_client()

    def brought(body, address=None):
        address = address or counter.account.address
        return browser.post(f"/hooks/midtrans/{address}", data=body, content_type="application/json", token=False)

    return brought


def kept(counter):  # noqa: F811
    db.session.rollback()
    return [(one.verdict, one.state) for one in notices.newest(counter.sari.vendor_id)]


def test_a_verified_notice_is_kept_and_answered_before_it_has_any_effect(counter, bring):  # noqa: F811
    one = counter.attempt()
    assert bring(notification(counter, one)).status_code == 200

    assert kept(counter) == [("verified", "waiting")]
    assert counter.now(one).state == State.PENDING


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body.replace("30000.00", "1.00"),
        lambda body: body.replace("200", "201", 1),
        lambda body: json.dumps(json.loads(body) | {"signature_key": "0" * 128}),
        lambda body: "{}",
        lambda body: "\u0000",
        lambda body: "",
    ],
)
def test_a_forged_notice_is_refused_seen_and_does_nothing(counter, bring, spoil):  # noqa: F811
    one = counter.attempt()
    assert bring(spoil(notification(counter, one))).status_code == 403

    assert kept(counter) == [("forged", "refused")]
    assert listening.process_waiting() == 0
    assert counter.now(one).state == State.PENDING


def test_a_blank_key_refuses_everything(counter, bring):  # noqa: F811
    from app.payments import vault

    one = counter.attempt()
    with transaction():
        counter.account.sealed_keys = vault.seal({"server_key": ""})
        db.session.add(counter.account)
    assert bring(notification(counter, one, key="")).status_code == 403


def test_the_same_news_twice_is_kept_twice_and_processed_once(counter, bring):  # noqa: F811
    one = counter.attempt()
    body = notification(counter, one, "expire", "202")
    assert [bring(body).status_code for _ in range(3)] == [200] * 3

    assert sorted(kept(counter)) == [("verified", "repeated"), ("verified", "repeated"), ("verified", "waiting")]
    with tenancy.everyone():
        assert listening.process_waiting() == 1
    assert counter.now(one).state == State.EXPIRED


def test_an_unknown_address_and_a_closed_one_are_not_found(counter, bring):  # noqa: F811
    assert bring("{}", "nobody").status_code == 404


def test_what_arrived_cannot_be_changed(counter, bring):  # noqa: F811
    from sqlalchemy.exc import DBAPIError

    bring(notification(counter, counter.attempt()))
    with pytest.raises(DBAPIError, match="never changed"), transaction():
        db.session.execute(text("UPDATE payment_notice SET body = 'x'"))


def test_secrets_in_headers_are_not_kept(counter, app):  # noqa: F811
    app.test_client().post(
        f"/hooks/midtrans/{counter.account.address}",
        data="{}",
        headers={"Authorization": "Basic c2VjcmV0"},
        token=False,
    )
    db.session.rollback()
    [notice] = notices.newest(counter.sari.vendor_id)
    assert notice.headers["authorization"] == "***"


def test_a_replayed_notice_changes_nothing_however_often(counter, bring):  # noqa: F811
    one = counter.attempt()
    bring(notification(counter, one, "expire", "202"))
    with tenancy.everyone():
        listening.process_waiting()
    for _ in range(3):
        with transaction():
            assert notices.replay_all(counter.owner) == 1
        with tenancy.everyone():
            listening.process_waiting()

    assert kept(counter) == [("verified", "done")]
    assert counter.now(one).state == State.EXPIRED


def test_keys_are_sealed_in_the_database(counter):  # noqa: F811
    stored = db.session.execute(text("SELECT sealed_keys::text FROM payment_account")).scalar()
    assert KEYS["server_key"].encode().hex() not in stored


def test_the_way_back_is_a_plain_visit_to_the_payers_page_whatever_was_brought(counter, app):  # noqa: F811
    address = returning.address(counter.bill)
    path = "/hooks/" + address.split("/hooks/")[1]
    for method in ("get", "post"):
        answer = getattr(app.test_client(), method)(path, data={"response": '{"status":"paid"}'}, **(
            {"token": False} if method == "post" else {}))  # fmt: skip
        assert answer.status_code == 303
        assert answer.location.endswith(f"/orders/{counter.order.secret}")
    assert counter.order.payment_state == "unpaid"
    assert app.test_client().get("/hooks/returns/made-up").status_code == 404
