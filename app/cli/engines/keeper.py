"""Keeps what `up` started running: what dies is started again, and everything stops in order."""

from dataclasses import dataclass, field
from typing import Protocol

import click

from .trouble import DiskFull, Trouble

LONGEST_REST, QUIET_SECONDS = 30.0, 60.0


class Runnable(Protocol):
    """An engine or a program."""

    def start(self) -> None: ...
    def stop(self) -> bool: ...
    def is_alive(self) -> bool: ...
    def why_it_died(self) -> Trouble: ...


def say(text: str) -> None:
    """Tell the person; a terminal that went away must not stop us from stopping."""
    try:
        click.echo(text)
    except OSError:
        return


@dataclass
class Kept:
    """One thing that must run. `tries` is how often in a row it may be started again; None is for ever."""

    name: str
    runnable: Runnable
    tries: int | None = None
    deaths: int = 0
    died_at: float = 0.0
    start_at: float = 0.0

    def look(self, now: float) -> None:
        """Start it again if it died, each time after a longer rest. Raises Trouble when that is of no use."""
        if self.runnable.is_alive():
            return
        if not self.start_at:
            self._note_death(now)
        if now >= self.start_at:
            self.start_at = 0.0
            self.runnable.start()
            say(f"{self.name} runs again.")

    def _note_death(self, now: float) -> None:
        reason = self.runnable.why_it_died()
        self.deaths = 1 if now - self.died_at > QUIET_SECONDS else self.deaths + 1
        if isinstance(reason, DiskFull) or (self.tries is not None and self.deaths > self.tries):
            raise reason
        rest = min(0.5 * 2 ** (self.deaths - 1), LONGEST_REST)
        self.died_at, self.start_at = now, now + rest
        say(f"{reason.message} It is started again in {rest:g} s.")


@dataclass
class Keeper:
    """Everything that runs, in the order it was started."""

    kept: list[Kept] = field(default_factory=list)

    def start(self, name: str, runnable: Runnable, tries: int | None = None) -> None:
        """Start one more, and keep it from here on."""
        self.kept.append(Kept(name, runnable, tries))
        runnable.start()

    def look(self, now: float) -> None:
        """Start what died. Raises Trouble when something cannot come back."""
        for one in self.kept:
            one.look(now)

    def stop(self) -> None:
        """The last started first: doors close before the worker, the worker before Redis and PostgreSQL."""
        while self.kept:
            one = self.kept.pop()
            if not one.runnable.stop():
                say(f"{one.name} did not end in time and was cut off; what was saved is safe.")
