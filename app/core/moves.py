"""States change only through a table of moves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .actor import Actor
from .refusal import Changed


@dataclass(frozen=True)
class Move:
    """From one of these states to another, by one of these kinds of actor or roles."""

    name: str
    source: frozenset[str]
    target: str
    roles: frozenset[str]


def table(*rows: tuple[str, Iterable[str], str, Iterable[str]]) -> dict[str, Move]:
    """Moves by name from rows of (name, sources, target, roles)."""
    return {name: Move(name, frozenset(sources), target, frozenset(roles)) for name, sources, target, roles in rows}


def move(thing: Any, column: str, name: str, moves: dict[str, Move], actor: Actor) -> Move:
    """Make one move on a locked row, or refuse in a sentence and change nothing.

    The caller holds the row lock and journals the deed. Raises Forbidden for the wrong role, Changed when the
    state is not one that the move starts from.
    """
    step = moves[name]
    actor.must(*step.roles)
    if getattr(thing, column) not in step.source:
        raise Changed("Keadaannya sudah berubah, jadi langkah ini tidak bisa lagi. Muat ulang; tidak ada yang hilang.")
    setattr(thing, column, step.target)
    return step


def can(thing: Any, column: str, name: str, moves: dict[str, Move], actor: Actor) -> bool:
    """Whether the move would be allowed now: what a screen asks before it draws a button."""
    step = moves[name]
    return getattr(thing, column) in step.source and actor.may(*step.roles)
