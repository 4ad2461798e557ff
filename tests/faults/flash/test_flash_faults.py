"""A handful of fixed schedules, and each protection taken away once: in a process of their own that ends by itself."""

import json
import subprocess
import sys

import pytest

from .controls import CONTROLS
from .faults import FAULTS
from .program import CODE
from .schedule import faults_of

SEEDS = {
    7: "a swallowed answer to a commit, and the sale ended early",
    9: "the postmaster killed, and the writer",
    16: "Redis emptied, PostgreSQL restarted, a web process killed",
}
USUAL = ("keys", "locks", "waiting for the commit")
"""Negative controls of every run; `python -m tests.faults.flash --controls` takes all of them away."""

pytestmark = pytest.mark.timeout(480)


@pytest.fixture(scope="module")
def told():
    """Everything that the run said, line by line."""
    command = [sys.executable, "-m", "tests.faults.flash", "--json", "--minutes", "6"]
    command += [word for seed in SEEDS for word in ("--seed", str(seed))]
    command += [word for name in USUAL for word in ("--control", name)]
    done = subprocess.run(command, cwd=CODE, capture_output=True, text=True, timeout=460)
    if "check" not in done.stdout:
        pytest.fail(f"the run did not come to its end: {done.stderr[-3000:]}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_oversold_lost_or_left_without_an_answer(told, seed):
    [verdict] = [one for one in told if one.get("seed") == seed]

    assert verdict["complaints"] == []
    assert verdict["ok"] > 10, "nobody bought anything"


def test_afterwards_every_invariant_holds(told):
    [said] = [one["check"] for one in told if "check" in one]

    assert "invariants hold" in said


@pytest.mark.parametrize("protection", USUAL)
def test_without_a_protection_the_judge_has_something_to_say(told, protection):
    [control] = [one for one in told if one.get("control") == protection]

    assert control["seen"], f"without {protection} nothing was seen"


def test_a_seed_always_makes_the_same_schedule_of_two_to_four_faults():
    schedules = [[(at, fault.__name__) for at, fault in faults_of(seed)] for seed in range(1, 101)]

    assert schedules == [[(at, fault.__name__) for at, fault in faults_of(seed)] for seed in range(1, 101)]
    assert {len(one) for one in schedules} == {2, 3, 4}
    assert {name for one in schedules for _, name in one} == set(FAULTS)


def test_every_usual_control_is_a_control():
    assert set(USUAL) < set(CONTROLS)
