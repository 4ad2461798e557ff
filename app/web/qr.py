"""Addresses as squares for a camera."""

import segno
from flask import Flask
from markupsafe import Markup


def qr(text: str, title: str = "") -> Markup:
    """An inline SVG without any style of its own; drawn large by the page, it stays sharp on paper."""
    code = segno.make(text, error="m", micro=False)
    drawing = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None, light="#fff", title=title or None)
    return Markup(drawing)  # noqa: S704 - segno escapes the title, the rest is numbers


def init_app(app: Flask) -> None:
    """Give templates `{{ address|qr }}`."""
    app.jinja_env.filters["qr"] = qr
