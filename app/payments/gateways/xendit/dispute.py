"""Disputes: the payer's bank takes the money back when one is lost. Cards and QRIS have them.

Formats: Xendit API reference, "list all disputes" and "dispute webhook notifications" (2026).
"""

from ...failure import Invalid, KeysRefused, MethodOff, Missing
from ...words import Account, Reference
from .api import ask
from .value import rows

DISPUTABLE = ("card", "qris")
LOST = "LOST"


def is_lost(account: Account, ref: Reference) -> bool:
    """Whether a dispute about that payment went against the shop. Accounts without the right to ask have none."""
    if ref.method not in DISPUTABLE:
        return False
    try:
        told = ask(account, "/v1/disputes", search=ref.ours, status=LOST)
    except (MethodOff, KeysRefused, Missing, Invalid):
        return False
    return any(one.get("reference_id") == ref.ours and one.get("status") == LOST for one in rows(told))
