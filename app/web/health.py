"""Whether this process lives, and whether it can serve: for `up`, for proxies, for whoever watches."""

from collections.abc import Callable
from functools import cache

from flask import Blueprint
from flask.typing import ResponseReturnValue
from redis import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.core import schema
from app.core.db import db
from app.extensions import shortcut

health = Blueprint("health", __name__)

OK, DOWN, OLD = "ok", "down", "not migrated"


@health.get("/healthz")
def alive() -> ResponseReturnValue:
    """This process answers; says nothing about what it depends on."""
    return {"status": OK}


@health.get("/readyz")
def ready() -> ResponseReturnValue:
    """Every part that a page needs; 503 names those that are missing."""
    parts = {name: look() for name, look in PARTS.items()}
    missing = [name for name, state in parts.items() if state != OK]
    return {"status": DOWN if missing else OK, "parts": parts}, 503 if missing else 200


def _database() -> str:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        db.session.rollback()
        return DOWN
    return OK


def _migrations() -> str:
    try:
        return OK if schema.current(db.session.connection()) == _head() else OLD
    except SQLAlchemyError:
        db.session.rollback()
        return DOWN


def _redis() -> str:
    try:
        return OK if shortcut.client and shortcut.client.ping() else DOWN
    except RedisError:
        return DOWN


@cache
def _head() -> str:
    return schema.head()


PARTS: dict[str, Callable[[], str]] = {"database": _database, "redis": _redis, "migrations": _migrations}
