"""A crowd of buyers in a process of its own: raw keep-alive connections, each buys one piece again and again.

A buyer ends when told that it is sold out. What was acknowledged is told by name, so that it can be looked for.
"""

import asyncio
import json
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

CONNECT_AT_ONCE = 100
PATIENCE_SECONDS, LOOK_AGAIN_SECONDS = 60.0, 1.0
MOST_ERRORS_IN_A_ROW = 20
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: ([^\r]+)", re.IGNORECASE)
VISIT = re.compile(rb"\r\nset-cookie: visit=([^;\r]+)", re.IGNORECASE)
TOKEN = re.compile(rb'name="token" value="([^"]+)"')
CSRF = re.compile(rb'name="csrf_token" value="([^"]+)"')
NOTHING_LEFT = (b'data-state="gone"', b'data-state="held"')


@dataclass
class Wish:
    """What the crowd does: `kind` is hello, plain, press or page; `items` are the addresses of what is sold."""

    kind: str
    host: str
    port: int
    buyers: int
    items: list[str]
    seconds: float = 5.0
    tokens: str = ""


@dataclass
class Told:
    """What the crowd saw; times in seconds."""

    times: list[float] = field(default_factory=list)
    page_times: list[float] = field(default_factory=list)
    orders: list[str] = field(default_factory=list)
    last_order_at: float = 0.0
    refused: int = 0
    pending: int = 0
    errors: Counter[str] = field(default_factory=Counter)


class Wire(asyncio.Protocol):
    """One connection: one request at a time."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.answer: asyncio.Future[tuple[int, bytes, bytes]] | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: Any) -> None:
        """It is open."""
        self.transport = transport

    def ask(self, request: bytes) -> "asyncio.Future[tuple[int, bytes, bytes]]":
        """Send; status, head and body come later."""
        assert self.transport
        self.answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self.answer

    def data_received(self, data: bytes) -> None:
        """Answer when all of it is there."""
        self.data += data
        end = self.data.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.data[: end + 2])
        found = LENGTH.search(head)
        whole = end + 4 + (int(found[1]) if found else 0)
        if len(self.data) >= whole and self.answer and not self.answer.done():
            body = bytes(self.data[end + 4 : whole])
            del self.data[:whole]
            self.answer.set_result((int(head[9:12]), head, body))

    def connection_lost(self, _error: Exception | None) -> None:
        """Whoever waits is told."""
        if self.answer and not self.answer.done():
            self.answer.set_exception(ConnectionError("closed"))


class Crowd:
    """All buyers, and what they share."""

    def __init__(self, wish: Wish):
        self.wish, self.told = wish, Told()
        self.host = f"{wish.host}:{wish.port}".encode()
        self.phones = iter(range(10_000_000, 99_999_999))
        lines = Path(wish.tokens).read_text().splitlines() if wish.tokens else []
        self.tokens: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for item, *ticket in (line.split("\t") for line in lines):
            self.tokens[wish.items[int(item)]].append(tuple(ticket))
        self.until = 0.0

    async def come(self) -> float:
        """Connect, then everybody begins at one moment; returns how long it took."""
        wires: list[Wire] = []
        for start in range(0, self.wish.buyers, CONNECT_AT_ONCE):
            some = range(start, min(start + CONNECT_AT_ONCE, self.wish.buyers))
            wires += await asyncio.gather(*(self._connect() for _ in some))
        begun = time.perf_counter()
        self.until = begun + self.wish.seconds
        act = self._greet if self.wish.kind == "hello" else self._buy
        await asyncio.gather(*(act(wire, n) for n, wire in enumerate(wires)))
        ended = time.perf_counter()
        return (self.told.last_order_at or ended) - begun

    async def _connect(self) -> Wire:
        loop = asyncio.get_running_loop()
        _, wire = await loop.create_connection(Wire, self.wish.host, self.wish.port)
        return wire

    async def _greet(self, wire: Wire, _number: int) -> None:
        request = b"GET / HTTP/1.1\r\nHost: " + self.host + b"\r\n\r\n"
        while (began := time.perf_counter()) < self.until:
            status, _, _ = await wire.ask(request)
            self.told.times.append(time.perf_counter() - began)
            if status != 200:
                self.told.errors[str(status)] += 1

    async def _buy(self, wire: Wire, number: int) -> None:
        items = [*self.wish.items[number % len(self.wish.items) :], *self.wish.items[: number % len(self.wish.items)]]
        in_a_row = 0
        while items and in_a_row < MOST_ERRORS_IN_A_ROW:
            item = items.pop(0)
            try:
                said = await asyncio.wait_for(self._press(wire, item), PATIENCE_SECONDS)
            except (TimeoutError, OSError) as error:
                said = type(error).__name__
                wire = await self._connect()
            if said == "order":
                items.append(item)
                in_a_row = 0
            elif said != "gone":
                items.append(item)
                in_a_row += 1
                self.told.errors[said] += 1

    async def _press(self, wire: Wire, item: str) -> str:
        form = {"name": "Dewi Lestari", "phone": f"0812{next(self.phones)}", "fulfilment": "pickup",
                "payment_method": "cod", "quantity": "1"}  # fmt: skip
        cookie = b""
        if self.wish.kind != "plain":
            ticket = await self._ticket(wire, item)
            if not ticket:
                return "gone"  # so the page says; or too many errors used the tokens up, which are counted
            visit, token, csrf = ticket
            form |= {"token": token, "csrf_token": csrf}
            cookie = b"Cookie: visit=" + visit.encode() + b"\r\n"
        began = time.perf_counter()
        status, head, body = await wire.ask(self._post(f"{item}/orders", form, cookie))
        self.told.times.append(time.perf_counter() - began)
        return await self._meaning(wire, status, head, body, cookie)

    async def _ticket(self, wire: Wire, item: str) -> tuple[str, ...]:
        """The token of one press, with the cookie it belongs to; nothing when the page says that nothing is left."""
        if self.wish.kind == "press":
            return self.tokens[item].pop() if self.tokens[item] else ()
        began = time.perf_counter()
        status, head, body = await wire.ask(b"GET " + item.encode() + b" HTTP/1.1\r\nHost: " + self.host + b"\r\n\r\n")
        self.told.page_times.append(time.perf_counter() - began)
        if status == 200 and any(word in body for word in NOTHING_LEFT):
            self.told.refused += 1
            return ()
        found = [pattern.search(text) for pattern, text in ((VISIT, head), (TOKEN, body), (CSRF, body))]
        if status != 200 or not all(found):
            raise OSError(f"page {status}")
        return tuple(one[1].decode() for one in found if one)

    def _post(self, path: str, form: dict[str, str], cookie: bytes) -> bytes:
        body = urlencode(form, quote_via=quote).encode()
        return b"".join((
            b"POST ", path.encode(), b" HTTP/1.1\r\nHost: ", self.host, b"\r\n", cookie,
            b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ", str(len(body)).encode(),
            b"\r\n\r\n", body,
        ))  # fmt: skip

    async def _meaning(self, wire: Wire, status: int, head: bytes, body: bytes, cookie: bytes) -> str:
        leads = LOCATION.search(head)
        if status == 303 and leads and b"/orders/" in leads[1]:
            return self._ordered(leads[1])
        if status == 303 and leads and b"/attempts/" in leads[1]:
            self.told.pending += 1
            return await self._look_again(wire, leads[1], cookie)
        if status in (409, 422) and (b"habis" in body or b"di keranjang orang" in body):
            self.told.refused += 1
            return "gone"
        return f"{status}"

    def _ordered(self, address: bytes) -> str:
        self.told.orders.append(address.decode().rpartition("/")[2])
        self.told.last_order_at = time.perf_counter()
        return "order"

    async def _look_again(self, wire: Wire, address: bytes, cookie: bytes) -> str:
        request = b"GET " + address + b" HTTP/1.1\r\nHost: " + self.host + b"\r\n" + cookie + b"\r\n"
        while True:
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
            status, head, body = await wire.ask(request)
            if status != 200:
                return await self._meaning(wire, status, head, body, cookie)


async def main(wish: Wish) -> dict[str, Any]:
    """What the crowd saw, as JSON."""
    crowd = Crowd(wish)
    seconds = await crowd.come()
    told = crowd.told
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "seconds": seconds, "times": told.times, "page_times": told.page_times, "orders": told.orders,
        "refused": told.refused, "pending": told.pending, "errors": dict(told.errors),
        "cpu_s": used.ru_utime + used.ru_stime,
    }  # fmt: skip


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    print(json.dumps(asyncio.run(main(Wish(**json.loads(sys.argv[1]))))))
