"""The front door: what NusaCart is, signing up, signing in, invitations."""

from flask import Flask

from . import (
    addresses,
    devices,
    everywhere,
    first_products,
    invitations,
    landing,
    session_shops,
    sessions,
    shops,
    signups,
)

PAGES = (landing, signups, shops, addresses, first_products, sessions, session_shops, devices, everywhere, invitations)


def init_app(app: Flask) -> None:
    """Register the door, one blueprint for each resource, in the order people meet them."""
    for page in PAGES:
        app.register_blueprint(page.bp)
