"""What a world left, against what the provider knows: complaints in sentences, none when all is well."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import text

from app.check import examine
from app.core.db import db
from app.payments.state import OPEN

from .world import World

GONE = ("reversed", "chargeback")


def judge(world: World) -> list[str]:
    """Every way in which money, refunds and waiting do not agree."""
    return list(world.at(lambda: list(_complaints(world))))


def _complaints(world: World) -> Iterator[str]:
    theirs = _by_reference(world.theirs())
    for row in _rows("SELECT * FROM payment_attempt WHERE vendor_id = :v", world):
        yield from _attempt(row, theirs.get(row["reference"]))
    for row in _rows(
        "SELECT o.number, o.state, o.payment_state, b.amount, b.paid_amount FROM orders o JOIN bill b"
        " ON b.vendor_id = o.vendor_id AND b.subject_id = o.id WHERE o.vendor_id = :v",
        world,
    ):
        if row["payment_state"] == "paid" and row["paid_amount"] != row["amount"]:
            yield f"order {row['number']} is paid with {row['paid_amount']} of {row['amount']}"
    waiting = "SELECT state, told FROM payment_notice WHERE vendor_id = :v AND state IN ('waiting', 'stuck')"
    yield from (f"a notice is {row['state']}: {row['told']}" for row in _rows(waiting, world))
    open_ = "SELECT state, kind, told FROM refund WHERE vendor_id = :v AND state NOT IN ('done', 'failed')"
    yield from (f"a refund is {row['state']}: {row['told']}" for row in _rows(open_, world) if row["kind"] != "payout")
    db.session.rollback()
    moment = world.moment  # invariants about waiting look at this world's clock
    for one in examine(db.engine):
        if one.name != "vendors_have_an_owner" and one.row.get("vendor") in (None, f"sari-{world.vendor.hex[-12:]}"):
            yield f"{one.name}: {one.sentence} ({moment:%d %H:%M})"
    yield from (f"fell over: {one}" for one in world.fallen)


def _attempt(row: dict[str, Any], there: dict[str, Any] | None) -> Iterator[str]:
    name = f"attempt …{row['reference'][-8:]} ({row['method']})"
    if row["state"] in OPEN:
        yield f"{name} is still {row['state']}: {row['told']}; there it is {there and there['state']}; {row['poll_at']}"
    if there is None:
        if row["received_amount"]:
            yield f"{name} received {row['received_amount']}, and the provider knows nothing of it"
        return
    if there["state"] in GONE:  # whatever came in is gone: nothing of it may be left with us
        if row["received_amount"] > row["refunded_amount"]:
            yield f"{name} keeps {row['received_amount']}, which the payer's bank took back"
        return
    back = sum(int(one["amount"]) for one in there["refunds"] if one["state"] == "done")
    if row["received_amount"] != there["paid"]:
        yield f"{name} received {row['received_amount']}, the provider says {there['paid']} ({there['state']})"
    if row["refunded_amount"] != back + _payouts(row):
        yield f"{name} sent {row['refunded_amount']} back, the provider says {back}"


def _by_reference(payments: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """A hosted page may hold several tries under one reference: what came of all of them together."""
    found: dict[str, dict[str, Any]] = {}
    for one in payments:
        known = found.get(one["reference"])
        if known is None or (one["paid"] and not known["paid"]):
            found[one["reference"]] = one
        elif one["paid"]:
            known["paid"] += one["paid"]
            known["refunds"] += one["refunds"]
    return found


def _payouts(row: dict[str, Any]) -> int:
    found = text("SELECT coalesce(sum(amount), 0) FROM refund WHERE vendor_id = :v AND attempt_id = :a"
                 " AND kind = 'payout' AND state = 'done'")  # fmt: skip
    return int(db.session.scalar(found, {"v": row["vendor_id"], "a": row["id"]}) or 0)


def _rows(question: str, world: World) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(text(question), {"v": world.vendor}).mappings()]
