import pytest

from app.catalog import product
from app.core import journal
from app.core.actor import Actor
from app.core.db import transaction
from app.core.ids import new_id
from app.core.refusal import Forbidden, Refusal
from app.core.tenancy import acting_for
from app.imports import import_file, report, running, table
from app.imports import slice as slices
from app.stock.level import figures
from tests.orders.stand import Stand, run

HEADER = "Nama,Varian,Harga,Stok,SKU,Kategori\n"


@pytest.fixture
def sari(db):
    return Actor("staff", Stand([]).vendor_id, new_id(), "Sari", "owner")


def send(actor, text, *, updates=False, header=HEADER):
    with acting_for(actor.vendor_id), transaction():
        one = import_file.start(actor, "barang.csv", table.read("barang.csv", (header + text).encode()))
        import_file.choose(actor, one.id, one.columns, updates=updates)
    return one.id


def read_all():
    return running.run_waiting(rest=lambda seconds: None)


def outcome(actor, import_id):
    """Made, failed, and the reasons."""
    with acting_for(actor.vendor_id):
        one = import_file.find(actor.vendor_id, import_id)
        return one.done, one.failed, [str(reason) for reason, _ in import_file.reasons(one)]


def shop(actor):
    """Name, variant, price and available pieces of everything."""
    with acting_for(actor.vendor_id):
        rows = run(
            "SELECT p.name, v.name, v.price_amount, v.id FROM variant v JOIN product p ON p.id = v.product_id"
        ).all()
        stock = figures(actor.vendor_id, [row[3] for row in rows])
        return sorted((name, variant, price, stock[id_].available) for name, variant, price, id_ in rows)


def test_rows_become_products_with_stock(sari):
    import_id = send(
        sari, "Kopi Gayo,,25.000,10,KG,Minuman\nKaos,M,Rp50.000,3,,\nKaos,L,55rb,2,,\nTeh,,5000,ready,,Minuman\n"
    )

    assert read_all() == 4
    assert outcome(sari, import_id) == (4, 0, [])
    assert shop(sari) == [
        ("Kaos", "L", 55_000, 2),
        ("Kaos", "M", 50_000, 3),
        ("Kopi Gayo", "", 25_000, 10),
        ("Teh", "", 5_000, 0),
    ]
    with acting_for(sari.vendor_id):
        assert product.by_name(sari.vendor_id, ["kopi gayo"])["kopi gayo"].category.name == "Minuman"
        assert [entry.deed for entry in journal.since(sari.vendor_id, 0)][-1] == "import.done"


def test_bad_rows_fail_with_their_reason_and_good_ones_go_on(sari):
    import_id = send(
        sari, "Kopi,,mahal,1,,\n,,500,1,,\nTeh,,5000,banyak sekali,,\nSusu,,,1,,\nRoti,,8000,1,,\nRoti,,9000,1,,\n"
    )
    read_all()

    done, failed, reasons = outcome(sari, import_id)
    assert (done, failed) == (1, 5)
    assert any("mahal" in one for one in reasons)
    assert any("banyak sekali" in one for one in reasons)
    assert {"Nama barang kosong.", "Harga kosong."} <= set(reasons)
    assert any("dua kali" in one for one in reasons)
    assert [row[0] for row in shop(sari)] == ["Roti"]


def test_a_small_price_in_a_file_is_that_price_not_thousands(sari):
    send(sari, "Permen,,500,1,,\n")
    read_all()

    assert shop(sari) == [("Permen", "", 500, 1)]


def test_the_same_file_twice_makes_one_set(sari):
    send(sari, "Kopi,,25000,10,,\n")
    again = send(sari, "Kopi,,25000,10,,\n")
    read_all()

    assert outcome(sari, again)[:2] == (0, 1)
    assert shop(sari) == [("Kopi", "", 25_000, 10)]


def test_updating_changes_prices_and_never_the_stock_of_what_is_there(sari):
    send(sari, "Kopi,,25000,10,,\nKaos,M,50000,1,,\n")
    read_all()
    again = send(sari, "Kopi,,27000,99,,\nKaos,M,52000,9,,\nKaos,XL,60000,4,,\n", updates=True)
    read_all()

    assert outcome(sari, again)[:2] == (3, 0)
    assert shop(sari) == [("Kaos", "M", 52_000, 1), ("Kaos", "XL", 60_000, 4), ("Kopi", "", 27_000, 10)]


def test_failed_rows_can_be_tried_again_alone(sari):
    send(sari, "Kopi,,25000,1,KG,\n")
    read_all()
    import_id = send(sari, "Lain,,1000,1,KG,\nTeh,,5000,1,,\n")
    read_all()
    assert outcome(sari, import_id)[:2] == (1, 1)

    with acting_for(sari.vendor_id), transaction():
        run("UPDATE variant SET sku = NULL")
        import_file.retry(sari, import_id)
    read_all()

    assert outcome(sari, import_id)[:2] == (2, 0)
    assert len(shop(sari)) == 3


def test_trying_again_without_failed_rows_does_nothing(sari):
    import_id = send(sari, "Kopi,,25000,1,,\n")
    read_all()
    with acting_for(sari.vendor_id), transaction():
        assert import_file.retry(sari, import_id).state == "done"


def test_a_product_is_not_cut_in_two_by_a_slice(sari, monkeypatch):
    monkeypatch.setattr(running, "SLICE", 3)
    rows = "".join(f"Produk {n},V{v},1000,1,,\n" for n in range(4) for v in range(2))
    import_id = send(sari, rows)
    read_all()

    assert outcome(sari, import_id)[:2] == (8, 0)
    with acting_for(sari.vendor_id):
        assert run("SELECT count(*) FROM product").scalar_one() == 4


def test_a_crash_in_a_slice_loses_nothing(sari, monkeypatch):
    monkeypatch.setattr(running, "SLICE", 2)
    import_id = send(sari, "".join(f"Produk {n},,1000,1,,\n" for n in range(5)))
    running.run_slice()
    monkeypatch.setattr(running, "_make_one_by_one", fail)
    monkeypatch.setattr(slices, "make", fail)
    with pytest.raises(ZeroDivisionError):
        running.run_slice()
    monkeypatch.undo()

    read_all()

    assert outcome(sari, import_id)[:2] == (5, 0)
    assert len(shop(sari)) == 5


def fail(*args):
    raise ZeroDivisionError


def test_one_row_that_breaks_the_program_fails_alone(sari, monkeypatch):
    make = slices.make

    def brittle(actor, file, rows):
        if any("Racun" in row.cells for row in rows):
            raise ZeroDivisionError
        make(actor, file, rows)

    monkeypatch.setattr(slices, "make", brittle)
    import_id = send(sari, "Kopi,,1000,1,,\nRacun,,1000,1,,\nTeh,,1000,1,,\n")
    read_all()

    assert outcome(sari, import_id)[:2] == (2, 1)
    assert [row[0] for row in shop(sari)] == ["Kopi", "Teh"]


def test_columns_must_name_a_name_and_a_price(sari):
    with acting_for(sari.vendor_id):
        with transaction():
            one = import_file.start(sari, "a.csv", table.read("a.csv", b"x,y\n1,2\n"))
        for chosen in ({"name": 0}, {"price": 1}, {"name": 0, "price": 7}):
            with pytest.raises(Refusal), transaction():
                import_file.choose(sari, one.id, chosen, updates=False)


def test_a_cashier_may_not_import(sari):
    cashier = Actor("staff", sari.vendor_id, new_id(), "Kiki", "cashier")

    with pytest.raises(Forbidden):
        send(cashier, "Kopi,,1000,1,,\n")


def test_the_report_names_reasons_and_holds_no_formula(sari):
    import_id = send(sari, '"=1+1",,mahal,1,,\n')
    read_all()

    with acting_for(sari.vendor_id):
        text = report.failed_rows(import_file.find(sari.vendor_id, import_id), str)
    assert text.startswith("\ufeffNama,Varian,Harga,Stok,SKU,Kategori,Alasan\r\n'=1+1,,mahal")


def test_two_vendors_files_stay_apart(sari):
    rudi = Actor("staff", Stand([]).vendor_id, new_id(), "Rudi", "owner")
    send(sari, "Kopi,,1000,1,,\n")
    send(rudi, "Batik,,90000,1,,\n")
    read_all()

    assert [row[0] for row in shop(sari)] == ["Kopi"]
    assert [row[0] for row in shop(rudi)] == ["Batik"]
