"""What notices do: each is read, noted, and where money is in question the provider is asked before anything moves."""

import logging
from datetime import timedelta
from uuid import UUID

from app.core.clock import now
from app.core.db import db, transaction
from app.core.tenancy import everyone

from . import account as accounts
from . import attempt as attempts
from . import notice as notices
from . import polling, reducer, sweep, words
from .failure import ProviderFailure
from .gateways import adapter

log = logging.getLogger(__name__)

BATCH = 50
MOST_TRIES = 60
LONGEST_REST = 600


def process_waiting() -> int:
    """Process every notice that is due; returns how many. One that fails holds up no other."""
    with everyone(), transaction():
        leased = notices.lease(BATCH)
    return sweep.each(leased, process)


def process(vendor_id: UUID, notice_id: UUID) -> None:
    """Let one notice have its effect. Repeating it does no harm; what the provider cannot answer now is tried later."""
    notice = notices.find(vendor_id, notice_id)
    account = accounts.find(vendor_id, notice.account_id).opened()
    provider, arrival = notice.provider, notice.arrival
    db.session.rollback()
    try:
        read = adapter(provider).read(account, arrival)
        known = [_heard(vendor_id, provider, account, seen, notice_id) for seen in read.observations]
    except ProviderFailure as failure:
        _later(vendor_id, notice_id, failure)
    except Exception as error:
        log.exception("notice %s", notice_id)
        _later(vendor_id, notice_id, error)
    else:
        _done(vendor_id, notice_id, "done" if any(known) else "strange")


def _heard(vendor_id: UUID, provider: str, account: words.Account, seen: words.Observation, notice_id: UUID) -> bool:
    """Whether the news is about an attempt of ours; if it is, it has had its effect when this returns."""
    with transaction():
        attempt = attempts.named(vendor_id, provider, seen.reference, seen.provider_ref)
        if attempt is None:
            return False
        effect = reducer.reduce(vendor_id, attempt.id, seen, "notice", notice_id=notice_id)
        name = attempt.name
    if effect == reducer.ASKED or seen.refunds:
        confirmed = adapter(provider).status(account, name)
        with transaction():
            if reducer.reduce(vendor_id, attempt.id, confirmed, "poll") == reducer.NOTED:
                polling.look_soon(vendor_id, attempt.id)
    return True


def _done(vendor_id: UUID, notice_id: UUID, state: str) -> None:
    with transaction():
        notice = notices.find(vendor_id, notice_id)
        notice.state, notice.done_at, notice.due_at, notice.told = state, now(), None, ""


def _later(vendor_id: UUID, notice_id: UUID, error: Exception) -> None:
    db.session.rollback()
    with transaction():
        notice = notices.find(vendor_id, notice_id)
        notice.told = f"{type(error).__name__}: {error}"[:300]
        if notice.tries >= MOST_TRIES:
            notice.state, notice.due_at = "stuck", None
        else:
            notice.due_at = now() + timedelta(seconds=min(2 ** min(notice.tries, 12), LONGEST_REST))
