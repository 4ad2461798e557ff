"""The line between a program and PostgreSQL: carries everything, until it is told to lose the answer to a COMMIT."""

import asyncio
import threading
from collections import deque
from contextlib import suppress
from pathlib import Path

SOCKET = ".s.PGSQL.5432"
COMMIT = b"COMMIT\0"
AFTER, BEFORE = "after", "before"
"""Cut when the server has committed and answered, or before it heard of the commit: the program cannot tell which."""

Ends = tuple[asyncio.StreamWriter, asyncio.StreamWriter]


class Wire:
    """A unix socket of its own in front of the server's."""

    def __init__(self, folder: Path, target: Path):
        folder.mkdir(mode=0o700)
        self.here, self.target = folder / SOCKET, target / SOCKET
        self.armed: deque[str] = deque()
        self.lost = 0
        self.loop = asyncio.new_event_loop()
        self.deaf: set[asyncio.StreamWriter] = set()
        is_open = threading.Event()
        threading.Thread(target=self._run, args=(is_open,), daemon=True).start()
        assert is_open.wait(10), "the wire does not open"

    def arm(self, how: str) -> None:
        """The next COMMIT is lost in this way."""
        self.armed.append(how)

    def calm(self) -> None:
        """From here on everything arrives."""
        self.armed.clear()

    def _run(self, is_open: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(asyncio.start_unix_server(self._connect, self.here))
        is_open.set()
        self.loop.run_forever()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_unix_connection(self.target)
        except OSError:
            writer.close()
            return
        ends = (writer, far_writer)
        await asyncio.gather(self._ask(reader, ends), self._answer(far_reader, ends))

    async def _ask(self, reader: asyncio.StreamReader, ends: Ends) -> None:
        near, far = ends
        with suppress(OSError):
            while data := await reader.read(65536):
                how = self.armed.popleft() if COMMIT in data and self.armed else ""
                self.lost += bool(how)
                if how == BEFORE:
                    break
                if how == AFTER:
                    self.deaf.add(near)
                far.write(data)
                await far.drain()
        _hang_up(ends)

    async def _answer(self, reader: asyncio.StreamReader, ends: Ends) -> None:
        near, _ = ends
        with suppress(OSError):
            while (data := await reader.read(65536)) and near not in self.deaf:
                near.write(data)
                await near.drain()
        self.deaf.discard(near)
        _hang_up(ends)


def _hang_up(ends: Ends) -> None:
    for one in ends:
        one.close()
