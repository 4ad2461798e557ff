"""Presses on their way to the writer and outcomes on their way back, as short text in Redis streams.

An entry is a bundle: what one web process had waiting at that moment, each press under its tag.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.core.refusal import Refusal
from app.orders.attempt import Attempt, Key, Outcome, Wanted

QUEUE, GROUP, DEAD = "flash:attempts", "writers", "flash:dead"
ANSWERS = "flash:answers:{process}"
REPLY_TO = b"to"
MOST_DEAD = 10_000

_write = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


@dataclass(frozen=True)
class Bundle:
    """One entry of the queue: where its answers go, and its presses, still packed, by tag."""

    id: bytes
    reply_to: str
    packed: Mapping[bytes, bytes]


def tag(key: Key) -> str:
    """A press as a field name: whose it is can be read even when the rest of it cannot."""
    return key[0].hex + key[1].hex


def key_of(tag: bytes | str) -> Key:
    """What the tag stands for. Raises ValueError."""
    text = tag.decode() if isinstance(tag, bytes) else tag
    return UUID(hex=text[:32]), UUID(hex=text[32:])


def pack(one: Attempt) -> str:
    """Everything but its key."""
    lines = [[line.variant_id.hex, line.quantity, line.price_amount] for line in one.lines]
    deal = one.deal_id.hex if one.deal_id else None
    said = [one.shopper_name, one.shopper_phone, one.fulfilment, one.payment_method, one.address, one.note]
    return _write([*said, lines, deal, one.buyers])


def unpack(tag: bytes, packed: bytes) -> Attempt:
    """The press again. Raises ValueError or TypeError for what we did not write."""
    vendor_id, key = key_of(tag)
    name, phone, fulfilment, payment, address, note, lines, deal, buyers = json.loads(packed)
    return Attempt(
        key=key,
        vendor_id=vendor_id,
        shopper_name=name,
        shopper_phone=phone,
        fulfilment=fulfilment,
        payment_method=payment,
        lines=tuple(Wanted(UUID(hex=variant), quantity, price) for variant, quantity, price in lines),
        address=address,
        note=note,
        deal_id=UUID(hex=deal) if deal else None,
        buyers=tuple(buyers),
    )


def entry(reply_to: str, attempts: Iterable[Attempt]) -> list[str | bytes]:
    """The fields of a bundle, for XADD."""
    fields: list[str | bytes] = [REPLY_TO, reply_to]
    for one in attempts:
        fields += (tag((one.vendor_id, one.key)), pack(one))
    return fields


def bundle(id_: bytes, fields: Mapping[bytes, bytes]) -> Bundle:
    """A bundle out of what Redis gave."""
    packed = dict(fields)
    return Bundle(id_, packed.pop(REPLY_TO, b"").decode(), packed)


def pack_outcomes(outcomes: Mapping[str, Outcome]) -> str:
    """Outcomes by tag."""
    return _write({tag: _told(outcome) for tag, outcome in outcomes.items()})


def unpack_outcomes(packed: bytes) -> Iterable[tuple[Key, Outcome]]:
    """Each key with its outcome."""
    for text, (order, number, secret, no) in json.loads(packed).items():
        key = key_of(text)
        refusal = Refusal(no[0], field=no[1], **no[2]) if no else None
        yield key, Outcome(key[1], UUID(hex=order) if order else None, number, secret, refusal)


def _told(outcome: Outcome) -> list[object]:
    no = outcome.refusal
    order = outcome.order_id.hex if outcome.order_id else None
    return [order, outcome.number, outcome.secret, [no.sentence, no.field, no.values] if no else None]
