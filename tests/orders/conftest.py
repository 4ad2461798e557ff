import pytest

from .stand import Stand


@pytest.fixture
def stand(db):
    """Ten bags of keripik and five of the second kind."""
    return Stand([10, 5])
