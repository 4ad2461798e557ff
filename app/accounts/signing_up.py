"""From nobody to an owner with a shop."""

from app.core import journal, tenancy

from . import membership, vendor
from .membership import Membership
from .person import Person


def open_shop(person: Person, name: str) -> Membership:
    """A shop of that name which the person owns; its address is taken from the name. Raises Refusal on field `name`.

    From here on the task acts for the new shop.
    """
    shop = vendor.found(name, phone=person.phone)
    tenancy.enter(shop.id)
    owner = membership.join(shop, person, "owner")
    journal.record(owner.actor(), "shop.opened", subject=("vendor", shop.id), name=shop.name, slug=shop.slug)
    return owner
