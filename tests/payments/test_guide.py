"""The guide for a new provider, followed word for word: what it builds takes money, and touches nothing else."""

import json
import re
import sys
from pathlib import Path

import pytest

from app.core import tenancy
from app.core.db import transaction
from app.orders.order import find as find_order
from app.payments import account as accounts
from app.payments import bill as bills
from app.payments import capability, gateways, listening, offer, polling, starting
from app.payments.state import State
from app.payments.words import Observation
from tests import make

GUIDE = Path(__file__).parents[2] / "docs" / "adding-a-payment-provider.md"


def block(language: str) -> str:
    """The block of that language in the guide."""
    [found] = re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text(), re.S)
    return "\n".join(line.removeprefix("   ") for line in found.splitlines()) + "\n"


@pytest.fixture
def null(tmp_path, monkeypatch):
    """The package that the guide makes, found as any other."""
    folder = tmp_path / "null"
    folder.mkdir()
    (folder / "methods.toml").write_text(block("toml"))
    (folder / "__init__.py").write_text(block("python"))
    monkeypatch.setattr(gateways, "__path__", [*gateways.__path__, str(tmp_path)])
    for cached in (gateways.providers, capability._rows):
        cached.cache_clear()
    yield gateways.adapter("null")
    sys.modules.pop("app.payments.gateways.null", None)
    monkeypatch.undo()
    for cached in (gateways.providers, capability._rows):
        cached.cache_clear()


def test_what_the_guide_builds_takes_money(app, db, sari, null):
    from app.payments.gateways.null import charges

    browser = app.test_client()
    with app.test_request_context(), tenancy.acting_for(sari.vendor_id):
        with transaction():
            bags = make.make_variant(sari.actor(), stock=5)
            account = accounts.paste(sari.actor(), "null", "live", {"secret": "s3cret"}, ["qris"])
        address = account.notify_path
        assert [one.method.code for one in offer.offered(sari.vendor_id, 15_000)] == ["qris"]
        with transaction():
            order = make.make_order(sari.actor(), bags, payment_method="qris")
        order_id = order.id
        bill = bills.of(sari.vendor_id, "order", order.id)
        with transaction():
            begun = starting.begin(sari.actor(), bill.id, "qris")
        reference = begun.reference
        waiting = starting.carry_out(sari.vendor_id, begun.id)
        assert (waiting.state, waiting.instructions[0]["kind"]) == (State.PENDING, "qr")

    charges[reference] = Observation(reference, "null-1", State.PAID, 15_000)
    told = json.dumps({"reference": reference, "state": "paid", "received": 15_000})
    assert browser.post(address, data=told, token=False).status_code == 403
    assert browser.post(address, data=told, headers={"X-Secret": "s3cret"}, token=False).status_code == 200

    with app.test_request_context():
        listening.process_waiting()
        polling.poll_due()
        with tenancy.acting_for(sari.vendor_id):
            db.session.expire_all()
            assert find_order(sari.vendor_id, order_id).payment_state == "paid"


def test_a_new_provider_is_nowhere_else():
    """Nothing outside its own folder names a provider of ours, but the demo, the twins' ports and the tests."""
    app = Path(__file__).parents[2] / "app"
    allowed = {"demo/purse.py", "cli/sandbox.py"}
    named = {
        str(path.relative_to(app))
        for path in app.rglob("*.py")
        if "gateways" not in path.parts and re.search(r'"(midtrans|xendit|doku|snap)"', path.read_text())
    }
    assert named <= allowed
