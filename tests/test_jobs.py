"""Sweeps: each in its time, none in another's way."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask, current_app

from app import jobs
from app.jobs import Sweep, keep_sweeping, run_due, sweep


class Enough(Exception):
    """The test has seen enough."""


@pytest.fixture(autouse=True)
def no_other_sweeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "sweeps", [])


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


def settle() -> None:
    """Wait for what runs."""
    for one in jobs.sweeps:
        if one.running:
            one.running.result(5)


def test_a_sweep_runs_in_its_time_and_not_before(house: Flask, pool: ThreadPoolExecutor):
    runs: list[str] = []
    sweep(every=5)(lambda: runs.append("five"))
    sweep(every=1)(lambda: runs.append("one"))
    for now in (100.0, 100.5, 101.2, 105.1):
        run_due(house, pool, now)
        settle()
    assert sorted(runs) == ["five", "five", "one", "one", "one"]


def test_a_sweep_has_the_app_around_it(house: Flask, pool: ThreadPoolExecutor):
    seen: list[str] = []
    sweep(every=1)(lambda: seen.append(current_app.name))
    run_due(house, pool, 1.0)
    settle()
    assert seen == ["app"]


def test_one_that_fails_is_logged_and_stops_neither_itself_nor_others(house, pool, caplog: pytest.LogCaptureFixture):
    runs: list[int] = []

    @sweep(every=1)
    def broken() -> None:
        runs.append(0)
        raise ValueError("the gateway is out")

    sweep(every=1)(lambda: runs.append(1))
    for now in (1.0, 2.0):
        run_due(house, pool, now)
        settle()
    assert sorted(runs) == [0, 0, 1, 1]
    assert "sweep broken failed" in caplog.text
    assert "the gateway is out" in caplog.text


def test_a_slow_one_holds_up_only_itself(house: Flask, pool: ThreadPoolExecutor):
    let_go, runs = threading.Event(), []
    sweep(every=1)(lambda: (runs.append("slow"), let_go.wait(5)))
    sweep(every=1)(lambda: runs.append("quick"))
    for now in (1.0, 2.0, 3.0):
        run_due(house, pool, now)
        time.sleep(0.05)
    let_go.set()
    settle()
    assert sorted(runs) == ["quick", "quick", "quick", "slow"]


def test_what_runs_is_finished_before_the_worker_ends(house: Flask):
    done: list[str] = []

    @sweep(every=60)
    def long() -> None:
        time.sleep(0.3)
        done.append("whole")

    def pause(_seconds: float) -> None:
        raise Enough

    with pytest.raises(Enough):
        keep_sweeping(house, pause)
    assert done == ["whole"]


def test_a_sweep_is_still_usable_as_a_function():
    @sweep(every=3)
    def look() -> int:
        return 7

    assert look() == 7
    assert jobs.sweeps == [Sweep(look, 3)]
