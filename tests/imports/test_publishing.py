from concurrent.futures import ThreadPoolExecutor

import pytest

from app.catalog import product
from app.catalog.price_list import read
from app.core import journal, tenancy
from app.core.actor import Actor
from app.core.db import db as database
from app.core.db import transaction
from app.core.ids import new_id
from app.core.refusal import Forbidden, NotFound, Refusal
from app.imports import publishing
from app.imports.pasted_row import PastedRow
from app.stock import level, movement

KEY = new_id()
LIST = [
    PastedRow("Keripik", "ori", "15.000", "7", "Camilan"),
    PastedRow("Keripik", "pedas", "16rb", "habis", "Camilan"),
    PastedRow("Bakso urat", "", "Rp 20.000", "ready"),
    PastedRow("Kue lapis", "", "45000", "PO"),
    PastedRow("Teh", "", "5.000", ""),
]


@pytest.fixture
def owner(db, sari):
    """Sari, acting for her shop."""
    tenancy.enter(sari.vendor_id)
    return sari.actor()


def copies(rows=LIST):
    return [PastedRow(row.name, row.variant, row.price, row.stock, row.category) for row in rows]


def publish(actor, rows=LIST, *, key=KEY, updates=False):
    with transaction():
        return publishing.publish(actor, rows if rows is not LIST else copies(), key=key, updates=updates)


def shop(actor):
    """Name, variant, price, how it is sold, pieces of everything."""
    ids = database.session.scalars(database.select(product.Product.id)).all()
    variants = [one for each in product.find_many(actor.vendor_id, ids) for one in each.variants]
    stock = level.figures(actor.vendor_id, [one.id for one in variants])
    return sorted(
        (one.product.name, one.name, one.price_amount, one.availability, stock[one.id].on_hand) for one in variants
    )


def test_a_list_becomes_products_with_variants_and_opening_stock(owner):
    made = publish(owner)

    assert shop(owner) == [
        ("Bakso urat", "", 20_000, "ready", 0),
        ("Keripik", "ori", 15_000, "counted", 7),
        ("Keripik", "pedas", 16_000, "counted", 0),
        ("Kue lapis", "", 45_000, "preorder", 0),
        ("Teh", "", 5_000, "ready", 0),
    ]
    assert (made.made, made.changed) == (4, 0)
    crisps = product.by_name(owner.vendor_id, ["keripik"])["keripik"]
    assert (crisps.is_published, crisps.category.name, crisps.option_names) == (True, "Camilan", ["Varian"])


def test_what_the_reader_reads_can_be_published(owner):
    rows = [
        PastedRow(row.name, row.variant or "", str(row.price), str(row.stock or ""))
        for row in read("Kaos\nS M 50rb stok 2\nTopi 35rb")
    ]
    publish(owner, rows)
    assert [(name, variant) for name, variant, *_ in shop(owner)] == [("Kaos", "M"), ("Kaos", "S"), ("Topi", "")]


def test_publishing_twice_makes_one_set(owner):
    first = publish(owner)
    before = shop(owner)
    again = publish(owner)

    assert shop(owner) == before
    assert (again.id, again.made, again.published_at) == (first.id, first.made, first.published_at)
    assert len([entry for entry in journal.since(owner.vendor_id, 0) if entry.deed == "price_list.published"]) == 1


def test_a_double_click_makes_one_set(app, owner):
    """Two requests at the same moment, each with a connection of its own."""
    vendor_id = owner.vendor_id

    def press(_):
        with app.app_context(), tenancy.acting_for(vendor_id):
            return publish(owner).made

    with ThreadPoolExecutor(2) as two:
        assert list(two.map(press, range(2))) == [4, 4]
    assert len(shop(owner)) == 5


def test_without_the_key_two_pastes_of_the_same_list_are_told_apart(owner):
    """The key is what makes it once: another key is another paste, which finds everything there already."""
    publish(owner)
    again = publish(owner, key=new_id())
    assert (again.made, again.changed, publishing.told(again)["kept"]) == (0, 0, 5)
    assert len(shop(owner)) == 5


def test_what_is_there_stays_unless_the_person_says_so(owner):
    publish(owner)
    dearer = [PastedRow("keripik", "Ori", "17.000", "9"), PastedRow("Bakso urat", "", "20.000", "ready")]

    assert publish(owner, dearer, key=new_id()).changed == 0
    assert ("Keripik", "ori", 15_000, "counted", 7) in shop(owner)
    assert publish(owner, copies(dearer), key=new_id(), updates=True).changed == 1
    assert ("Keripik", "ori", 17_000, "counted", 9) in shop(owner)
    assert ("Keripik", "pedas", 16_000, "counted", 0) in shop(owner)


def test_an_update_keeps_codes_and_is_a_count_in_the_history(owner):
    made = product.create(owner, name="Kopi", price=20_000, sku="KP-1", weight_grams=250).variants[0]
    movement.open(owner, {made.id: 4})
    database.session.commit()
    publish(owner, [PastedRow("Kopi", "", "22rb", "6")], updates=True)

    kept = product.by_name(owner.vendor_id, ["kopi"])["kopi"].variants[0]
    assert (kept.id, kept.sku, kept.weight_grams, kept.price_amount) == (made.id, "KP-1", 250, 22_000)
    moved = database.session.scalars(database.select(movement.Movement).filter_by(variant_id=made.id)).all()
    assert sorted((one.reason, one.delta) for one in moved) == [("counted", 2), ("opening", 4)]


def test_new_variants_join_a_product_that_is_there(owner):
    publish(owner)
    publish(owner, [PastedRow("Keripik", "balado", "18rb", "3")], key=new_id())
    assert [row for row in shop(owner) if row[0] == "Keripik"] == [
        ("Keripik", "balado", 18_000, "counted", 3),
        ("Keripik", "ori", 15_000, "counted", 7),
        ("Keripik", "pedas", 16_000, "counted", 0),
    ]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (PastedRow("", "", "15rb"), "name"),
        (PastedRow("Bakso", "", ""), "price"),
        (PastedRow("Bakso", "", "lima belas"), "price"),
        (PastedRow("Bakso", "", "15"), "price"),
        (PastedRow("Bakso", "", "15rb", "di rak"), "stock"),
        (PastedRow("Teh", "", "5.000"), "name"),
    ],
)
def test_one_wrong_row_means_that_nothing_is_made(owner, row, field):
    rows = [*copies(), row]
    with pytest.raises(publishing.Unready) as raised:
        publish(owner, rows)
    assert (row.refusal.field, raised.value.values) == (field, {"count": 1})
    assert shop(owner) == []


def test_a_variant_for_a_product_of_one_kind_is_refused_on_its_row(owner):
    publish(owner)
    rows = [PastedRow("Teh", "manis", "6rb")]
    with pytest.raises(publishing.Unready):
        publish(owner, rows, key=new_id())
    assert "pilihan yang berbeda" in str(rows[0].refusal)


def test_an_empty_list_and_an_endless_one_are_refused(owner):
    with pytest.raises(Refusal, match="Belum ada baris"):
        publish(owner, [])
    with pytest.raises(Refusal, match="paling banyak 1000"):
        publish(owner, [PastedRow(f"Barang {n}", "", "5rb") for n in range(publishing.MOST + 1)])


def test_a_cashier_may_not_publish(owner):
    cashier = Actor("staff", owner.vendor_id, new_id(), "Kasir", "cashier")
    with pytest.raises(Forbidden):
        publish(cashier)


def test_another_shop_neither_sees_nor_shares_a_key(owner, rudi):
    publish(owner)
    with tenancy.acting_for(rudi.vendor_id):
        with pytest.raises(NotFound):
            publishing.find(rudi.vendor_id, KEY)
        assert publish(rudi.actor()).made == 4
        assert len(shop(rudi.actor())) == 5
    assert len(shop(owner)) == 5


def test_it_is_known_beforehand_what_is_there(owner):
    publish(owner)
    rows = [
        PastedRow(" KERIPIK ", "Pedas"),
        PastedRow("Keripik", "balado"),
        PastedRow("Teh"),
        PastedRow("Susu"),
        PastedRow(),
    ]
    assert publishing.already_there(owner.vendor_id, rows) == [True, False, True, False, False]
