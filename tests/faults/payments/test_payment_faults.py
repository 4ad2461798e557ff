"""A few worlds of each provider in every run, each protection taken away once, and a few deaths."""

import subprocess
import sys

import pytest

from tests.cli.running import CODE

pytestmark = pytest.mark.timeout(480)


@pytest.fixture(scope="module")
def told():
    """Everything that the run said."""
    words = ["--histories", "20", "--first", "101", "--controls", "--minutes", "6"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.payments", *words], cwd=CODE, capture_output=True, text=True, timeout=460
    )
    if "histories," not in done.stdout:
        pytest.fail(f"the run did not come to its end: {done.stderr[-3000:]}")
    return done.stdout


@pytest.mark.parametrize("provider", ["midtrans", "xendit", "doku", "snap"])
def test_every_rupiah_has_its_place_whatever_the_provider_sends(told, provider):
    [verdict] = [line for line in told.splitlines() if line.startswith(f"{provider} world 101:")]

    assert verdict.endswith("holds"), told
    assert int(verdict.split()[3]) > 10


@pytest.mark.parametrize("protection", ["dedupe", "status confirmation", "row lock"])
def test_without_a_protection_the_judge_has_something_to_say(told, protection):
    seen = [line for line in told.splitlines() if f"without {protection}:" in line and "NOT SEEN" not in line]

    assert seen, told


def test_deaths_between_a_notice_and_its_effect_lose_and_double_nothing():
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.payments.kills", "--times", "6"],
        cwd=CODE, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert "6 paid, Rp 90000 received, 0 on the desk: nothing lost, nothing doubled" in done.stdout, done.stderr[-2000:]
