"""Guessing passwords gets slower with every guess: by account, and by address."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Integer, delete, text, update
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.db import db
from app.core.refusal import Refusal

FREE = {"account": 5, "address": 50, "signup": 20, "invitation": 30}
"""Tries before the first wait. An address is often a whole village behind one phone mast."""

FIRST_WAIT, LONGEST_WAIT = 15, 15 * 60
FORGOTTEN_AFTER = timedelta(hours=1)

_KNOCK = text("""
    INSERT INTO throttle AS t (key, failures, until) VALUES (:key, 1, :now)
    ON CONFLICT (key) DO UPDATE SET
        failures = CASE WHEN t.until < :long_ago THEN 1 ELSE t.failures + 1 END,
        until = :now + make_interval(secs => CASE
            WHEN t.until < :long_ago OR t.failures + 1 < :free THEN 0
            ELSE least(:longest, :first * power(2, least(t.failures + 1 - :free, 20))) END)
    WHERE t.until <= :now
    RETURNING true
""")


class Throttle(db.Model):
    """Tries under one key since the last good one, and until when nobody may try again."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    until: Mapped[datetime]


class TooSoon(Refusal):
    """Too many tries; the sentence says how long to wait. The try was not counted."""

    status = 429


def knock(kind: str, who: str) -> None:
    """Count a try before it is made, so that a thousand at once are a thousand. Raises TooSoon during a wait.

    Kinds are the keys of FREE. The caller commits before it looks at the password.
    """
    at = now()
    counted = db.session.scalar(
        _KNOCK,
        {
            "key": key(kind, who), "now": at, "long_ago": at - FORGOTTEN_AFTER, "free": FREE[kind],
            "first": FIRST_WAIT, "longest": LONGEST_WAIT,
        },
    )  # fmt: skip
    if not counted:
        raise _too_soon(db.session.get(Throttle, key(kind, who), populate_existing=True), at)


def forgive(kind: str, who: str) -> None:
    """The right password wipes the slate of its account."""
    db.session.execute(delete(Throttle).where(Throttle.key == key(kind, who)))


def take_back(kind: str, who: str) -> None:
    """A good try does not count; waits that others earned under the same key stay."""
    row = update(Throttle).where(Throttle.key == key(kind, who), Throttle.failures > 0)
    db.session.execute(row.values(failures=Throttle.failures - 1))


def forget_old() -> None:
    """Delete what no longer counts."""
    db.session.execute(delete(Throttle).where(Throttle.until < now() - FORGOTTEN_AFTER))


def key(kind: str, who: str) -> str:
    """What is kept instead of the number or address itself."""
    return f"{kind}:{hashlib.sha256(who.encode()).hexdigest()}"


def _too_soon(row: Throttle | None, at: datetime) -> TooSoon:
    seconds = max(1, round((row.until - at).total_seconds())) if row else 1
    if seconds < 100:
        return TooSoon("Terlalu banyak percobaan. Coba lagi dalam %(seconds)s detik.", seconds=seconds)
    return TooSoon("Terlalu banyak percobaan. Coba lagi dalam %(minutes)s menit.", minutes=-(-seconds // 60))
