"""Which language a person reads, and where its sentences come from."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request
from flask_babel import Babel, Domain, get_locale
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

LANGUAGES = ("id", "en")
FOLDER = Path(__file__).resolve().parents[2] / "translations"


class House(Domain):
    """One catalogue out of translations/<area>/<language>/LC_MESSAGES/messages.po, read without compiling first."""

    def __init__(self, folder: Path = FOLDER):
        super().__init__(domain="messages")
        self.folder = folder

    def get_translations(self) -> NullTranslations:
        """The sentences of this request's language; Indonesian is the source and needs none."""
        language = str(get_locale() or "id")
        if language == "id":
            return self.cache.setdefault(language, NullTranslations())
        files = sorted(self.folder.glob(f"*/{language}/LC_MESSAGES/messages.po"))
        stamp = tuple(path.stat().st_mtime_ns for path in files) if self.cache.get("watch") else ()
        if self.cache.get(language, (None,))[0] != stamp:
            self.cache[language] = (stamp, merged(files))
        return self.cache[language][1]


def merged(files: list[Path]) -> Translations:
    """The catalogues of all areas as one; the same sentence in two areas must mean the same."""
    whole = Translations()
    for path in files:
        compiled = BytesIO()
        with path.open("rb") as text:
            write_mo(compiled, read_po(text))
        compiled.seek(0)
        whole = whole.merge(Translations(compiled)) if whole._catalog else Translations(compiled)
    return whole


class HouseBabel(Babel):
    """Flask-Babel with the house's own catalogue in place of compiled files in one folder."""

    domain_instance = House()


babel = HouseBabel()


def language() -> str:
    """The language of this page: the person's choice, else what the browser asks for, else Indonesian."""
    if not has_request_context():
        return "id"
    return spoken(request.cookies.get("language"), request.headers.get("Accept-Language", ""))


@lru_cache(maxsize=1_000)
def spoken(chosen: str | None, accepted: str) -> str:
    """The same from the cookie and the header alone."""
    if chosen in LANGUAGES:
        return str(chosen)
    return str(parse_accept_header(accepted, LanguageAccept).best_match(LANGUAGES, "id"))


def init_app(app: Flask) -> None:
    """Bind the language to requests."""
    babel.init_app(app, default_locale="id", default_timezone="Asia/Jakarta", locale_selector=language)
    babel.domain_instance.cache["watch"] = app.debug
    app.jinja_env.globals["language"] = lambda: str(get_locale() or "id")
