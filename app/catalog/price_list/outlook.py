"""What follows a line: worked out once from the end, so that reading stays linear."""

from dataclasses import dataclass

from app.catalog.price_list.head import alike
from app.catalog.price_list.line import BLANK, CHOICES, DIVIDER, FACT, ITEM, NAME, PRICE, STOCK, Line

_TOLD = {ITEM, NAME, PRICE}


@dataclass(slots=True)
class Outlook:
    """The next line that matters, and what stands before it."""

    next: int | None = None
    gapped: bool = False  # a blank line or divider stands between
    detailed: bool = False  # facts or variants of this line stand between


def outlooks(lines: list[Line]) -> list[Outlook]:
    """For every line, what follows it."""
    seen = [Outlook() for _ in lines]
    ahead = Outlook()
    for index in range(len(lines) - 1, -1, -1):
        seen[index] = Outlook(ahead.next, ahead.gapped, ahead.detailed)
        kind = lines[index].kind
        if kind in _TOLD:
            ahead = Outlook(index)
        elif kind in {BLANK, DIVIDER}:
            ahead = Outlook(ahead.next, True, False)
        elif kind in {FACT, CHOICES} or (kind == STOCK and not lines[index].stands_out):
            ahead.detailed = True
    return seen


def group_below(lines: list[Line], start: int) -> list[Line]:
    """The priced lines from one place on that are set alike, without a gap."""
    first, group = lines[start], []
    for line in lines[start:]:
        if line.kind in {BLANK, DIVIDER} or (line.kind in {NAME, ITEM} and not alike(line, first)):
            break
        if line.kind == NAME and not line.bullet:
            break
        if line.kind in {NAME, ITEM}:
            group.append(line)
        if len(group) > 40:
            break
    return group


def names_below(lines: list[Line], start: int) -> list[Line]:
    """The unpriced lines from one place on that are set alike, without a gap."""
    first, group = lines[start], []
    for line in lines[start:]:
        if line.kind != NAME or not alike(line, first):
            break
        group.append(line)
    return group
