"""A bounded load of requests from a process of its own, over connections that stay open."""

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass
from subprocess import PIPE, run
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Load:
    """What to ask for, how many at a time, for how long in seconds."""

    url: str
    cookie: str = ""
    at_once: int = 16
    seconds: float = 5.0
    body: str = ""
    """What is sent, by POST; nothing is asked for by GET."""


@dataclass(frozen=True)
class Figures:
    """Times in milliseconds; errors are answers other than 200."""

    requests_per_s: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    errors: int
    bytes: int


def measure(load: Load) -> Figures:
    """Run the load in a process of its own, so that it does not share our interpreter."""
    command = [sys.executable, "-m", "bench.load", json.dumps(asdict(load))]
    done = run(command, stdout=PIPE, check=True, timeout=load.seconds * 3 + 60)
    return Figures(**json.loads(done.stdout))


async def _ask(load: Load, until: float, times: list[float], wrong: list[int], sizes: list[int]) -> None:
    parts = urlsplit(load.url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [f"{'POST' if load.body else 'GET'} {path} HTTP/1.1", f"Host: {parts.netloc}", "Accept-Language: id"]
    lines += [f"Cookie: {load.cookie}"] if load.cookie else []
    lines += ["Content-Type: application/json", f"Content-Length: {len(load.body)}"] if load.body else []
    request = ("\r\n".join(lines) + "\r\n\r\n" + load.body).encode()
    while time.perf_counter() < until:
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        size = await _body(reader, head.lower())
        times.append(time.perf_counter() - began)
        sizes.append(size)
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            wrong.append(1)
    writer.close()


async def _body(reader: asyncio.StreamReader, head: bytes) -> int:
    if b"content-length:" in head:
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        return length
    size = 0
    while length := int(await reader.readline(), 16):
        await reader.readexactly(length + 2)
        size += length
    await reader.readline()
    return size


async def _crowd(load: Load) -> Figures:
    times: list[float] = []
    wrong: list[int] = []
    sizes: list[int] = []
    until = time.perf_counter() + load.seconds
    await asyncio.gather(*(_ask(load, until, times, wrong, sizes) for _ in range(load.at_once)))
    return summary(times, load.seconds, len(wrong), max(sizes))


def summary(times: list[float], seconds: float, errors: int, size: int = 0) -> Figures:
    """Figures from the time each answer took, in seconds."""
    ordered = sorted(times)
    at = lambda share: round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 1)  # noqa: E731
    return Figures(round(len(times) / seconds, 1), at(0.50), at(0.95), at(0.99), errors, size)


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(_crowd(Load(**json.loads(sys.argv[1])))))))
