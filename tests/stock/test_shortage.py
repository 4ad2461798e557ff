from app.catalog import product, publication, variant
from app.catalog.draft import Draft
from app.catalog.terms import Terms
from app.core import tenancy
from app.core.db import db, transaction
from app.stock import level, location, movement, shortage


def shirt(owner, stock, **terms):
    """A shirt in two sizes, with so much of each."""
    with transaction():
        both = {(size,): Terms(1, **terms) for size in ("S", "M")}
        (made,) = product.create_many(owner, [Draft("Kaos", both, ("Ukuran",), is_published=True)])
        movement.open(owner, dict(zip(made.variant_ids, stock, strict=True)))
    return made


def out(owner):
    return list(db.session.scalars(shortage.sold_out(owner.vendor_id)))


def test_a_product_is_sold_out_when_no_variant_is_left(owner):
    gone, left = shirt(owner, (0, 0)), shirt(owner, (0, 1))
    assert out(owner) == [gone.product_id]
    assert shortage.count(owner.vendor_id) == 1
    assert left.product_id not in out(owner)


def test_pieces_promised_are_not_left(owner):
    made = shirt(owner, (3, 0))
    with transaction():
        for one in level.lock(owner.vendor_id, [(made.variant_ids[0], _place(owner))]).values():
            one.held = 3
    assert out(owner) == [made.product_id]


def test_what_is_not_counted_never_runs_out(owner):
    shirt(owner, (0, 0), availability="ready")
    assert out(owner) == []


def test_a_variant_put_aside_counts_for_nothing(owner):
    made = shirt(owner, (0, 9))
    with transaction():
        variant.find(owner.vendor_id, made.variant_ids[1]).is_active = False
    assert out(owner) == [made.product_id]


def test_what_shoppers_do_not_see_is_not_missed(owner):
    made = shirt(owner, (0, 0))
    with transaction():
        publication.hide(owner, [made.product_id])
    assert out(owner) == []


def test_another_shop_s_shelf_is_its_own(owner, rudi):
    shirt(owner, (0, 0))
    with tenancy.acting_for(rudi.vendor_id):
        assert shortage.count(rudi.vendor_id) == 0


def _place(owner):
    return location.first(owner.vendor_id).id
