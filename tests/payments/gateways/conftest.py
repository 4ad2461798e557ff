"""A twin of each provider, and an ear for its notices."""

import pytest

from ..twins import Ear, running


@pytest.fixture(scope="module")
def twin(request, tmp_path_factory):
    """The twin that the test's module names with `PROVIDER`, or each in turn."""
    provider = getattr(request, "param", None) or request.module.PROVIDER
    with running(provider, tmp_path_factory.mktemp(provider)) as found:
        yield found


@pytest.fixture
def ear():
    """Where notices come in."""
    found = Ear()
    yield found
    found.shutdown()
    found.server_close()
