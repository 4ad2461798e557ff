"""What is known about sign-ins only for a while."""

from app.core.db import transaction

from . import session, throttle


def forget() -> None:
    """Delete sessions that have ended and tries that no longer count. A sweep: opens its own transaction."""
    with transaction():
        session.forget_dead()
        throttle.forget_old()
