from hypothesis import given
from hypothesis import strategies as st

from app.catalog import option
from app.catalog.option import Option
from app.catalog.terms import Terms
from app.catalog.variant import Variant
from app.core.ids import new_id

VALUES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")) | st.tuples(st.sampled_from("abc")) | st.just(()),
    unique=True,
)


def variants(combinations):
    return [Variant(id=new_id(), option_values=list(values), is_active=True) for values in combinations]


@given(VALUES, VALUES)
def test_each_variant_is_kept_once_and_the_same_values_keep_theirs(before, wanted):
    existing = variants(before)
    kept = option.settle(existing, wanted)
    assert len({one.id for one in kept.values()}) == len(kept)
    assert set(kept) <= set(wanted)
    for one in existing:
        values = tuple(one.option_values)
        assert values not in wanted or kept[values] is one


@given(VALUES, VALUES)
def test_a_variant_only_goes_to_values_that_read_like_its_own(before, wanted):
    for values, one in option.settle(variants(before), wanted).items():
        assert all(a == b for a, b in zip(values, one.option_values, strict=False))


def test_an_inactive_variant_is_no_heir():
    (old,) = variants([("S",)])
    old.is_active = False
    assert option.settle([old], [("S", "Merah")]) == {}


def test_options_are_read_from_the_variants_in_use():
    used = variants([("S", "Merah"), ("M", "Merah"), ("M", "Biru")])
    used[1].is_active = False
    assert option.of(["Ukuran", "Warna"], used) == [Option("Ukuran", ("S", "M")), Option("Warna", ("Merah", "Biru"))]


def test_values_written_twice_count_once_as_first_written():
    (sizes,) = option.checked([Option(" Ukuran ", ("S", " s", "", "M"))])
    assert sizes == Option("Ukuran", ("S", "M"))


def test_values_keep_the_order_in_which_they_were_first_written():
    (sizes,) = option.checked([Option("Ukuran", ("S", "M", "L", "s"))])
    assert sizes.values == ("S", "M", "L")


def test_options_without_values_are_dropped():
    assert option.checked([Option("Warna", ("", " "))]) == []


def test_codes_go_to_the_heir_only():
    said = {(): Terms(10, sku="A", barcode="1")}
    assert option.terms_for(("S",), said, is_heir=True).sku == "A"
    assert option.terms_for(("M",), said, is_heir=False) == Terms(10)


def test_a_new_value_costs_what_the_first_variant_costs_and_is_sold():
    said = {("S",): Terms(10, sku="A", is_active=False), ("M",): Terms(20)}
    assert option.terms_for(("L",), said, is_heir=False) == Terms(10)
