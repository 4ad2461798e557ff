"""A SNAP provider: RSA for the token, HMAC for the rest, virtual accounts and QRIS; in DOKU's or DANA's manner too."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlparse

import httpx
from flask import Blueprint, Response, request

from .. import hmac512, snap_gate
from ..house import House, Impossible
from ..midtrans.history import rows
from ..store import Merchant, Outgoing, Payment
from ..tlv import qris
from ..twin import Letter

FLAGS = {
    "pending": "03", "paid": "00", "denied": "06", "expired": "08", "cancelled": "05", "reversed": "06",
    "chargeback": "06",
}  # fmt: skip
REFUNDS = {"pending": "03", "done": "00", "failed": "06"}


class Snap:
    """The twin; a merchant's setting `profile` says in whose manner it is spoken to."""

    name = "snap"
    title = "SNAP (BI)"
    retries = (120.0, 600.0, 1_800.0, 5_400.0, 12_600.0)

    def blueprint(self, house: House) -> Blueprint:
        """Each service at the standard's path and at DOKU's."""
        bp = Blueprint("snap", __name__)
        for path in ("/v1.0/access-token/b2b", "/authorization/v1/access-token/b2b"):
            bp.add_url_rule(path, path.replace(".", ""), lambda: snap_gate.token(house), methods=["POST"])
        services = {
            ("27", "transfer-va/create-va"): create_va,
            ("26", "transfer-va/status"): status_va,
            ("31", "transfer-va/delete-va"): delete_va,
            ("47", "qr/qr-mpm-generate"): generate,
            ("51", "qr/qr-mpm-query"): query,
            ("77", "qr/qr-mpm-cancel"): cancel,
            ("78", "qr/qr-mpm-refund"): refund,
            ("12", "transaction-history-list"): history,
        }
        for (service, end), deed in services.items():
            for prefix in ("/v1.0", "/virtual-accounts/bi-snap-va/v1.1", "/orders/v1.0", "/snap-adapter/b2b/v1.0"):
                bp.add_url_rule(
                    f"{prefix}/{end}", f"{prefix}{end}".replace(".", ""), _gate(house, service, deed), methods=["POST"]
                )
        return bp

    def letter(self, house: House, merchant: Merchant, payment: Payment, notice: Outgoing) -> Letter:
        """A virtual account's payment or a QR's, signed in the merchant's manner; only 200 counts."""
        suffix, told = _news(payment)
        path = urlparse(house.notify_url(merchant)).path + suffix
        raw = hmac512.packed(told)
        stamp = hmac512.now_text(house.clock.now())
        head = {"Content-Type": "application/json", "X-TIMESTAMP": stamp, "X-EXTERNAL-ID": notice.id,
                "X-PARTNER-ID": merchant.keys["client_id"], "CHANNEL-ID": "95221"}  # fmt: skip
        if merchant.settings.get("profile") == "doku":
            token = _our_token(house, merchant)
            signed = hmac512.hmac_of(merchant.keys["client_secret"], "POST", path, token, hmac512.hashed(raw), stamp)
            head["Authorization"] = f"Bearer {token}"
        else:
            signed = hmac512.rsa_by(merchant.keys["provider_private_key"], f"POST:{path}:{hmac512.hashed(raw)}:{stamp}")
        if notice.forged == "signature":
            signed = "AAAA" + signed[4:]
        if notice.forged == "status":
            raw = raw.replace(b'":"00"', b'":"06"') if b'":"00"' in raw else raw.replace(b'":"03"', b'":"00"')
        return Letter(suffix, head | {"X-SIGNATURE": signed}, raw, frozenset({200}))

    def happened(self, house: House, payment: Payment, event: str) -> None:
        """Payments, failures and refunds are told."""
        if event in ("paid", "denied", "reversed") or (event == "refund" and payment.method == "qris"):
            house.post(payment, event)


def _gate(house: House, service: str, deed: Any) -> Any:
    def view() -> Response:
        shop = snap_gate.entered(house, service)
        if isinstance(shop, Response):
            return shop
        with house.store.turn():
            if snap_gate.is_repeated(house, shop):
                return snap_gate.answer(f"409{service}00", "Conflict")
            answer: Response = deed(house, shop, request.get_json(), service)
            return answer

    return view


def create_va(house: House, shop: Merchant, asked: dict[str, Any], service: str) -> Response:
    """A number, padding included."""
    if (
        len(asked.get("partnerServiceId", "")) != 8
        or asked["virtualAccountNo"] != asked["partnerServiceId"] + asked["customerNo"]
    ):
        return snap_gate.answer(f"400{service}01", "Invalid Field Format virtualAccountNo")
    amount = int(asked["totalAmount"]["value"].partition(".")[0])
    payment = house.make(
        shop, asked["trxId"], asked["additionalInfo"]["bank"], amount, _seconds(house, asked["expiredDate"]),
        va=asked["virtualAccountNo"].strip(), number={name: asked[name] for name in NUMBER}, kind="va",
    )  # fmt: skip
    return snap_gate.answer(f"200{service}00", "Successful", virtualAccountData=_data(payment))


NUMBER = ("partnerServiceId", "customerNo", "virtualAccountNo", "virtualAccountName")


def _data(payment: Payment) -> dict[str, Any]:
    return {**payment.fields["number"], "trxId": payment.reference, "totalAmount": _value(payment.amount)}


def _value(amount: int) -> dict[str, str]:
    return {"value": f"{amount:d}.00", "currency": "IDR"}


def _seconds(house: House, end: str) -> float:
    return datetime.fromisoformat(end).timestamp() - house.clock.now()


def _wanted(house: House, shop: Merchant, asked: dict[str, Any]) -> Payment | None:
    return house.find(shop, asked.get("trxId") or asked.get("originalPartnerReferenceNo") or "")


def status_va(house: House, shop: Merchant, asked: dict[str, Any], service: str) -> Response:
    """Whether it was paid."""
    payment = _wanted(house, shop, asked)
    if payment is None:
        return snap_gate.answer(f"404{service}12", "Bill not found")
    more = {"paymentFlagStatus": FLAGS[payment.state], "paidAmount": _value(payment.paid)} if payment.paid else {
        "paymentFlagStatus": FLAGS[payment.state]}  # fmt: skip
    return snap_gate.answer(f"200{service}00", "Successful", virtualAccountData=_data(payment) | more)


def delete_va(house: House, shop: Merchant, asked: dict[str, Any], service: str) -> Response:
    """The number is no more."""
    return _ended(house, _wanted(house, shop, asked), service)


def _ended(house: House, payment: Payment | None, service: str) -> Response:
    if payment is None:
        return snap_gate.answer(f"404{service}12", "Not found")
    try:
        house.do(payment, "cancel")
    except Impossible:
        return snap_gate.answer(f"404{service}14", "Paid or over")
    return snap_gate.answer(f"200{service}00", "Successful")


def generate(house: House, shop: Merchant, asked: dict[str, Any], service: str) -> Response:
    """A code to scan."""
    amount = int(asked["amount"]["value"].partition(".")[0])
    seconds = _seconds(house, asked["validityPeriod"]) if asked.get("validityPeriod") else 900.0
    code = qris(amount, asked["partnerReferenceNo"])
    payment = house.make(shop, asked["partnerReferenceNo"], "qris", amount, seconds, qr=code, kind="qr")
    told = {"referenceNo": payment.id, "partnerReferenceNo": payment.reference, "qrContent": code}
    return snap_gate.answer(f"200{service}00", "Successful", **told)


def query(house: House, shop: Merchant, asked: dict[str, Any], service: str) -> Response:
    """How far it is."""
    payment = _wanted(house, shop, asked)
    if payment is None:
        return snap_gate.answer(f"404{service}01", "Transaction Not Found")
    return snap_gate.answer(f"200{service}00", "Successful", **_state(payment))


def _state(payment: Payment) -> dict[str, Any]:
    back = [
        {"refundNo": one["id"], "partnerRefundNo": one["key"], "refundAmount": _value(int(one["amount"])),
         "refundStatus": REFUNDS[one["state"]]}
        for one in payment.refunds
    ]  # fmt: skip
    return {
        "originalReferenceNo": payment.id,
        "originalPartnerReferenceNo": payment.reference,
        "latestTransactionStatus": FLAGS[payment.state],
        "amount": _value(payment.paid or payment.amount),
        "finishedTime": hmac512.now_text(payment.paid_at) if payment.paid_at else "",
        "additionalInfo": {"refundHistory": back},
    }


def cancel(house: House, shop: Merchant, asked: dict[str, Any], service: str) -> Response:
    """The code is no more."""
    return _ended(house, _wanted(house, shop, asked), service)


def refund(house: House, shop: Merchant, asked: dict[str, Any], service: str) -> Response:
    """Accepted now, confirmed later; the same number twice is one refund."""
    payment = _wanted(house, shop, asked)
    if payment is None:
        return snap_gate.answer(f"404{service}01", "Transaction Not Found")
    amount = int(asked["refundAmount"]["value"].partition(".")[0])
    known = next((one for one in payment.refunds if one["key"] == asked["partnerRefundNo"]), None)
    left = payment.paid - sum(int(one["amount"]) for one in payment.refunds if one["state"] != "failed")
    if known is None:
        if payment.state != "paid" or not 1 <= amount <= left:
            return snap_gate.answer(f"404{service}13", "Invalid Amount")
        known = {
            "id": f"RF{len(payment.refunds) + 1}",
            "key": asked["partnerRefundNo"],
            "amount": amount,
            "state": "pending",
        }
        payment.refunds.append(known)
        house.store.save("payment", payment.id, payment)
    return snap_gate.answer(f"200{service}00", "Successful", refundNo=known["id"], partnerRefundNo=known["key"])


def history(house: House, shop: Merchant, _asked: dict[str, Any], service: str) -> Response:
    """Settled payments."""
    return snap_gate.answer(f"200{service}00", "Successful", detailData=rows(house, shop))


def _news(payment: Payment) -> tuple[str, dict[str, Any]]:
    if payment.fields["kind"] == "qr":
        return "/v1.0/qr/qr-mpm-notify", _state(payment)
    told = {
        **payment.fields["number"],
        "trxId": payment.reference,
        "paymentRequestId": f"{payment.id}-{payment.paid}-{payment.state}",
        "paidAmount": _value(payment.paid),
        "additionalInfo": {"bank": payment.method, "paymentFlagStatus": FLAGS[payment.state]},
    }
    return "/v1.0/transfer-va/payment", told


def _our_token(house: House, merchant: Merchant) -> str:
    """DOKU first fetches a token from the merchant."""
    client, stamp = merchant.keys["client_id"], hmac512.now_text(house.clock.now())
    head = {
        "X-CLIENT-KEY": client, "X-TIMESTAMP": stamp, "Content-Type": "application/json",
        "X-SIGNATURE": hmac512.rsa_by(merchant.keys["provider_private_key"], f"{client}|{stamp}"),
    }  # fmt: skip
    try:
        answer = httpx.post(house.notify_url(merchant) + "/authorization/v1/access-token/b2b", headers=head,
                            content=json.dumps({"grantType": "client_credentials"}), timeout=10)  # fmt: skip
        return str(answer.json().get("accessToken") or "")
    except (httpx.HTTPError, ValueError):
        return ""


TWIN = Snap()
