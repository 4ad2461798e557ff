"""No sentence reaches a person in one language only."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from app.catalog.price_list import doubt, limit

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted((ROOT / "translations").glob("*/en/LC_MESSAGES/messages.po"))
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "N_": None, "said": None}
KEYWORDS |= dict.fromkeys(
    (
        "Refusal",
        "Forbidden",
        "Changed",
        "NotFound",
        "Busy",
        "WrongPassword",
        "TooSoon",
        "Stale",
        "Foreign",
        "Unready",
        "TooOften",
    )
)
VALUE = re.compile(r"%\((\w+)\)")


def constants():
    """What the reader says: sentences with a name, translated by the door that shows them."""
    named = [*vars(doubt).items(), *vars(limit).items()]
    return [one for name, one in named if name.isupper() and isinstance(one, str)]


@cache
def said():
    """Every sentence marked for people, with one place where it stands."""
    found = {}
    for folder, method in (("app", "python"), ("templates", "jinja2.ext:babel_extract")):
        places = extract_from_dir(ROOT / folder, method_map=[("**.*", method)], keywords=KEYWORDS)
        for file, line, message, *_ in places:
            if not file.endswith((".py", ".html", ".txt", ".xml")):
                continue
            for one in message if isinstance(message, tuple) else (message,):
                found.setdefault(one, f"{folder}/{file}:{line}")
    found |= dict.fromkeys(constants(), "app/catalog/price_list/doubt.py")
    return {one: place for one, place in found.items() if one and re.search(r"[a-z]", VALUE.sub("", one))}


def entries(path):
    """Sentences of one area with their English."""
    with path.open("rb") as file:
        return list(read_po(file))


@cache
def english():
    found = {}
    for path in CATALOGUES:
        for entry in entries(path):
            ids = entry.id if isinstance(entry.id, tuple) else (entry.id,)
            words = entry.string if isinstance(entry.string, tuple) else (entry.string,)
            found |= {one: words for one in ids if one and all(words)}
    return found


def test_every_sentence_is_in_english_too():
    assert {one: place for one, place in said().items() if one not in english()} == {}


def test_the_search_finds_sentences_in_rooms_doors_and_templates():
    places = {place.split("/")[0] + "/" + place.split("/")[1] for place in said().values()}

    assert {"app/orders", "app/web", "templates/ui"} <= places
    assert "Keranjang masih kosong." in said()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-4])
def test_both_languages_put_the_same_values_in(path):
    for entry in entries(path):
        ids = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        for words in entry.string if isinstance(entry.string, tuple) else (entry.string,):
            assert set(VALUE.findall(words)) <= set(VALUE.findall(" ".join(ids))), entry.id


def test_nothing_is_translated_that_nobody_says():
    assert sorted(set(english()) - set(said())) == []
