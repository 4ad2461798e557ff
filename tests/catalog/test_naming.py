import pytest

from app.catalog import naming
from app.core.ids import new_id


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kopi Gayo 250g", "kopi-gayo-250g"),
        ("Café — Tubruk!", "cafe-tubruk"),
        ("咖啡", "produk"),
        ("x" * 59 + " y", "x" * 59),
    ],
)
def test_a_name_becomes_an_address(name, slug):
    assert naming.slug(name) == slug


def test_the_first_free_address_is_chosen():
    assert naming.choose(naming.candidates("Teh"), {"teh", "teh-2"}, new_id()) == "teh-3"
