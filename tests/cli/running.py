"""`nusacart up` as a person runs it: a process of its own, seen from outside."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

CODE = Path(__file__).resolve().parents[2]
SETTINGS = ("NUSACART_DATABASE_URL", "NUSACART_REDIS_URL", "NUSACART_SECRET_KEY", "NUSACART_MEDIA", "NUSACART_DATA")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes_of(data: Path) -> list[int]:
    """Every process that knows this data folder: engines by their arguments, programs by their environment."""
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _knows(entry, str(data))]


def _knows(entry: Path, data: str) -> bool:
    try:
        known = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
        return data.encode() in known and b") Z " not in (entry / "stat").read_bytes()
    except OSError:
        return False


class Up:
    """One `up`; a test stops it in whichever way it is about."""

    def __init__(self, data: Path, *words: str, port: int | None = None, code: Path = CODE, **options: Any):
        self.data, self.port = data, port or free_port()
        environ = {name: value for name, value in os.environ.items() if name not in SETTINGS}
        environ |= {"NUSACART_WEB_PROCESSES": "1"} | options.pop("environ", {})
        command = [sys.executable, "-m", "app.cli", "up", "--data", str(data), "--port", str(self.port), "--empty"]
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            [*command, *words],
            cwd=code,
            env={"PYTHONPATH": str(code)} | environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            **options,
        )
        self.said = ""

    def ready(self) -> "Up":
        """Wait for the line that says so; `seconds` is how long it took."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.said += line
            if line.startswith("ready http"):
                self.seconds = time.monotonic() - self.started_at
                return self
        raise AssertionError(f"it ended with {self.process.wait()}: {self.said}")

    def says(self, words: str, seconds: float = 30) -> bool:
        """Whether it comes to say that."""
        assert self.process.stdout
        end = time.monotonic() + seconds
        while words not in self.said and time.monotonic() < end:
            line = self.process.stdout.readline()
            self.said += line
            if not line:
                break
        return words in self.said

    def end(self) -> int:
        """Wait for its end. Returns the exit code; `said` holds all it said."""
        rest, _ = self.process.communicate(timeout=60)
        self.said += rest
        return self.process.returncode

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to stop, and wait."""
        self.process.send_signal(number)
        return self.end()

    def get(self, path: str = "/readyz") -> tuple[int, str]:
        """What the doors answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError as error:
            return 0, str(error)

    def child(self, words: str) -> int:
        """The process id of the child whose command contains these words."""
        for pid in processes_of(self.data):
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            if words in command and _parent(pid) == self.process.pid:
                return pid
        raise AssertionError(f"no child {words}")

    def leftovers(self, seconds: float = 20) -> list[int]:
        """Processes still there after so long."""
        end = time.monotonic() + seconds
        while (left := processes_of(self.data)) and time.monotonic() < end:
            time.sleep(0.05)
        return left


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
