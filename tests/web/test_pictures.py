from datetime import timedelta

import pytest
from flask import render_template_string

from app.catalog import darkroom, gallery, picture, product
from app.core import tenancy
from app.core.db import transaction
from app.web import pictures
from tests.catalog import photos

DIGEST = "0" * 32


@pytest.fixture
def hung(app, sari):
    with app.app_context(), tenancy.acting_for(sari.vendor_id), darkroom.develop(photos.photo()) as made, transaction():
        crisps = product.create(sari.actor(), name="Keripik", price=1)
        return gallery.add(sari.actor(), crisps.id, made, pictures.album())


def test_a_print_is_served_for_a_year_and_as_nothing_but_a_picture(app, client, hung):
    with app.test_request_context():
        address = pictures.address(hung, 360, "avif")
    with client.get(address) as got:
        answer = got
    assert answer.status_code == 200
    assert answer.mimetype == "image/avif"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "name",
    [
        f"{DIGEST}-360.jpg",
        f"{DIGEST}-361.jpg",
        f"{DIGEST}-360.html",
        "..-360.jpg",
        f"{'g' * 32}-360.jpg",
        "..%2f..%2fx-360.jpg",
    ],
)
def test_other_names_are_not_found(client, sari, name):
    assert client.get(f"/media/{sari.vendor_id}/{name}").status_code == 404


def test_a_picture_is_drawn_with_the_better_format_first(app, hung):
    with app.test_request_context():
        html = render_template_string("{{ ui.picture(picture_sources(picture, 360), alt='Keripik') }}", picture=hung)
    assert html.index('<source type="image/avif"') < html.index("<img")
    assert f"/media/{hung.vendor_id}/{hung.digest}-360.jpg 360w" in html
    assert "1080" not in html


def test_no_picture_is_a_placeholder(app):
    with app.test_request_context():
        assert "blank" in render_template_string("{{ ui.picture(picture_sources(none)) }}")


def test_a_photo_taken_down_is_kept_a_month_and_then_forgotten(app, client, sari, hung):
    with app.test_request_context():
        address = pictures.address(hung, 360)
    with app.app_context():
        with tenancy.acting_for(sari.vendor_id), transaction():
            gallery.remove(sari.actor(), hung.id)
        assert pictures.forget_removed() == 0
        with tenancy.everyone(), transaction():
            picture.find(sari.vendor_id, hung.id).removed_at -= timedelta(days=31)
        assert pictures.forget_removed() == 1
    assert client.get(address).status_code == 404


def test_a_file_that_another_product_shows_stays(app, client, sari, hung):
    with app.test_request_context():
        address = pictures.address(hung, 360)
    with app.app_context(), tenancy.acting_for(sari.vendor_id):
        with darkroom.develop(photos.photo()) as made, transaction():
            other = product.create(sari.actor(), name="Teh", price=1)
            gallery.add(sari.actor(), other.id, made, pictures.album())
        with transaction():
            gallery.remove(sari.actor(), hung.id).removed_at -= timedelta(days=31)
        assert pictures.forget_removed() == 0
    with client.get(address) as answer:
        assert answer.status_code == 200
