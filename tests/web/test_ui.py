"""The words of our screens."""

from types import SimpleNamespace

import pytest
from flask import render_template_string

from app.web.states import STATES
from app.web.templating import dom_id, html_attributes, page_exists


@pytest.fixture
def draw(hall):
    def drawn(source: str, **context) -> str:
        with hall.test_request_context("/plain?a=1&page=2"):
            return render_template_string(source, **context)

    return drawn


def test_a_field_is_labelled_helped_and_bound_together(draw):
    html = draw('{{ ui.field("name", "Nama", value="<b>", help="Bebas", placeholder="Teh") }}')
    assert '<label class="field__label" for="field-name">Nama' in html
    assert 'value="&lt;b&gt;"' in html
    assert 'aria-describedby="field-name-hint"' in html
    assert '<p class="field__help" id="field-name-hint">Bebas</p>' in html
    assert 'placeholder="Teh"' in html


def test_an_error_takes_the_place_of_the_help(draw):
    html = draw('{{ ui.field("name", "Nama", help="Bebas", error="Isi dulu.") }}')
    assert 'aria-invalid="true"' in html
    assert "Isi dulu." in html
    assert "Bebas" not in html


def test_a_money_field_shows_dots_and_wakes_its_behaviour(draw):
    html = draw('{{ ui.money_field("price", "Harga", 12500) }}')
    assert 'value="12.500"' in html
    assert 'inputmode="numeric"' in html
    assert 'data-controller="money"' in html


def test_further_attributes_reach_the_element_and_are_escaped(draw):
    html = draw('{{ ui.button("X", hx_post="/a?b=\\"c", disabled=false, attrs={"hx-target:inherited": "#x"}) }}')
    assert 'hx-post="/a?b=&#34;c"' in html
    assert 'hx-target:inherited="#x"' in html
    assert "disabled" not in html


def test_an_attribute_without_a_value_is_bare():
    assert html_attributes({"required": True, "hidden": None, "max": 0}) == ' required max="0"'


def test_a_deed_is_a_form_with_our_token(draw):
    html = draw('{{ ui.deed("Hapus", "/thing?x=1", method="delete", kind="danger") }}')
    assert '<form method="post" action="/thing?x=1&amp;_method=delete">' in html or "x=1&_method=delete" in html
    assert 'name="csrf_token" value="the-token"' in html


def test_a_select_keeps_what_was_chosen_whatever_its_type(draw):
    html = draw('{{ ui.select("n", "N", [(1, "satu"), (2, "dua")], value="2") }}')
    assert '<option value="2" selected>dua' in html
    assert html.count("selected") == 1


def test_a_textarea_keeps_its_first_line(draw):
    html = draw('{{ ui.textarea("t", "T", value="\\nsatu") }}')
    assert ">\n\nsatu</textarea>" in html


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_a_word_and_a_shape(draw, state):
    html = draw("{{ ui.badge(state) }}", state=state)
    kind, word = STATES[state]
    assert f"badge--{kind}" in html
    assert f">{word}<" in html


def test_an_unknown_state_is_shown_quietly_rather_than_hidden(draw):
    assert 'badge--quiet">astray<' in draw('{{ ui.badge("astray") }}')


def test_a_picture_reserves_its_place_with_and_without_a_photo(draw):
    html = draw('{{ ui.picture({180: "/a", 540: "/c"}, alt="Teh") }}')
    assert 'srcset="/a 180w, /c 540w"' in html
    assert 'width="540" height="540"' in html
    assert 'loading="lazy"' in html
    assert 'class="blank"' in draw("{{ ui.picture(none) }}")


def test_the_switches_remember_the_way_back(draw):
    html = draw("{{ ui.language_switch() }}{{ ui.theme_switch() }}")
    assert html.count('name="next" value="/plain?a=1&amp;page=2"') == 2
    assert html.count('aria-pressed="true"') == 2


def test_macros_work_where_there_is_no_request(hall):
    with hall.app_context():
        html = hall.jinja_env.from_string('{{ ui.badge("paid") }}{{ ui.deed("X", "/x") }}').render()
    assert "Lunas" in html
    assert "csrf_token" not in html


def test_a_macro_that_does_not_exist_is_an_error(hall):
    with pytest.raises(AttributeError):
        hall.jinja_env.globals["ui"].buton("x")


def test_every_icon_that_a_template_names_is_drawn(hall, draw):
    names = draw("{{ ui.icon_names() }}").split()
    assert len(names) >= 40
    assert all('d="M' in draw(f'{{{{ ui.icon("{name}") }}}}').replace('d="m', 'd="M') for name in names)


def test_an_element_is_named_after_its_thing():
    order = type("Order", (SimpleNamespace,), {})
    assert dom_id(order(id=7)) == "order-7"
    assert dom_id(order(id=7), "total") == "order-7-total"
    assert dom_id(order(id=None)) == "order-new"


def test_menus_know_which_pages_there_are(hall):
    with hall.app_context():
        assert page_exists("/backoffice/orders")
        assert not page_exists("/backoffice/orders/")
        assert not page_exists("/thing")


def test_the_rail_shows_only_pages_that_exist_and_marks_this_one(hall):
    with hall.test_request_context("/backoffice/orders"):
        entries = hall.jinja_env.globals["rail_entries"]()
    assert [(entry.label, entry.current) for entry in entries] == [("Pesanan", True)]


def test_a_plain_form_can_take_back(visitor):
    assert visitor.post("/thing?_method=delete").text == "taken back"
    assert visitor.post("/thing?_method=trace").status_code == 405
    assert visitor.get("/thing?_method=delete").status_code == 405
