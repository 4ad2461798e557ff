import pytest
from sqlalchemy import text

from app.catalog import category, product, revision
from app.catalog.option import Option
from app.catalog.revision import Revision
from app.catalog.terms import Terms
from app.core import journal, tenancy
from app.core.db import db, transaction
from app.core.ids import new_id
from app.core.refusal import Changed, Forbidden, NotFound, Refusal

SIZES = Option("Ukuran", ("S", "M"))
COLOURS = Option("Warna", ("Merah", "Biru"))


@pytest.fixture
def crisps(sari):
    with transaction():
        return product.create(sari, name="Keripik", price=25_000, sku="KP")


def save(actor, one, *, version=None, terms=None, **more):
    said = terms or {tuple(v.option_values): v.terms() for v in one.variants}
    wanted = Revision(**({"name": one.name, "terms": said} | more))
    with transaction():
        return revision.change(actor, one.id, version=version or one.version, wanted=wanted)


def names(one):
    return {variant.name: variant.id for variant in one.variants}


def deeds(one):
    return [entry.deed for entry in journal.of(one.vendor_id, "product", one.id)]


def test_a_save_changes_what_was_typed(sari, crisps):
    with transaction():
        shelf = category.create(sari, "Camilan")
    saved = save(sari, crisps, name="Keripik balado", description="Renyah", category_id=shelf.id)
    assert (saved.name, saved.description, saved.category_id, saved.version) == (
        "Keripik balado",
        "Renyah",
        shelf.id,
        2,
    )
    assert saved.slug == "keripik"
    assert journal.of(sari.vendor_id, "product", crisps.id)[0].particulars["changed"] == [
        "category",
        "description",
        "name",
    ]


def test_saving_the_same_again_is_not_a_deed(sari, crisps):
    save(sari, crisps)
    assert deeds(crisps) == ["product.created"]


def test_an_older_version_is_refused_and_says_who(sari, budi, crisps):
    save(budi, crisps, name="Keripik Budi")
    with pytest.raises(Changed, match="Budi sudah mengubah produk ini"):
        save(sari, crisps, version=1, name="Keripik Sari")
    assert product.find(sari.vendor_id, crisps.id).name == "Keripik Budi"


def test_a_refused_save_leaves_nothing_behind(sari, crisps):
    with pytest.raises(Refusal):
        save(sari, crisps, name="Baru", terms={(): Terms(-1)})
    db.session.expire_all()
    assert product.find(sari.vendor_id, crisps.id).name == "Keripik"


def test_a_changed_price_is_journaled_with_both_figures(sari, crisps):
    save(sari, crisps, terms={(): Terms(27_500, was=30_000, sku="KP")})
    entry = next(e for e in journal.of(sari.vendor_id, "product", crisps.id) if e.deed == "product.price_changed")
    assert (entry.particulars["before"], entry.particulars["after"]) == (25_000, 27_500)
    assert entry.particulars["variant"] == str(crisps.variants[0].id)


def test_a_cashier_may_not_save(cashier, crisps):
    with pytest.raises(Forbidden):
        save(cashier, crisps)


def test_a_stranger_cannot_save(rudi, crisps):
    with tenancy.acting_for(rudi.vendor_id), pytest.raises(NotFound):
        revision.change(rudi, new_id(), version=1, wanted=Revision("Milikku", {(): Terms(1)}))


def test_with_the_first_option_the_product_as_it_was_becomes_the_first_value(sari, crisps):
    before = crisps.variants[0].id
    saved = save(sari, crisps, options=[SIZES])
    assert list(names(saved)) == ["S", "M"]
    assert names(saved)["S"] == before
    assert [one.sku for one in saved.variants] == ["KP", None]
    assert [one.price_amount for one in saved.variants] == [25_000, 25_000]


def test_an_added_value_leaves_the_other_ids_alone(sari, crisps):
    before = names(save(sari, crisps, options=[SIZES]))
    after = names(save(sari, crisps, options=[Option("Ukuran", ("XS", "S", "M"))]))
    assert list(after) == ["XS", "S", "M"]
    assert {"S": after["S"], "M": after["M"]} == before


def test_an_added_option_keeps_the_ids_of_what_was_sold(sari, crisps):
    before = names(save(sari, crisps, options=[SIZES]))
    after = names(save(sari, crisps, options=[SIZES, COLOURS]))
    assert list(after) == ["S / Merah", "S / Biru", "M / Merah", "M / Biru"]
    assert (after["S / Merah"], after["M / Merah"]) == (before["S"], before["M"])


def test_a_removed_value_is_put_aside_and_comes_back_as_itself(sari, crisps):
    before = names(save(sari, crisps, options=[SIZES]))
    assert list(names(save(sari, crisps, options=[Option("Ukuran", ("S",))]))) == ["S"]
    rows = db.session.execute(text("SELECT is_active FROM variant WHERE id = :m"), {"m": before["M"]}).scalars()
    assert list(rows) == [False]
    assert names(save(sari, crisps, options=[SIZES])) == before


def test_a_renamed_value_stays_itself(sari, crisps):
    before = names(save(sari, crisps, options=[SIZES]))
    prices = {("S",): Terms(1000), ("M",): Terms(2000)}
    saved = save(sari, crisps, terms=prices, options=[Option("Ukuran", ("Kecil", "M"), {"S": "Kecil"})])
    assert names(saved)["Kecil"] == before["S"]
    assert [one.price_amount for one in saved.variants] == [1000, 2000]


def test_values_that_swap_their_names_swap_their_variants(sari, crisps):
    before = names(save(sari, crisps, options=[SIZES]))
    after = names(save(sari, crisps, options=[Option("Ukuran", ("M", "S"), {"S": "M", "M": "S"})]))
    assert (after["M"], after["S"]) == (before["S"], before["M"])


def test_a_combination_that_is_not_sold_stays_out(sari, crisps):
    save(sari, crisps, options=[SIZES])
    saved = save(sari, crisps, terms={("S",): Terms(1), ("M",): Terms(2, is_active=False)}, options=[SIZES])
    assert list(names(saved)) == ["S"]
    saved = save(sari, crisps, terms={("S",): Terms(1), ("M",): Terms(2)}, options=[SIZES])
    assert list(names(saved)) == ["S", "M"]


def test_a_combination_never_sold_makes_no_row(sari, crisps):
    terms = {("S",): Terms(1), ("M",): Terms(2, is_active=False)}
    saved = save(sari, crisps, terms=terms, options=[SIZES])
    assert len(saved.all_variants) == 1


def test_one_variant_must_be_sold(sari, crisps):
    with pytest.raises(Refusal, match="Paling sedikit satu varian"):
        save(sari, crisps, terms={(): Terms(1, is_active=False)})


def test_two_variants_may_trade_their_codes_but_not_share_one(sari, crisps):
    save(sari, crisps, terms={(): Terms(1, sku="A")}, options=[SIZES])
    save(sari, crisps, terms={("S",): Terms(1, sku="A"), ("M",): Terms(1, sku="B")}, options=[SIZES])
    saved = save(sari, crisps, terms={("S",): Terms(1, sku="B"), ("M",): Terms(1, sku="A")}, options=[SIZES])
    assert [one.sku for one in saved.variants] == ["B", "A"]
    with pytest.raises(Refusal, match="Kode A tertulis dua kali") as refused:
        save(sari, crisps, terms={("S",): Terms(1, sku="A"), ("M",): Terms(1, sku="A", key="m-")}, options=[SIZES])
    assert refused.value.field == "m-sku"


def test_a_code_of_another_product_is_refused(sari, crisps):
    with transaction():
        other = product.create(sari, name="Teh", price=1)
    with pytest.raises(Refusal, match="Kode KP sudah dipakai Keripik"):
        save(sari, other, terms={(): Terms(1, sku="KP")})


def test_an_unknown_category_is_refused(sari, crisps):
    with pytest.raises(NotFound):
        save(sari, crisps, category_id=new_id())


@pytest.mark.parametrize(
    "options",
    [
        [Option("", ("S", "M"))],
        [Option("Ukuran", ("S",)), Option("ukuran ", ("M",))],
        [Option(str(i), ("a", "b")) for i in range(4)],
        [Option("Nomor", tuple(map(str, range(101))))],
    ],
)
def test_options_that_cannot_be_are_refused(sari, crisps, options):
    with pytest.raises(Refusal) as refused:
        save(sari, crisps, options=options)
    assert refused.value.field == "options"
