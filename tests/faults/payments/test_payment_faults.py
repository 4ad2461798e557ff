"""A small world of each provider in every run, and a few deaths; the whole set is a command of its own."""

import subprocess
import sys

import pytest

from tests.cli.running import CODE

pytestmark = pytest.mark.timeout(480)


def run(*words):
    """Everything that a run said."""
    command = [sys.executable, "-m", "tests.faults.payments", "--minutes", "4", *words]
    done = subprocess.run(command, cwd=CODE, capture_output=True, text=True, timeout=300)
    if "histories," not in done.stdout:
        pytest.fail(f"the run did not come to its end: {done.stderr[-3000:]}")
    return done.stdout


def test_every_rupiah_has_its_place_whatever_a_provider_sends():
    told = run("--histories", "5", "--crowd", "8", "--first", "101")

    assert told.count(": holds") == 4, told


def test_deaths_between_a_notice_and_its_effect_lose_and_double_nothing():
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.payments.kills", "--times", "5"],
        cwd=CODE, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert "5 paid, Rp 75000 received, 0 on the desk" in done.stdout, done.stderr[-2000:]
    assert "nothing lost, nothing doubled" in done.stdout, done.stdout
