"""The drawn picture of a shared link."""

import io

import pytest
from PIL import Image

from app.storefront import previews


def test_a_product_without_a_photo_has_a_drawn_card(client, shop):
    answer = client.get(f"{shop.home}/products/keripik-pedas/preview.png")
    card = Image.open(io.BytesIO(answer.data))
    assert (card.format, card.size) == ("PNG", (1200, 630))
    assert len(answer.data) < 70_000
    assert "max-age=86400" in answer.headers["Cache-Control"]


def test_the_shop_has_one_too_and_hidden_products_have_none(client, shop):
    assert client.get(f"{shop.home}/preview.png").mimetype == "image/png"
    assert client.get(f"{shop.home}/products/tidak-ada/preview.png").status_code == 404


@pytest.mark.parametrize("title", ["", "x" * 400, "kata " * 80, "ÅÄÖ 漢字 🙂"])
def test_any_name_fits_on_the_card(title):
    assert previews.draw(title, "Rp 15.000", "Warung Sari").startswith(b"\x89PNG")


def test_different_products_look_different():
    assert previews.draw("Teh", "Rp 1", "") != previews.draw("Kopi", "Rp 1", "")
