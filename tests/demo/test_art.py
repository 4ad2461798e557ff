"""Pictures that are drawn."""

import io

import pytest
from PIL import Image

from app.demo import rudi, sari
from app.demo.art import motif, pattern
from app.demo.art.canvas import SIZE, Canvas, Shape, bow, colour, lit, mix
from app.demo.art.studio import PACKED, WORN, Look, photograph

GOODS = {good.name: good for good in (*sari.GOODS, *rudi.GOODS)}


def look_at(look):
    return Image.open(io.BytesIO(photograph(look)))


def test_every_kind_motif_and_pattern_is_used_by_some_good():
    looks = [good.look for good in GOODS.values()]

    assert {look.kind for look in looks} == {*PACKED, *WORN}
    assert {look.motif for look in looks} == {*motif.MOTIFS, *pattern.PATTERNS}


@pytest.mark.parametrize("kind", [*PACKED, *WORN])
def test_each_kind_is_a_square_picture_with_something_on_it(kind):
    look = next(good.look for good in GOODS.values() if good.look.kind == kind)
    picture = look_at(look)

    assert (picture.format, picture.size) == ("JPEG", (SIZE, SIZE))
    assert len(picture.quantize(64).getcolors()) > 20


def test_the_same_look_is_the_same_picture_and_another_is_another():
    look = Look("cup", "#8a5a38", "#ead9c6", "bean", "Kopi")

    assert photograph(look) == photograph(look)
    assert photograph(look) != photograph(Look("cup", "#8a5a38", "#ead9c6", "bean", "Teh"))


def test_no_two_goods_look_alike():
    assert len({good.look for good in GOODS.values()}) == len(GOODS) == 40


def test_words_are_made_smaller_until_they_fit():
    canvas = Canvas((255, 255, 255))
    before = canvas.image.copy()
    canvas.write("Keripik singkong pedas sekali", (50, 50), 20, (0, 0, 0), 30)
    left, _, right, _ = [value / canvas.image.width * 100 for value in _changed(before, canvas.image)]

    assert right - left <= 34


def test_a_shape_cut_by_another_is_only_what_lies_in_both():
    both = Shape().box((0, 0, 60, 60)).within(Shape().box((40, 40, 100, 100)))
    left, top, right, bottom = (value / both.mask.width * 100 for value in both.mask.getbbox())

    assert (round(left), round(top), round(right), round(bottom)) == (40, 40, 60, 60)


def test_colours_mix_and_take_light():
    assert colour("#ff8000") == (255, 128, 0)
    assert mix((0, 0, 0), (100, 200, 50), 0.5) == (50, 100, 25)
    assert lit((100, 100, 100), 1) == (255, 255, 255)
    assert lit((100, 100, 100), -1) == (0, 0, 0)


def test_a_bow_begins_and_ends_where_it_should():
    assert bow([(0, 0), (5, 10), (10, 0)])[0] == (0, 0)
    assert bow([(0, 0), (5, 10), (10, 0)])[-1] == (10, 0)


def _changed(before, after):
    from PIL import ImageChops

    return ImageChops.difference(before, after).getbbox()
