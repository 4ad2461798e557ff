"""What every template may say without importing it."""

from typing import Any

from flask import Flask, current_app, has_request_context, request
from jinja2 import Environment
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect

from app.web import formats, states

FILES = ("ui/_ui.html", "ui/_fields.html", "ui/_frames.html", "ui/_icons.html")


class Ui:
    """The macros of templates/ui as one object, so that pages, fragments and sockets all write ui.button(…)."""

    def __init__(self, env: Environment):
        self._env = env

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            for file in FILES:
                macro = getattr(self._env.get_template(file).module, name, None)
                if macro is not None:
                    return macro
        raise AttributeError(f"no macro ui.{name}")


def html_attributes(values: dict[str, Any]) -> Markup:
    """{"hx_post": "/x", "required": True} -> ' hx-post="/x" required'. None and False leave the attribute out."""
    flat = {**values, **values.get("attrs", {})}
    pairs = ((name.replace("_", "-"), value) for name, value in flat.items() if name != "attrs")
    words = (name if value is True else f'{name}="{escape(value)}"' for name, value in pairs if _said(value))
    return Markup("".join(f" {word}" for word in words))  # noqa: S704 - values are escaped, names are ours


def dom_id(thing: Any, part: str = "") -> str:
    """The id of a thing's element: Order 7 -> "order-7"; with a part, "order-7-total"."""
    key = getattr(thing, "id", None)
    words = [type(thing).__name__.lower(), str(key) if key else "new", part]
    return "-".join(word for word in words if word)


def page_exists(path: str) -> bool:
    """Whether some door answers GET at this path: menus show only what is there."""
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except RequestRedirect:
        return True
    except (HTTPException, MethodNotAllowed):
        return False
    return True


def here() -> str:
    """The path of this page with its question, for coming back to it."""
    if not has_request_context():
        return "/"
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def init_app(app: Flask) -> None:
    """Register the globals and filters."""
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.globals.update(
        ui=Ui(env), dom_id=dom_id, page_exists=page_exists, here=here, state_of=states.state_of,
        percent_off=formats.percent_off,
    )  # fmt: skip
    env.filters.update(
        attrs=html_attributes, rupiah=formats.rupiah, number=formats.number, plain_number=formats.plain_number,
        when=formats.when, phone=formats.phone, plain=formats.plain,
    )  # fmt: skip


def _said(value: Any) -> bool:
    return value is not None and value is not False
