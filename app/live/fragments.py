"""What can change on a page that stays open: kinds of fragments, which deeds change them, and how they are drawn.

A door registers a kind once. Its elements have the id "<kind>-<uuid>" (the vendor's id for what there is one of), are
the one root of their template, and carry data-seq="{{ live_seq }}". What the root says beside, the browser does: see
static/js/controllers/live.js.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import current_app
from flask_babel import force_locale

from app.core.journal import Entry

MOST = 100
"""More changed things of a kind than this, and a tab asks for what it shows instead of hearing of everything."""


class TooMuch(Exception):
    """So much has changed that telling it all costs more than asking for what is on the screen."""


@dataclass(frozen=True)
class Fragment:
    """One element of a page as it is now: its id, its template, what the template needs (values, already read)."""

    id: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


Changed = Callable[[Sequence[Entry]], Iterable[UUID]]
Read = Callable[[UUID, Collection[UUID], Sequence[Entry]], Iterable[Fragment]]


@dataclass(frozen=True)
class Kind:
    """`changed` says which things some deeds changed; `read(vendor_id, ids, entries)` reads them once, as they are now.

    Entries are empty when a tab only asks for the present state.
    """

    changed: Changed
    read: Read


_kinds: dict[str, Kind] = {}


def register(name: str, changed: Changed, read: Read) -> None:
    """Make a kind of fragment live, for every page that shows one."""
    _kinds[name] = Kind(changed, read)


def subjects(deed_prefix: str) -> Changed:
    """The usual `changed`: the subjects of deeds that begin so ("order.")."""
    return lambda entries: {entry.subject_id for entry in entries if entry.deed.startswith(deed_prefix)}


def changed_by(vendor_id: UUID, entries: Sequence[Entry]) -> list[Fragment]:
    """Everything that these deeds changed, as it is now. Raises TooMuch."""
    found: list[Fragment] = []
    for kind in _kinds.values():
        ids = set(kind.changed(entries))
        if len(ids) > MOST:
            raise TooMuch
        found += kind.read(vendor_id, ids, entries) if ids else ()
    return found


def named(vendor_id: UUID, element_ids: Iterable[str]) -> list[Fragment]:
    """These elements as they are now; an id that no kind knows is left out."""
    wanted: dict[str, set[UUID]] = {}
    for element_id in element_ids:
        kind, key = element_id[:-37], element_id[-36:]
        if kind in _kinds and _is_uuid(key):
            wanted.setdefault(kind, set()).add(UUID(key))
    return [one for kind, ids in wanted.items() for one in _kinds[kind].read(vendor_id, ids, ())]


def draw(fragments: Iterable[Fragment], language: str, seq: int) -> dict[str, str]:
    """The HTML of each element in one language, by id."""
    env = current_app.jinja_env
    with force_locale(language):
        return {one.id: env.get_template(one.template).render(**one.context, live_seq=seq) for one in fragments}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
