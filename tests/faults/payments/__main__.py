"""`python -m tests.faults.payments --histories 2000`: a line a world, a summary, and 1 when anything was wrong."""

import logging
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import click
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app import create_app
from app.core import schema
from app.core.db import db
from app.core.refusal import Refusal
from tests.engines import running_engines
from tests.payments.twins import Ear, running

from .controls import CONTROLS, SEALED
from .judge import judge
from .world import METHODS, ORDERS, World

CONTROL_WORLDS, WORLDS_A_TWIN = 6, 8


@click.command()
@click.option("--provider", "chosen", multiple=True, type=click.Choice(list(METHODS)), help="Only these.")
@click.option("--histories", default=40, show_default=True, help="How many orders a provider.")
@click.option("--crowd", default=ORDERS, show_default=True, help="How many orders a world has.")
@click.option("--first", default=1, show_default=True, help="The first seed.")
@click.option("--controls", is_flag=True, help="Then take each protection away: the judge must see what follows.")
@click.option("--minutes", default=60.0, show_default=True, help="Begin no more worlds after so long.")
def main(chosen: tuple[str, ...], histories: int, crowd: int, first: int, controls: bool, minutes: float) -> None:
    """Play histories of payments against providers in every temper, and judge what is left."""
    warnings.simplefilter("ignore")
    until = time.monotonic() + minutes * 60
    failed = played = 0
    with running_engines() as engines, closing(Ear()) as ear:
        app = create_app(engines.settings() | {"PUBLIC_URL": ear.origin})
        with app.app_context():
            schema.upgrade(db.engine)
        for provider in chosen or METHODS:
            with Court(app, provider, ear) as court:
                seed, lived = first, 0
                while lived < histories and time.monotonic() < until:
                    orders, complaints = court.play(seed, size=crowd)
                    lived += orders
                    failed += bool(complaints)
                    click.echo(f"{provider} world {seed}: {orders} histories: {_verdict(complaints)}")
                    seed += 1
                played += lived
                click.echo(f"{provider}: {lived} histories, {court.heard} notices came in")
                failed += not court.heard
                for name in CONTROLS if controls else ():
                    seen = court.control(name)
                    failed += not seen
                    also = " and signature" if name == "status confirmation" and provider in SEALED else ""
                    click.echo(f"{provider} without {name}{also}: {seen[0] if seen else 'NOT SEEN'}")
    click.echo(f"{played} histories, {failed} failed")
    raise SystemExit(1 if failed else 0)


class Court(ExitStack):
    """A provider's twin and the ear, for as many worlds as wanted."""

    def __init__(self, app: Any, provider: str, ear: Ear):
        super().__init__()
        self.app, self.provider, self.ear = app, provider, ear
        self.worlds = 0
        self._open()
        self.moment, self.heard = datetime.now(UTC), 0

    def _open(self) -> None:
        self.twin = self.enter_context(running(self.provider, Path(mkdtemp(prefix="nusacart-twin-"))))

    def play(self, seed: int, without: Any = nullcontext, size: int = ORDERS) -> tuple[int, list[str]]:
        """One world, lived and judged."""
        self.worlds += 1
        if self.worlds % WORLDS_A_TWIN == 0:  # a twin looks through everything it knows at every turn
            self.close()
            self._open()
        self.ear.heard.clear()
        with self.app.app_context():
            world = World(self.app, self.twin, self.ear, seed, self.moment, size)
        with without(), _overhearing(world.fallen):
            world.live()
        self.moment = world.moment + timedelta(hours=1)
        self.heard += world.heard
        return len(world.orders), judge(world)

    def control(self, name: str) -> list[str]:
        """What the judge said without a protection, in a few worlds; nothing if it saw nothing."""
        for seed in range(1, CONTROL_WORLDS + 1):
            try:
                _, seen = self.play(10_000 + seed, partial(CONTROLS[name], self.twin.provider))
            except (Refusal, IntegrityError, StaleDataError) as error:  # the house fell over: that is seen too
                seen = [f"{type(error).__name__}: {str(error)[:120]}"]
            if seen:
                return seen
        return []


@contextmanager
def _overhearing(fallen: list[str]) -> Iterator[None]:
    """What falls over in a sweep is told to the log and to nobody else."""
    handler = logging.Handler(logging.ERROR)
    handler.emit = (
        lambda record: fallen.append(  # type: ignore[method-assign]
            f"{record.getMessage()}: {(record.exc_info or (None, None))[1]!r}"[:300]
        )
    )
    log = logging.getLogger("app.payments")
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)


def _verdict(complaints: list[str]) -> str:
    return "FAILED" + "".join(f"\n    {one}" for one in complaints[:8]) if complaints else "holds"


if __name__ == "__main__":
    main()
