"""`/backoffice/settings/payment-accounts`: turn a provider on by pasting its keys."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.clock import today
from app.core.db import db, transaction
from app.core.refusal import Refusal
from app.payments import account as accounts
from app.payments import words
from app.payments.account import PaymentAccount
from app.payments.capability import capabilities
from app.payments.failure import Down, KeysRefused, ProviderFailure, UnknownOutcome
from app.payments.gateways import adapter, providers
from app.payments.installation import here
from app.web.errors import translated
from app.web.fragments import done
from app.web.guards import current_actor, staff_only

bp = Blueprint("payment_accounts", __name__, url_prefix="/settings/payment-accounts")

BUILT_IN = ("cod", "transfer", "credit")
"""Set up in the shop's own settings, not by keys."""
HOME = "/backoffice/settings/payment-accounts"


@bp.get("")
@staff_only("owner")
def index() -> str:
    """Every provider there is, and which of them are on."""
    mine = {one.provider: one for one in accounts.accounts(current_actor().vendor_id)}
    known = [(adapter(code), mine.get(code)) for code in providers() if code not in BUILT_IN]
    return render_template("backoffice/payment_accounts/index.html", known=known)


@bp.get("/<provider>")
@staff_only("owner")
def edit(provider: str) -> ResponseReturnValue:
    """Its keys (never shown again), settings, methods, and the address for its notices."""
    return _form(provider)


@bp.post("/<provider>")
@staff_only("owner")
def update(provider: str) -> ResponseReturnValue:
    """Try them with a harmless call, and keep them only if that went well: what worked before goes on working."""
    typed, actor = request.form, current_actor()
    kept = accounts.of_provider(actor.vendor_id, provider)
    mode = kept.mode if kept and kept.mode == "twin" else typed.get("mode", "")
    base_url = kept.base_url if kept else ""
    try:
        _try(accounts.candidate(actor, provider, mode, typed, base_url=base_url))
        with transaction():
            accounts.paste(actor, provider, mode, typed, typed.getlist("methods"), base_url=base_url)
    except Refusal as refusal:
        return _form(provider, refusal, typed)
    return done(HOME, toast=_("%(name)s sudah bisa dipakai pembeli.", name=adapter(provider).name))


def _try(account: words.Account) -> None:
    """Raises Refusal with what the provider has against it; nothing was kept then."""
    db.session.rollback()
    at = adapter(account.provider)
    try:
        at.check(account)
    except KeysRefused as failure:
        raise Refusal(
            "%(name)s menolak kunci ini, jadi tidak disimpan; yang dipakai sebelumnya tetap berlaku. Salin lagi"
            " kuncinya dari halaman %(name)s, dan periksa modenya.",
            name=at.name,
        ) from failure
    except (Down, UnknownOutcome) as failure:
        raise Refusal(
            "%(name)s tidak menjawab, jadi belum ada yang disimpan. Coba lagi sebentar lagi.", name=at.name
        ) from failure
    except ProviderFailure as failure:
        raise Refusal(failure.sentence) from failure


@bp.post("/<provider>/switch")
@staff_only("owner")
def create(provider: str) -> ResponseReturnValue:
    """On or off for shoppers."""
    with transaction():
        account = _mine(provider)
        accounts.switch(current_actor(), account, is_on=not account.is_on)
    return done(HOME, toast=_("Tersimpan."))


def _mine(provider: str) -> PaymentAccount:
    account = accounts.of_provider(current_actor().vendor_id, provider)
    if account is None:
        raise Refusal("Tempel dulu kuncinya, baru bisa dinyalakan.")
    return account


def _form(provider: str, refusal: Refusal | None = None, typed: Mapping[str, str] | None = None) -> ResponseReturnValue:
    at = adapter(provider)
    account = accounts.of_provider(current_actor().vendor_id, provider)
    field = refusal.field if refusal else None
    sentence = translated(refusal) if refusal else ""
    body = render_template(
        "backoffice/payment_accounts/edit.html",
        at=at,
        account=account,
        terms=sorted(capabilities(provider, today()).values(), key=lambda one: one.code),
        chosen=set(request.form.getlist("methods") if typed else account.methods if account else ()),
        typed=typed or (account.settings if account else {}),
        notify_url=here.public_url + account.notify_path if account else "",
        sentence="" if field else sentence,
        errors={field: sentence} if field else {},
    )
    return body, refusal.status if refusal else 200
