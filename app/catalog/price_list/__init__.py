"""Reading a price list as vendors write it: pasted from WhatsApp or copied from a spreadsheet."""

from app.catalog.price_list.limit import LIMIT, TOO_LONG, too_long
from app.catalog.price_list.reader import read
from app.catalog.price_list.row import Row
from app.catalog.price_list.unread import unread

__all__ = ["LIMIT", "TOO_LONG", "Row", "read", "too_long", "unread"]
