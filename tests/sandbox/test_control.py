"""The control paths: what a test or the demo may ask of a twin."""

import pytest

from sandbox.keys import check_keys

HOUR = 3_600


def do(client, payment, deed, **told):
    return client.post(f"/_control/payments/{payment.id}/{deed}", json=told)


def test_every_answer_says_that_it_is_play(client):
    for path in ("/", "/_control/payments", "/nowhere", "/charges"):
        assert client.get(path).headers["X-Sandbox"] == "1"


@pytest.mark.parametrize(
    ("deeds", "state", "paid", "refunded"),
    [
        (["pay"], "paid", 44_000, 0),
        (["deny"], "denied", 0, 0),
        (["expire"], "expired", 0, 0),
        (["cancel", "pay_late"], "paid", 44_000, 0),
        (["expire", "pay_late"], "paid", 44_000, 0),
        (["pay_wrong_amount"], "paid", 43_000, 0),
        (["pay", "pay_twice"], "paid", 88_000, 0),
        (["pay", "reverse"], "reversed", 44_000, 0),
        (["pay", "chargeback"], "chargeback", 44_000, 0),
        (["pay", "refund_outside"], "paid", 44_000, 44_000),
    ],
)
def test_what_deeds_make_of_a_payment(client, make, deeds, state, paid, refunded):
    payment = make()
    for deed in deeds:
        answer = do(client, payment, deed)
        assert answer.status_code == 200, answer.text
    told = answer.get_json()
    assert (told["state"], told["paid"], told["refunded"]) == (state, paid, refunded)


@pytest.mark.parametrize(
    ("deeds", "last"),
    [
        (["pay"], "pay"),
        (["pay"], "expire"),
        ([], "pay_twice"),
        ([], "reverse"),
        ([], "refund_outside"),
        (["pay"], "confirm_refund"),
        (["pay", "refund_outside"], "refund_outside"),
        (["deny"], "pay_late"),
        (["expire"], "pay"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(client, make, house, deeds, last):
    payment = make()
    for deed in deeds:
        do(client, payment, deed)
    before = (payment.state, payment.paid, len(payment.refunds), len(house.store.all("notice")))
    assert do(client, payment, last).status_code == 409
    assert (payment.state, payment.paid, len(payment.refunds), len(house.store.all("notice"))) == before


def test_a_deed_may_have_a_figure(client, make):
    payment = make()
    assert do(client, payment, "pay_wrong_amount", amount=50_000).get_json()["paid"] == 50_000
    assert do(client, payment, "refund_outside", amount=6_000).get_json()["refunded"] == 6_000
    assert do(client, payment, "refund_outside", amount=44_001).status_code == 409


@pytest.mark.parametrize("amount", ["44000", 0, -1, 1.5, []])
def test_a_figure_that_is_none_is_refused(client, make, amount):
    assert do(client, make(), "pay", amount=amount).status_code == 400


@pytest.mark.parametrize(("deed", "state", "refunded"), [("confirm_refund", "done", 9), ("fail_refund", "failed", 0)])
def test_a_refund_ends_as_the_bank_says(client, make, deed, state, refunded):
    payment = make()
    do(client, payment, "pay")
    payment.refunds.append({"id": "1", "key": "k", "amount": 9, "state": "pending"})
    told = do(client, payment, deed).get_json()
    assert (told["refunds"][0]["state"], told["refunded"]) == (state, refunded)


def test_unknown_payments_and_deeds_are_not_there(client, make):
    assert client.post("/_control/payments/none/pay").status_code == 404
    assert do(client, make(), "steal").status_code == 404


def test_time_that_runs_out_ends_a_payment_and_is_told(client, make, ear):
    payment = make(seconds=HOUR)
    client.post("/_control/clock", json={"advance": HOUR - 5})
    assert payment.state == "pending"
    now = client.post("/_control/clock", json={"advance": 10}).get_json()["now"]
    assert payment.state == "expired"
    assert now > payment.expires
    assert ear.states() == ["expired"]


def test_the_clock_can_be_put_to_a_moment(client):
    assert client.post("/_control/clock", json={"set": 1_800_000_000}).get_json()["now"] == pytest.approx(1_800_000_000)


def test_payments_are_found_by_reference_and_by_id(client, make):
    one, other = make(), make()
    assert len(client.get("/_control/payments").get_json()) == 2
    for wanted in (one.reference, one.id):
        [found] = client.get("/_control/payments", query_string={"reference": wanted}).get_json()
        assert found["id"] == one.id != other.id


def test_quiet_comes_when_nothing_is_due_and_tells_what_waits(client, make, house, ear):
    ear.status = 503
    for _ in range(5):
        house.do(make(), "pay")
    assert client.post("/_control/quiet").get_json() == {"quiet": True, "outstanding": 5}
    assert len(ear.heard) == 5


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("merchants", {"id": "x"}),
        ("merchants", {"id": "x", "keys": {}, "colour": "red"}),
        ("merchants", [1]),
        ("temper", {"furious": 1}),
        ("temper", {"lost": "often"}),
        ("temper", {"lost": -1}),
        ("clock", {"advance": "soon"}),
    ],
)
def test_nonsense_is_refused(client, path, told):
    answer = client.post(f"/_control/{path}", json=told)
    assert answer.status_code == 400
    assert answer.get_json()["error"]


@pytest.mark.parametrize(
    ("provider", "keys"),
    [
        ("midtrans", {"server_key": "Mid-server-abc"}),
        ("xendit", {"secret_key": "xnd_production_abc"}),
        ("doku", {"client_id": "MCH-1", "secret_key": "SK-1"}),
        ("snap", {"client_id": "SANDBOX-1", "client_secret": "real"}),
    ],
)
def test_a_real_key_is_refused(provider, keys):
    with pytest.raises(ValueError, match="begins with"):
        check_keys(provider, keys)


def test_a_merchant_with_a_real_key_is_not_kept(client, house, monkeypatch):
    monkeypatch.setattr(house.twin, "name", "xendit", raising=False)
    told = {"id": "asli", "keys": {"secret_key": "xnd_production_abc"}}
    assert client.post("/_control/merchants", json=told).status_code == 400
    assert house.store.get("merchant", "asli") is None
