"""What WhatsApp puts before each message when a chat is exported or several messages are copied."""

import re

_DATE = r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4}"
_TIME = r"(?:pukul\s)?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_STAMP = re.compile(
    rf"\s*(?:\[(?:{_DATE}[,.]?\s+{_TIME}|{_TIME}[,.]?\s+{_DATE})\]\s?|{_DATE}[,.]?\s+{_TIME}\s[-–]\s)"
    r"(?P<sender>[^:\n]{1,60}:(?:\s|$))?"
)


def without_stamp(line: str) -> tuple[str, bool]:
    """The line without its stamp and sender, and whether it was a notice of WhatsApp itself (a stamp, no sender)."""
    stamp = _STAMP.match(line)
    if not stamp:
        return line, False
    return line[stamp.end() :], stamp["sender"] is None
