"""What the home says about the day."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from app.core import clock, tenancy
from app.core.db import transaction
from app.orders import cancellation, first_week, fulfilment, payment, today
from app.stock import change
from tests import make

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)  # 12.00 in Jakarta, a Friday
SINCE = NOON - timedelta(minutes=1)


@pytest.fixture
def shop(db, sari):
    """Sari's shop at noon in Jakarta."""
    with tenancy.acting_for(sari.vendor_id), clock.at(NOON):
        with transaction():
            sari.crisps = make.make_variant(sari.actor(), stock=100, price=10_000)
        yield sari


def order(shop, when=SINCE, *deeds, **told):
    with clock.at(when):
        with transaction():
            made = make.make_order(shop.actor(), shop.crisps, **told)
        for deed in deeds:
            with transaction():
                deed(shop.actor(), made.id)
    return made


def cancel(actor, order_id):
    cancellation.cancel(actor, order_id, "")


def test_sales_are_what_is_paid_or_paid_on_delivery(shop):
    order(shop)
    order(shop, payment_method="transfer")
    paid = order(shop, SINCE, payment.confirm, payment_method="transfer")
    order(shop, SINCE, cancel)

    sold = today.sales(shop.vendor_id).today

    assert sold == today.Sales(2, 10_000 + paid.total_amount)


def test_the_day_begins_at_midnight_in_jakarta_not_in_london(shop):
    order(shop, NOON - timedelta(hours=12, minutes=1))
    order(shop, NOON - timedelta(hours=11, minutes=59))

    assert today.sales(shop.vendor_id).today.orders == 1


def test_last_week_counts_only_until_the_same_time(shop):
    order(shop, NOON - timedelta(days=7, minutes=1))
    order(shop, NOON - timedelta(days=7) + timedelta(minutes=1))
    order(shop, NOON - timedelta(days=6))
    order(shop, NOON - timedelta(minutes=1))
    order(shop, NOON - timedelta(minutes=1))

    told = today.sales(shop.vendor_id)

    assert told.last_week == today.Sales(1, 10_000)
    assert told.percent == 100


def test_nothing_last_week_is_no_percentage(shop):
    order(shop, NOON - timedelta(minutes=1))

    assert today.sales(shop.vendor_id).percent is None


def test_fourteen_days_are_there_also_those_without_sales(shop):
    order(shop, NOON - timedelta(days=13))
    order(shop, NOON - timedelta(days=14))
    order(shop)

    days = today.days(shop.vendor_id)

    assert [day.sales.orders for day in days] == [1, *[0] * 12, 1]
    assert str(days[-1].on) == "2026-11-20"


def test_what_waits_is_named_in_the_order_of_its_urgency(shop):
    order(shop, payment_method="transfer")
    first, second = order(shop), order(shop)
    order(shop, SINCE, fulfilment.pack)
    order(shop, SINCE, payment.confirm, cancel, payment_method="transfer")
    order(shop, SINCE, fulfilment.pack, fulfilment.deliver)

    needs = {need.kind: need for need in today.needs(shop.vendor_id)}

    assert list(needs) == ["confirm", "pack", "send", "refund"]
    assert needs["pack"].count == 2
    assert needs["pack"].names == (f"#{first.number}", f"#{second.number}")


@pytest.mark.parametrize(("left", "kinds"), [(0, ["out"]), (5, ["low"]), (6, [])])
def test_stock_needs_somebody_when_it_runs_low(shop, left, kinds):
    with transaction():
        change.add(shop.actor(), shop.crisps.id, left - 100, "corrected", key=uuid4())

    assert [need.kind for need in today.needs(shop.vendor_id)] == kinds


def test_goods_that_nobody_counts_never_run_out(shop):
    with transaction():
        make.make_variant(shop.actor(), "Telur", availability="ready")

    assert today.needs(shop.vendor_id) == []


def test_a_few_names_stand_for_many(shop):
    with transaction():
        for n in range(5):
            make.make_variant(shop.actor(), f"Barang {n}")

    [need] = today.needs(shop.vendor_id)

    assert (need.kind, need.count) == ("out", 5)
    assert need.names == ("Barang 0", "Barang 1", "Barang 2")


def test_nothing_waits_for_a_stranger(shop, rudi):
    order(shop)
    with tenancy.acting_for(rudi.vendor_id):
        assert today.needs(rudi.vendor_id) == []
        assert today.sales(rudi.vendor_id).today.orders == 0


def test_the_guide_ticks_itself_and_leaves_when_all_is_done(db, sari):
    with tenancy.acting_for(sari.vendor_id):
        assert list(first_week.guide(sari.vendor_id).values()) == [False] * 5
        with transaction():
            crisps = make.make_variant(sari.actor(), stock=5)
        assert first_week.guide(sari.vendor_id)["product"]
        with transaction():
            first_week.share(sari.actor())
            make.make_order(sari.actor(), crisps)
        assert first_week.guide(sari.vendor_id) == {}


def test_the_guide_does_not_nag_after_two_weeks(db, sari):
    later = clock.now() + timedelta(days=15)
    with tenancy.acting_for(sari.vendor_id), clock.at(later):
        assert first_week.guide(sari.vendor_id) == {}


def test_sharing_is_noted_once(db, sari):
    from app.core import journal

    with tenancy.acting_for(sari.vendor_id):
        for _ in range(2):
            with transaction():
                first_week.share(sari.actor())
        deeds = [entry.deed for entry in journal.since(sari.vendor_id, 0)]

    assert deeds.count("shop.shared") == 1
