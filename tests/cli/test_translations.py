"""Translations are compiled when they have changed, and only then."""

import gettext
import os
from pathlib import Path

from app.cli.engines.translations import compile_translations

WORDS = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Simpan"\nmsgstr "Save"\n'


def written(tmp_path: Path, words: str = WORDS) -> Path:
    po = tmp_path / "common" / "en" / "LC_MESSAGES" / "messages.po"
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text(words)
    return po


def test_a_translation_can_be_read_afterwards(tmp_path: Path):
    po = written(tmp_path)
    assert compile_translations(tmp_path) == [po]
    with po.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Simpan") == "Save"


def test_nothing_is_done_twice(tmp_path: Path):
    po = written(tmp_path)
    compile_translations(tmp_path)
    assert compile_translations(tmp_path) == []
    later = po.with_suffix(".mo").stat().st_mtime + 5
    os.utime(po, (later, later))
    assert compile_translations(tmp_path) == [po]
