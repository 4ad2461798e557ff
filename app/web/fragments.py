"""Answers to a page that stays: which fragments go where, and what is said about it."""

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse


def is_hx() -> bool:
    """Whether htmx asks for a piece of a page. Going back in history asks for the whole one."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def swap(template: str, *, toast: str = "", undo: str = "", status: int = 200, **context: Any) -> Response:
    """Answer with a `*.swap.html`; a toast says what changed outside the person's sight, `undo` takes it back."""
    pieces = render_template(template, **context)
    if toast:
        pieces += render_template("ui/toast.swap.html", text=toast, undo=undo)
    return make_response(pieces, status)


def done(url: str, *, toast: str = "", undo: str = "") -> AnyResponse:
    """Leave this page: 303 for a plain form, a whole new page for htmx. The toast is shown over there."""
    if toast:
        flash(toast, f"undo {undo}" if undo else "message")
    if not is_hx():
        return redirect(url, 303)
    return make_response("", 204, {"HX-Redirect": url})


def answer(template: str, url: str, *, toast: str = "", undo: str = "", **context: Any) -> AnyResponse:
    """The usual end of a deed: fragments for htmx, else back to the page that shows them."""
    return swap(template, toast=toast, undo=undo, **context) if is_hx() else done(url, toast=toast, undo=undo)


def warn(html: Markup | str, status: int) -> Response:
    """A refused or broken deed: the page stays as it is and a toast that does not leave by itself says why."""
    return make_response(html, status, {"HX-Retarget": "#toasts", "HX-Reswap": "beforeend"})
