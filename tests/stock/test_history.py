import pytest

from app.core.actor import Actor
from app.core.db import transaction
from app.core.ids import new_id
from app.core.tenancy import acting_for
from app.orders import payment
from app.orders.fulfilment import deliver
from app.stock import change, history
from app.stock.count import count
from tests.orders.stand import Stand


@pytest.fixture
def stand(db):
    stand = Stand([10])
    with acting_for(stand.vendor_id):
        yield stand


@pytest.fixture
def worker(stand):
    return Actor("staff", stand.vendor_id, new_id(), "Budi", "staff")


def told(stand, **more):
    return [line.sentence % line.values for _, line in history.of(stand.vendor_id, stand.variants[0], **more)]


def test_history_is_told_in_sentences_newest_first(stand, worker):
    variant_id = stand.variants[0]
    order = stand.buy(2)
    with transaction():
        change.add(worker, variant_id, 5, "received", key=new_id(), note="dari pasar")
        change.add(worker, variant_id, -1, "lost", key=new_id())
        change.add(worker, variant_id, 2, "corrected", key=new_id())
        count(worker, variant_id, 14, based_on=16, key=new_id())
        deliver(worker, order.order_id)
    assert told(stand) == [
        f"Pesanan #{order.number} dikirim: −2",
        "Budi menghitung ulang: 14, kurang 2",
        "Budi membetulkan catatan: +2",
        "Budi mengurangi 1 (hilang atau rusak)",
        "Budi menambah 5 (barang datang)",
        "Sari mencatat stok awal 10",
    ]
    lines = [line for _, line in history.of(stand.vendor_id, variant_id)]
    assert [line.on_hand for line in lines] == [12, 14, 16, 14, 15, 10]
    assert lines[4].note == "dari pasar"


def test_a_surprising_reason_is_told_without_it(stand, worker):
    with transaction():
        change.add(worker, stand.variants[0], -3, "received", key=new_id())
    assert told(stand)[0] == "Budi mengurangi 3"


def test_pages_follow_each_other_without_gap_or_repeat(stand, worker):
    for _ in range(6):
        with transaction():
            change.add(worker, stand.variants[0], 1, key=new_id())
    whole, last, pages = told(stand, limit=50), None, []
    for _ in range(3):
        page = history.of(stand.vendor_id, stand.variants[0], before=last, limit=3)
        last = page[-1][0]
        pages += [line.sentence % line.values for _, line in page]
    assert pages == whole


def test_orders_that_keep_pieces_are_named(stand, worker):
    waiting, paid = stand.buy(1, payment_method="transfer"), stand.buy(2, payment_method="transfer")
    with transaction():
        payment.confirm(Actor("system", stand.vendor_id), paid.order_id)
    kept = history.set_aside(stand.vendor_id, stand.variants[0])
    assert [(one.number, one.quantity, one.paid) for one in kept] == [
        (waiting.number, 1, False),
        (paid.number, 2, True),
    ]
