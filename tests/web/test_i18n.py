"""Indonesian first, English beside it."""

from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from flask_babel import gettext

from app.web.i18n import FOLDER, House, language

CATALOGUES = sorted(FOLDER.glob("*/en/LC_MESSAGES/messages.po"))


@pytest.mark.parametrize(
    ("cookie", "header", "expected"),
    [
        ("", "", "id"),
        ("", "en-US,en;q=0.9", "en"),
        ("", "fr", "id"),
        ("id", "en", "id"),
        ("en", "id", "en"),
        ("xx", "id", "id"),
    ],
)
def test_the_person_s_choice_comes_before_the_browser_s(hall, cookie, header, expected):
    headers = {"Accept-Language": header, "Cookie": f"language={cookie}"}
    with hall.test_request_context(headers=headers):
        assert language() == expected


def test_sentences_of_every_area_are_found(hall):
    with hall.test_request_context(headers={"Accept-Language": "en"}):
        assert gettext("Beranda") == "Home"
    with hall.test_request_context():
        assert gettext("Beranda") == "Beranda"


def test_areas_are_merged_and_plurals_work(hall, tmp_path):
    plural = (
        'msgid "%(num)s barang"\nmsgid_plural "%(num)s barang"\nmsgstr[0] "%(num)s item"\nmsgstr[1] "%(num)s items"\n'
    )
    for area, text in {"a": 'msgid "Teh"\nmsgstr "Tea"\n', "b": plural}.items():
        folder = tmp_path / area / "en" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        head += '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        (folder / "messages.po").write_text(head + text)
    house = House(tmp_path)
    with hall.test_request_context(headers={"Accept-Language": "en"}):
        assert house.gettext("Teh") == "Tea"
        assert house.ngettext("%(num)s barang", "%(num)s barang", 1) == "1 item"
        assert house.ngettext("%(num)s barang", "%(num)s barang", 2) == "2 items"


def test_one_sentence_means_the_same_in_every_area():
    meanings: dict[object, set[object]] = {}
    for path in CATALOGUES:
        for message in read_po(BytesIO(path.read_bytes())):
            if message.id and message.string:
                meanings.setdefault(message.id, set()).add(message.string)
    assert {sentence: words for sentence, words in meanings.items() if len(words) > 1} == {}
