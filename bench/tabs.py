"""Open tabs in a process of their own: websockets that note when each message came."""

import asyncio
import json
import re
import resource
import statistics
import sys
import time
from collections import defaultdict
from typing import Any

CONNECT_AT_ONCE = 100
PATIENCE_SECONDS = 10
SEQ = re.compile(rb'"seq": (\d+)')
HANDSHAKE = (
    "GET /live HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
    "Cookie: sid={secret}; language={language}\r\n\r\n"
)


class Arrivals:
    """When each number of the journal reached each tab, on the clock that all processes of a machine share."""

    def __init__(self, tabs: int):
        self.tabs = tabs
        self.times: dict[int, list[float]] = defaultdict(list)
        self.complete = asyncio.Event()

    def note(self, seq: int) -> None:
        """One tab heard it."""
        self.times[seq].append(time.monotonic())
        if len(self.times[seq]) == self.tabs:
            self.complete.set()

    async def of(self, seq: int) -> dict[str, Any]:
        """First, median and last, once everybody has heard or patience ends."""
        while len(self.times[seq]) < self.tabs:
            self.complete.clear()
            try:
                await asyncio.wait_for(self.complete.wait(), PATIENCE_SECONDS)
            except TimeoutError:
                break
        times = self.times.pop(seq) or [0.0]
        return {"heard": len(times), "first": min(times), "median": statistics.median(times), "last": max(times)}


class Tab(asyncio.Protocol):
    """One tab: shakes hands, then only reads."""

    def __init__(self, greeting: bytes, arrivals: Arrivals):
        self.greeting, self.arrivals = greeting, arrivals
        self.rest, self.is_open = b"", asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        """Ask for a websocket."""
        transport.write(self.greeting)

    def data_received(self, data: bytes) -> None:
        """Take whole frames out of what came."""
        self.rest += data
        if not self.is_open.done():
            if b"\r\n\r\n" not in self.rest:
                return
            head, self.rest = self.rest.split(b"\r\n\r\n", 1)
            self.is_open.set_result(b" 101 " in head)
        while (size := frame_size(self.rest)) and len(self.rest) >= size:
            frame, self.rest = self.rest[:size], self.rest[size:]
            if found := SEQ.search(frame, 0, 60):
                self.arrivals.note(int(found[1]))


def frame_size(data: bytes) -> int:
    """How long the frame at the beginning of the data is; 0 while its header is not complete."""
    if len(data) < 2:
        return 0
    length = data[1] & 127
    if length < 126:
        return 2 + length
    wide = 2 if length == 126 else 8
    return 2 + wide + int.from_bytes(data[2 : 2 + wide], "big") if len(data) >= 2 + wide else 0


async def crowd(host: str, port: int, secret: str, tabs: int) -> None:
    """Open the tabs, then answer each journal number on stdin with when it was heard."""
    loop, arrivals = asyncio.get_running_loop(), Arrivals(tabs)
    began, opened = time.monotonic(), []
    for start in range(0, tabs, CONNECT_AT_ONCE):
        some = [_open(host, port, secret, i, arrivals) for i in range(start, min(start + CONNECT_AT_ONCE, tabs))]
        opened += await asyncio.gather(*some)
    tell({"open": sum(opened), "seconds": round(time.monotonic() - began, 2)})
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        tell(await arrivals.of(int(line)))


async def _open(host: str, port: int, secret: str, i: int, arrivals: Arrivals) -> bool:
    greeting = HANDSHAKE.format(host=host, port=port, secret=secret, language=("id", "en")[i % 2]).encode()
    _, tab = await asyncio.get_running_loop().create_connection(lambda: Tab(greeting, arrivals), host, port)
    return bool(await asyncio.wait_for(tab.is_open, 30))


def tell(what: dict[str, Any]) -> None:
    """One line of JSON to whoever started us."""
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asyncio.run(crowd(**json.loads(sys.argv[1])))
