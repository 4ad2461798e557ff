"""Who is at the door, and for which shop. Everything is read anew at every request."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.accounts import membership, session, vendor
from app.accounts.membership import Membership
from app.accounts.session import Session
from app.core import actor, tenancy
from app.core.actor import Actor
from app.core.db import transaction
from app.core.refusal import Forbidden
from app.web import cookies

V = TypeVar("V", bound=Callable[..., Any])

BACK_OFFICE = ("owner", "manager", "staff")
FOR_ANYONE = ("assets", "health", "pictures", "hooks")
FOR_THE_SIGNED_IN = ("/backoffice", "/signup/shop", "/signup/product")
REMEMBERED = ("session", "person", "actor", "vendor", "membership", "memberships")


def init_app(app: Flask) -> None:
    """Begin every request as nobody, then see whose session it carries."""
    app.before_request(recognise)
    app.url_defaults(_fill_in_shop)
    app.context_processor(lambda: {name: g.get(name) for name in ("vendor", "person", "actor", "memberships")})


def recognise() -> None:
    """Forget whoever this worker served before; g.person is who is signed in, or None."""
    tenancy.enter(None)
    for name in REMEMBERED:
        setattr(g, name, None)
    if request.endpoint != "static" and request.blueprint not in FOR_ANYONE:
        g.session = session.find(cookies.read(cookies.SESSION))
    if g.session:
        g.person = g.session.person
        _note_use(g.session)


def current_actor() -> Actor:
    """Who does the deed: staff behind the back-office guard, a shopper in a shop. 404 elsewhere."""
    if g.get("actor") is None:
        abort(404)
    return cast(Actor, g.actor)


def signed_in(view: V) -> V:
    """Only for people who are signed in; others sign in first and come back."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        return view(*args, **kwargs) if g.person else to_sign_in()

    return cast(V, guarded)


def enter_back_office() -> ResponseReturnValue | None:
    """The back office's before_request: signed in, working for a shop, and not at its till only.

    Sets g.vendor, g.actor, g.membership and g.memberships, and enters the shop's tenancy.
    """
    if g.person is None:
        return to_sign_in()
    g.memberships = membership.of_person(g.person.id)
    g.membership = _acting_as(g.memberships)
    if g.membership is None:
        return _leave_for(url_for("shops.new"))
    g.vendor, g.actor = g.membership.vendor, g.membership.actor()
    tenancy.enter(g.vendor.id)
    return None if g.actor.may(*BACK_OFFICE) else (render_template("web/cashier.html"), 403)


def _leave_for(address: str) -> Response:
    """Another page instead of this one: a piece of a page must not be filled with it."""
    if request.headers.get("HX-Request"):
        return Response(status=204, headers={"HX-Redirect": address})
    return redirect(address, 303)


def staff_only(*roles: str) -> Callable[[V], V]:
    """In the back office: only for these roles (owner, manager, staff). Raises Forbidden."""

    def decorate(view: V) -> V:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            current_actor().must(*roles)
            return view(*args, **kwargs)

        return cast(V, guarded)

    return decorate


def enter_shop() -> None:
    """A storefront's before_request: takes `slug` out of the address, sets g.vendor and g.actor (a shopper).

    404 for an unknown shop. url_for fills the slug in again.
    """
    slug = (request.view_args or {}).pop("slug", "")
    g.vendor = vendor.find_by_slug(slug)
    g.actor = actor.shopper(g.vendor.id, "")
    tenancy.enter(g.vendor.id)


def in_shop(view: V) -> V:
    """`enter_shop` for a single page that lies outside the storefront's blueprint."""

    @wraps(view)
    def guarded(slug: str, *args: Any, **kwargs: Any) -> ResponseReturnValue:
        request.view_args = {"slug": slug}
        enter_shop()
        return view(*args, **kwargs)

    return cast(V, guarded)


def to_sign_in() -> Response:
    """To the sign-in page and, for a page that can be asked for again, back here afterwards."""
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    address = url_for("sessions.new", next=back)
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": address})
    return redirect(address, 303)


def must_sign_in() -> bool:
    """Whether what was asked for is for people who are signed in, and nobody is."""
    return g.person is None and request.path.startswith(FOR_THE_SIGNED_IN)


def _acting_as(memberships: list[Membership]) -> Membership | None:
    """The shop this device works for; the oldest one where it has not chosen, or its choice has ended."""
    chosen = [m for m in memberships if m.vendor_id == g.session.vendor_id]
    if g.session.vendor_id and not chosen and memberships and request.method not in ("GET", "HEAD"):
        raise Forbidden("Anda tidak lagi bekerja di toko ini. Tidak ada yang disimpan; muat ulang halaman.")
    return next(iter(chosen + memberships), None)


def shop_to_mention() -> str:
    """The shop that a back-office form would be saved in now; empty for somebody who works in no more than one."""
    memberships = membership.of_person(g.person.id) if g.person else []
    if len(memberships) < 2:
        return ""
    return next((m for m in memberships if m.vendor_id == g.session.vendor_id), memberships[0]).vendor.name


def _note_use(used: Session) -> None:
    if used.is_due:
        with transaction():
            session.see(used)


def _fill_in_shop(endpoint: str, values: dict[str, Any]) -> None:
    if g.get("vendor") and "slug" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "slug"):
        values["slug"] = g.vendor.slug
