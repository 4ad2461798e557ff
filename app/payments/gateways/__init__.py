"""One package a provider. Adding one touches nothing else: it is found by its name."""

import pkgutil
from functools import cache
from importlib import import_module

from app.core.refusal import NotFound

from ..adapter import PaymentAdapter


@cache
def providers() -> tuple[str, ...]:
    """The codes of all providers there are."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__) if found.ispkg))


def adapter(provider: str) -> PaymentAdapter:
    """The adapter of that provider, loaded on first use. Raises NotFound."""
    if provider not in providers():
        raise NotFound("Penyedia pembayaran itu tidak dikenal.")
    found: PaymentAdapter = import_module(f"{__name__}.{provider}").ADAPTER
    return found
