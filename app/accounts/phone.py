"""Phone numbers, kept in one spelling."""

import re

import phonenumbers

from app.core.refusal import Refusal

COUNTRY = "ID"
LEAST, MOST = 10**6, 10**13
USUAL = re.compile(r"\s*(?:\+62|0)[ -]?(8[1-9]\d)((?:[ -]?\d){6,9})\s*", re.ASCII)
"""How most people write their mobile number: the library would say the same, in thirty times the time."""


def normalise(text: str, *, field: str = "phone") -> str:
    """A number as people write it (0812-3456-7890) in international form (+6281234567890).

    A number without a country code is Indonesian. Says nothing about whose it is. Raises Refusal on the field.
    """
    if usual := USUAL.fullmatch(text):
        return "+62" + usual[1] + usual[2].replace("-", "").replace(" ", "")
    try:
        number = phonenumbers.parse(text, COUNTRY)
    except phonenumbers.NumberParseException:
        number = None
    # Possible numbers include the short ones of emergency lines; nobody signs up with those.
    if (
        number is None
        or not phonenumbers.is_possible_number(number)
        or not LEAST < (number.national_number or 0) < MOST
    ):
        raise Refusal("Nomor HP belum lengkap. Contoh: 0812 3456 7890.", field=field)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
