"""Xendit as its documents describe it: payment requests of both versions, invoices, refunds, books and webhooks."""

from flask import Blueprint

from ..house import House
from ..store import Merchant, Outgoing, Payment
from ..twin import Letter
from . import books, door, invoices, old_requests, pages, refunds, requests, webhook


class Xendit:
    """The twin."""

    name = "xendit"
    title = "Xendit"
    retries = (900.0, 2_700.0, 7_200.0, 10_800.0, 21_600.0, 43_200.0)
    """At 15 minutes, 1, 3, 6, 12 and 24 hours from the first."""

    def blueprint(self, house: House) -> Blueprint:
        """Xendit's paths, behind its door, and its pages."""
        bp = Blueprint("xendit", __name__, template_folder="templates")
        bp.before_request(lambda: door.enter(house))
        for part in (requests, old_requests, invoices, refunds, books, pages):
            part.add(bp, house)
        return bp

    def letter(self, house: House, merchant: Merchant, payment: Payment, notice: Outgoing) -> Letter:
        """See webhook."""
        return webhook.letter(house, merchant, payment, notice)

    def happened(self, house: House, payment: Payment, event: str) -> None:
        """See webhook."""
        webhook.happened(house, payment, event)


TWIN = Xendit()
