"""`/hooks/returns/<token>`: the payer comes back from a provider's page, by a link or by a form of another site.

What they bring along is a hint at most, so it is not read: the page they are led to knows what is true.
"""

from flask import redirect
from werkzeug.wrappers import Response

from app.core import tenancy
from app.payments import bill as bills
from app.payments import returning
from app.payments.purpose import purpose_of


def create(token: str) -> Response:
    """On to the payer's own page, as a plain visit: cookies that stayed behind at a cross-site form come along."""
    vendor_id, bill_id = returning.read(token)
    with tenancy.acting_for(vendor_id):
        bill = bills.find(vendor_id, bill_id)
        return redirect(purpose_of(bill).payer(bill).path, code=303)
