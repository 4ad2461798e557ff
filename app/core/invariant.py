"""What must hold in the database at every moment, asked as SQL whose rows are the violations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from .clock import now


@dataclass(frozen=True)
class Invariant:
    """A named question. Each row of its answer is one violation, told by `sentence` filled with the row's columns.

    The question may use :now, and should name the columns `vendor` and `subject` so that machines find the place.
    """

    name: str
    sentence: str
    question: str


@dataclass(frozen=True)
class Violation:
    """One row that broke one invariant."""

    name: str
    sentence: str
    row: dict[str, Any]


def violations(connection: Connection, invariants: Iterable[Invariant]) -> Iterator[Violation]:
    """Ask each question. The connection should look at one snapshot, or two questions may see different moments."""
    moment = {"now": now()}
    for invariant in invariants:
        for row in connection.execute(text(invariant.question), moment).mappings():
            yield Violation(invariant.name, invariant.sentence % dict(row), dict(row))
