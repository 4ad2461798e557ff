"""A new password for somebody who has forgotten theirs, given by whoever runs the server."""

import secrets

from app.core.refusal import NotFound

from . import contact, password, person, session, throttle

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without the letters and digits that are read as others."""


def recover(typed: str) -> str:
    """A new password for the account of a phone number or e-mail address; its devices are signed out.

    It is returned this once and kept only as a hash. Raises NotFound, and Refusal for what is no contact.
    """
    who = contact.parse(typed)
    found = person.find_by_contact(who)
    if found is None:
        raise NotFound("Tidak ada akun dengan nomor atau alamat itu.")
    made = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
    found.password_hash = password.conceal(made)
    session.end_all(found.id)
    throttle.forgive("account", str(who))
    return made
