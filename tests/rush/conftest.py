"""Buyers who press together, and writers: within the test where it looks inside, as processes where they die."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from app.core.db import db as database
from app.core.tenancy import acting_for
from app.orders.attempt import recall
from app.rush import counter, press
from app.rush.line import Line
from app.rush.stream import QUEUE, entry
from app.rush.writer import Writer
from tests.flash.stand import FlashStand

CODE = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _nothing_seen():
    """The board as somebody sees it who just came."""
    counter.look.seen_at = counter.look.asked_at = float("-inf")


@pytest.fixture
def stand(db) -> FlashStand:
    """Forty pieces in a flash sale, two for each buyer."""
    return FlashStand([40]).plan(quota=40, per_buyer=2)


@pytest.fixture
def line(db, engines) -> Line:
    """A writer's end of the queue."""
    made = Line(engines.redis.url, "test")
    made.open()
    return made


@pytest.fixture
def writer(line) -> Writer:
    """A writer that turns when the test says so."""
    return Writer(line)


@pytest.fixture
def send(engines) -> Callable:
    """Put attempts into the queue as a web process does, in one bundle."""

    def send(*attempts, reply_to="flash:answers:test"):
        return engines.client.xadd(QUEUE, _pairs(entry(reply_to, attempts)))

    return send


def _pairs(fields):
    return dict(zip(fields[::2], fields[1::2], strict=True))


@pytest.fixture
def start_writer(engines, db) -> Iterator[Callable[[], subprocess.Popen]]:
    """`nusacart writer` as a process of its own; ready when it is at the board."""
    started: list[subprocess.Popen] = []

    def start() -> subprocess.Popen:
        command = [sys.executable, "-m", "app.cli", "writer"]
        started.append(subprocess.Popen(command, cwd=CODE, env=os.environ | engines.environ()))
        alive = sum(process.poll() is None for process in started)
        wait_for(lambda: press.look.now().is_manned and at_work(engines) >= alive, 30)
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def at_work(engines) -> int:
    """How many writers read from the queue now."""
    return sum(one["name"].startswith("writer-") for one in engines.client.client_list())


def wait_for(truth: Callable[[], object], seconds: float = 10.0):
    """Until it is so; returns what was found."""
    end = time.monotonic() + seconds
    while not (found := truth()):
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)
    return found


@pytest.fixture
def crowd(app) -> Callable:
    """All press at once; the outcomes in their order."""

    def crowd(attempts):
        def act(one):
            with app.app_context():
                try:
                    return press.press(one)
                finally:
                    database.session.remove()

        with ThreadPoolExecutor(max(len(attempts), 1)) as people:
            return list(people.map(act, attempts))

    return crowd


def outcome_of(stand, attempt):
    """What is stored under an attempt's key."""
    key = (stand.vendor_id, attempt.key)
    with acting_for(stand.vendor_id):
        found = recall([key]).get(key)
        database.session.rollback()
    return found


@contextmanager
def holding_the_stock(engines, stand):
    """Somebody edits the stock of the sale and does not finish."""
    with psycopg.connect(engines.postgres.superuser_url) as connection:
        connection.execute("SELECT 1 FROM stock_level WHERE vendor_id = %s FOR UPDATE", [stand.vendor_id])
        yield
        connection.rollback()
