"""A vendor's account at a provider: pasted keys, the methods it offers, and the address where its notices come in."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from app.core import journal
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import Base, db
from app.core.refusal import NotFound, Refusal
from app.core.tenancy import Owned

from . import vault, words
from .gateways import adapter
from .installation import here

MODES = ("twin", "sandbox", "live")
ROTATION = timedelta(days=3)
"""How long notices signed with the keys before are still believed: longer than any provider repeats one."""
LONGEST_KEY = 8_000
NOTICES = "/hooks/{provider}/{address}"


class PaymentAccount(Owned, Base):
    """Keys are sealed; `methods` are the ones shoppers see, in no order."""

    __tablename__ = "payment_account"

    provider: Mapped[str]
    mode: Mapped[str]
    address: Mapped[str] = mapped_column(default=lambda: secrets.token_urlsafe(18))
    sealed_keys: Mapped[bytes]
    sealed_old_keys: Mapped[bytes | None]
    old_keys_until: Mapped[datetime | None]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    base_url: Mapped[str] = mapped_column(default="")
    methods: Mapped[list[str]] = mapped_column(default=list)
    is_on: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def notify_path(self) -> str:
        """Where its notices come in, below the installation's public address."""
        return NOTICES.format(provider=self.provider, address=self.address)

    def opened(self) -> words.Account:
        """For one call, keys unsealed."""
        rotating = self.sealed_old_keys if self.old_keys_until and self.old_keys_until > now() else None
        return words.Account(
            provider=self.provider,
            mode=self.mode,
            keys=vault.unseal(self.sealed_keys),
            old_keys=vault.unseal(rotating) if rotating else {},
            settings=self.settings,
            notify_url=here.public_url + self.notify_path,
            base_url=self.base_url or here.twins.get(self.provider, ""),
        )


def accounts(vendor_id: UUID) -> Sequence[PaymentAccount]:
    """All of a vendor's, in the order they were made."""
    return db.session.scalars(
        select(PaymentAccount).where(PaymentAccount.vendor_id == vendor_id).order_by(PaymentAccount.id)
    ).all()


def find(vendor_id: UUID, account_id: UUID) -> PaymentAccount:
    """One of the vendor's. Raises NotFound."""
    return _known(db.session.get(PaymentAccount, (vendor_id, account_id)))


def of_provider(vendor_id: UUID, provider: str) -> PaymentAccount | None:
    """The vendor's account at that provider."""
    return db.session.scalar(
        select(PaymentAccount).where(PaymentAccount.vendor_id == vendor_id, PaymentAccount.provider == provider)
    )


def at_address(provider: str, address: str) -> PaymentAccount:
    """Whose notices come in there; the caller sees everyone's rows. Raises NotFound."""
    query = select(PaymentAccount).where(PaymentAccount.address == address, PaymentAccount.provider == provider)
    return _known(db.session.scalar(query))


def _known(account: PaymentAccount | None) -> PaymentAccount:
    if account is None:
        raise NotFound("Akun penyedia pembayaran tidak ditemukan.")
    return account


def paste(
    actor: Actor, provider: str, mode: str, typed: Mapping[str, str], methods: Iterable[str], *, base_url: str = ""
) -> PaymentAccount:
    """Keep keys and settings; an empty secret keeps the one that is there. Raises Refusal on the field.

    Changed keys are believed beside the new ones for three days, so that notices on their way are not lost.
    """
    actor.must("owner")
    _check(mode)
    account = of_provider(actor.vendor_id, provider)
    before = vault.unseal(account.sealed_keys) if account else {}
    keys, settings = _sorted(provider, typed, before)
    if account is None:
        account = PaymentAccount(vendor_id=actor.vendor_id, provider=provider, sealed_keys=vault.seal(keys))
        db.session.add(account)
    elif keys != before:
        account.sealed_old_keys, account.old_keys_until = account.sealed_keys, now() + ROTATION
        account.sealed_keys = vault.seal(keys)
    account.mode, account.settings, account.base_url = mode, settings, base_url
    account.methods, account.is_on = sorted(set(methods)), True
    db.session.flush()
    _note(actor, account, "payment_account.kept", mode=mode, keys_changed=keys != before)
    return account


def candidate(actor: Actor, provider: str, mode: str, typed: Mapping[str, str], *, base_url: str = "") -> words.Account:
    """The account as it would be with these keys, to be tried before they are kept. Raises Refusal on the field."""
    actor.must("owner")
    _check(mode)
    account = of_provider(actor.vendor_id, provider)
    keys, settings = _sorted(provider, typed, vault.unseal(account.sealed_keys) if account else {})
    notify_url = here.public_url + account.notify_path if account else ""
    return words.Account(provider, mode, keys, {}, settings, notify_url, base_url or here.twins.get(provider, ""))


def switch(actor: Actor, account: PaymentAccount, *, is_on: bool) -> None:
    """Whether shoppers are offered its methods; what has begun goes on either way."""
    actor.must("owner")
    account.is_on = is_on
    _note(actor, account, "payment_account.switched", is_on=is_on)


def _check(mode: str) -> None:
    if mode not in MODES:
        raise Refusal("Pilih mode: uji coba atau sungguhan.", field="mode")


def _sorted(
    provider: str, typed: Mapping[str, str], before: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    keys: dict[str, str] = {}
    settings: dict[str, str] = {}
    for field in adapter(provider).fields:
        value = typed.get(field.name, "").strip() or (before.get(field.name, "") if field.is_secret else "")
        if not value and not field.is_optional:
            raise Refusal("Isi %(label)s; tanpa itu penyedia tidak bisa dipakai.", field=field.name, label=field.label)
        if len(value) > LONGEST_KEY:
            raise Refusal("%(label)s terlalu panjang.", field=field.name, label=field.label)
        (keys if field.is_secret else settings)[field.name] = value
    return keys, settings


def _note(actor: Actor, account: PaymentAccount, deed: str, **particulars: Any) -> None:
    journal.record(actor, deed, subject=("payment_account", account.id), provider=account.provider, **particulars)
