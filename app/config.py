"""Settings from the environment; a missing one is named at start, never guessed."""

import os
from collections.abc import Mapping
from typing import Any

CONNECT_OPTIONS = (
    "-c lock_timeout=2500 -c statement_timeout=15000 -c idle_in_transaction_session_timeout=15000 -c timezone=UTC"
)


class MissingSetting(Exception):
    """An environment variable without which nothing can start."""


def from_environment(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Flask's configuration. Raises MissingSetting with the name and what it is for."""
    return {
        "SQLALCHEMY_DATABASE_URI": database_url(_required(environ, "NUSACART_DATABASE_URL", "the PostgreSQL database")),
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(int(environ.get("NUSACART_POOL", "8"))),
        "REDIS_URL": _required(environ, "NUSACART_REDIS_URL", "the Redis server"),
        "SECRET_KEY": _required(environ, "NUSACART_SECRET_KEY", "signing; at least 32 random characters"),
        "PUBLIC_URL": environ.get("NUSACART_PUBLIC_URL", "http://127.0.0.1:8000"),
        "TWINS": environ.get("NUSACART_TWINS", ""),
        "MEDIA_FOLDER": _required(environ, "NUSACART_MEDIA", "the folder of product pictures"),
        "SECURE_COOKIES": environ.get("NUSACART_SECURE_COOKIES", "0") == "1",
        # Flask's own signed cookie only carries toasts from one page to the next.
        "SESSION_COOKIE_NAME": "toasts",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": environ.get("NUSACART_SECURE_COOKIES", "0") == "1",
        "PROXIES": int(environ.get("NUSACART_PROXIES", "0")),
        "MAX_CONTENT_LENGTH": 32 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "TEMPLATES_AUTO_RELOAD": environ.get("NUSACART_DEBUG") == "1",
        "DEBUG": environ.get("NUSACART_DEBUG") == "1",
    }


def engine_options(pool_size: int) -> dict[str, Any]:
    """A small bounded pool: two hundred connections on one row are four times slower than eight."""
    return {
        "pool_size": pool_size,
        "max_overflow": 0,
        "pool_timeout": 5,
        "pool_pre_ping": True,
        "connect_args": {"options": CONNECT_OPTIONS, "connect_timeout": 5},
    }


def database_url(url: str) -> str:
    """The address with psycopg 3 as its driver, whichever way it was written."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _required(environ: Mapping[str, str], name: str, purpose: str) -> str:
    if not environ.get(name):
        raise MissingSetting(f"{name} is not set: it names {purpose}. `bin/up` sets it by itself.")
    return environ[name]
