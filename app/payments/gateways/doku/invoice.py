"""Our references as DOKU's invoice numbers: 30 characters are all it takes of a merchant that accepts cards.

Source: DOKU, "backend integration" of Checkout, `order.invoice_number`. Nothing is kept: each says what the other was.
"""

import re

_REFERENCE = re.compile("([0-9a-f]{32})-([0-9]{1,4})")
_NUMBER = re.compile("([0-9A-Z]{25})-([0-9]{1,4})")
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def number(reference: str) -> str:
    """32 hexadecimal digits become 25 of base 36; a reference of another shape stays as it is."""
    found = _REFERENCE.fullmatch(reference)
    return f"{_in_36(int(found[1], 16))}-{found[2]}" if found else reference


def reference(number: str) -> str:
    """The reference that became this number."""
    found = _NUMBER.fullmatch(number)
    value = int(found[1], 36) if found else 1 << 128
    return f"{value:032x}-{found[2]}" if found and value < 1 << 128 else number


def _in_36(value: int) -> str:
    digits = ""
    for _ in range(25):
        value, digit = divmod(value, 36)
        digits = DIGITS[digit] + digits
    return digits
