"""How a person is reached and signs in: a phone number or an e-mail address."""

import re
from dataclasses import dataclass

from app.core.refusal import Refusal

from . import phone

EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


@dataclass(frozen=True)
class Contact:
    """One of the two is set; both are in their one spelling."""

    phone: str | None = None
    email: str | None = None

    def __str__(self) -> str:
        return self.phone or self.email or ""


def parse(text: str, *, field: str = "contact") -> Contact:
    """What somebody typed into the one field for both. Raises Refusal on the field when it is neither."""
    text = text.strip()
    if not text:
        raise Refusal("Isi nomor HP atau alamat e-mail Anda.", field=field)
    if "@" not in text:
        return Contact(phone=phone.normalise(text, field=field))
    if len(text) > 200 or not EMAIL.fullmatch(text):
        raise Refusal("Alamat e-mail belum lengkap. Contoh: sari@contoh.id.", field=field)
    return Contact(email=text.lower())
