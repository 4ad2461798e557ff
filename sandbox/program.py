"""`python -m sandbox.program <provider>`: one twin as a process of its own."""

import argparse
import ctypes
import logging
import os
import signal
import socket
import threading
import time
from importlib import import_module
from pathlib import Path

from flask import Flask, Response, request
from werkzeug.serving import make_server

from .control import control
from .house import House
from .payer import payer
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


def twin_of(provider: str) -> Twin:
    """The twin of that provider."""
    found: Twin = import_module(f"sandbox.{provider}").TWIN
    return found


def main() -> None:
    """Serve until the parent goes."""
    asked = argparse.ArgumentParser()
    asked.add_argument("provider", choices=PROVIDERS)
    asked.add_argument("--host", default="127.0.0.1")
    asked.add_argument("--port", type=int, required=True)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--speed", type=float, default=1.0)
    told = asked.parse_args()
    parent = os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        return
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    house = House(twin_of(told.provider), told.data, told.speed)
    house.address = f"http://{told.host}:{told.port}"
    server = make_server(told.host, told.port, make_app(house), threaded=True)
    threading.Thread(target=house.keep_turning, daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    print(f"ready {house.address}/ {house.twin.title}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
