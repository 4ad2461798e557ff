"""`nusacart check` as people and machines run it."""

import json
import os
import subprocess
import sys

import pytest

from app.core import tenancy
from app.core.db import transaction
from tests import make


@pytest.fixture
def nusacart(engines):
    """Runs a command on the engines of the test run."""

    def run(*words):
        environ = {**os.environ, **engines.environ()}
        command = [sys.executable, "-m", "app.cli", *words]
        return subprocess.run(command, capture_output=True, text=True, env=environ, check=False)

    return run


@pytest.fixture
def order(db, sari):
    """One order of Sari's."""
    with tenancy.acting_for(sari.vendor_id), transaction():
        return make.make_order(sari.actor(), make.make_variant(sari.actor(), stock=5))


def test_all_is_well_says_so_and_ends_with_0(nusacart, order):
    done = nusacart("check")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("invariants hold.\n")


def test_a_violation_is_a_sentence_and_ends_with_1(nusacart, order, engines):
    engines.above.execute("UPDATE orders SET total_amount = total_amount + 7")
    done = nusacart("check")

    assert done.returncode == 1
    assert "totals_add_up: Order 1 of warung-sari says its total is 15007" in done.stdout
    assert "orders_have_their_bill: Order 1 of warung-sari" in done.stdout
    assert "2 violations of 2 of" in done.stdout


def test_machines_get_one_object(nusacart, order, engines):
    assert json.loads(nusacart("check", "--json").stdout)["holds"] is True
    engines.above.execute("UPDATE orders SET total_amount = total_amount + 7")
    done = nusacart("check", "--json")
    told = json.loads(done.stdout)

    assert done.returncode == 1
    assert told["holds"] is False
    assert told["violations"][0]["invariant"] == "totals_add_up"
    assert told["violations"][0]["subject"] == 1
