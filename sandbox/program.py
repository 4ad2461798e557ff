"""`python -m sandbox.program <provider>`: one twin as a process of its own."""

import argparse
import ctypes
import logging
import os
import signal
import socket
import sys
import threading
import time
from importlib import import_module
from pathlib import Path

from flask import Flask, Response, request
from werkzeug.serving import make_server

from .control import control
from .house import House
from .payer import payer
from .store import InUse
from .twin import Twin

PROVIDERS = ("midtrans", "xendit", "doku", "snap")
PR_SET_PDEATHSIG = 1
OURS = ("/_control", "/payer", "/static")


def make_app(house: House) -> Flask:
    """The provider's paths, the payer's pages and the control paths, with the twin's temper around the first."""
    app = Flask(__name__)
    app.register_blueprint(control(house))
    app.register_blueprint(payer(house))
    app.register_blueprint(house.twin.blueprint(house))

    @app.before_request
    def before() -> Response | None:
        if _is_ours():
            return None
        if house.temper.strikes("slow"):
            time.sleep(house.temper.slow_seconds)
        if house.temper.strikes("too_many"):
            return Response("", 429, {"Retry-After": "1"})
        if house.temper.strikes("error_500"):
            return Response("", 500)
        return None

    @app.after_request
    def after(answer: Response) -> Response:
        answer.headers["X-Sandbox"] = "1"
        if not _is_ours() and request.method != "GET" and house.temper.strikes("accept_then_silence"):
            time.sleep(house.temper.silence_seconds)
            _hang_up(request.environ.get("werkzeug.socket"))
        return answer

    return app


def _is_ours() -> bool:
    return request.path == "/" or request.path.startswith(OURS)


def _hang_up(line: socket.socket | None) -> None:
    """It was done, and nobody is told."""
    if line is not None:
        line.shutdown(socket.SHUT_RDWR)


def twin_of(name: str) -> Twin:
    """The twin of that provider, or the one in the module of that name."""
    found: Twin = import_module(f"sandbox.{name}" if name in PROVIDERS else name).TWIN
    return found


def end_with_parent() -> None:
    """Nobody who is killed leaves a twin behind; Ctrl-C and SIGTERM end it without a word."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(0))
    parent = os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def asked() -> argparse.Namespace:
    """What was asked for."""
    words = argparse.ArgumentParser(description="One provider's twin.")
    words.add_argument("provider", help=f"one of {', '.join(PROVIDERS)}, or a module that holds a TWIN")
    words.add_argument("--host", default="127.0.0.1")
    words.add_argument("--port", type=int, required=True)
    words.add_argument("--data", type=Path, required=True, help="folder of its SQLite file")
    words.add_argument("--speed", type=float, default=1.0, help="seconds of its clock in a real one")
    words.add_argument("--address", help="how payers' browsers reach it [http://HOST:PORT]")
    words.add_argument("--notify", default="", help="what merchants' addresses that are paths alone begin with")
    return words.parse_args()


def main() -> None:
    """Serve until the parent goes."""
    told = asked()
    end_with_parent()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    try:
        house = House(twin_of(told.provider), told.data, told.speed)
    except InUse as why:
        sys.exit(f"sandbox: {why}")
    house.address, house.notify = told.address or f"http://{told.host}:{told.port}", told.notify
    server = make_server(told.host, told.port, make_app(house), threaded=True)
    threading.Thread(target=house.keep_turning, daemon=True).start()
    print(f"ready: {house.twin.title} is played at {house.address}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
