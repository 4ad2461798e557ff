import io
import subprocess
import sys
import time

import pytest
from PIL import Image

from app.catalog import darkroom
from app.catalog.darkroom import developing, reader
from app.core.refusal import Refusal

from . import photos

RED, BLUE = (254, 0, 0), (0, 0, 254)


def near(got, wanted):
    return all(abs(a - b) < 25 for a, b in zip(got, wanted, strict=True))


def opened(file):
    return Image.open(io.BytesIO(file.read_bytes()))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_every_size_is_made_in_every_format(format):
    with darkroom.develop(photos.photo(format, (1600, 1200))) as made:
        files = {file.name: opened(file) for file in made.folder.iterdir()}
        assert {name: file.size for name, file in files.items() if name.endswith("jpg")} == {
            "180.jpg": (180, 135), "360.jpg": (360, 270), "540.jpg": (540, 405), "1080.jpg": (1080, 810),
        }  # fmt: skip
        assert {file.format for file in files.values()} == {"AVIF", "JPEG"}
        assert near(files["540.avif"].convert("RGB").getpixel((10, 10)), RED)
        assert near(files["540.avif"].convert("RGB").getpixel((530, 10)), BLUE)
    assert (made.width, made.height, made.formats) == (1080, 810, ("avif", "jpg"))
    assert not made.folder.exists()


def test_a_small_photo_is_not_blown_up():
    with darkroom.develop(photos.photo(size=(200, 100))) as made:
        assert (made.width, made.height) == (200, 100)
        assert opened(made.folder / "1080.jpg").size == (200, 100)
        assert opened(made.folder / "180.jpg").size == (180, 90)


def test_the_largest_print_of_a_restless_photo_stays_light():
    noise = Image.merge("RGB", [Image.effect_noise((1600, 1600), 60) for _ in range(3)])
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=90)
    with darkroom.develop(out.getvalue()) as made:
        assert (made.folder / "540.avif").stat().st_size <= reader.HEAVIEST
        assert (made.folder / "1080.avif").stat().st_size <= reader.HEAVIEST


def test_a_sideways_photo_is_turned_and_forgets_where_it_was_taken():
    data = photos.sideways("-6.2,106.8")
    assert b"-6.2,106.8" in data
    with darkroom.develop(data) as made:
        assert (made.width, made.height) == (480, 640)
        for file in made.folder.iterdir():
            assert b"-6.2,106.8" not in file.read_bytes()
            assert not opened(file).getexif()


def test_what_is_see_through_becomes_white():
    clear = Image.new("RGBA", (50, 50), (255, 0, 0, 0))
    out = io.BytesIO()
    clear.save(out, "PNG")
    with darkroom.develop(out.getvalue()) as made:
        assert near(opened(made.folder / "180.jpg").getpixel((5, 5)), (255, 255, 255))


@pytest.mark.parametrize(("format", "mode"), [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "P"), ("PNG", "LA")])
def test_unusual_colours_are_read(format, mode):
    out = io.BytesIO()
    Image.new("RGB", (60, 60), "red").convert(mode).save(out, format)
    with darkroom.develop(out.getvalue()) as made:
        assert made.width == 60


def test_sixteen_bit_greys_keep_their_shade():
    out = io.BytesIO()
    Image.new("I;16", (60, 60), 128 * 256).save(out, "PNG")
    with darkroom.develop(out.getvalue()) as made:
        assert near(opened(made.folder / "180.jpg").convert("RGB").getpixel((9, 9)), (128, 128, 128))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (photos.HTML, "gambar.jpg bukan foto yang bisa dibaca"),
        (photos.SVG, "bukan foto yang bisa dibaca"),
        (photos.photo("GIF"), "bukan foto yang bisa dibaca"),
        (photos.photo("TIFF"), "bukan foto yang bisa dibaca"),
        (photos.HTML_WITH_A_JPEG_HEAD, "rusak atau terpotong"),
        (b"GIF89a/*" + photos.HTML, "bukan foto yang bisa dibaca"),
        (b"", "kosong"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, "HEIC"),
        (photos.photo("PNG")[:400], "rusak atau terpotong"),
        (photos.photo("JPEG")[:900], "rusak atau terpotong"),
        (b"x" * (developing.HEAVIEST_UPLOAD + 1), "lebih dari 15 MB"),
    ],
)
def test_what_is_no_photo_gets_a_sentence(data, sentence):
    with pytest.raises(Refusal, match=sentence) as refused, darkroom.develop(data, "gambar.jpg"):
        pass
    assert refused.value.field == "photo"


def test_a_decompression_bomb_gets_a_sentence_and_no_memory():
    data = photos.bomb()
    assert len(data) < 200_000
    began = time.monotonic()
    with pytest.raises(Refusal, match="30000 × 30000 titik"), darkroom.develop(data):
        pass
    assert time.monotonic() - began < 5


def test_a_body_larger_than_its_head_promises_is_no_danger():
    with darkroom.develop(photos.liar()) as made:
        assert (made.width, made.height) == (640, 480)


def test_nothing_of_a_polyglot_but_its_picture_is_kept():
    data = photos.polyglot()
    assert data.count(b"<script>") == 2
    with darkroom.develop(data) as made:
        assert not any(b"script" in file.read_bytes() for file in made.folder.iterdir())


def test_a_photo_has_one_name_and_another_photo_another():
    data = photos.photo()
    assert darkroom.developing.name_of(data) == darkroom.developing.name_of(bytes(data))
    assert darkroom.developing.name_of(data) != darkroom.developing.name_of(photos.photo("PNG"))


def test_the_reader_cannot_take_more_memory_than_it_is_given():
    greedy = "import reader; reader.limit(); bytearray(reader.MEMORY)"
    done = subprocess.run(
        [sys.executable, "-c", greedy], cwd=developing.READER.parent, capture_output=True, check=False
    )
    assert b"MemoryError" in done.stderr


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)")
    monkeypatch.setattr(developing, "READER", slow)
    monkeypatch.setattr(developing, "WAIT_SECONDS", 0.5)
    with pytest.raises(Refusal, match="terlalu berat"), darkroom.develop(photos.photo()):
        pass


def test_a_reader_that_dies_is_a_sentence(monkeypatch, tmp_path):
    dying = tmp_path / "dying.py"
    dying.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    monkeypatch.setattr(developing, "READER", dying)
    with pytest.raises(Refusal, match="terlalu berat"), darkroom.develop(photos.photo()):
        pass
