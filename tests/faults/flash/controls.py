"""Each protection taken away once: a judge that sees nothing then would see nothing ever."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from .faults import Harm, Scene, commit_swallowed, postgres_killed, writer_killed
from .house import House
from .schedule import Moment, play

TRIES = 3


def writer_killed_often(scene: Scene) -> Harm:
    """Whoever answers too early is caught."""
    for _ in range(3):
        scene.house.writer.kill()
        scene.house.writer.start()
        scene.house.wait_for_writer()
        yield scene.some(0.2, 0.8)


def writer_asleep(scene: Scene) -> Harm:
    """Long enough for people to stop waiting; then it goes on."""
    frozen = scene.house.writer
    frozen.freeze()
    yield 9.0
    frozen.thaw()


def no_queue(scene: Scene) -> Harm:
    """Everybody goes through the side doors."""
    scene.house.drop_redis()
    yield 4.0
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


Control = tuple[str, list[str], Callable[..., object], list[Moment]]
"""What the judge has to say, which programs lack the protection, what is done to the engines, and the schedule."""

CONTROLS: dict[str, Control] = {
    "keys": ("orders for one press", ["writer"], nothing_else, [(0.5, commit_swallowed), (1.5, writer_killed)]),
    "locks": ("oversold", ["web"], no_check, [(0.0, no_queue)]),
    "waiting for the commit": ("lost", ["writer"], nothing_else, [(0.8, writer_killed_often)]),
    "stored refusals": ("told no and has an order", ["web"], nothing_else, [(0.6, writer_asleep)]),
    "commits on disk": ("lost", ["web", "writer"], no_flush, [(2.0, postgres_killed)]),
}


def try_control(house: House, name: str) -> list[str]:
    """What the judge said of it; nothing when it did not see it in three schedules."""
    words, programs, engines, planned = CONTROLS[name]
    with engines(house):  # type: ignore[attr-defined]
        house.replace(programs, without=name)
        for seed in range(1, TRIES + 1):
            said = [one for one in play(house, seed, planned).complaints if words in one]
            if said:
                break
        house.replace(programs)
    return said


def _ask_above(house: House, statement: str) -> None:
    with psycopg.connect(house.postgres.superuser_url, autocommit=True) as above:
        above.execute(statement)
