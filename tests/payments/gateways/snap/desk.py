"""Our side of the wire without its database: what the hooks do with an arrival, and what they heard."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from app.payments.failure import Forged
from app.payments.gateways import adapter
from app.payments.words import ACCEPTED, BUSY, FORGED, Account, Arrival, Reply
from tests.cli.running import free_port

PATH = "/hooks/snap/address"


class Desk(ThreadingHTTPServer):
    """Answers as the adapter says; `outcomes` are how each notice went, `hosted` the calls that were no notices."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", free_port()), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}{PATH}"
        self.own: Account | None = None
        self.is_busy = False
        self.status = 0
        self.heard: list[Arrival] = []
        self.outcomes: list[str] = []
        self.hosted: list[Arrival] = []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def answer(self, arrival: Arrival) -> Reply:
        """What the provider hears."""
        at, own = adapter("snap"), self.own
        assert own is not None
        if hosted := at.host(own, arrival):
            self.hosted.append(arrival)
            return hosted
        outcome = BUSY if self.is_busy else ACCEPTED
        try:
            at.verify(own, arrival)
        except Forged:
            outcome = FORGED
        self.outcomes.append(outcome)
        self.heard.append(arrival)
        return at.reply(own, arrival, outcome)

    def about(self, reference: str) -> list[Arrival]:
        """The notices that were believed and name it."""
        pairs = zip(self.heard, self.outcomes, strict=False)
        return [one for one, outcome in pairs if outcome != FORGED and reference.encode() in one.body]


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        desk = self.server
        assert isinstance(desk, Desk)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = desk.answer(Arrival("POST", urlsplit(self.path).path.removeprefix(PATH), headers, body))
        self.send_response(desk.status or reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
