"""What waits for one slow tab: bounded, the newest of each element, one ready-made frame when nothing waits."""

import json
import threading
from collections.abc import Mapping

from wsproto.frame_protocol import FrameProtocol

MOST = 100


class Parcel:
    """Fragments as of a number of the journal: the bytes are made once and are the same for every tab of a language."""

    def __init__(self, seq: int, pieces: Mapping[str, str], *, resync: bool = False):
        self.seq, self.pieces, self.resync = seq, pieces, resync
        self.frame = frame(json.dumps(self.message(), ensure_ascii=False))

    def message(self) -> dict[str, object]:
        """What the browser reads: {seq, html: [...]}, or {seq, resync: true} for "ask for what you show"."""
        return {"seq": self.seq, "resync": True} if self.resync else {"seq": self.seq, "html": [*self.pieces.values()]}


def frame(text: str) -> bytes:
    """A whole text message as websocket bytes; a server's frames are the same for everyone."""
    return bytes(FrameProtocol(client=False, extensions=[]).send_data(text, fin=True))


PING = bytes(FrameProtocol(client=False, extensions=[]).ping())


class Mailbox:
    """Filled by the hub, emptied by the tab's one writer. Never grows beyond MOST elements: then it says "resync"."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self.goodbye: tuple[int, str] | None = None
        self._waiting: list[Parcel] = []
        self._lock = threading.Lock()

    def put(self, parcel: Parcel) -> None:
        """Leave a parcel and wake the writer. Never waits for the tab."""
        with self._lock:
            self._waiting.append(parcel)
            if len(self._waiting) > 1:
                self._waiting = [merged(self._waiting)]
        self.event.set()

    def take(self) -> Parcel | None:
        """What there is to send, and the box is empty."""
        with self._lock:
            found, self._waiting = self._waiting, []
        return found[0] if found else None

    def dismiss(self, code: int, reason: str) -> None:
        """Send nothing more; close with this code."""
        with self._lock:
            self.goodbye, self._waiting = (code, reason), []
        self.event.set()


def merged(parcels: list[Parcel]) -> Parcel:
    """Several parcels as one: the newest of each element."""
    pieces: dict[str, str] = {}
    for parcel in parcels:
        pieces |= parcel.pieces
    overflows = len(pieces) > MOST or any(parcel.resync for parcel in parcels)
    return Parcel(parcels[-1].seq, {} if overflows else pieces, resync=overflows)
