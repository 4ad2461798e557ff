"""Saving a product again: what changes, what stays itself, and who was first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.core import journal
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import db
from app.core.ids import new_id
from app.core.refusal import Changed, NotFound, Refusal

from . import category, draft, naming, option, variant
from .option import Option, Values
from .product import Product, locked
from .terms import Terms
from .variant import Variant

SAVES = ("product.changed", "product.price_changed")
"""The deeds that make a new version."""


@dataclass(frozen=True)
class Revision:
    """A product as somebody wants it to be. `terms` are keyed by option values as they were before any renaming."""

    name: str
    terms: Mapping[Values, Terms]
    description: str = ""
    category_id: UUID | None = None
    options: Sequence[Option] = ()


def change(actor: Actor, product_id: UUID, *, version: int, wanted: Revision) -> Product:
    """Save a product over the version that was read.

    Raises Changed, naming who, when somebody saved it meanwhile, and Refusal for the first field that cannot be.
    Variants that stay keep their ids; those left out go inactive. A changed price is journaled with both figures.
    """
    actor.must(*naming.EDITORS)
    naming.lock(actor.vendor_id)
    product = next(iter(locked(actor.vendor_id, [product_id])), None)
    if product is None:
        raise NotFound("Produk ini tidak ada.")
    _refuse_older(product, version)
    before = _told(product)
    prices = {one.id: one.price_amount for one in product.variants}
    _apply(product, wanted)
    journal_prices(actor, product, prices)
    changed = sorted(key for key, value in _told(product).items() if value != before[key])
    if changed:
        journal.record(actor, "product.changed", subject=("product", product.id), name=product.name, changed=changed)
    return product


def touch(product: Product) -> None:
    """Count a save, so that whoever read the product before is told."""
    product.version += 1
    product.updated_at = now()


def journal_prices(actor: Actor, product: Product, before: Mapping[UUID, int]) -> None:
    """One entry for each price that is another than before."""
    for one in product.variants:
        if before.get(one.id, one.price_amount) != one.price_amount:
            journal.record(
                actor,
                "product.price_changed",
                subject=("product", product.id),
                name=product.name,
                variant=str(one.id),
                variant_name=one.name,
                before=before[one.id],
                after=one.price_amount,
                currency=one.price_currency,
            )


def _refuse_older(product: Product, version: int) -> None:
    if product.version == version:
        return
    history = [entry for entry in journal.of(product.vendor_id, "product", product.id) if entry.deed in SAVES]
    raise Changed(
        "%(who)s sudah mengubah produk ini sejak Anda membukanya. Yang Anda ketik masih ada di sini: "
        "periksa, lalu simpan lagi.",
        who=history[0].actor_name if history else "Orang lain",
    )


def _apply(product: Product, wanted: Revision) -> None:
    if wanted.category_id is not None:
        category.find(product.vendor_id, wanted.category_id)
    product.name = draft.name_checked(wanted.name)
    product.description = draft.description_checked(wanted.description)
    product.category_id = wanted.category_id
    options = option.checked(wanted.options)
    product.option_names = [one.name for one in options]
    with db.session.no_autoflush:
        _settle(product, wanted.options, options, wanted.terms)
    touch(product)
    db.session.flush()


def _settle(
    product: Product, asked: Sequence[Option], options: Sequence[Option], terms: Mapping[Values, Terms]
) -> None:
    said = {option.renamed(values, asked): one.checked() for values, one in terms.items()}
    for one in product.all_variants:
        one.option_values = list(option.renamed(one.option_values, asked))
    wanted = option.combinations(options)
    kept = option.settle(product.all_variants, wanted)
    agreed = {values: option.terms_for(values, said, is_heir=values in kept) for values in wanted}
    if not any(one.is_active for one in agreed.values()):
        raise Refusal("Paling sedikit satu varian harus dijual.", field="options")
    variant.refuse_taken_skus(product.vendor_id, product.id, agreed.values())
    _free_codes(product, kept.values())
    used = [values for values in wanted if values in kept or agreed[values].is_active]
    for position, values in enumerate(used):
        row = kept.get(values) or _new(product)
        row.agree(values, agreed[values])
        row.position = position
    product.all_variants.sort(key=lambda one: one.position)


def _free_codes(product: Product, kept: Collection[Variant]) -> None:
    """Put aside what is no longer sold, and let two that stay trade their SKUs: those are unique row by row."""
    for one in product.all_variants:
        if one in kept:
            one.sku = None
        else:
            one.is_active = False
    db.session.flush()


def _new(product: Product) -> Variant:
    made = Variant(vendor_id=product.vendor_id, id=new_id(), product_id=product.id)
    product.all_variants.append(made)
    return made


def _told(product: Product) -> dict[str, Any]:
    return {
        "name": product.name,
        "description": product.description,
        "category": product.category_id,
        "options": list(product.option_names),
        "variants": [(one.id, one.name, one.terms().apart_from_price()) for one in product.variants],
    }
