"""`/`: what NusaCart is, and the way in."""

from flask import Blueprint, g, render_template

from app.accounts import membership

bp = Blueprint("landing", __name__)


@bp.get("/")
def show() -> str:
    """The front page; whoever is signed in finds their shops on it."""
    shops = membership.of_person(g.person.id) if g.person else []
    return render_template("welcome/landing/show.html", shops=shops)
