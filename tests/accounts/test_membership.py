"""Who may do what to whom on a shop's staff."""

import itertools

import pytest

from app.accounts import membership
from app.core import actor as actors
from app.core import journal
from app.core.actor import ROLES
from app.core.db import transaction
from app.core.refusal import Forbidden, NotFound, Refusal
from tests import make


@pytest.fixture
def shop(db):
    """Warung Sari with one of each role."""
    with transaction():
        owner = make.make_shop("Warung Sari")
        others = [make.make_member(owner.vendor_id, role.title(), role) for role in ROLES[1:]]
    return {member.role: member for member in (owner, *others)}


def allowed(deed) -> bool:
    try:
        deed()
    except Forbidden:
        return False
    return True


MAY_DISMISS = {
    ("owner", "manager"),
    ("owner", "staff"),
    ("owner", "cashier"),
    ("manager", "staff"),
    ("manager", "cashier"),
}


@pytest.mark.parametrize(("who", "whom"), list(itertools.product(ROLES, ROLES)))
def test_only_those_above_dismiss(shop, who, whom):
    done = allowed(lambda: membership.dismiss(shop[who].actor(), shop[whom]))
    assert done == ((who, whom) in MAY_DISMISS)
    assert (shop[whom].ended_at is not None) == done


@pytest.mark.parametrize(
    ("who", "whom", "role", "right"),
    [
        ("owner", "staff", "manager", True),
        ("owner", "staff", "owner", False),
        ("manager", "staff", "cashier", True),
        ("manager", "staff", "manager", False),
        ("manager", "manager", "staff", False),
        ("staff", "cashier", "staff", False),
        ("owner", "staff", "king", False),
    ],
)
def test_roles_are_given_below_ones_own(shop, who, whom, role, right):
    assert allowed(lambda: membership.change_role(shop[who].actor(), shop[whom], role)) == right
    assert (shop[whom].role == role) == (right or role == whom)


def test_the_house_may_too(shop):
    membership.dismiss(actors.system(shop["staff"].vendor_id), shop["staff"])
    assert shop["staff"].ended_at


def test_dismissal_is_journaled_once_and_names_the_person(shop):
    budi = shop["staff"]
    with transaction():
        membership.dismiss(shop["owner"].actor(), budi)
        membership.dismiss(shop["owner"].actor(), budi)
    (entry,) = journal.of(budi.vendor_id, "membership", budi.id)
    assert (entry.deed, entry.particulars["person"]) == ("staff.dismissed", str(budi.person_id))


def test_the_same_role_again_changes_nothing(shop):
    with transaction():
        membership.change_role(shop["owner"].actor(), shop["staff"], "staff")
    assert not journal.of(shop["staff"].vendor_id, "membership", shop["staff"].id)


def test_who_was_dismissed_is_in_no_list_and_not_found(shop):
    budi = shop["staff"]
    membership.dismiss(shop["owner"].actor(), budi)
    assert [m.role for m in membership.of_vendor(budi.vendor_id)] == ["owner", "manager", "cashier"]
    assert membership.of_person(budi.person_id) == []
    with pytest.raises(NotFound):
        membership.find(budi.vendor_id, budi.id)


def test_who_comes_back_takes_the_old_place(shop):
    budi = shop["staff"]
    membership.dismiss(shop["owner"].actor(), budi)
    again = membership.join(budi.vendor, budi.person, "manager")
    assert (again.id, again.role, again.ended_at) == (budi.id, "manager", None)
    with pytest.raises(Refusal, match="sudah bekerja"):
        membership.join(budi.vendor, budi.person, "staff")


def test_a_member_is_found_through_their_own_shop_only(shop):
    stranger = make.make_shop("Toko Rudi", owner="Rudi")
    with pytest.raises(NotFound):
        membership.find(stranger.vendor_id, shop["staff"].id)
