"""Words of a flash sale that several templates say."""

from datetime import datetime

from flask import Flask

from app.core.clock import JAKARTA, now
from app.web.formats import when


def begins(moment: datetime) -> str:
    """When it begins, as short as it is clear: "12.00" today, "besok 12.00", "28 Nov 12.00"."""
    local = moment.astimezone(JAKARTA)
    return f"{local:%H.%M}" if local.date() == now().astimezone(JAKARTA).date() else when(moment)


def in_twentieths(part: int, whole: int) -> int:
    """How full a bar is, from 0 to 20; what is there at all is seen."""
    return min(max(-(-part * 20 // max(whole, 1)), 0), 20)


def init_app(app: Flask) -> None:
    """Give the words to templates."""
    app.jinja_env.filters["begins"] = begins
    app.jinja_env.globals["in_twentieths"] = in_twentieths
