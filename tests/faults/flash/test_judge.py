"""The judge of a schedule, one untruth at a time: what it does not see here it would see nowhere."""

from dataclasses import replace
from uuid import UUID

import pytest

from app.core.ids import new_id

from .history import NO, OK, Press
from .judge import Facts, Order, judge
from .stall import DEAL

VARIANT = new_id()


def press(name: str, *told: tuple[str, str]) -> Press:
    """Somebody's press, and what they were told."""
    made = Press(new_id(), name, "+6281200000000", 1, "pickup", "cod", "visit")
    made.note("sent")
    for what, detail in told:
        made.note(what, detail)
    return made


def order(of: Press, secret: str, number: int = 1) -> Order:
    """What the database has for it."""
    return Order(
        new_id(), secret, of.name, of.phone, of.fulfilment, of.payment_method, "open", DEAL, 1, VARIANT, 1, number
    )


@pytest.fixture
def presses():
    """Dewi has an order, Agus was told no, Tini learned of hers only later."""
    return [press("Dewi", (OK, "s1")), press("Agus", (NO, "422 habis")), press("Tini", ("pending", ""), (OK, "s3"))]


@pytest.fixture
def facts(presses):
    """A sale of two, both sold; eight more lie in the shop."""
    dewi, agus, tini = presses
    first, third = order(dewi, "s1"), order(tini, "s3", 2)
    attempts: dict[UUID, UUID | None] = {dewi.key: first.id, agus.key: None, tini.key: third.id}
    levels = [(True, 2, 0, 2), (False, 8, 0, 0)]
    return Facts(VARIANT, 10, [first, third], attempts, 2, "running", levels, {tini.key: "s3"}, [])


def test_a_true_history_has_no_complaint(presses, facts):
    assert judge(presses, facts) == []


def sold_one_more(presses, facts):
    extra = press("Joko", (OK, "s4"))
    made = order(extra, "s4", 3)
    presses.append(extra)
    facts.orders.append(made)
    facts.attempts[extra.key] = made.id
    facts.levels[0] = (True, 2, 0, 3)


def lost(presses, facts):
    facts.orders.pop(0)
    facts.attempts[presses[0].key] = None
    facts.levels[0] = (True, 2, 0, 1)


def ordered_after_no(presses, facts):
    made = order(presses[1], "s2", 3)
    facts.orders.append(made)
    facts.attempts[presses[1].key] = made.id


def ordered_twice(presses, facts):
    facts.orders.append(replace(facts.orders[0], id=new_id(), secret="s9", number=3))


def something_else(presses, facts):
    facts.orders[0] = replace(facts.orders[0], payment_method="transfer")


def nobodys(presses, facts):
    facts.orders[0] = replace(facts.orders[0], name="Hantu")


def both_yes_and_no(presses, facts):
    presses[0].note(NO, "429")


def without_a_way(presses, facts):
    facts.shown[presses[2].key] = "pending"


def never_answered(presses, facts):
    presses[1].events = [one for one in presses[1].events if one[1] != NO]


def stock_gone(presses, facts):
    facts.levels[1] = (False, 7, 0, 0)


def set_aside_for_nobody(presses, facts):
    facts.levels[0] = (True, 2, 1, 2)


def broken_rule(presses, facts):
    facts.violations.append("In warung the level says 3, the movements say 2.")


@pytest.mark.parametrize(
    ("untruth", "words"),
    [
        (sold_one_more, "oversold"), (lost, "lost: Dewi"), (ordered_after_no, "Agus was told no and has an order"),
        (ordered_twice, "Dewi has 2 orders"), (something_else, "something else"), (nobodys, "nobody's"),
        (both_yes_and_no, "both yes and no"), (without_a_way, "the page of Tini's press says pending"),
        (never_answered, "Agus never got an answer"), (stock_gone, "9 pieces are there"),
        (set_aside_for_nobody, "1 + 2 pieces are set aside"), (broken_rule, "check: In warung"),
    ],
)  # fmt: skip
def test_each_untruth_is_seen(presses, facts, untruth, words):
    untruth(presses, facts)

    assert any(words in one for one in judge(presses, facts)), judge(presses, facts)
