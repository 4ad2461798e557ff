"""The back office: what a shop's owner and staff see, under /backoffice.

Each file holds one resource and its blueprint `bp` (so that its functions can be plain index, show, create ...),
which hangs under the blueprint here: `url_for("backoffice.staff.index")`. The guard is in front of all of them.
"""

# ruff: noqa: I001

from flask import Blueprint, Flask

from app.web import guards

backoffice = Blueprint("backoffice", __name__, url_prefix="/backoffice")
backoffice.before_request(guards.enter_back_office)

from . import cancellations  # noqa: E402
from . import days  # noqa: E402
from . import deliveries  # noqa: E402
from . import hand_over  # noqa: E402
from . import home  # noqa: E402
from . import invitations  # noqa: E402
from . import opening  # noqa: E402
from . import order_payments  # noqa: E402
from . import order_refunds  # noqa: E402
from . import order_words  # noqa: E402
from . import orders  # noqa: E402
from . import packing_slips  # noqa: E402
from . import packings  # noqa: E402
from . import password  # noqa: E402
from . import payment  # noqa: E402
from . import profile  # noqa: E402
from . import settings  # noqa: E402
from . import sharing  # noqa: E402
from . import shipments  # noqa: E402
from . import staff  # noqa: E402

PAGES = [
    cancellations,
    deliveries,
    hand_over,
    home,
    invitations,
    opening,
    order_payments,
    order_refunds,
    orders,
    packing_slips,
    packings,
    password,
    payment,
    profile,
    settings,
    sharing,
    shipments,
    staff,
]

for page in PAGES:
    backoffice.register_blueprint(page.bp)


def init_app(app: Flask) -> None:
    """Register the door."""
    app.register_blueprint(backoffice)
    days.init_app(app)
    order_words.init_app(app)
