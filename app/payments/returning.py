"""Where a provider's page sends the payer back to: an address that says which bill, and nothing about its state."""

from uuid import UUID

from itsdangerous import BadSignature, URLSafeSerializer

from app.core.refusal import NotFound

from .bill import Bill
from .installation import here

RETURNS = "/hooks/returns/"


def address(bill: Bill) -> str:
    """The public address for the way back. It is signed, so nobody makes one up; whoever has it sees one order."""
    return here.public_url + RETURNS + _signer().dumps([bill.vendor_id.hex, bill.id.hex])


def read(token: str) -> tuple[UUID, UUID]:
    """The vendor and the bill in an address. Raises NotFound when we never made it."""
    try:
        vendor, bill = _signer().loads(token)
    except BadSignature as error:
        raise NotFound("Tautan itu tidak dikenal.") from error
    return UUID(vendor), UUID(bill)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(here.secret, salt="payment return")
