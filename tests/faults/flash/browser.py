"""The least of a browser: cookies, forms, and answers with their address."""

import asyncio
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

PATIENCE_SECONDS = 20.0
TOKEN = re.compile(r'name="token" value="([^"]+)"')
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
VISIT = re.compile(r"(?im)^set-cookie: visit=([^;\r]+)")
ORDER = re.compile(r"/orders/([A-Za-z0-9_-]{10,})$")
ATTEMPT = re.compile(r"/attempts/([0-9a-f-]{36})$")


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 when nothing did."""

    status: int
    location: str = ""
    body: str = ""

    @property
    def form(self) -> "Form | None":
        """The buy form of the page, if it has one."""
        token, csrf = TOKEN.search(self.body), CSRF.search(self.body)
        return Form(token[1], csrf[1]) if token and csrf else None


@dataclass(frozen=True)
class Form:
    """The hidden fields of one page."""

    token: str
    csrf: str

    @property
    def key(self) -> UUID:
        """The attempt's key, as the server will read it."""
        return UUID(bytes=urlsafe_b64decode(self.token.rpartition(".")[0])[:16])


class Browser:
    """One visitor. `port` is asked at every request: after a deploy it is another."""

    def __init__(self, port: Callable[[], int], visit: str = ""):
        self.port, self.visit = port, visit

    async def get(self, path: str) -> Answer:
        """Look at a page."""
        return await self._ask(f"GET {path} HTTP/1.1", "")

    async def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        return await self._ask(f"POST {path} HTTP/1.1", urlencode(fields))

    async def _ask(self, line: str, body: str) -> Answer:
        try:
            return await asyncio.wait_for(self._talk(line, body), PATIENCE_SECONDS)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError) as error:
            return Answer(0, body=type(error).__name__)

    async def _talk(self, line: str, body: str) -> Answer:
        port = self.port()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write("\r\n".join([line, *self._headers(port, body), "", body]).encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            names = dict(_header(one) for one in head.split("\r\n")[1:] if ": " in one)
            length = names.get("content-length")
            said = await (reader.readexactly(int(length)) if length else reader.read())
        finally:
            writer.close()
        self._keep_cookie(head)
        return Answer(int(head.split(" ", 2)[1]), names.get("location", ""), said.decode(errors="replace"))

    def _headers(self, port: int, body: str) -> list[str]:
        lines = [f"Host: 127.0.0.1:{port}", "Connection: close", "Accept-Language: id"]
        lines += ["Accept-Encoding: identity", "Sec-Fetch-Site: same-origin"]
        lines += [f"Cookie: visit={self.visit}"] if self.visit else []
        if body:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        return lines

    def _keep_cookie(self, head: str) -> None:
        if found := VISIT.search(head):
            self.visit = found[1]


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(": ")
    return name.lower(), value
