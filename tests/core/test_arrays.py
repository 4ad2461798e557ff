from datetime import UTC

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.core.arrays import literal

KINDS = {
    "bigint": st.integers(-(2**63), 2**63 - 1),
    "text": st.text(st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"])),
    "uuid": st.uuids(),
    "boolean": st.booleans(),
    "timestamptz": st.datetimes(timezones=st.just(UTC)).filter(lambda moment: moment.year > 1900),
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_postgresql_reads_what_was_written(db, data):
    kind = data.draw(st.sampled_from(sorted(KINDS)))
    values = data.draw(st.lists(st.none() | KINDS[kind], max_size=8))

    assert db.session.scalar(text(f"SELECT CAST(:x AS {kind}[])"), {"x": literal(values)}) == values


def test_a_value_of_a_kind_nobody_thought_of_is_refused():
    try:
        literal([1.5])
    except KeyError:
        return
    raise AssertionError("a float went through")
