"""`/transactions`, `/balance` and `/v1/disputes`: what the money did."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, jsonify, request

from ..house import House
from ..store import Payment
from . import channel
from .body import came, dispute, iso
from .door import Answer, own


def add(bp: Blueprint, house: House) -> None:
    """Their paths."""

    @bp.get("/transactions")
    def transactions() -> Answer:
        found = sorted((row for one in _all(house) for row in _rows(house, one)), key=lambda row: str(row["created"]))
        found = [row for row in found if _is_wanted(row)]
        after = request.args.get("after_id")
        start = next((place for place, row in enumerate(found, 1) if row["id"] == after), 0)
        size = request.args.get("limit", 10, int)
        return jsonify(data=found[start : start + size], has_more=len(found) > start + size, links=[])

    @bp.get("/balance")
    def balance() -> Answer:
        return jsonify(balance=sum(one.paid - one.refunded for one in _all(house)))

    @bp.get("/v1/disputes")
    def disputes() -> Answer:
        words, status = request.args.get("search", ""), request.args.get("status")
        found = [dispute(one, "LOST") for one in _all(house) if one.fields.get("dispute")]
        found = [one for one in found if words in (one["reference_id"], one["payment_id"], one["id"], "")]
        found = [one for one in found if status in (None, one["status"])]
        return jsonify(data=found, pagination={"next_cursor": None, "has_more": False})


def _all(house: House) -> list[Payment]:
    return [*own(house, "request"), *own(house, "old"), *own(house, "invoice")]


def _is_wanted(row: dict[str, Any]) -> bool:
    args = request.args
    same = all(args.get(name) in (None, row[name]) for name in ("reference_id", "product_id", "currency"))
    types, statuses = args.getlist("types"), args.getlist("statuses")
    since, until = args.get("created[gte]", ""), args.get("created[lte]", "9")
    return (
        same and since <= row["created"] <= until
        and (not types or row["type"] in types) and (not statuses or row["status"] in statuses)
    )  # fmt: skip


def _rows(house: House, payment: Payment) -> Iterator[dict[str, Any]]:
    is_reversed = payment.state == "reversed"
    for place, one in enumerate(came(payment)):
        fee, tax = channel.costs(payment.method, one["amount"])
        yield _row(house, payment, f"{one['id'][3:]}-{place}", one["id"], one["amount"], one["at"]) | {
            "status": "REVERSED" if is_reversed else "SUCCESS",
            "fee": _fee(fee, tax, "REVERSED" if is_reversed else "COMPLETED"),
        }
    for back in payment.refunds:
        if back["state"] == "done":
            yield _row(house, payment, back["id"][4:], back["id"], int(back["amount"]), back["at"]) | _out("REFUND")
    if payment.fields.get("dispute"):
        lost = payment.fields["dispute"]
        yield _row(house, payment, lost, lost, payment.amount, payment.paid_at) | _out("CHARGEBACK")


def _out(kind: str) -> dict[str, Any]:
    return {"type": kind, "cashflow": "MONEY_OUT", "fee": _fee(0, 0, "NOT_APPLICABLE")}


def _fee(fee: float, tax: float, status: str) -> dict[str, Any]:
    return {
        "xendit_fee": fee, "value_added_tax": tax, "xendit_withholding_tax": 0, "third_party_withholding_tax": 0,
        "status": status,
    }  # fmt: skip


def _row(house: House, payment: Payment, id_: str, product: str, amount: int, at: float) -> dict[str, Any]:
    settled = at + channel.days_to_settle(payment.method) * channel.DAY
    name = "payment_link_id" if payment.fields["kind"] == "invoice" else "payment_request_id"
    return {
        "id": f"txn_{id_}",
        "product_id": product,
        "type": "PAYMENT",
        "status": "SUCCESS",
        "channel_code": payment.method,
        "reference_id": payment.reference,
        "account_identifier": None,
        "currency": "IDR",
        "amount": amount,
        "cashflow": "MONEY_IN",
        "settlement_status": "SETTLED" if settled <= house.clock.now() else "PENDING",
        "estimated_settlement_time": iso(settled),
        "business_id": payment.merchant,
        "created": iso(at),
        "updated": iso(at),
        "product_data": {name: payment.id},
    }
