"""Numbers in front of lines: `1 Bakso 15rb`, `2 - Soto 12rb`, `4- Rempeyek`. Bare ones count where they run 1, 2, 3."""

import re

from app.catalog.price_list.size import UNITS_FIRST

_NUMBER = re.compile(r"^(\s*)(\d{1,3})(\s*[-–:]\s*|\s+)(?=[^\W\d_]{2})")
_ANY = re.compile(r"^\s*\(?(\d{1,3})(?:\s?[.)\]]{1,2}\s*|\s*[-–:]\s*|\s+)(?=[^\W\d_]{2})")
_DASHED = re.compile(r"^(\s*)(\d{1,2})-\s+(?=[^\W\d_]{2})")
_LONE = re.compile(r"^(\s*)(\d{1,2})\s+(?=[A-Z][^\W\d_]+)")
_SMALL = re.compile(r"^\s*\d{1,2}\s+(?=[a-z][^\W\d_]+)")
_PRICED = re.compile(r"\d")
_LEAST = 3


def without_numbering(lines: list[str]) -> tuple[list[str], set[int]]:
    """The lines with such numbers written as `1. `, which is seen as a bullet; and which of them were a guess."""
    kept, guessed = list(lines), set()
    for index in _runs(lines):
        kept[index] = _NUMBER.sub(r"\1\2. ", lines[index], count=1)
    for index, line in enumerate(kept):
        for pattern in (_DASHED, _LONE):
            found = pattern.match(line)
            if found and _PRICED.search(line, found.end()) and not UNITS_FIRST.match(line, found.end()):
                kept[index] = pattern.sub(r"\1\2. ", line, count=1)
                guessed |= {index} if pattern is _LONE else set()
                break
        found = _SMALL.match(line) if line == kept[index] else None
        if found and not UNITS_FIRST.match(line, found.end()):
            guessed.add(index)
    return kept, guessed


def _runs(lines: list[str]) -> list[int]:
    """The lines whose number counts on from the numbered line before, in whatever manner that one was written."""
    runs: list[list[int]] = []
    for index, line in enumerate(lines):
        found = _ANY.match(line)
        if not found:
            continue
        number = int(found[1])
        if number == 1:
            runs.append([index])
        elif runs and number == len(runs[-1]) + 1:
            runs[-1].append(index)
    return [index for run in runs if len(run) >= _LEAST for index in run if _NUMBER.match(lines[index])]
