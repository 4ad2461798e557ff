"""The same programs with one protection taken away, named by FAULTS_WITHOUT: then the judge has something to find."""

import os
import time

from app import config
from app.cli.engines.group import nusacart
from app.core.ids import new_id
from app.orders import attempt
from app.orders import place as placing
from app.orders.attempt import Outcome
from app.rush import writer
from app.stock import shelf


def without_keys() -> None:
    """Every press is a new one."""
    claim = attempt.claim
    attempt.claim = lambda keys: {key: new_id() for key in keys} | claim(keys)


def without_locks() -> None:
    """Nobody waits for the stock row, and whoever has read it takes their time. (The CHECK is taken by the control.)

    Their time is before the vendor's counter is locked: behind that lock one would wait for another after all.
    """
    shelf.LOCK = shelf.LOCK.replace("FOR NO KEY UPDATE OF l", "")
    number = placing.number
    placing.number = lambda accepted: (time.sleep(0.1), number(accepted))[1]  # type: ignore[assignment]


def without_waiting_for_the_commit() -> None:
    """The writer tells people before it has committed, and takes long enough until then to be killed meanwhile."""
    place, decide = writer.place, writer.Writer._decide

    def early(self, batch):
        def placing(attempts):
            outcomes = place(attempts)
            told = dict(zip(batch.presses, outcomes, strict=False)) if len(outcomes) == len(batch.presses) else {}
            self.line.answer(writer.by_process(batch.bundles, told), ())
            time.sleep(0.3)
            return outcomes

        writer.place = placing
        decide(self, batch)

    writer.Writer._decide = early  # type: ignore[method-assign]


def without_stored_refusals() -> None:
    """Whoever stops waiting is told no, and that is all."""

    def only_say(noes):
        return {key: attempt.recall([key]).get(key) or Outcome(key[1], refusal=no) for key, no in noes.items()}

    attempt.refuse = only_say  # type: ignore[assignment]


def without_commits_on_disk() -> None:
    """PostgreSQL may say that it has committed before it has written."""
    config.CONNECT_OPTIONS += " -c synchronous_commit=off"


WITHOUT = {
    "keys": without_keys,
    "locks": without_locks,
    "waiting for the commit": without_waiting_for_the_commit,
    "stored refusals": without_stored_refusals,
    "commits on disk": without_commits_on_disk,
}


def web():
    """What gunicorn loads."""
    from app import create_app

    WITHOUT[os.environ["FAULTS_WITHOUT"]]()
    return create_app()


if __name__ == "__main__":
    WITHOUT[os.environ["FAULTS_WITHOUT"]]()
    nusacart(prog_name="nusacart")
