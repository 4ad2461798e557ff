"""The journal as sentences."""

import pytest
from flask_babel import force_locale

from app.backoffice.timeline import OTHER, SENTENCES, events, told
from app.core.clock import now
from app.core.ids import new_id
from app.core.journal import Entry

EVERYTHING = {"total": 27_123, "courier": "JNE", "tracking": "JX1", "reason": "Stok habis."}


def entry(deed, **particulars):
    """One entry by Budi."""
    return Entry(
        vendor_id=new_id(),
        seq=1,
        id=new_id(),
        at=now(),
        actor_kind="staff",
        actor_id=new_id(),
        actor_name="Budi",
        deed=deed,
        subject_type="order",
        subject_id=new_id(),
        particulars=particulars,
    )


@pytest.mark.parametrize("key", SENTENCES)
def test_every_deed_is_a_whole_sentence_in_both_languages(house, key):
    deed = ".".join(key.split(".")[:2])
    with house.test_request_context():
        said = told(entry(deed, **EVERYTHING))
        with force_locale("en"):
            english = told(entry(deed, **EVERYTHING))

    assert said.endswith(".")
    assert "%(" not in said + english
    assert english != said


def test_values_are_put_into_words(house):
    with house.test_request_context():
        assert told(entry("order.shipped", courier="JNE", tracking="")) == "Budi menyerahkan paket ke JNE."
        assert told(entry("order.shipped", courier="JNE", tracking="JX1")).endswith("nomor resi JX1.")
        assert told(entry("order.cancelled", reason="")) == "Budi membatalkan pesanan."
        assert told(entry("order.cancelled", reason="Stok habis.")) == "Budi membatalkan pesanan: Stok habis."
        assert "Rp\u00a027.123" in told(entry("order.paid", total=27_123))


def test_an_unknown_deed_is_named_not_hidden(house):
    with house.test_request_context():
        assert told(entry("order.gilded")) == OTHER % {"who": "Budi", "deed": "order.gilded"}


def test_particulars_of_other_deeds_do_not_get_in_the_way(house):
    with house.test_request_context():
        assert told(entry("order.packed", number=3, variants=["x"], who="Mallory")) == "Budi mengemas pesanan."


def test_the_end_is_drawn_as_an_end(house):
    with house.test_request_context():
        assert [one.kind for one in events([entry("order.delivered"), entry("order.packed")])] == ["done", ""]
