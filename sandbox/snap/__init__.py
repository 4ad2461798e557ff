"""A provider that speaks SNAP: virtual accounts and QRIS, in the manner of Midtrans, of DOKU, or of DANA's gateway.

A merchant's setting `profile` says which: their paths differ, so one process is all three.
"""

from flask import Blueprint

from .. import snap_gate
from ..house import House
from ..store import Merchant, Outgoing, Payment
from ..twin import Letter
from . import debit, history, mail, qris, va
from .door import Deed, opened

DOKU_VA = "/virtual-accounts/bi-snap-va/v1.1/transfer-va"
DOKU_QR = "/snap-adapter/b2b/v1.0/qr"
DANA = "/payment-gateway/v1.0/debit"
PATHS: tuple[tuple[str, str, str, Deed], ...] = (
    ("12", "POST", "/v1.0/transaction-history-list", history.listed),
    ("27", "POST", "/v1.0/transfer-va/create-va", va.create),
    ("26", "POST", "/v1.0/transfer-va/status", va.status),
    ("31", "POST", "/v1.0/transfer-va/delete-va", va.delete),
    ("27", "POST", f"{DOKU_VA}/create-va", va.create),
    ("26", "POST", "/orders/v1.0/transfer-va/status", va.status),
    ("31", "DELETE", f"{DOKU_VA}/delete-va", va.delete),
    *(
        (code, "POST", f"{prefix}/qr-mpm-{end}", deed)
        for prefix in ("/v1.0/qr", DOKU_QR)
        for code, end, deed in (
            ("47", "generate", qris.generate),
            ("51", "query", qris.query),
            ("77", "cancel", qris.cancel),
            ("78", "refund", qris.refund),
        )
    ),
    ("54", "POST", f"{DANA}/payment-host-to-host.htm", debit.create),
    ("55", "POST", f"{DANA}/status.htm", debit.status),
    ("57", "POST", f"{DANA}/cancel.htm", debit.cancel),
    ("58", "POST", f"{DANA}/refund.htm", debit.refund),
)


class Snap:
    """The twin."""

    name = "snap"
    title = "SNAP (BI)"
    retries = (120.0, 600.0, 1_800.0, 5_400.0, 12_600.0)

    def blueprint(self, house: House) -> Blueprint:
        """Every service at its providers' paths."""
        bp = Blueprint("snap", __name__)
        for path in ("/v1.0/access-token/b2b", "/authorization/v1/access-token/b2b"):
            bp.add_url_rule(path, path.replace(".", "_"), lambda: snap_gate.token(house), methods=["POST"])
        for code, method, path, deed in PATHS:
            bp.add_url_rule(path, path.replace(".", "_"), opened(house, code, deed), methods=[method])
        return bp

    def letter(self, house: House, merchant: Merchant, payment: Payment, notice: Outgoing) -> Letter:
        """The news, signed in the merchant's manner."""
        return mail.letter(house, merchant, payment, notice)

    def happened(self, house: House, payment: Payment, event: str) -> None:
        """What this merchant's provider tells by itself."""
        if mail.is_told(house, payment, event):
            house.post(payment, event)


TWIN = Snap()
