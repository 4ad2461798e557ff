"""Passwords: what may be one, and how it is kept (argon2id, computed away from the event loop)."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore
from typing import TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from gevent import get_hub, monkey

from app.core.refusal import Refusal

T = TypeVar("T")

SHORTEST, LONGEST = 8, 200
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
_at_once = BoundedSemaphore(max(1, (os.cpu_count() or 2) - 1))
_OF_NOBODY = _hasher.hash("the password of an account that does not exist")

# What people here type first, compared without case, spaces, and digits at the end.
COMMON = frozenset(Path(__file__).with_name("common_passwords.txt").read_text().split())


def check(password: str, *, of: tuple[str, ...] = (), field: str = "password") -> None:
    """Whether it may be one: 8 signs or more, not among the first guesses, not the person's own name or number.

    Raises Refusal on the field. No rules about digits and capitals: a sentence is the best password.
    """
    plain = _plain(password)
    if len(password) < SHORTEST:
        raise Refusal("Kata sandi paling sedikit 8 karakter. Satu kalimat pendek paling mudah diingat.", field=field)
    if len(password) > LONGEST:
        raise Refusal("Kata sandi paling panjang %(most)s karakter.", most=LONGEST, field=field)
    if plain.rstrip("0123456789!.") in COMMON | {""} or len(set(plain)) < 3:
        raise Refusal("Kata sandi ini mudah ditebak. Pakai beberapa kata yang hanya Anda tahu.", field=field)
    if plain in {_plain(known) for known in of if known}:
        raise Refusal("Jangan pakai nama atau nomor Anda sendiri sebagai kata sandi.", field=field)


def conceal(password: str) -> str:
    """The hash to store: argon2id, 19 MiB, two passes."""
    return _away_from_the_loop(_hasher.hash, _normal(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one. Without a stored one it takes as long and says no."""
    return _away_from_the_loop(_verify, stored or _OF_NOBODY, _normal(password)) and stored is not None


def is_dated(stored: str) -> bool:
    """Whether the hash was made with weaker settings than today's: conceal again while the password is known."""
    return _hasher.check_needs_rehash(stored)


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _away_from_the_loop(work: Callable[..., T], *args: str) -> T:
    """Hashing burns 20 ms and 19 MiB: in a thread while gevent serves, and never on every core at once."""
    with _at_once:
        if monkey.is_module_patched("socket"):
            return get_hub().threadpool.apply(work, args)
        return work(*args)


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _plain(password: str) -> str:
    return "".join(_normal(password).casefold().split()).lstrip("+")
