"""`/backoffice/staff/invitations`: links that let people join."""

from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import invitation
from app.core.db import transaction
from app.web import forms
from app.web.fragments import done
from app.web.guards import current_actor, staff_only

from . import staff

bp = Blueprint("invitations", __name__, url_prefix="/staff/invitations")


@bp.post("")
@staff_only("owner", "manager")
def create() -> ResponseReturnValue:
    """An invitation; its link is in this answer and nowhere else."""
    with transaction():
        secret = invitation.invite(current_actor(), forms.sent("role"))
    return staff.page(link=url_for("invitations.show", secret=secret, _external=True)), 201


@bp.post("/<uuid:invitation_id>/deletion")
@staff_only("owner", "manager")
def destroy(invitation_id: UUID) -> ResponseReturnValue:
    """Make a link worthless."""
    with transaction():
        invitation.withdraw(current_actor(), invitation_id)
    return done("/backoffice/staff", toast=_("Undangan ditarik. Tautannya tidak berlaku lagi."))
