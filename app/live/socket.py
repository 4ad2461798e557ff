"""The websocket of one tab: a writer that sleeps until there is something, a reader for "I have been told up to n"."""

import json
from contextlib import suppress
from typing import Any

from flask import Blueprint, abort, current_app, g, request
from simple_websocket import ConnectionClosed, Server

from app.core.db import db
from app.extensions import sock
from app.web import csrf, guards

from . import topics
from .hub import Full, Hub
from .line import Line
from .mailbox import PING, Mailbox
from .room import Room

PING_SECONDS = 25
TRY_LATER = 1013
SOCKET = "live.show"
WIRES = ("gunicorn.socket", "werkzeug.socket")


def add_to(live: Blueprint) -> None:
    """Put the socket at the door's own address."""
    live.before_request(prepare)
    sock.route("", bp=live)(show)


def prepare() -> None:
    """Before the handshake: our own pages only; no compression, so one frame serves all; a wire that writes whole."""
    if request.endpoint != SOCKET:
        return
    if not csrf.is_same_origin():
        abort(403)
    request.environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
    for name in WIRES:
        if name in request.environ:
            request.environ[name] = Line(request.environ[name])


def show(ws: Server) -> None:
    """Listen to the shop of whoever is signed in, until either side ends it."""
    hub: Hub = current_app.extensions["live"]
    try:
        room, mailbox = hub.join(topics.seat())
    except (topics.Refused, Full) as refused:
        ws.close(getattr(refused, "code", TRY_LATER))
        return
    finally:
        _let_go()
    try:
        with suppress(OSError):
            _serve(ws, hub, room, mailbox)
    finally:
        hub.leave(room, mailbox)


def _let_go() -> None:
    """A socket lives for hours: it keeps no database connection and nothing of who came in."""
    db.session.remove()
    for name in guards.REMEMBERED:
        g.pop(name, None)


def _serve(ws: Any, hub: Hub, room: Room, mailbox: Mailbox) -> None:
    # The reader of simple-websocket wakes the same event as the hub, so that one greenlet waits for both.
    ws.event = mailbox.event
    mailbox.event.set()
    while ws.connected:
        if not mailbox.event.wait(PING_SECONDS):
            _ping(ws)
            continue
        mailbox.event.clear()
        if mailbox.goodbye:
            ws.close(*mailbox.goodbye)
            break
        while ws.input_buffer:
            _hear(ws.receive(), hub, room, mailbox)
        if parcel := mailbox.take():
            ws.sock.send(parcel.frame)


def _ping(ws: Any) -> None:
    """A tab that did not answer the last one is gone."""
    if not ws.pong_received:
        raise ConnectionClosed()
    ws.pong_received = False
    ws.sock.send(PING)


def _hear(message: str | bytes, hub: Hub, room: Room, mailbox: Mailbox) -> None:
    """{"resume": seq}; anything else is not ours and is left alone."""
    try:
        seq = json.loads(message)["resume"]
    except (ValueError, TypeError, KeyError):
        return
    if type(seq) is int and 0 <= seq < 2**63:
        room.ask(mailbox, seq)
        hub.ring(room.vendor_id)
