"""Language and light."""

import pytest

from app.web.preferences import safe_path


def test_the_choice_is_kept_for_a_year_and_leads_back(visitor):
    answer = visitor.post("/preferences", data={"theme": "dark", "next": "/@warung-sari/x?page=2"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/@warung-sari/x?page=2"
    cookie = visitor.get_cookie("theme")
    assert (cookie.value, cookie.max_age, cookie.same_site, cookie.http_only) == ("dark", 365 * 24 * 3600, "Lax", True)


def test_the_page_takes_the_chosen_light_and_language(visitor):
    visitor.post("/preferences", data={"theme": "dark"})
    visitor.post("/preferences", data={"language": "en"})
    page = visitor.get("/plain/404").text
    assert '<html lang="en" data-face="backoffice" data-theme="dark">' in page


def test_a_choice_we_do_not_have_is_not_kept(visitor):
    visitor.post("/preferences", data={"theme": "pink", "language": "fr"})
    assert visitor.get_cookie("theme") is None
    assert visitor.get_cookie("language") is None


def test_over_https_the_cookie_stays_there(visitor):
    answer = visitor.post("/preferences", data={"theme": "dark"}, base_url="https://x.test")
    assert "Secure" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("path", ["//evil.test", "https://evil.test", "/\\evil.test", "javascript:x", "", "/a\r\nX: y"])
def test_the_way_back_never_leads_to_another_host(path):
    assert safe_path(path) == "/"


@pytest.mark.parametrize("path", ["/", "/backoffice/orders?tab=done&q=a%20b", "/@warung-sari"])
def test_the_way_back_keeps_our_own_paths(path):
    assert safe_path(path) == path
