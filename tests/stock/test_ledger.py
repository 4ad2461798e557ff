"""Whatever people do in whatever order: what is on hand is the sum of its movements, and nothing is promised twice."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.actor import Actor, system
from app.core.db import transaction
from app.core.ids import new_id
from app.core.refusal import Refusal
from app.core.tenancy import acting_for
from app.stock import allocation, change, level
from app.stock.count import count
from app.stock.movement import Movement
from tests.orders.stand import Stand

NUMBER = st.integers(-12, 12)
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), NUMBER, st.sampled_from(change.REASONS), st.integers(0, 3)),
        st.tuples(st.just("count"), st.integers(0, 15), st.integers(-1, 1)),
        st.tuples(st.just("buy"), st.integers(1, 6), st.sampled_from(["cod", "transfer"])),
        st.tuples(st.sampled_from(["keep", "release", "fulfil", "take_back"]), st.integers(0, 5)),
    ),
    max_size=25,
)


class Day:
    """One day at a stand: deeds as drawn, each in its transaction; a refusal changes nothing."""

    def __init__(self, stand: Stand):
        self.stand, self.orders = stand, []
        self.keys = [new_id() for _ in range(4)]
        self.budi = Actor("staff", stand.vendor_id, new_id(), "Budi", "staff")

    def does(self, deed: str, *args) -> None:
        """One deed."""
        try:
            with transaction():
                getattr(self, deed)(*args)
        except Refusal:
            pass

    def add(self, delta, reason, key):
        """Some keys come twice, as from an impatient finger."""
        change.add(self.budi, self.stand.variants[0], delta, reason, key=self.keys[key])

    def count(self, pieces, off):
        """Most counts name the figure as it is, some an older one."""
        based_on = self.stand.level()[0] + off
        count(self.budi, self.stand.variants[0], pieces, based_on=based_on, key=new_id())

    def buy(self, quantity, method):
        """Somebody wants some, and may be refused."""
        (outcome,) = self.stand.place(self.stand.attempt(quantity, payment_method=method))
        self.orders += [outcome.order_id] if outcome.order_id else []

    def __getattr__(self, name):
        def on_an_order(which):
            if self.orders:
                order_id = self.orders[which % len(self.orders)]
                args = {"keep": (self.stand.vendor_id, [order_id]), "release": (self.stand.vendor_id, order_id)}
                getattr(allocation, name)(*args.get(name, (system(self.stand.vendor_id), order_id)))

        return on_an_order


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_on_hand_is_the_sum_of_movements_and_available_is_never_negative(db, deeds):
    stand = Stand([10])
    day = Day(stand)
    with acting_for(stand.vendor_id):
        for deed in deeds:
            day.does(*deed)
            row = db.session.scalars(db.select(level.Level).execution_options(populate_existing=True)).one()
            assert row.available >= 0
            assert row.on_hand == sum(db.session.scalars(db.select(Movement.delta)))
            newest = db.session.scalars(db.select(Movement).order_by(Movement.id.desc())).first()
            assert row.on_hand == newest.on_hand_after
        db.session.rollback()
