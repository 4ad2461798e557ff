"""What happens to a sale in progress. Each fault is a generator: it does its harm, says for how long, and undoes it."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from uuid import UUID

from .house import House, is_ready
from .program import Program
from .stall import Stall
from .wire import AFTER, BEFORE

Harm = Iterator[float]
SOON = 0.15
"""Seconds until something is looked at or tried again."""
TRIES = 100


@dataclass
class Scene:
    """Where it happens, and this fault's own dice."""

    house: House
    stall: Stall
    rng: Random

    def some(self, least: float, most: float) -> float:
        """For how long."""
        return self.rng.uniform(least, most)

    def key(self) -> UUID:
        """Of an edit that may be sent several times."""
        return UUID(int=self.rng.getrandbits(128))


def web_worker_killed(scene: Scene) -> Harm:
    """One of the two processes; the server starts another."""
    if workers := scene.house.web.workers():
        os.kill(scene.rng.choice(sorted(workers)), signal.SIGKILL)
    yield 0


def web_killed(scene: Scene) -> Harm:
    """All of it."""
    scene.house.web.kill()
    yield scene.some(0.2, 0.6)
    scene.house.web.start()
    yield from until(lambda: scene.house.web.start() and is_ready(scene.house.port))


def writer_killed(scene: Scene) -> Harm:
    """With whatever it had taken."""
    scene.house.writer.kill()
    yield scene.some(0.1, 2.0)
    scene.house.writer.start()


def worker_killed(scene: Scene) -> Harm:
    """In the middle of a sweep, perhaps."""
    scene.stall.run_out_of_time()
    yield scene.some(0.1, 1.0)
    scene.house.worker.kill()
    yield scene.some(0.1, 1.0)
    scene.house.worker.start()


def writer_frozen(scene: Scene) -> Harm:
    """With a lock in its hands, perhaps; then it goes on."""
    frozen = scene.house.writer
    frozen.freeze()
    yield scene.some(0.5, 5.0)
    frozen.thaw()


def redis_frozen(scene: Scene) -> Harm:
    """It accepts everything and answers nothing; then it does all of it."""
    scene.house.freeze_redis()
    yield scene.some(0.5, 3.5)
    scene.house.thaw_redis()


def redis_killed(scene: Scene) -> Harm:
    """It comes back with its data."""
    scene.house.drop_redis()
    yield scene.some(0.1, 2.0)
    scene.house.raise_redis()


def redis_emptied(scene: Scene) -> Harm:
    """It comes back knowing nothing."""
    scene.house.drop_redis()
    yield scene.some(0.1, 1.5)
    scene.house.raise_redis(empty=True)


def postgres_restarted(scene: Scene) -> Harm:
    """As for an upgrade (`-m fast`)."""
    yield from _postgres_down(scene, signal.SIGINT, 0.0)


def postgres_stopped_hard(scene: Scene) -> Harm:
    """Without a checkpoint (`-m immediate`)."""
    yield from _postgres_down(scene, signal.SIGQUIT, 0.0)


def postgres_killed(scene: Scene) -> Harm:
    """`kill -9` of the postmaster; as long as `up` rests before it starts another."""
    yield from _postgres_down(scene, signal.SIGKILL, 0.5)


def commit_swallowed(scene: Scene) -> Harm:
    """The next commits happen, and nobody hears of it."""
    yield from _lose_commits(scene, AFTER)


def commit_cut(scene: Scene) -> Harm:
    """The connection ends on the way to the commit: it did not happen, and that is not known either."""
    yield from _lose_commits(scene, BEFORE)


def deployed(scene: Scene) -> Harm:
    """New web and writer beside the old ones; buyers go to the new when it is ready, then the old ones are stopped."""
    house = scene.house
    old_web, old_writer = house.web, house.writer
    web, writer = house.make("web").start(), house.make("writer").start()
    house.old += [old_web, old_writer, web, writer]
    yield from until(lambda: web.start() and is_ready(int(web.words[2])))
    house.web, house.writer = web, writer
    for one in (old_web, old_writer):
        yield from _let_go(one)
    house.old.clear()


def quota_added(scene: Scene) -> Harm:
    """The vendor adds to the running sale."""
    key, pieces = scene.key(), scene.rng.randint(5, 30)
    yield from until(lambda: scene.stall.add_quota(pieces, key))


def stock_changed(scene: Scene) -> Harm:
    """Staff count what lies in the shop, twice."""
    for _ in range(2):
        key, delta = scene.key(), scene.rng.choice([-7, 5, 12])
        yield from until(lambda key=key, delta=delta: scene.stall.change_stock(delta, key))


def holds_ran_out(scene: Scene) -> Harm:
    """Whoever has not paid loses their pieces, and others may have them."""
    yield from until(scene.stall.run_out_of_time)


def ended_early(scene: Scene) -> Harm:
    """The vendor ends the sale."""
    yield from until(scene.stall.end)


Fault = Callable[[Scene], Harm]

FAULTS: dict[str, Fault] = {
    fault.__name__: fault
    for fault in (
        web_worker_killed, web_killed, writer_killed, worker_killed, writer_frozen, redis_frozen, redis_killed,
        redis_emptied, postgres_restarted, postgres_stopped_hard, postgres_killed, commit_swallowed, commit_cut,
        deployed, quota_added, stock_changed, holds_ran_out, ended_early,
    )
}  # fmt: skip


def until(happened: Callable[[], object]) -> Harm:
    """Try again, and again."""
    for _ in range(TRIES):
        if happened():
            return
        yield SOON


def _postgres_down(scene: Scene, number: int, rest: float) -> Harm:
    scene.house.drop_postgres(number)
    yield rest + scene.some(0.0, 1.0)
    scene.house.raise_postgres()


def _lose_commits(scene: Scene, how: str) -> Harm:
    for _ in range(scene.rng.randint(1, 4)):
        scene.house.wires[scene.rng.choice(["writer", "writer", "web"])].arm(how)
        yield scene.some(0.0, 0.5)


def _let_go(program: Program) -> Harm:
    program.ask_to_end()
    yield from until(lambda: not program.is_alive())
    program.stop()
