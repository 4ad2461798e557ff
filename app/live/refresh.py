"""`GET /live/refresh?since=SEQ&keys=...`: the truth over plain HTTP, for polling and for a tab that slept."""

from uuid import UUID

from flask import Response, abort, jsonify, request

from app.core import journal
from app.web.i18n import language

from . import fragments, page, room, topics

MOST_KEYS = 300


def show() -> Response:
    """What changed since a number, or with keys those elements as they are now. 304 when the tab has that already.

    401 and 403 mean stay away, as 4401 and 4403 do on the socket.
    """
    try:
        vendor_id = topics.seat().vendor_id
    except topics.Refused as refused:
        abort(refused.code - topics.HTTP)
    seq, words = page.reached(vendor_id), language()
    etag = f"{seq}-{words}"
    known = request.if_none_match.contains_weak(etag)
    answer = Response(status=304) if known else jsonify(_message(vendor_id, seq, words))
    answer.set_etag(etag)
    return answer


def _message(vendor_id: UUID, seq: int, words: str) -> dict[str, object]:
    keys = [key for key in request.args.get("keys", "").split(",") if key][:MOST_KEYS]
    try:
        found = fragments.named(vendor_id, keys) if keys else _since(vendor_id, request.args.get("since", 0, type=int))
    except fragments.TooMuch:
        return {"seq": seq, "resync": True}
    return {"seq": seq, "html": [*fragments.draw(found, words, seq).values()]}


def _since(vendor_id: UUID, seq: int) -> list[fragments.Fragment]:
    entries = journal.since(vendor_id, seq, limit=room.FAR + 1)
    if len(entries) > room.FAR:
        raise fragments.TooMuch
    return fragments.changed_by(vendor_id, entries)
