import pytest

from .stand import FlashStand


@pytest.fixture
def stand(db):
    """Ten bags; five of them in a flash sale, one to a buyer."""
    return FlashStand([10]).plan()
