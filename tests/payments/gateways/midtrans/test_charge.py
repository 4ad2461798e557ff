"""The bodies that Midtrans is sent, byte by byte where its documents give one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.core.money import Money
from app.payments.failure import Invalid, KeysRefused
from app.payments.gateways.midtrans import ADAPTER, api
from app.payments.gateways.midtrans.charge import core, page
from app.payments.words import Account, ChargeLine
from tests.payments.twins import charge

MADE = datetime(2026, 1, 2, 3, 0, tzinfo=UTC)


def one(method, **more):
    timed = replace(charge(method), made_at=MADE, expires_at=MADE + timedelta(minutes=30))
    return replace(timed, **more)


@pytest.mark.parametrize(
    ("method", "asked"),
    [
        ("bca_va", {"payment_type": "bank_transfer", "bank_transfer": {"bank": "bca"}}),
        ("cimb_va", {"payment_type": "bank_transfer", "bank_transfer": {"bank": "cimb"}}),
        ("permata_va", {"payment_type": "permata"}),
        ("mandiri_va", {"payment_type": "echannel", "echannel": {"bill_info1": "Tagihan:", "bill_info2": "#7"}}),
        ("qris", {"payment_type": "qris", "qris": {"acquirer": "gopay"}}),
        ("alfamart", {"payment_type": "cstore", "cstore": {"store": "alfamart", "message": "#7"}}),
        ("ovo", {"payment_type": "ovo", "ovo": {"payer_phone_number": "081234567890"}}),
    ],
)
def test_each_method_asks_for_its_own(method, asked):
    sent = core(one(method))

    assert {name: sent[name] for name in asked} == asked
    assert sent["transaction_details"]["gross_amount"] == 44_000
    assert ("custom_expiry" in sent) == (method != "ovo")


def test_wallets_are_a_link_on_a_phone_and_their_own_qris_on_a_desk():
    back = "http://127.0.0.1/kembali"
    assert core(one("gopay"))["gopay"] == {"enable_callback": True, "callback_url": back}
    assert core(one("gopay", is_phone=False))["qris"] == {"acquirer": "gopay"}
    assert core(one("shopeepay"))["shopeepay"] == {"callback_url": back}
    assert core(one("shopeepay", is_phone=False))["qris"] == {"acquirer": "airpay shopee"}


def test_time_to_pay_is_counted_from_when_the_charge_was_made():
    assert core(one("qris"))["custom_expiry"] == {
        "order_time": "2026-01-02 10:00:00 +0700", "expiry_duration": 1_800, "unit": "second",
    }  # fmt: skip
    assert page(one("card"))["expiry"] == {
        "start_time": "2026-01-02 10:00:00 +0700", "unit": "minute", "duration": 30,
    }  # fmt: skip
    assert page(one("card", expires_at=MADE + timedelta(minutes=1)))["expiry"]["duration"] == 5


def test_a_page_is_for_one_method_and_asks_cards_for_3ds():
    sent = page(one("card"))

    assert (sent["enabled_payments"], sent["credit_card"]) == (["credit_card"], {"secure": True})
    assert sent["callbacks"] == {"finish": "http://127.0.0.1/kembali"}
    assert page(one("mandiri_va"))["enabled_payments"] == ["echannel"]
    assert page(one("qris"))["enabled_payments"] == ["other_qris"]


def test_lines_keep_their_sum_and_names_their_limit():
    lines = (ChargeLine("Keripik " * 20, 2, 25_000), ChargeLine("Potongan", 1, -6_000))
    sent = core(one("qris", lines=lines))["item_details"]

    assert sum(line["price"] * line["quantity"] for line in sent) == 44_000
    assert max(len(line["name"]) for line in sent) <= 50


def test_only_rupiah():
    with pytest.raises(Invalid):
        ADAPTER.create(Account("midtrans", "sandbox", {}), one("qris", money=Money(44_000, "USD")))


@pytest.mark.parametrize(("mode", "key"), [("live", "SB-Mid-server-x"), ("twin", "Mid-server-x"), ("twin", "")])
def test_keys_of_the_other_side_are_refused_before_anything_is_sent(mode, key):
    with pytest.raises(KeysRefused):
        ADAPTER.check(Account("midtrans", mode, {"server_key": key}, base_url="http://127.0.0.1:9"))


def test_where_each_mode_is():
    live = Account("midtrans", "live", {"server_key": "Mid-server-x"})
    assert api.core_base(live) == "https://api.midtrans.com"
    assert api.core_base(replace(live, mode="sandbox")) == "https://api.sandbox.midtrans.com"
