"""Some rows of a file at a time: read, grouped into products, made or changed, and marked with what became of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from app.catalog import category, product, revision
from app.catalog.draft import Draft
from app.catalog.option import Option, Values
from app.catalog.product import Made, Product
from app.catalog.revision import Revision
from app.catalog.terms import Terms
from app.core.actor import Actor
from app.core.refusal import Refusal
from app.stock import movement

from . import row
from .import_file import ImportFile, ImportRow
from .row import RowDraft

OPTION = "Varian"
PLAIN = "Biasa"
"""What a variant without a name of its own is called beside others."""


class Told(Protocol):
    """A row, wherever it came from, that is told what became of it."""

    def succeed(self, variant_id: UUID) -> None:
        """It is this variant now."""

    def fail(self, refusal: Refusal) -> None:
        """Nothing came of it."""


@dataclass
class Group:
    """Rows of one product, in their order."""

    name: str
    rows: list[tuple[Told, RowDraft]] = field(default_factory=list)

    def fail(self, refusal: Refusal) -> None:
        """Every row of the product carries the reason."""
        for one, _ in self.rows:
            one.fail(refusal)


def make(actor: Actor, file: ImportFile, rows: Sequence[ImportRow]) -> None:
    """Make or change the products of these rows, inside the caller's transaction. Nothing here raises Refusal."""
    groups = _group(rows, file.columns)
    there = product.by_name(actor.vendor_id, [group.name for group in groups])
    make_new(actor, [group for group in groups if group.name.lower() not in there])
    for group in groups:
        if existing := there.get(group.name.lower()):
            join(actor, group, existing, updates=file.updates)


def _group(rows: Sequence[ImportRow], columns: Mapping[str, int]) -> list[Group]:
    groups: dict[str, Group] = {}
    for one in rows:
        try:
            draft = row.read(one.cells, columns)
            _refuse_twin(groups.get(draft.name.lower()), draft)
        except Refusal as refusal:
            one.fail(refusal)
            continue
        groups.setdefault(draft.name.lower(), Group(draft.name)).rows.append((one, draft))
    return list(groups.values())


def _refuse_twin(group: Group | None, draft: RowDraft) -> None:
    if group and any(other.variant.lower() == draft.variant.lower() for _, other in group.rows):
        raise Refusal("Barang ini tertulis dua kali di file. Beri nama varian yang berbeda.")


def make_new(actor: Actor, groups: Sequence[Group]) -> None:
    """Make the products of these groups, shown in the shop, with what they have on the shelf."""
    if not groups:
        return
    shelves = category.ensure(actor, [draft.category for group in groups for _, draft in group.rows])
    made = product.create_many(actor, [_draft(group, shelves) for group in groups])
    opening: dict[UUID, int] = {}
    for group, answer in zip(groups, made, strict=True):
        if isinstance(answer, Made):
            opening |= _settle(group, answer.variant_ids)
        else:
            group.fail(answer)
    movement.open(actor, opening)


def _draft(group: Group, shelves: Mapping[str, UUID]) -> Draft:
    first = group.rows[0][1]
    has_variants = any(draft.variant for _, draft in group.rows)
    return Draft(
        group.name,
        {_values(draft, has_variants): draft.terms for _, draft in group.rows},
        option_names=(OPTION,) if has_variants else (),
        description=first.description,
        category_id=shelves.get(first.category.lower()),
        is_published=True,
    )


def _values(draft: RowDraft, has_variants: bool) -> Values:
    return (draft.variant or PLAIN,) if has_variants else ()


def _settle(group: Group, variant_ids: Sequence[UUID]) -> dict[UUID, int]:
    for (one, _), variant_id in zip(group.rows, variant_ids, strict=True):
        one.succeed(variant_id)
    stocks = zip(variant_ids, (draft for _, draft in group.rows), strict=True)
    return {id_: draft.stock for id_, draft in stocks if draft.terms.availability == "counted"}


def join(actor: Actor, group: Group, existing: Product, *, updates: bool) -> None:
    """Rows of a product that is there: new variants are added, known ones change only if that was asked for."""
    known = {tuple(one.option_values): one for one in existing.variants}
    has_options = bool(existing.option_names)
    wanted: dict[Values, Terms] = {values: one.terms() for values, one in known.items()}
    taken: list[tuple[Told, RowDraft, Values]] = []
    for one, draft in group.rows:
        try:
            values = _place(existing, draft, known, has_options, updates)
        except Refusal as refusal:
            one.fail(refusal)
            continue
        wanted[values] = draft.terms
        taken.append((one, draft, values))
    if taken:
        _change(actor, existing, wanted, taken, known)


def _place(
    existing: Product, draft: RowDraft, known: Mapping[Values, object], has_options: bool, updates: bool
) -> Values:
    values = _values(draft, has_options)
    if len(existing.option_names) > 1 or (draft.variant and not has_options):
        raise Refusal("%(name)s sudah ada dengan pilihan yang berbeda. Ubah di halaman produknya.", name=existing.name)
    if values in known and not updates:
        raise Refusal("%(name)s sudah ada. Centang “perbarui harga” bila ingin mengubahnya.", name=existing.name)
    return values


def _change(
    actor: Actor,
    existing: Product,
    wanted: Mapping[Values, Terms],
    taken: Sequence[tuple[Told, RowDraft, Values]],
    known: Mapping[Values, object],
) -> None:
    options = [Option(name, tuple(values[i] for values in wanted)) for i, name in enumerate(existing.option_names)]
    wish = Revision(existing.name, wanted, existing.description, existing.category_id, options)
    try:
        changed = revision.change(actor, existing.id, version=existing.version, wanted=wish)
    except Refusal as refusal:
        for one, _, _ in taken:
            one.fail(refusal)
        return
    ids = {tuple(one.option_values): one.id for one in changed.variants}
    for one, _, values in taken:
        one.succeed(ids[values])
    movement.open(actor, {ids[values]: draft.stock for _, draft, values in taken if values not in known})
