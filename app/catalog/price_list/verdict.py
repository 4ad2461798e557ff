"""For every name with priced lines below it: product with variants, heading, or unsure; heads that look alike agree."""

from collections import defaultdict
from dataclasses import dataclass

from app.catalog.price_list.head import is_category, nests, parent_score
from app.catalog.price_list.line import ITEM, NAME, Line
from app.catalog.price_list.outlook import Outlook, group_below

_SURE = 1.0
_DOUBTFUL = -0.5, 0.85


@dataclass(slots=True)
class Verdict:
    """Above nought a product with variants; `unsure` when the list does not really say."""

    score: float
    unsure: bool = False
    group: tuple[Line, ...] = ()


def verdicts(lines: list[Line], ahead: list[Outlook]) -> dict[int, Verdict]:
    """Verdicts by place in the list."""
    found: dict[int, Verdict] = {}
    styles: dict[tuple[object, ...], list[Verdict]] = defaultdict(list)
    for index, line in enumerate(lines):
        below = ahead[index].next
        if line.kind != NAME or below is None or lines[below].kind != ITEM:
            continue
        group = tuple(group_below(lines, below))
        found[index] = verdict = Verdict(parent_score(line, list(group), gapped=ahead[index].gapped), group=group)
        if not is_category(line) and nests(line, group[0]):
            styles[line.bullet, line.stands_out, line.caps, line.colon, group[0].bullet].append(verdict)
    for alike in styles.values():
        _agree(alike)
    return found


def _agree(alike: list[Verdict]) -> None:
    """A head that could be either follows the others of its style."""
    mean = sum(verdict.score for verdict in alike) / len(alike)
    for verdict in alike:
        if abs(verdict.score) < _SURE:
            verdict.score = mean if abs(mean) > 0.05 else verdict.score
        verdict.unsure = _DOUBTFUL[0] < verdict.score < _DOUBTFUL[1]
