"""The command: every provider in a process of its own, and nobody left behind."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from app.cli.sandbox import PROVIDERS, addresses
from sandbox.program import PROVIDERS as PLAYED
from tests.cli.running import CODE, free_port, processes_of
from tests.payments.twins import running, wait_for

from .conftest import EXAMPLE


def test_the_command_knows_the_twins():
    assert PROVIDERS == PLAYED
    assert addresses("127.0.0.1", 9100)["snap"] == "http://127.0.0.1:9104"


def five_free_ports():
    """A port with four free ones after it, below those that the system hands out to anybody."""
    for port in random.sample(range(20_000, 30_000), 50):
        if all(is_free(port + place) for place in range(5)):
            return port
    raise AssertionError("no five ports in a row are free")


def is_free(port):
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


@pytest.fixture
def begin(tmp_path):
    """Starts the command; whatever is left at the end is ended."""
    begun = []

    def begin(port):
        command = [sys.executable, "-m", "app.cli", "sandbox", "--data", str(tmp_path), "--port", str(port)]
        process = subprocess.Popen(
            command, cwd=CODE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        begun.append(process)
        return process

    yield begin
    for process in begun:
        process.kill()
        process.wait()
        process.stdout.close()
    for pid in processes_of(tmp_path):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def lines(process, count):
    return [process.stdout.readline() for _ in range(count)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_all_twins_run_and_end_with_the_command(begin, tmp_path, number):
    port = five_free_ports()
    process = begin(port)
    said = "".join(lines(process, 4))
    for url in addresses("127.0.0.1", port).values():
        assert f"is played at {url}/" in said
        answer = httpx.get(url, trust_env=False)
        assert (answer.status_code, answer.headers["X-Sandbox"]) == (200, "1")

    process.send_signal(number)
    assert process.wait(15) == (-number if number == signal.SIGKILL else 0)
    wait_for(lambda: not processes_of(tmp_path), "the end of all twins")


def test_a_taken_port_ends_all_of_it(begin, tmp_path):
    port = five_free_ports()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port + 2))
        other.listen()
        process = begin(port)
        said, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "nusacart: The twin of xendit ended by itself" in said
    assert processes_of(tmp_path) == []


def test_two_twins_do_not_share_a_file(tmp_path):
    with running(EXAMPLE, tmp_path):
        command = [sys.executable, "-m", "sandbox.program", EXAMPLE, "--port", str(free_port()), "--data", tmp_path]
        second = subprocess.run(command, cwd=CODE, capture_output=True, text=True, timeout=30, check=False)
    assert second.returncode == 1
    assert "another twin uses" in second.stderr
    assert "Traceback" not in second.stderr
