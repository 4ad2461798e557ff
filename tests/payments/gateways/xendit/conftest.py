"""One twin of Xendit and one ear for all of these: to start and to close them takes longer than most tests."""

import pytest

from app.payments import wire
from tests.payments.twins import Ear, account, running

CALM = {"accept_then_silence": 0.0, "duplicate": 0.0, "lost": 0.0, "wrong_signature": 0.0, "altered": 0.0}


@pytest.fixture(scope="package")
def twin(tmp_path_factory):
    """Xendit's twin."""
    with running("xendit", tmp_path_factory.mktemp("xendit")) as found:
        yield found


@pytest.fixture(scope="package")
def mailbox():
    """Where notices come in."""
    found = Ear()
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def ear(mailbox):
    """Empty, and content with everything."""
    mailbox.heard.clear()
    mailbox.status = 200
    return mailbox


@pytest.fixture
def own(twin, ear):
    """A shop's account there; the twin is its mild self again afterwards."""
    yield account(twin, ear.url)
    twin.control("temper", **CALM)


@pytest.fixture
def sent(monkeypatch):
    """Every call that goes out, as (method, url, headers, body)."""
    calls, send = [], wire.send

    def noted(method, url, *, headers, body=b""):
        calls.append((method, url, dict(headers), body))
        return send(method, url, headers=headers, body=body)

    monkeypatch.setattr(wire, "send", noted)
    return calls
