"""`/backoffice/staff`: who works here."""

from uuid import UUID

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import invitation, membership
from app.core.actor import ROLES
from app.core.db import transaction
from app.web import forms
from app.web.fragments import done
from app.web.guards import current_actor, staff_only

bp = Blueprint("staff", __name__, url_prefix="/staff")


@bp.get("")
@staff_only("owner", "manager")
def index() -> str:
    """Members and open invitations."""
    return page()


@bp.post("/<uuid:member_id>")
@staff_only("owner", "manager")
def update(member_id: UUID) -> ResponseReturnValue:
    """Give a member another role."""
    with transaction():
        member = membership.find(g.vendor.id, member_id)
        membership.change_role(current_actor(), member, forms.sent("role"))
    return done("/backoffice/staff", toast=_("Peran %(name)s sudah diganti.", name=member.person.name))


@bp.post("/<uuid:member_id>/deletion")
@staff_only("owner", "manager")
def destroy(member_id: UUID) -> ResponseReturnValue:
    """End a member's work here."""
    with transaction():
        member = membership.find(g.vendor.id, member_id)
        membership.dismiss(current_actor(), member)
    return done("/backoffice/staff", toast=_("%(name)s tidak lagi bekerja di sini.", name=member.person.name))


def page(link: str = "") -> str:
    """The one page of staff and invitations; a new invitation's link is shown on it once."""
    return render_template(
        "backoffice/staff/index.html",
        members=membership.of_vendor(g.vendor.id),
        invitations=invitation.waiting(g.vendor.id),
        roles=[role for role in ROLES if membership.outranks(current_actor(), role)],
        link=link,
    )
