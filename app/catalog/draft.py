"""A product as somebody wrote it down, before it exists."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from app.core.refusal import Refusal

from . import category, naming, option, variant
from .option import Option, Values
from .terms import Terms

LONGEST_NAME = 120
LONGEST_DESCRIPTION = 20_000


@dataclass(frozen=True)
class Draft:
    """Name and terms are all it takes; with options, `terms` names the combinations that are sold."""

    name: str
    terms: dict[Values, Terms]
    option_names: tuple[str, ...] = ()
    description: str = ""
    category_id: UUID | None = None
    is_published: bool = False

    def checked(self, category_ids: Collection[UUID]) -> "Draft":
        """The same draft, tidied. Raises Refusal naming the first field that cannot be."""
        if self.category_id is not None and self.category_id not in category_ids:
            raise Refusal("Kategori ini tidak ada lagi.", field="category_id")
        if not self.terms or any(len(values) != len(self.option_names) for values in self.terms):
            raise Refusal("Setiap varian perlu nilai untuk setiap pilihan.", field="options")
        option.checked([Option(name, tuple(v[i] for v in self.terms)) for i, name in enumerate(self.option_names)])
        return replace(
            self,
            name=name_checked(self.name),
            description=description_checked(self.description),
            terms={values: terms.checked() for values, terms in self.terms.items()},
        )

    def columns(self) -> dict[str, Any]:
        """The product itself as columns."""
        return {
            "name": self.name,
            "description": self.description,
            "category_id": self.category_id,
            "state": "published" if self.is_published else "hidden",
            "option_names": list(self.option_names),
        }


def simple(name: str, terms: Terms, **more: Any) -> Draft:
    """A product that comes in one kind."""
    return Draft(name, {(): terms}, **more)


def name_checked(name: str) -> str:
    """A product's name, tidied. Refuses an empty or overlong one."""
    name = naming.tidy(name)
    if not name:
        raise Refusal("Tulis nama produk.", field="name")
    if len(name) > LONGEST_NAME:
        raise Refusal("Nama produk paling panjang %(most)s huruf.", field="name", most=LONGEST_NAME)
    return name


def description_checked(description: str) -> str:
    """A description with its lines kept."""
    description = "\n".join(line.rstrip() for line in description.replace("\0", "").splitlines()).strip()
    if len(description) > LONGEST_DESCRIPTION:
        raise Refusal("Keterangan paling panjang %(most)s huruf.", field="description", most=LONGEST_DESCRIPTION)
    return description


def checked_all(vendor_id: UUID, drafts: Sequence[Draft]) -> list[Draft | Refusal]:
    """Each draft tidied, or what speaks against it; the first to write a SKU has it. Under `naming.lock`."""
    category_ids = {one.id for one in category.all_of(vendor_id)}
    written = {terms.sku.strip() for one in drafts for terms in one.terms.values() if terms.sku}
    holders = variant.by_sku(vendor_id, written) if written else {}
    taken = {sku: holder.product.name for sku, holder in holders.items()}
    return [_checked_one(one, category_ids, taken) for one in drafts]


def _checked_one(one: Draft, category_ids: Collection[UUID], taken: dict[str, str]) -> Draft | Refusal:
    mine: dict[str, str] = {}
    try:
        one = one.checked(category_ids)
    except Refusal as refusal:
        return refusal
    for terms in one.terms.values():
        if terms.sku and (terms.sku in taken or terms.sku in mine):
            return variant.sku_taken(terms, taken.get(terms.sku, one.name))
        mine |= {terms.sku: one.name} if terms.sku else {}
    taken |= mine
    return one
