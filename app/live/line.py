"""The wire of one websocket: whole writes, one at a time, given up when nobody takes them."""

import socket
import threading
from typing import Any

GIVE_UP_MS = 30_000
UNREAD_BYTES = 64 * 1024
"""What the kernel may keep for a tab that does not read: then the mailbox takes over, which forgets what is old."""


class Line:
    """Stands in for the server's socket: simple-websocket sends without looping and from two threads."""

    def __init__(self, wire: Any):
        self.wire = wire
        self.lock = threading.Lock()
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, UNREAD_BYTES)
        if wire.family in (socket.AF_INET, socket.AF_INET6) and hasattr(socket, "TCP_USER_TIMEOUT"):
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GIVE_UP_MS)

    def send(self, data: bytes) -> int:
        """All of it, before anybody else's."""
        with self.lock:
            self.wire.sendall(data)
        return len(data)

    def recv(self, most: int) -> bytes:
        """What came."""
        return bytes(self.wire.recv(most))

    def fileno(self) -> int:
        """For selectors."""
        return int(self.wire.fileno())

    def close(self) -> None:
        """Hang up."""
        self.wire.close()
