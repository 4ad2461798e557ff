"""Transactions of the Core API: made, looked at, ended."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ...failure import Invalid, Missing, UnknownOutcome
from ...state import State
from ...words import Account, Charge, Created, Observation
from . import api, status
from .charge import core
from .hosted import takes
from .instruction import picture


def charged(account: Account, charge: Charge) -> Created:
    """A new transaction, with what the payer has to do. Raises Duplicate when the order_id was used."""
    try:
        told = api.call(account, "POST", "/v2/charge", core(charge), key=f"{charge.idempotency_key}-charge")
    except Missing as error:  # the phone number has no wallet (Midtrans docs, ewallet-ovo)
        raise Invalid(error.told, code=error.code) from error
    return _created(account, charge, told, is_hosted=False)


def found(account: Account, charge: Charge) -> Created:
    """The transaction that has this order_id already."""
    return _created(account, charge, _told(account, charge.reference), is_hosted=takes(account, charge.method))


def seen(account: Account, order_id: str, *, is_hosted: bool = False) -> Observation:
    """How it stands. Raises Missing."""
    return _read(_told(account, order_id), is_hosted=is_hosted)


def end(account: Account, order_id: str, deed: str, key: str) -> None:
    """`expire` what is pending, `cancel` what is held. Raises TooLate from any other state, Missing."""
    api.call(account, "POST", f"/v2/{quote(order_id, safe='')}/{deed}", {}, key=key)


def _told(account: Account, order_id: str) -> dict[str, Any]:
    return api.call(account, "GET", f"/v2/{quote(order_id, safe='')}/status")


def _created(account: Account, charge: Charge, told: Mapping[str, Any], *, is_hosted: bool) -> Created:
    it = _read(told, is_hosted=is_hosted)
    instructions = it.instructions
    if it.state == State.PENDING and not (instructions or is_hosted):
        instructions = tuple(picture(api.core_base(account), told))
    until = status.moment(told.get("expiry_time")) or charge.expires_at
    return Created(it.provider_ref, it.state, instructions, until, it.raw)


def _read(told: Mapping[str, Any], *, is_hosted: bool) -> Observation:
    try:
        return status.read(told, is_hosted=is_hosted)
    except ValueError as error:
        raise UnknownOutcome(f"an answer that nobody understands: {error}") from error
