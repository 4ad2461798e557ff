"""A price said once for the names below it: `Serba 10rb`, or a product whose variants all cost the same."""

from app.catalog.price_list import doubt
from app.catalog.price_list.assembly import Assembly
from app.catalog.price_list.head import nests, parent_score
from app.catalog.price_list.line import FACT, NAME, Line
from app.catalog.price_list.outlook import names_below
from app.catalog.price_list.product import Product

_CONTENTS = {"paket", "hampers", "nasi", "box", "bundling", "bundle", "tumpeng", "parcel"}
_SHARED = {"serba", "semua", "all", "aneka"}
_CERTAIN = 0.8


def bequeath(work: Assembly, line: Line, index: int, name: str | None) -> bool:
    """Whether this line's price holds for the unpriced names below; if so, they are read with it."""
    ahead = work.ahead[index]
    if ahead.next is None or ahead.gapped or ahead.detailed or work.lines[ahead.next].kind != NAME:
        return False
    below = names_below(work.lines, ahead.next)
    shared = name is None or bool(set(name.lower().split()[:1]) & _SHARED)
    if not (shared or nests(line, below[0])) or len(below) < (1 if shared else 2):
        return False
    work.product = Product(name or "", line.number, work.category, work.availability)
    if shared:
        work.category, work.parent = name or work.category, None
    elif not _is_package(name or "") and _has_variants(line, name or "", below):
        work.parent = line
    else:
        _contents(work, line, name or "", below)
        return True
    work.heir, work.child = line.reading.offers[0], None
    return True


def _has_variants(line: Line, name: str, below: list[Line]) -> bool:
    return parent_score(Line(0, name=name, bullet=line.bullet, indent=line.indent), below, gapped=False) > _CERTAIN


def _is_package(name: str) -> bool:
    return bool(set(name.lower().split()[:2]) & _CONTENTS)


def _contents(work: Assembly, line: Line, name: str, below: list[Line]) -> None:
    """`Paket hemat 25rb` and what is in it: one product; of anything else the list does not say."""
    assert work.product is not None
    rows = work.product.take(work.strike(line.reading.offers[0], line), None, line.number)
    for row in rows:
        row.note = ", ".join(child.name for child in below)
        if not _is_package(name):
            row.doubt("variant", doubt.VARIANT_LEFT)
    work.rows += rows
    for child in below:
        child.kind = FACT
