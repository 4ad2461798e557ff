"""The example twin, in this process with its clock in our hand, or in one of its own."""

import itertools
import json

import pytest

from sandbox.house import House
from sandbox.program import make_app
from sandbox.store import Merchant
from tests.payments.twins import Ear, running

from .example import TWIN

EXAMPLE = "tests.sandbox.example"
numbers = itertools.count(1)


class Listener(Ear):
    """An ear that tells what it heard of the example twin; a crowd may knock at once."""

    request_queue_size = 128

    def serve_forever(self, poll_interval=0.01):
        """As ever, but it ends at once."""
        super().serve_forever(poll_interval)

    def said(self):
        """The bodies, in the order they came."""
        return [json.loads(arrival.body) for arrival in self.heard]

    def states(self):
        """The states they told."""
        return [body["state"] for body in self.said()]


@pytest.fixture
def ear():
    """Where notices come in."""
    found = Listener()
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def house(tmp_path, ear):
    """A twin that does nothing by itself: its turns are ours, and so is its clock. `toko` is its merchant."""
    found = House(TWIN, tmp_path, speed=1e-9)
    found.store.save("merchant", "toko", Merchant("toko", {"secret": "rahasia"}, ear.url))
    yield found
    found.store.close()


@pytest.fixture
def client(house):
    """Its paths."""
    return make_app(house).test_client()


@pytest.fixture
def make(house):
    """Makes a payment, of which nothing was told yet."""

    def make(amount=44_000, seconds=3_600.0, **more):
        shop = house.store.get("merchant", "toko")
        return house.make(shop, f"T-{next(numbers)}", "qris", amount, seconds, **more)

    return make


@pytest.fixture(scope="module")
def twin(tmp_path_factory):
    """The twin as a process of its own, for the tests of a file."""
    with running(EXAMPLE, tmp_path_factory.mktemp("example")) as found:
        yield found


@pytest.fixture
def charge(twin, ear):
    """Charges at the running twin, for a merchant with an ear; the answer."""
    twin.control("merchants", id="toko", keys={"secret": "rahasia"}, notify_url=ear.url)

    def charge(reference=None, **told):
        body = {"reference": reference or f"T-{next(numbers)}", "amount": 44_000} | told
        return twin.client.post("/charges", json=body, headers={"Secret": "rahasia"})

    yield charge
    twin.control("temper", **dict.fromkeys(("slow", "error_500", "too_many", "accept_then_silence"), 0))
    assert twin.quiet() == 0  # before the ear goes: what it did not hear would be tried again in the next test
