"""Numbers in front of lines without a point: `1 Bakso 15rb`, `2 - Soto 12rb`. They count only when they run 1, 2, 3."""

import re

_NUMBER = re.compile(r"^(\s*)(\d{1,3})(\s*[-–:]\s*|\s+)(?=[^\W\d_]{2})")
_LEAST = 3


def without_numbering(lines: list[str]) -> list[str]:
    """The lines with such numbers written as `1. `, so that they are seen as bullets."""
    runs: list[list[int]] = []
    for index, line in enumerate(lines):
        found = _NUMBER.match(line)
        if not found:
            continue
        number = int(found[2])
        if number == 1:
            runs.append([index])
        elif runs and number == len(runs[-1]) + 1:
            runs[-1].append(index)
    kept = list(lines)
    for run in runs:
        for index in run if len(run) >= _LEAST else []:
            kept[index] = _NUMBER.sub(r"\1\2. ", lines[index], count=1)
    return kept
