"""The demo on an empty database: told once, true, and worth looking at."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from app import check
from app.core import tenancy
from app.core.db import db


def seed(engines):
    environ = {**os.environ, **engines.environ()}
    command = [sys.executable, "-m", "app.cli", "seed"]
    return subprocess.run(command, capture_output=True, text=True, env=environ, check=True).stdout


@pytest.fixture(scope="module")
def told(house, engines):
    """What the seed printed. The tests of this file share its shops."""
    engines.empty()
    yield seed(engines)
    engines.empty()


def rows(house, question):
    with house.app_context(), tenancy.everyone():
        return [tuple(row) for row in db.session.execute(text(question))]


def test_its_story_holds_against_every_invariant(house, told):
    with house.app_context():
        assert check.examine(db.engine) == []


def test_everybody_it_names_can_sign_in(house, told):
    people = re.findall(r"^ +(0812-\d{4}-\d{4})  (.+?) {2,}(\w+ \w+), (\w+)", told, re.M)
    assert {role for *_, role in people} == {"owner", "manager", "staff", "cashier"}
    for phone, password, *_ in people:
        answer = house.test_client().post("/session", data={"contact": phone, "password": password})
        assert answer.status_code == 303, phone


def test_there_are_orders_in_every_stage(house, told):
    stages = "SELECT DISTINCT state, payment_state, fulfilment_state FROM orders"
    found = set(rows(house, stages))

    assert {state for state, _, _ in found} == {"open", "completed", "cancelled", "expired"}
    assert {paid for _, paid, _ in found} == {"unpaid", "paid", "refund_due", "refunded"}
    assert {gone for _, _, gone in found} == {"waiting", "packed", "shipped", "delivered"}


def test_one_flash_sale_runs_and_another_is_announced(house, told):
    assert set(rows(house, "SELECT state, count(*) FROM flash_sale GROUP BY state")) == {("running", 1), ("planned", 1)}


def test_its_journal_goes_forward_in_time(house, told):
    backwards = """
        SELECT a.deed, b.deed FROM journal a JOIN journal b ON b.vendor_id = a.vendor_id AND b.seq = a.seq + 1
        WHERE b.at < a.at"""

    assert rows(house, backwards) == []


def test_nothing_in_it_lies_in_the_future(house, told):
    assert (
        rows(house, "SELECT 1 FROM journal WHERE at > now() UNION SELECT 1 FROM orders WHERE placed_at > now()") == []
    )


def test_every_product_has_a_picture_that_is_there(house, told):
    media = Path(house.config["MEDIA_FOLDER"])
    found = rows(
        house, "SELECT p.name, i.vendor_id, i.digest FROM product p LEFT JOIN picture i ON i.product_id = p.id"
    )

    assert len(found) == 40
    for name, vendor_id, digest in found:
        assert list((media / str(vendor_id)).glob(f"{digest}-540.*")), name


def test_told_again_it_changes_nothing(house, engines, told):
    before = rows(house, "SELECT vendor_id, journal, orders FROM vendor_counter ORDER BY 1")

    assert seed(engines) == "There are shops already: nothing was changed.\n"
    assert rows(house, "SELECT vendor_id, journal, orders FROM vendor_counter ORDER BY 1") == before
