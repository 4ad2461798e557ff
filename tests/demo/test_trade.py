"""How the demo tells time."""

from datetime import UTC, datetime, timedelta

from app.core import clock
from app.demo.trade import Story

NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)


def test_deeds_happen_in_the_order_of_their_moments_at_those_moments():
    story, heard = Story(NOW), []
    for hours in (1, 3, 2):
        story.add(NOW - timedelta(hours=hours), lambda: heard.append(clock.now()))
    story.tell()

    assert heard == [NOW - timedelta(hours=hours) for hours in (3, 2, 1)]


def test_what_comes_of_a_deed_happens_too_unless_it_lies_ahead():
    story, heard = Story(NOW), []
    soon, later = NOW - timedelta(minutes=5), NOW + timedelta(minutes=5)

    def first():
        story.add(soon, lambda: heard.append("soon"))
        story.add(later, lambda: heard.append("later"))

    story.add(NOW - timedelta(hours=1), first)
    story.tell()

    assert heard == ["soon"]


def test_two_deeds_of_one_moment_keep_their_order():
    story, heard = Story(NOW), []
    for name in "abc":
        story.add(NOW, lambda name=name: heard.append(name))
    story.tell()

    assert heard == ["a", "b", "c"]
