"""The style guide is the proof that every component draws itself."""

import re

import pytest

from app import create_app
from app.web.styleguide import SHEETS


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_draws(client, sheet):
    page = client.get(f"/styleguide/{sheet}")
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', page.text)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_hint_and_label_points_at_something(client, sheet):
    page = client.get(f"/styleguide/{sheet}").text
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    pointed = re.findall(r'\s(?:for|aria-describedby|aria-labelledby|commandfor|aria-controls)="([^"]+)"', page)
    assert set(pointed) <= ids


def test_shops_never_see_it(engines):
    outside = create_app(engines.settings() | {"TESTING": False, "DEBUG": False})
    assert not [rule for rule in outside.url_map.iter_rules() if "styleguide" in rule.rule]
