import pytest

from app.catalog import product, publication
from app.core import journal, tenancy
from app.core.db import transaction
from app.core.refusal import Forbidden


@pytest.fixture
def crisps(sari):
    with transaction():
        return product.create(sari, name="Keripik", price=25_000)


def do(deed, actor, *products):
    with transaction():
        return deed(actor, [one.id for one in products])


def test_a_hidden_product_is_published(sari, crisps):
    assert do(publication.publish, sari, crisps) == [crisps]
    assert crisps.state == "published"
    entry = journal.of(sari.vendor_id, "product", crisps.id)[0]
    assert (entry.deed, entry.particulars) == ("product.published", {"name": "Keripik", "before": "hidden"})


def test_publishing_again_does_nothing(sari, crisps):
    do(publication.publish, sari, crisps)
    assert do(publication.publish, sari, crisps) == []
    assert len(journal.of(sari.vendor_id, "product", crisps.id)) == 2


def test_the_archive_gives_back_to_either_state(sari, crisps):
    for back in (publication.publish, publication.hide):
        assert do(publication.archive, sari, crisps) == [crisps]
        assert do(back, sari, crisps) == [crisps]


def test_a_cashier_moves_nothing(cashier, crisps):
    for deed in (publication.publish, publication.hide, publication.archive):
        with pytest.raises(Forbidden):
            do(deed, cashier, crisps)


def test_a_stranger_moves_nothing(sari, rudi, crisps):
    with tenancy.acting_for(rudi.vendor_id):
        assert do(publication.publish, rudi, crisps) == []
    assert product.find(sari.vendor_id, crisps.id).state == "hidden"


def test_what_can_be_done_now_is_known_beforehand(sari, cashier, crisps):
    assert publication.may(crisps, "publish", sari)
    assert not publication.may(crisps, "hide", sari)
    assert not publication.may(crisps, "publish", cashier)
