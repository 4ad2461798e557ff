"""`/backoffice/money/notices`: everything that providers sent, believed or not, and processing it once more."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.db import transaction
from app.payments import notice as notices
from app.payments.scrub import scrubbed_text
from app.web.fragments import done
from app.web.guards import current_actor, staff_only

bp = Blueprint("payment_notices", __name__, url_prefix="/money/notices")


@bp.get("")
@staff_only("owner", "manager")
def index() -> str:
    """The newest first."""
    return render_template("backoffice/payment_notices/index.html", notices=notices.newest(current_actor().vendor_id))


@bp.get("/<uuid:notice_id>")
@staff_only("owner", "manager")
def show(notice_id: UUID) -> str:
    """One, raw but for secrets."""
    notice = notices.find(current_actor().vendor_id, notice_id)
    return render_template("backoffice/payment_notices/show.html", notice=notice, body=scrubbed_text(notice.body))


@bp.post("/<uuid:notice_id>/replay")
@staff_only("owner", "manager")
def update(notice_id: UUID) -> ResponseReturnValue:
    """Process one again."""
    with transaction():
        notices.replay(current_actor(), notice_id)
    return done(f"/backoffice/money/notices/{notice_id}", toast=_("Kabar ini diproses lagi."))


@bp.post("/replay")
@staff_only("owner", "manager")
def create() -> ResponseReturnValue:
    """Process all again."""
    with transaction():
        count = notices.replay_all(current_actor())
    return done("/backoffice/money/notices", toast=_("%(count)s kabar diproses lagi.", count=count))
