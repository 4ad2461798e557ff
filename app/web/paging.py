"""Lists in pages of 25, each with an address of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request
from sqlalchemy import Select

from app.core.db import db

ROWS = 25
LAST = 10_000


@dataclass(frozen=True)
class Page:
    """One page of a list and the addresses of its neighbours (empty where there is none)."""

    items: Sequence[Any]
    number: int = 1
    has_next: bool = False
    rows: int = ROWS

    def __iter__(self) -> Any:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def next_url(self) -> str:
        """The next page with the same filters, or ""."""
        return _address(self.number + 1) if self.has_next else ""

    @property
    def previous_url(self) -> str:
        """The page before with the same filters, or ""."""
        return _address(self.number - 1) if self.number > 1 else ""

    @property
    def words(self) -> str:
        """Which rows these are, as "26–50"; nothing for an only page."""
        first = (self.number - 1) * self.rows
        only = self.number == 1 and not self.has_next
        return "" if only or not self.items else f"{first + 1}–{first + len(self.items)}"


def page_number() -> int:
    """The page asked for in the address; nonsense is the first page."""
    asked = request.args.get("page", 1, type=int)
    return min(max(asked or 1, 1), LAST)


def page_of(rows: Select[Any], size: int = ROWS) -> Page:
    """Fetch one page of a statement (it must be ordered), asking for one row more to know whether it goes on."""
    number = page_number()
    found = db.session.scalars(rows.limit(size + 1).offset((number - 1) * size)).all()
    return Page(found[:size], number, len(found) > size, size)


def page_from(items: Sequence[Any], size: int = ROWS) -> Page:
    """The same for a list that is already in memory."""
    number = page_number()
    start = (number - 1) * size
    return Page(items[start : start + size], number, len(items) > start + size, size)


def _address(number: int) -> str:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    return f"{request.path}?{urlencode([*kept, ('page', number)])}"
