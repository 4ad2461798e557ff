"""Two shops as they opened fifteen days ago: their people, how they sell, what stood on their shelves."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from app.accounts import invitation, person, selling_terms, signing_up, vendor
from app.accounts.membership import Membership
from app.catalog import album, category, gallery, product
from app.catalog.darkroom import Print, develop
from app.catalog.draft import Draft
from app.catalog.terms import Terms
from app.core.actor import Actor
from app.core.db import transaction
from app.orders import first_week
from app.stock import movement

from . import rudi, sari
from .art.studio import photograph
from .goods import Good

HANDS = 2


@dataclass(frozen=True)
class Login:
    """A person of the demo, as who signs in."""

    name: str
    phone: str
    password: str
    role: str


@dataclass(frozen=True)
class Plan:
    """A shop before it is founded."""

    name: str
    about: str
    goods: Sequence[Good]
    staff: Sequence[Login]
    hand_over: dict[str, Any]
    bank: tuple[str, str, str]
    orders_a_day: tuple[int, int]


@dataclass
class Shop:
    """A shop of the demo: who works there, the owner first, and its variants with their prices."""

    plan: Plan
    vendor: vendor.Vendor
    members: list[Membership]
    prices: dict[Any, int] = field(default_factory=dict)

    @property
    def owner(self) -> Actor:
        """Who founded it."""
        return self.members[0].actor()


WARUNG_SARI = Plan(
    "Warung Sari",
    "Camilan rumahan dan kebutuhan dapur di Cihapit, Bandung. Buka setiap hari 07.00 sampai 21.00.",
    sari.GOODS,
    (
        Login("Sari Wulandari", "0812-2000-0001", "kopi hangat pagi", "owner"),
        Login("Budi Santoso", "0812-2000-0002", "nasi uduk gurih", "staff"),
        Login("Maya Kusuma", "0812-2000-0003", "hujan sore bandung", "manager"),
        Login("Tono Prasetyo", "0812-2000-0004", "teh manis dingin", "cashier"),
    ),
    {"pickup": True, "address": "Jl. Cihapit No. 24, Bandung", "courier": True, "courier_label": "Kurir warung",
     "courier_amount": 12_000},
    ("BCA", "8270456123", "Sari Wulandari"),
    (3, 6),
)  # fmt: skip
RUDI_BATIK = Plan(
    "Rudi Batik",
    "Batik cap dan tulis dari Giriloyo, Yogyakarta. Dikirim ke seluruh Indonesia.",
    rudi.GOODS,
    (
        Login("Rudi Hartono", "0812-2000-0011", "canting dan malam", "owner"),
        Login("Intan Permata", "0812-2000-0012", "kain biru indigo", "staff"),
    ),
    {"pickup": True, "address": "Jl. Imogiri Timur KM 12, Bantul, Yogyakarta", "courier": True,
     "courier_label": "JNE Reguler", "courier_amount": 22_000},
    ("Mandiri", "1370011223344", "Rudi Hartono"),
    (1, 3),
)  # fmt: skip


def found(plan: Plan) -> Shop:
    """Open the shop, hire its people, say how it sells."""
    with transaction():
        first, *others = plan.staff
        owner = signing_up.open_shop(person.register(first.name, first.phone, first.password), plan.name)
        shop = Shop(plan, owner.vendor, [owner])
        actor = shop.owner
        selling_terms.introduce(actor, owner.vendor, name=plan.name, phone=first.phone, about=plan.about)
        selling_terms.hand_over(actor, owner.vendor, **plan.hand_over)
        bank, account, holder = plan.bank
        selling_terms.take_money(
            actor, owner.vendor, cod=True, bank_name=bank, bank_account=account, bank_holder=holder
        )
        shop.members += [_hire(actor, one) for one in others]
        first_week.share(actor)
    return shop


def stock_shelves(shop: Shop, folder: str) -> None:
    """Put the goods up for sale, with pictures and opening stock."""
    with ExitStack() as open_prints, transaction():
        shelves = category.ensure(shop.owner, [good.category for good in shop.plan.goods])
        made = product.create_many(shop.owner, [_draft(good, shelves) for good in shop.plan.goods])
        opening: dict[Any, int] = {}
        home = album.Album(folder)
        for good, one, print_ in zip(shop.plan.goods, made, _prints(shop.plan.goods, open_prints), strict=True):
            assert isinstance(one, product.Made), one
            shop.prices |= dict(zip(one.variant_ids, good.terms.values(), strict=True))
            opening |= dict(zip(one.variant_ids, good.stock, strict=False))
            hung = gallery.add(shop.owner, one.product_id, print_, home)
            gallery.describe(shop.owner, hung.id, good.name)
        movement.open(shop.owner, opening)


def _hire(actor: Actor, login: Login) -> Membership:
    someone = person.register(login.name, login.phone, login.password)
    return invitation.accept(invitation.find(invitation.invite(actor, login.role)), someone)


def _draft(good: Good, shelves: dict[str, Any]) -> Draft:
    codes = iter(range(1, 100))
    letters = "".join(word[0] for word in good.name.split()).upper()
    terms = {
        values: Terms(
            price,
            was=good.was,
            sku=f"{letters}{len(good.about):03d}-{next(codes)}",
            weight_grams=good.grams,
            availability=good.availability,
        )
        for values, price in good.terms.items()
    }
    names = (good.option,) if good.kinds else ()
    return Draft(good.name, terms, names, good.about, shelves[good.category.lower()], is_published=True)


def _prints(goods: Sequence[Good], open_prints: ExitStack) -> Iterator[Print]:
    """Draw and develop every picture, two at a time, in the order of the goods."""
    with ThreadPoolExecutor(HANDS) as hands:
        developing = hands.map(_developed, goods)
        for block, print_ in developing:
            open_prints.push(block)
            yield print_


def _developed(good: Good) -> tuple[Any, Print]:
    block = develop(photograph(good.look), good.name)
    return block, block.__enter__()
