"""One vendor's open tabs, and how far they have been told."""

from collections.abc import Sequence
from uuid import UUID

from app.core import journal, tenancy

from . import fragments, topics
from .mailbox import Mailbox, Parcel
from .topics import Seat

FAR = 500
"""A tab that slept through more deeds than this asks for what it shows instead of being told each."""

ABOUT_PEOPLE = ("staff.", "session.")


class Room:
    """Everyone of one vendor who listens in this process."""

    def __init__(self, vendor_id: UUID, seq: int):
        self.vendor_id = vendor_id
        self.seq = seq
        self.tabs: dict[Mailbox, Seat] = {}
        self.asks: dict[Mailbox, int] = {}

    def ask(self, mailbox: Mailbox, seq: int) -> None:
        """A tab has been told up to seq and wants what it missed."""
        self.asks[mailbox] = seq

    def catch_up(self) -> None:
        """Tell everybody what is new, and who asked what they missed. Reads once, draws once a language."""
        asks, self.asks = self.asks, {}
        self.check(list(asks))
        told = self.seq
        with tenancy.acting_for(self.vendor_id):
            self._tell(list(self.tabs), told)
            near = {mailbox: seq for mailbox, seq in asks.items() if told - FAR <= seq < told}
            self._tell(list(near), min(near.values(), default=told))
        # Every question gets an answer, so that a tab which slept knows whether its line still stands.
        for mailbox in asks.keys() - near.keys():
            mailbox.put(Parcel(told, {}, resync=asks[mailbox] < told))

    def check(self, mailboxes: Sequence[Mailbox]) -> None:
        """Close the tabs of those who may not listen any more."""
        gone = topics.turned_away({self.tabs[mailbox] for mailbox in mailboxes if mailbox in self.tabs})
        for mailbox in mailboxes:
            seat = self.tabs.get(mailbox)
            if seat and seat in gone:
                self.tabs.pop(mailbox)
                mailbox.dismiss(gone[seat], "")

    def _tell(self, mailboxes: Sequence[Mailbox], since: int) -> None:
        entries = journal.since(self.vendor_id, since, limit=FAR + 1) if mailboxes else ()
        if not entries:
            return
        if any(entry.deed.startswith(ABOUT_PEOPLE) for entry in entries):
            self.check(list(self.tabs))
        # Who leaves while we read is not told; who comes meanwhile asks by itself.
        hearers = [(mailbox, self.tabs[mailbox].language) for mailbox in mailboxes if mailbox in self.tabs]
        seq, parcels = self._parcels(entries, {language for _, language in hearers})
        self.seq = max(self.seq, seq)
        for mailbox, language in hearers:
            mailbox.put(parcels[language])

    def _parcels(self, entries: Sequence[journal.Entry], languages: set[str]) -> tuple[int, dict[str, Parcel]]:
        seq = entries[-1].seq
        try:
            if len(entries) > FAR:
                raise fragments.TooMuch
            found = fragments.changed_by(self.vendor_id, entries)
        except fragments.TooMuch:
            seq = journal.last_seq(self.vendor_id)
            return seq, dict.fromkeys(languages, Parcel(seq, {}, resync=True))
        return seq, {one: Parcel(seq, fragments.draw(found, one, seq)) for one in languages}
