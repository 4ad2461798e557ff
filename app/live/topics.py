"""Who may listen to which room: a shop's staff to their shop, checked at the door and again while they listen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import g
from sqlalchemy import select

from app.accounts.membership import Membership
from app.accounts.session import Session
from app.core.clock import now
from app.core.db import db
from app.core.refusal import Forbidden
from app.web import guards
from app.web.i18n import language

HTTP = 4000
SIGNED_OUT, NOT_YOURS = HTTP + 401, HTTP + 403
"""Close codes of the socket; without the 4000 they are the answers over plain HTTP."""


class Refused(Exception):
    """Nobody for this room; code is the close code that tells the browser to stay away."""

    def __init__(self, code: int):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Seat:
    """A place in a vendor's room: whose, from which sign-in, reading which language."""

    vendor_id: UUID
    person_id: UUID
    session_id: UUID
    language: str


def seat() -> Seat:
    """The place of who sends this request, by the same guard as the pages. Raises Refused."""
    if g.person is None:
        raise Refused(SIGNED_OUT)
    try:
        elsewhere = guards.enter_back_office()
    except Forbidden as error:
        raise Refused(NOT_YOURS) from error
    if elsewhere is not None:
        raise Refused(NOT_YOURS)
    return Seat(g.vendor.id, g.person.id, g.session.id, language())


def turned_away(seats: Collection[Seat]) -> Mapping[Seat, int]:
    """Those of a room who may not listen any more, with the code to close with."""
    if not seats:
        return {}
    sessions = {one.session_id for one in seats}
    alive = set(db.session.scalars(select(Session.id).where(Session.id.in_(sessions), Session.expires_at > now())))
    members = _members({(one.vendor_id, one.person_id) for one in seats})
    gone = {one: NOT_YOURS for one in seats if (one.vendor_id, one.person_id) not in members}
    return gone | {one: SIGNED_OUT for one in seats if one.session_id not in alive}


def _members(pairs: Collection[tuple[UUID, UUID]]) -> set[tuple[UUID, UUID]]:
    query = select(Membership.vendor_id, Membership.person_id).where(
        Membership.vendor_id.in_({vendor_id for vendor_id, _ in pairs}),
        Membership.person_id.in_({person_id for _, person_id in pairs}),
        Membership.ended_at.is_(None),
        Membership.role.in_(guards.BACK_OFFICE),
    )
    return {(vendor_id, person_id) for vendor_id, person_id in db.session.execute(query)}
