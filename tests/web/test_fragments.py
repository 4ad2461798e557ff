"""Answers to a page that stays."""

import pytest
from flask import get_flashed_messages

from app.web.fragments import answer, done, is_hx, swap

HX = {"HX-Request": "true"}


def test_htmx_is_known_by_its_header(hall):
    with hall.test_request_context(headers=HX):
        assert is_hx()
    with hall.test_request_context():
        assert not is_hx()


def test_a_toast_travels_with_the_fragments(hall):
    with hall.test_request_context(headers=HX):
        text = swap("ui/toast.swap.html", toast="Diarsipkan", undo="/undo", text="Pertama").get_data(as_text=True)
    assert '<hx-partial hx-target="#toasts" hx-swap="beforeend">' in text
    assert text.index("Pertama") < text.index("Diarsipkan")
    assert 'action="/undo"' in text


@pytest.mark.parametrize(("headers", "status", "name"), [({}, 303, "Location"), (HX, 204, "HX-Redirect")])
def test_leaving_a_page_works_for_forms_and_for_htmx(hall, headers, status, name):
    with hall.test_request_context(headers=headers):
        left = done("/backoffice/orders", toast="Tersimpan")
        assert (left.status_code, left.headers[name]) == (status, "/backoffice/orders")
        assert get_flashed_messages() == ["Tersimpan"]


def test_the_usual_end_of_a_deed_depends_on_who_asks(hall):
    with hall.test_request_context(headers=HX):
        assert answer("ui/toast.swap.html", "/x", text="Sudah", undo="").status_code == 200
    with hall.test_request_context():
        assert answer("ui/toast.swap.html", "/x", text="Sudah").status_code == 303
