"""Days as people name them."""

from datetime import date, datetime

from babel.dates import format_date, format_time
from flask import Flask
from flask_babel import get_locale, gettext

from app.core.clock import JAKARTA


def day(on: date, short: bool = False) -> str:
    """ "Jumat, 20 November 2026", or "20 Nov" where there is little room."""
    return format_date(on, "d MMM" if short else "EEEE, d MMMM y", locale=get_locale() or "id")


def week_ago(moment: datetime) -> str:
    """A moment of last week: "Jumat lalu sampai 14.20"."""
    locale, local = get_locale() or "id", moment.astimezone(JAKARTA)
    weekday, time = (
        format_date(local.date(), "EEEE", locale=locale),
        format_time(local, "HH.mm", tzinfo=JAKARTA, locale=locale),
    )
    return gettext("%(weekday)s lalu sampai %(time)s", weekday=weekday, time=time)


def init_app(app: Flask) -> None:
    """Give the filters to templates."""
    app.jinja_env.filters |= {"day": day, "week_ago": week_ago}
