"""The line between a browser and the server: a small proxy that can be cut and mended."""

import contextlib
import socket
import threading


class Wire:
    """Carries bytes both ways between a port of its own and the server's."""

    def __init__(self, port: int):
        self.target = ("127.0.0.1", port)
        self.is_cut = False
        self.open: set[socket.socket] = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self._begin(self._answer)

    def cut(self) -> None:
        """End every connection at once, websockets included, and let none through."""
        self.is_cut = True
        for one in list(self.open):
            _hang_up(one)

    def mend(self) -> None:
        """Let new connections through."""
        self.is_cut = False

    def close(self) -> None:
        """For good."""
        self.cut()
        _hang_up(self.listener)

    def _answer(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                if self.is_cut:
                    _hang_up(near)
                else:
                    self._connect(near)

    def _connect(self, near: socket.socket) -> None:
        far = socket.create_connection(self.target)
        self.open |= {near, far}
        self._begin(self._carry, near, far)
        self._begin(self._carry, far, near)

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        for one in (source, sink):
            _hang_up(one)
            self.open.discard(one)

    def _begin(self, work, *words) -> None:
        threading.Thread(target=work, args=words, daemon=True).start()


def _hang_up(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
