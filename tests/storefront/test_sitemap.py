"""What search engines may read."""

from app.catalog import publication


def test_a_shops_map_names_its_front_page_and_what_it_sells(dewi, shop):
    shop.do(lambda: publication.hide(shop.actor, [shop.shirt]))
    answer = dewi.client.get(f"{shop.home}/sitemap.xml")
    assert answer.mimetype == "application/xml"
    assert f"<loc>http://localhost{shop.home}</loc>" in answer.text
    assert f"{shop.home}/products/keripik-pedas</loc>" in answer.text
    assert "/products/kaos" not in answer.text


def test_the_map_of_maps_names_every_shop(client, shop, rudi):
    text = client.get("/sitemap.xml").text
    assert f"{shop.home}/sitemap.xml" in text
    assert "/@toko-rudi/sitemap.xml" in text


def test_carts_orders_and_the_back_office_are_not_for_robots(client):
    text = client.get("/robots.txt").text
    for place in ("/backoffice", "/@*/cart", "/@*/checkout", "/@*/orders/"):
        assert f"Disallow: {place}" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text


def test_every_page_names_its_one_address(dewi, shop):
    dewi.see("?category=&page=1")
    assert f'<link rel="canonical" href="http://localhost{shop.home}">' in dewi.answer.text
    dewi.see("/products/keripik-pedas?picture=2")
    assert f'href="http://localhost{shop.home}/products/keripik-pedas"' in dewi.answer.text
