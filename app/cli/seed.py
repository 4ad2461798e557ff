"""Tell the demo's story on an empty database."""

from typing import TYPE_CHECKING

import click

from .engines.installation import opened_app

if TYPE_CHECKING:
    from flask import Flask

ROLES = {"owner": "owner", "manager": "manager", "staff": "staff", "cashier": "cashier (till only)"}


@click.command()
def seed() -> None:
    """Tell the demo's story: two shops, forty products, two weeks of orders. Does nothing when a shop exists."""
    with opened_app() as app:
        click.echo("\n".join(told(app)))


def told(app: "Flask") -> list[str]:
    """Tell it; the lines to print say where to look and who signs in."""
    from app.demo import story

    with app.app_context():
        shops = story.tell(app.config["MEDIA_FOLDER"])
        if not shops:
            return ["There are shops already: nothing was changed."]
        lines = ["Two shops with their last two weeks:"]
        for shop in shops:
            lines += ["", f"  {shop.plan.name}: /@{shop.vendor.slug}"]
            lines += [f"    {one.phone}  {one.password:20} {one.name}, {ROLES[one.role]}" for one in shop.plan.staff]
    return [*lines, "", "Sign in at /session/new with the phone number and the password beside it."]
