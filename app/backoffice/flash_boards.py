"""The board of a flash sale: what the vendor watches while it runs. The socket tells of deeds, a question of time."""

import time
from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, make_response, render_template, request
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from app.core.journal import Entry
from app.core.refusal import NotFound
from app.flash import sale as sales
from app.live import fragments
from app.live.fragments import Fragment
from app.rush import board
from app.web.guards import current_actor

bp = Blueprint("flash_boards", __name__)

KIND, FIGURES = "flash-board", "backoffice/flash_boards/_figures.html"
SPARING_SECONDS = 0.9
"""While thousands buy, open boards are told at most so often; a page that stays open asks every few seconds anyway."""


@bp.get("/flash-sales/<uuid:sale_id>/board")
def show(sale_id: UUID) -> str:
    """The page; it stays open."""
    return render_template("backoffice/flash_boards/show.html", **told(current_actor().vendor_id, sale_id))


@bp.get("/flash-sales/<uuid:sale_id>/board/figures")
def figures(sale_id: UUID) -> Response:
    """The part that changes; 304 while nothing did."""
    answer = make_response(render_template(FIGURES, **told(current_actor().vendor_id, sale_id)))
    answer.add_etag(weak=True)
    return answer.make_conditional(request)


def told(vendor_id: UUID, sale_id: UUID) -> dict[str, Any]:
    """What the figures need. Raises NotFound for a stranger's."""
    return {"sale": sales.find(vendor_id, sale_id), "tally": board.tally(vendor_id, sale_id)}


def changed(entries: Sequence[Entry]) -> set[UUID]:
    """The sales these deeds touch; an order touches every sale that is watched."""
    own = {entry.subject_id for entry in entries if entry.deed.startswith("flash.")}
    ordered = [entry.vendor_id for entry in entries if entry.deed.startswith("order.")]
    return own | (board.watched(ordered[0]) if ordered else set())


def read(vendor_id: UUID, ids: Collection[UUID], entries: Sequence[Entry]) -> Iterator[Fragment]:
    """The figures of these sales now; sparing while only orders come in."""
    for sale_id in ids:
        if entries and not any(entry.subject_id == sale_id for entry in entries) and _is_fresh(sale_id):
            continue
        try:
            context = told(vendor_id, sale_id)
        except NotFound:
            continue
        _told_at[sale_id] = time.monotonic()
        yield Fragment(f"{KIND}-{sale_id}", FIGURES, context)


def _is_fresh(sale_id: UUID) -> bool:
    return time.monotonic() - _told_at.get(sale_id, float("-inf")) < SPARING_SECONDS


_told_at: dict[UUID, float] = {}


@bp.record_once
def _go_live(_state: BlueprintSetupState) -> None:
    fragments.register(KIND, changed, read)
