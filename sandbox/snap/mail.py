"""Notices: what is told, how it is signed, and which answers end it."""

import json
import time
import uuid
from typing import Any
from urllib.parse import urlparse

import httpx

from .. import hmac512
from ..house import House
from ..store import Merchant, Outgoing, Payment
from ..twin import Letter
from . import debit, qris
from .state import FLAGS, value, when

TOLD = {
    "midtrans": {"paid", "denied", "expired", "cancelled", "reversed", "chargeback", "refund", "refund_failed"},
    "doku": {"paid"},
    "dana": {"paid", "expired", "cancelled"},
}
TOKEN = "/authorization/v1/access-token/b2b"  # noqa: S105 - a path


def _profile(shop: Merchant) -> str:
    return shop.settings.get("profile", "midtrans")


def is_told(house: House, payment: Payment, event: str) -> bool:
    """Whether the provider tells it; refunds only of what can be refunded."""
    shop: Merchant = house.store.get("merchant", payment.merchant)
    return event in TOLD[_profile(shop)] and not (event.startswith("refund") and payment.fields["kind"] == "va")


def letter(house: House, shop: Merchant, payment: Payment, notice: Outgoing) -> Letter:
    """Signed anew for each try. Only a 200 counts, at DOKU any 2xx."""
    profile, stamp = _profile(shop), hmac512.now_text(house.clock.now())
    suffix, told = _news(profile, payment)
    raw = hmac512.packed(told)
    path = urlparse(str(payment.fields.get("notify") or shop.notify_url)).path + suffix
    head = {"Content-Type": "application/json", "X-TIMESTAMP": stamp, "CHANNEL-ID": "95221",
            "X-PARTNER-ID": shop.keys["client_id"], "X-EXTERNAL-ID": str(uuid.UUID(notice.id).int)}  # fmt: skip
    if profile == "doku":
        token = _fetched_token(house, shop, notice.tries > 0)
        head["Authorization"] = f"Bearer {token}"
        signed = hmac512.hmac_of(shop.keys["client_secret"], "POST", path, token, hmac512.hashed(raw), stamp)
    else:
        signed = hmac512.rsa_by(shop.keys["provider_private_key"], f"POST:{path}:{hmac512.hashed(raw)}:{stamp}")
    if notice.forged == "signature":
        signed = "AAAA" + signed[4:]
    if notice.forged == "status":
        raw = raw.replace(b'":"03"', b'":"00"') if b'":"03"' in raw else raw.replace(b'":"00"', b'":"06"')
    ok = frozenset(range(200, 300)) if profile == "doku" else frozenset({200})
    return Letter(suffix, head | {"X-SIGNATURE": signed}, raw, ok)


def _news(profile: str, payment: Payment) -> tuple[str, dict[str, Any]]:
    """What comes after the merchant's address, and the body."""
    if payment.fields["kind"] == "debit":
        times = {"createdTime": when(payment.created), "finishedTime": when(payment.paid_at or payment.created)}
        return "", debit.news(payment) | times
    if payment.fields["kind"] == "qr":
        issuer = {"qris": {"issuerName": "gopay", "acquirerName": "gopay", "transactionType": "ON-US"}}
        told = qris.news(payment)
        return "/v1.0/qr/qr-mpm-notify", told | {"additionalInfo": told["additionalInfo"] | issuer}
    told = {**payment.fields["parts"], "virtualAccountName": payment.fields["payer"], "trxId": payment.reference}
    if profile == "doku":
        more = {"virtualAccountTrxType": "C", "trxDateTime": when(payment.paid_at)}
        paid = {"paymentRequestId": f"{payment.id}-{payment.paid}", "paidAmount": value(payment.paid)}
        return "/v1/transfer-va/payment", told | paid | more | {"additionalInfo": {"channel": payment.method}}
    if payment.paid:
        told |= {"paymentRequestId": payment.id, "paidAmount": value(payment.paid), "referenceNo": payment.id[:15]}
    info = {"bank": payment.method.upper(), "paymentFlagStatus": FLAGS[payment.state], "merchantId": payment.merchant}
    return "/v1.0/transfer-va/payment", told | {"additionalInfo": info | {"paidTime": when(payment.paid_at)}}


def _fetched_token(house: House, shop: Merchant, is_again: bool) -> str:
    """DOKU first fetches a token from the merchant; it keeps it while it lives, or until a try was in vain."""
    kept, now = house.store.get("answer", f"theirs:{shop.id}"), house.clock.now()
    if kept and kept["until"] > now and not is_again:
        return str(kept["token"])
    # By the real clock: the merchant's has not been put forward with the twin's, and it takes no stale question.
    client, stamp = shop.keys["client_id"], hmac512.now_text(time.time())
    head = {"X-CLIENT-KEY": client, "X-TIMESTAMP": stamp, "Content-Type": "application/json",
            "X-SIGNATURE": hmac512.rsa_by(shop.keys["provider_private_key"], f"{client}|{stamp}")}  # fmt: skip
    url = shop.settings.get("token_url") or house.notify_url(shop) + TOKEN
    answer = httpx.post(url, headers=head, content=json.dumps({"grantType": "client_credentials"}), timeout=10)
    told = answer.json() if answer.status_code == 200 else {}
    until = now + float(told.get("expiresIn", 0)) - 10
    house.store.save("answer", f"theirs:{shop.id}", {"token": told.get("accessToken", ""), "until": until})
    return str(told.get("accessToken", ""))
