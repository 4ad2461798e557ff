"""`/hooks/<provider>/<address>`: what a payment provider sends to a vendor's account there."""

import logging

from flask import Response, request
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from app.core import tenancy
from app.core.db import db, transaction
from app.core.refusal import NotFound, Refusal
from app.payments import account as accounts
from app.payments import notice as notices
from app.payments import words
from app.payments.gateways import adapter

log = logging.getLogger(__name__)


def create(provider: str, address: str, rest: str) -> Response:
    """Verify, keep, answer. What it does comes later, from the row that was kept."""
    arrival = _arrival(rest)
    try:
        with tenancy.everyone():
            account = accounts.at_address(provider, address)
    except NotFound:
        return Response(status=404)
    except (OperationalError, InterfaceError, NoConnection):
        log.warning("a notice of %s came while the database was away", provider)
        return Response(status=503, headers={"Retry-After": "30"})
    return _answer(account, arrival)


def _arrival(rest: str) -> words.Arrival:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return words.Arrival(request.method, f"/{rest}" if rest else "", headers, request.get_data(cache=False))


def _answer(account: accounts.PaymentAccount, arrival: words.Arrival) -> Response:
    at = adapter(account.provider)
    with tenancy.acting_for(account.vendor_id):
        try:
            opened = account.opened()
            if hosted := at.host(opened, arrival):
                return _response(hosted)
            with transaction():
                outcome = notices.receive(account, opened, arrival)
        except (OperationalError, InterfaceError, NoConnection, Refusal) as error:
            db.session.rollback()
            log.warning("a notice of %s could not be kept: %s", account.provider, error)
            return Response(status=503, headers={"Retry-After": "30"})
        return _response(at.reply(opened, arrival, outcome))


def _response(reply: words.Reply) -> Response:
    return Response(reply.body, status=reply.status, headers=dict(reply.headers))
