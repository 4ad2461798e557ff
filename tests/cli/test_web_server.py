"""The web server's stop: what runs is finished, what never ends is told to go."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from simple_websocket import Client, ConnectionClosed

from .running import CODE, free_port


class Server:
    """gunicorn with our settings around a small app."""

    def __init__(self) -> None:
        self.address = f"127.0.0.1:{free_port()}"
        command = [sys.executable, "-m", "gunicorn", "-c", CODE / "gunicorn.conf.py", "tests.cli.echo:app"]
        environ = os.environ | {"NUSACART_BIND": self.address, "NUSACART_WEB_PROCESSES": "1"}
        self.process = subprocess.Popen(command, cwd=CODE, env=environ)

    def socket(self, patience: float = 20) -> Client:
        """An open socket that has echoed once."""
        end = time.monotonic() + patience
        while True:
            try:
                socket = Client(f"ws://{self.address}/echo")
                break
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
        socket.send("hello")
        assert socket.receive(timeout=5) == "hello"
        return socket

    def slow(self) -> str:
        """What the slow page says."""
        with urllib.request.urlopen(f"http://{self.address}/slow", timeout=20) as answer:
            return answer.read().decode()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.process.kill()
    server.process.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_open_sockets_do_not_hold_the_stop_and_are_told(server: Server, number: int):
    sockets = [server.socket() for _ in range(5)]
    begun = time.monotonic()
    server.process.send_signal(number)
    server.process.wait(20)
    assert time.monotonic() - begun < 5  # graceful_timeout is 8
    for socket in sockets:
        with pytest.raises(ConnectionClosed) as closed:
            socket.receive(timeout=5)
        assert closed.value.reason == 1001


def test_a_request_that_runs_is_finished(server: Server):
    server.socket()
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(server.slow)
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        assert answer.result(20) == "finished"


def test_a_killed_master_takes_its_workers_along(server: Server):
    server.socket()
    server.process.kill()
    server.process.wait()
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            server.socket(patience=0).close()
        except OSError:
            return
        time.sleep(0.2)
    raise AssertionError("a worker still answers")
