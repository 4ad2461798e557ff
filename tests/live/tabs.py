"""A real web server with gevent, and open tabs: websockets of signed-in browsers, seen from outside."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from simple_websocket import Client, ConnectionClosed
from wsproto.events import CloseConnection

CODE = Path(__file__).resolve().parents[2]


class Web:
    """gunicorn as `nusacart web` runs it, on a port of its own."""

    def __init__(self, environ: dict[str, str], *, processes: int = 1, port: int = 0):
        self.port = port or _free_port()
        mine = {"NUSACART_BIND": f"127.0.0.1:{self.port}", "NUSACART_WEB_PROCESSES": str(processes)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"],
            cwd=CODE, env=os.environ | {"PYTHONPATH": str(CODE)} | environ | mine,
        )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=1).close()
                return
            except OSError:
                assert self.process.poll() is None, "the web server ended"
                time.sleep(0.05)
        raise AssertionError("the web server does not answer")

    def stop(self) -> float:
        """Ask it to end; how long it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        return time.monotonic() - began


class Tab:
    """One open page of somebody: what it has heard, in order."""

    def __init__(self, port: int, secret: str, *, resume: int | None = None, language: str = "id", **headers: str):
        cookie = f"sid={secret}; language={language}"
        sent = {"Cookie": cookie, "Origin": "http://127.0.0.1"} | headers
        self.socket = Client(f"ws://127.0.0.1:{port}/live", headers=sent)
        if resume is not None:
            self.resume(resume)

    def resume(self, seq: int) -> None:
        """Say up to where it was told."""
        with suppress(ConnectionClosed):
            self.socket.send(json.dumps({"resume": seq}))

    def hears(self, seconds: float = 1.0) -> dict[str, Any] | None:
        """The next message, or None when nothing comes in that time."""
        text = self.socket.receive(timeout=seconds)
        return None if text is None else json.loads(text)

    def hears_figure(self, variant: Any, seconds: float = 1.0) -> int | None:
        """The available figure of a variant that the next message about it brings."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            for html in (self.hears(left) or {}).get("html", ()):
                if f'id="figure-{variant.id}"' in html:
                    return figure(html)
        return None

    def close_code(self, seconds: float = 2.0) -> int | None:
        """With which code the server closes it next; None when it says something else, or nothing."""
        try:
            self.socket.receive(timeout=seconds)
        except ConnectionClosed as closed:
            # A close that came together with the handshake lies unread in the client.
            unread = [one.code for one in self.socket.ws.events() if isinstance(one, CloseConnection)]
            return int(unread[0] if unread else closed.reason)
        return None

    def close(self) -> None:
        """Close the tab."""
        if self.socket.connected:
            self.socket.close()


def shake(port: int, secret: str, **headers: str) -> tuple[socket.socket, str]:
    """A bare handshake: the open wire, with hardly any room for what comes, and the first that was answered."""
    asked = {
        "Host": f"127.0.0.1:{port}", "Upgrade": "websocket", "Connection": "Upgrade", "Cookie": f"sid={secret}",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version": "13",
    } | headers  # fmt: skip
    wire = socket.socket()
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    wire.connect(("127.0.0.1", port))
    lines = "".join(f"{name}: {value}\r\n" for name, value in asked.items())
    wire.sendall(f"GET /live HTTP/1.1\r\n{lines}\r\n".encode())
    return wire, wire.recv(2000).decode("utf-8", "replace")


def figure(html: str) -> int:
    """The number a figure shows."""
    return int(re.search(r'stock__figure">([\d.]+)<', html)[1].replace(".", ""))  # type: ignore[index]


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
