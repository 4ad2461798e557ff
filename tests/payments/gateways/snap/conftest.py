"""One twin for all that is tried of SNAP: a merchant's name says in whose manner it is spoken to."""

import time
from dataclasses import replace
from uuid import uuid4

import pytest

from app.payments.gateways import adapter
from app.payments.words import Reference
from tests.payments.twins import account, key_pair, running

from .desk import Desk

QUIET = {
    "slow": 0, "error_500": 0, "too_many": 0, "accept_then_silence": 0, "duplicate": 0, "lost": 0,
    "wrong_signature": 0, "altered": 0, "seed": 1,
}  # fmt: skip


@pytest.fixture(scope="package")
def running_twin(tmp_path_factory):
    """The twin of all tests here."""
    with running("snap", tmp_path_factory.mktemp("snap")) as found:
        yield found


@pytest.fixture
def twin(running_twin):
    """The same, in a good temper and on time."""
    running_twin.control("temper", **QUIET)
    running_twin.control("clock", set=time.time())
    return running_twin


@pytest.fixture
def desk():
    """Where its notices come in."""
    found = Desk()
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def at():
    """The adapter."""
    return adapter("snap")


@pytest.fixture
def own(twin, desk, request):
    """An account of the module's profile; its notices come to the desk."""
    made = account(twin, desk.url, request.module.PROFILE, uuid4().hex[:8])
    desk.own = made
    return made


@pytest.fixture
def client():
    """Our own RSA pair, private first."""
    return key_pair("client")


@pytest.fixture
def provider():
    """The provider's RSA pair, private first."""
    return key_pair("provider")


def named(one, created=None):
    """How a charge is named to the provider, with what the room keeps of its instructions."""
    kept = {step.kind: step.as_json() for step in created.instructions} if created else {}
    ref = Reference(one.reference, created.provider_ref if created else "", one.method, one.money, one.made_at)
    return replace(ref, particulars=kept)
