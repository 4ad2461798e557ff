"""Options of a product (Ukuran, Warna) and how its variants follow when they change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product as cartesian

from app.core.refusal import Refusal

from . import naming
from .terms import Terms
from .variant import Variant

MOST_OPTIONS = 3
MOST_VARIANTS = 100

Values = tuple[str, ...]


@dataclass(frozen=True)
class Option:
    """A choice the shopper makes. `renamed` maps a value to what it is called from now on: the variant stays itself."""

    name: str
    values: Values
    renamed: Mapping[str, str] = field(default_factory=dict)


def checked(options: Sequence[Option]) -> list[Option]:
    """Options tidied, those left empty dropped. Raises Refusal for a nameless one or too many."""
    kept = [option for option in map(_tidied, options) if option.values]
    for option in kept:
        if not option.name:
            values = ", ".join(option.values)
            raise Refusal("Beri nama untuk pilihan %(values)s, misalnya Ukuran.", field="options", values=values)
    if len({option.name.lower() for option in kept}) < len(kept):
        raise Refusal("Dua pilihan punya nama yang sama.", field="options")
    count = len(combinations(kept))
    if len(kept) > MOST_OPTIONS or count > MOST_VARIANTS:
        raise Refusal("Paling banyak 3 pilihan dan 100 varian; ini %(count)s varian.", field="options", count=count)
    return kept


def combinations(options: Sequence[Option]) -> list[Values]:
    """Every variant there can be, in reading order; one without values when there is no option."""
    return list(cartesian(*(option.values for option in options)))


def of(names: Sequence[str], variants: Sequence[Variant]) -> list[Option]:
    """The options as the variants in use show them."""
    columns = zip(*(variant.option_values for variant in variants if variant.is_active), strict=False)
    return [Option(name, tuple(dict.fromkeys(column))) for name, column in zip(names, columns, strict=False)]


def settle(variants: Sequence[Variant], wanted: Sequence[Values]) -> dict[Values, Variant]:
    """Which variant each combination keeps, so that stock and history stay with what they belong to.

    The same values keep their variant. When an option was added or taken away, the first combination that
    reads the same as far as both go takes over the variant that was sold; each variant is kept once.
    """
    kept = {tuple(v.option_values): v for v in variants if tuple(v.option_values) in set(wanted)}
    spare = [v for v in variants if v.is_active and v not in kept.values()]
    for values in wanted:
        heir = next((v for v in spare if values not in kept and alike(v.option_values, values)), None)
        if heir is not None:
            kept[values] = heir
            spare.remove(heir)
    return kept


def terms_for(values: Values, said: Mapping[Values, Terms], *, is_heir: bool) -> Terms:
    """What was said for a combination, or else what was said for the nearest one; codes go only to the heir."""
    if values in said:
        return said[values]
    near = next((terms for other, terms in said.items() if alike(other, values)), None)
    if near is not None and is_heir:
        return near
    return replace((near or next(iter(said.values()))).without_codes(), is_active=True)


def alike(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two combinations of different length read the same as far as the shorter goes."""
    return len(some) != len(others) and all(a == b for a, b in zip(some, others, strict=False))


def renamed(values: Sequence[str], options: Sequence[Option]) -> Values:
    """Values in their new words."""
    maps = [option.renamed for option in options]
    return tuple(maps[i].get(value, value) if i < len(maps) else value for i, value in enumerate(values))


def _tidied(option: Option) -> Option:
    first: dict[str, str] = {}
    for value in filter(None, map(naming.tidy, option.values)):
        first.setdefault(value.lower(), value)
    return replace(option, name=naming.tidy(option.name), values=tuple(first.values()))
