"""Rules live in rooms, pages live behind doors; doors open rooms, rooms never know doors."""

import ast
from pathlib import Path

import pytest

APP = Path(__file__).parents[1] / "app"
ROOMS = {"accounts", "catalog", "stock", "payments", "orders", "imports", "flash", "rush"}
MAY_OPEN = {
    "accounts": set(),
    "catalog": {"accounts"},
    "stock": {"accounts", "catalog"},
    "flash": {"accounts", "catalog", "stock"},
    "payments": {"accounts"},
    "orders": {"accounts", "catalog", "stock", "flash", "payments"},
    "rush": {"accounts", "flash", "orders", "extensions"},
    "imports": {"accounts", "catalog", "stock"},
}
WEB = {"flask", "flask_babel", "flask_sock", "werkzeug", "jinja2"}


def imports(path):
    """Modules a file imports, relative ones made absolute."""
    package = ["app", *path.relative_to(APP).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def trespasses(path):
    """Sentences about what this file opens and may not."""
    place = path.relative_to(APP).parts[0]
    for name in imports(path):
        head, *rest = name.split(".")
        if head in WEB:
            yield f"{path.name} in {place} imports {head}: a room knows no web"
        elif head == "app" and rest:
            yield from _within(path.name, place, rest[0])


def _within(name, place, opened):
    if place == "core" and opened != "core":
        yield f"{name} in core opens {opened}: core imports no room and no door"
    elif place in ROOMS and opened not in {"core", place} | MAY_OPEN[place]:
        yield f"{name} in {place} opens {opened}: that arrow points the wrong way"


@pytest.mark.parametrize("place", sorted(ROOMS | {"core"}))
def test_rooms_never_know_doors(place):
    assert [line for path in sorted((APP / place).rglob("*.py")) for line in trespasses(path)] == []


def test_the_rule_sees_a_room_that_opens_a_door(monkeypatch, tmp_path):
    monkeypatch.setattr("tests.test_rooms_and_doors.APP", tmp_path)
    (tmp_path / "stock").mkdir()
    bad = tmp_path / "stock" / "level.py"
    bad.write_text(
        "from flask import g\nfrom app.backoffice import home\nfrom ..orders import place\nfrom app.core import ids\n"
    )

    assert len(list(trespasses(bad))) == 3


def test_no_file_is_named_after_a_layer():
    names = {"models.py", "services.py", "utils.py", "views.py", "helpers.py", "managers.py"}

    assert [str(path) for path in APP.rglob("*.py") if path.name in names] == []


def test_every_test_function_can_be_found():
    strays = [
        f"{path.name}:{node.name}"
        for path in Path(__file__).parent.rglob("test_*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith(("test_", "_"))
        and any(isinstance(inner, ast.Assert) for inner in ast.walk(node))
        and node.args.args == []
    ]

    assert strays == []
