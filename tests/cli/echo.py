"""A small app for the web server's own tests: one slow page, one socket that never ends by itself."""

import time

from flask import Flask
from flask_sock import Sock

app = Flask(__name__)
sock = Sock(app)


@app.get("/slow")
def slow() -> str:
    """Takes two seconds."""
    time.sleep(2)
    return "finished"


@sock.route("/echo")
def echo(ws) -> None:  # type: ignore[no-untyped-def]
    """Until the other side goes."""
    while True:
        ws.send(ws.receive())
