"""The worker's waker: runs what was put into the queue, finishes what it began, trusts nothing unsigned."""

import pickle
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from huey import RedisHuey

from app.cli.worker import Waker, start_waker

EXPLODED: list[str] = []


def explode() -> None:
    """What must not happen."""
    EXPLODED.append("bang")


class Bomb:
    """Goes off when it is unpickled."""

    def __reduce__(self):
        return explode, ()


@pytest.fixture
def huey(app: Flask) -> RedisHuey:
    return app.extensions["huey"]


@pytest.fixture
def wake(huey: RedisHuey) -> Iterator[Callable[[], Waker]]:
    started: list[Waker] = []

    def wake() -> Waker:
        started.append(start_waker(huey, initial_delay=0.01, max_delay=0.05))
        return started[-1]

    yield wake
    for one in started:
        one.stop(graceful=True)


def test_a_job_in_the_queue_runs(huey: RedisHuey, wake: Callable[[], Waker]):
    done = threading.Event()
    huey.task(name="ring-once")(done.set)()
    assert not done.wait(0.2)
    wake()
    assert done.wait(5)


def test_a_job_that_runs_is_finished_before_the_end(huey: RedisHuey, wake: Callable[[], Waker]):
    begun, done = threading.Event(), threading.Event()

    @huey.task()
    def slow_job() -> None:
        begun.set()
        time.sleep(0.5)
        done.set()

    slow_job()
    waker = wake()
    assert begun.wait(5)
    waker.stop(graceful=True)
    assert done.is_set()


def test_what_is_not_signed_by_us_is_never_opened(huey: RedisHuey, wake: Callable[[], Waker]):
    done = threading.Event()
    huey.storage.enqueue(pickle.dumps(Bomb()))
    huey.task(name="ring-after")(done.set)()
    wake()
    assert done.wait(5)
    assert EXPLODED == []
    pickle.loads(pickle.dumps(Bomb()))
    assert EXPLODED == ["bang"]  # it would have gone off
