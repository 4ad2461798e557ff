"""The web server's stop: what runs is finished, what never ends is told to go."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from simple_websocket import Client, ConnectionClosed

from .running import CODE, free_port

HOST = "127.0.0.1"


class Server:
    """gunicorn with our settings around a small app."""

    def __init__(self, app: str = "echo", **more: Any) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "gunicorn", "-c", CODE / "gunicorn.conf.py", f"tests.cli.{app}:app"]
        environ = os.environ | {"NUSACART_BIND": f"{HOST}:{self.port}", "NUSACART_WEB_PROCESSES": "1"}
        self.process = subprocess.Popen(command, cwd=CODE, env=environ, **more)

    def listens(self) -> bool:
        """Whether somebody answers at its address."""
        try:
            socket.create_connection((HOST, self.port), timeout=5).close()
        except OSError:
            return False
        return True

    def open_socket(self) -> Client:
        """An open websocket that has echoed once."""
        end = time.monotonic() + 20
        while not self.listens() and time.monotonic() < end:
            time.sleep(0.05)
        opened = Client(f"ws://{HOST}:{self.port}/echo")
        opened.send("hello")
        assert opened.receive(timeout=5) == "hello"
        return opened

    def slow(self) -> str:
        """What the slow page says."""
        with urllib.request.urlopen(f"http://{HOST}:{self.port}/slow", timeout=20) as answer:
            return answer.read().decode()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.process.kill()
    server.process.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_open_sockets_do_not_hold_the_stop_and_are_told(server: Server, number: int):
    sockets = [server.open_socket() for _ in range(5)]
    begun = time.monotonic()
    server.process.send_signal(number)
    server.process.wait(20)
    assert time.monotonic() - begun < 5  # graceful_timeout is 8
    for one in sockets:
        with pytest.raises(ConnectionClosed) as closed:
            one.receive(timeout=5)
        assert closed.value.reason == 1001


def test_a_request_that_runs_is_finished(server: Server):
    server.open_socket()
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(server.slow)
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        assert answer.result(20) == "finished"


def test_a_killed_master_takes_its_workers_along(server: Server):
    server.open_socket()
    server.process.kill()
    server.process.wait()
    assert is_free_within(10, server)


def test_a_worker_that_still_loads_does_not_keep_the_port_of_a_killed_master():
    server = Server("loading", stdout=subprocess.PIPE)
    with server.process as master:
        assert master.stdout
        assert master.stdout.readline() == b"loading\n"
        master.kill()
        master.wait()
        assert is_free_within(10, server)


def is_free_within(seconds: float, server: Server) -> bool:
    """Whether nobody listens at its address any more, at the latest then."""
    end = time.monotonic() + seconds
    while server.listens() and time.monotonic() < end:
        time.sleep(0.1)
    return not server.listens()
