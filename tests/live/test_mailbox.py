import json

from app.live.mailbox import MOST, Mailbox, Parcel


def read(parcel):
    """What the browser makes of a frame: two bytes of header, or four when it is longer."""
    short = parcel.frame[1] < 126
    return json.loads(parcel.frame[2:] if short else parcel.frame[4:])


def parcel(seq, **pieces):
    return Parcel(seq, pieces)


def test_one_parcel_waits_as_the_very_same_bytes():
    box, sent = Mailbox(), parcel(3, a="<i>1</i>")
    box.put(sent)
    assert box.take() is sent
    assert box.take() is None
    assert read(sent) == {"seq": 3, "html": ["<i>1</i>"]}


def test_of_several_the_newest_of_each_element_is_kept():
    box = Mailbox()
    for one in (parcel(3, a="old", b="b"), parcel(4, a="new"), parcel(5, c="ç")):
        box.put(one)
    assert read(box.take()) == {"seq": 5, "html": ["new", "b", "ç"]}


def test_too_much_becomes_one_word():
    box = Mailbox()
    for i in range(MOST + 1):
        box.put(parcel(i, **{f"e{i}": "x"}))
    assert read(box.take()) == {"seq": MOST, "resync": True}


def test_the_word_stays_until_it_is_said():
    box = Mailbox()
    box.put(Parcel(3, {}, resync=True))
    box.put(parcel(4, a="x"))
    assert read(box.take()) == {"seq": 4, "resync": True}


def test_a_goodbye_forgets_what_waited():
    box = Mailbox()
    box.put(parcel(3, a="secret"))
    box.dismiss(4403, "")
    assert box.event.is_set()
    assert (box.take(), box.goodbye) == (None, (4403, ""))
