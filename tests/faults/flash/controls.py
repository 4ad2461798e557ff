"""Each protection taken away once: a judge that sees nothing then would see nothing ever."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import psycopg

from .faults import Harm, Scene, commit_swallowed, postgres_killed, until, writer_killed
from .house import House
from .schedule import Moment, play


def writer_killed_often(scene: Scene) -> Harm:
    """Always with presses in its hands: whoever answers too early is caught."""
    for _ in range(3):
        yield from until(scene.house.is_writing)
        scene.house.writer.kill()
        scene.house.writer.start()


def writer_asleep(scene: Scene) -> Harm:
    """Long enough for people to stop waiting; then it goes on."""
    frozen = scene.house.writer
    frozen.freeze()
    yield 9.0
    frozen.thaw()


def no_queue(scene: Scene) -> Harm:
    """Everybody goes through the side doors, for the last pieces too: it is there that too many are promised."""
    scene.house.drop_redis()
    yield from until(scene.stall.is_sold_out)
    scene.house.raise_redis()


@contextmanager
def no_check(house: House) -> Iterator[None]:
    """The database would refuse to promise more than there is."""
    with psycopg.connect(house.postgres.superuser_url, autocommit=True) as above:
        above.execute("ALTER TABLE stock_level DROP CONSTRAINT stock_level_available")
        yield
        above.execute("UPDATE stock_level SET held = 0, allocated = 0 WHERE on_hand < held + allocated")
        above.execute(
            "ALTER TABLE stock_level ADD CONSTRAINT stock_level_available CHECK (on_hand - held - allocated >= 0)"
        )


@contextmanager
def no_flush(house: House) -> Iterator[None]:
    """Nothing else writes by itself what the programs did not wait for."""
    _ask_above(house, "ALTER SYSTEM SET wal_writer_delay = '10s'")
    _ask_above(house, "SELECT pg_reload_conf()")
    yield
    _ask_above(house, "ALTER SYSTEM RESET wal_writer_delay")


@contextmanager
def nothing_else(_house: House) -> Iterator[None]:
    """The programs alone."""
    yield


@dataclass(frozen=True)
class Control:
    """What the judge has to say, which programs lack the protection, what is done to the engines, and the schedule."""

    words: str
    programs: list[str]
    engines: Callable[..., AbstractContextManager[None]]
    planned: list[Moment]
    seeds: tuple[int, ...] = (1, 2, 3)


FEW_PIECES = (8, 17, 49)
"""Sales of so little that it is gone in a moment on a busy machine too, and no limit per buyer keeps it from that."""
MANY_PIECES = (55, 59, 2)
"""Sales of so much that people still buy when the last harm is done."""

CONTROLS: dict[str, Control] = {
    "keys": Control(
        "orders for one press", ["writer"], nothing_else, [(0.5, commit_swallowed), (1.5, writer_killed)], MANY_PIECES
    ),
    "locks": Control("oversold", ["web"], no_check, [(0.0, no_queue)], FEW_PIECES),
    "waiting for the commit": Control("lost", ["writer"], nothing_else, [(0.8, writer_killed_often)], MANY_PIECES),
    "stored refusals": Control("told no and has an order", ["web"], nothing_else, [(0.6, writer_asleep)]),
    "commits on disk": Control("lost", ["web", "writer"], no_flush, [(2.0, postgres_killed)]),
}


def try_control(house: House, name: str) -> list[str]:
    """What the judge said of it; nothing when it did not see it in three schedules."""
    control = CONTROLS[name]
    with control.engines(house):
        house.replace(control.programs, without=name)
        for seed in control.seeds:
            said = [one for one in play(house, seed, control.planned).complaints if control.words in one]
            if said:
                break
        house.replace(control.programs)
    return said


def _ask_above(house: House, statement: str) -> None:
    with psycopg.connect(house.postgres.superuser_url, autocommit=True) as above:
        above.execute(statement)
