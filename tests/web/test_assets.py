"""Stylesheets, scripts and pictures: where they are, how heavy they may be, what may not be in them."""

import gzip
import hashlib
import re

import pytest

from app.web import assets
from app.web.assets import FACES, ROOT, Shelf

TEMPLATES = ROOT.parent / "templates"
BUDGET = {"storefront": 15_000, "backoffice": 25_000, "print": 15_000}
# The socket, its catching up and its fallback belong together, and so does what it may overwrite.
LONGER = {"live.js": 100, "place.js": 80}
OWN = sorted((ROOT / "js").rglob("*.js"))


@pytest.fixture(scope="module")
def shelf():
    return Shelf.read()


def weight(*bodies: bytes) -> int:
    return sum(len(gzip.compress(body, 9)) for body in bodies)


@pytest.mark.parametrize("face", BUDGET)
def test_a_stylesheet_keeps_its_budget(shelf, face):
    assert weight(shelf.files[f"{face}.css"]) <= BUDGET[face]


def test_htmx_and_every_behaviour_together_weigh_less_than_thirty_kilobytes(shelf):
    scripts = [body for name, body in shelf.files.items() if name.startswith("js/")]
    assert weight(shelf.files["vendor/htmx.min.js"], *scripts) <= 30_000


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_a_script_is_one_behaviour_on_one_screen(path):
    assert len(path.read_text().splitlines()) <= LONGER.get(path.name, 60)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_a_script_imports_only_what_is_there_and_evaluates_nothing(path):
    text = path.read_text()
    assert not re.search(r"\beval\(|new Function|document\.write|setAttribute\(.style", text)
    for name in re.findall(r'(?:from|import) "(\.[^"]+)"', text):
        assert (path.parent / name).is_file()


def test_every_component_is_in_the_stylesheet_of_some_face():
    named = {name for names in FACES.values() for name in names}
    assert {path.stem for path in (ROOT / "css" / "components").glob("*.css")} <= named


def test_every_behaviour_that_a_template_asks_for_exists():
    asked = set()
    for path in TEMPLATES.rglob("*.html"):
        for names in re.findall(r"data[-_]controller=\"([a-z -]+)\"", path.read_text()):
            asked |= set(names.split())
    assert asked <= {path.stem for path in (ROOT / "js" / "controllers").glob("*.js")}


def test_no_template_has_inline_style_or_script():
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on|javascript:", text), path
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path


def test_vendored_scripts_are_the_ones_that_were_checked():
    sums = re.findall(r"\| `([\w.-]+\.js)` \| `([0-9a-f]{64})` \|", (ROOT / "vendor" / "README.md").read_text())
    assert {name for name, _ in sums} == {path.name for path in (ROOT / "vendor").glob("*.js")}
    for name, expected in sums:
        assert hashlib.sha256((ROOT / "vendor" / name).read_bytes()).hexdigest() == expected


def test_the_address_changes_when_a_file_does(tmp_path, monkeypatch):
    for path in ROOT.rglob("*.css"):
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    before = Shelf.read(tmp_path).fingerprint
    assert Shelf.read(tmp_path).fingerprint == before
    (tmp_path / "css" / "base.css").write_text("@layer base { body { color: red } }")
    assert Shelf.read(tmp_path).fingerprint != before


def test_a_stylesheet_is_kept_for_ever_under_its_address(hall, visitor):
    with hall.test_request_context():
        address = assets.asset_css("storefront")
    answer = visitor.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == assets.FOREVER
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.mimetype == "text/css"
    assert gzip.decompress(answer.data) == visitor.get(address).data


def test_a_page_from_before_an_upgrade_still_gets_its_looks_but_not_for_keeps(visitor):
    answer = visitor.get("/assets/000000000000/storefront.css")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


def test_nothing_outside_the_shelf_is_served(visitor):
    assert visitor.get("/assets/x/../../pyproject.toml").status_code == 404
    assert visitor.get("/assets/x/vendor/README.md").status_code == 404


def test_a_template_cannot_name_a_file_that_is_not_there(hall):
    with hall.test_request_context(), pytest.raises(KeyError):
        assets.asset("img/nothing.svg")


def test_in_debug_a_changed_file_is_read_again(hall, monkeypatch):
    with hall.test_request_context():
        monkeypatch.setattr(hall, "debug", True)
        old = Shelf({}, stamp=0.0)
        monkeypatch.setitem(hall.extensions, "assets", old)
        assert assets.shelf() is not old
