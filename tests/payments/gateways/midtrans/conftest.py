"""One ear for a module: what it heard is told apart by the reference."""

import pytest

from tests.payments.twins import Ear


@pytest.fixture(scope="module")
def mailbox():
    """It stays open while the module runs, because to close it takes half a second."""
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
