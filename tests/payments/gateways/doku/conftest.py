"""One twin for all that is tried of DOKU, and one ear for a module: what it heard is told apart by the reference."""

import pytest

from tests.payments.twins import Ear, running


@pytest.fixture(scope="package")
def twin(tmp_path_factory):
    """The running twin."""
    with running("doku", tmp_path_factory.mktemp("doku")) as found:
        yield found


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


@pytest.fixture
def temper(twin):
    """Spoils the twin for one test."""
    spoiled = set()

    def set_(**chances):
        spoiled.update(chances)
        twin.control("temper", **chances)

    yield set_
    twin.control("temper", **dict.fromkeys(spoiled, 0))
