"""Lists in pages."""

import pytest
from sqlalchemy import func, select

from app.web.paging import page_from, page_number, page_of

SERIES = func.generate_series(1, 60).column_valued("n")
NUMBERS = select(SERIES).order_by(SERIES)


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("2", 2), ("0", 1), ("-3", 1), ("x", 1), ("9" * 30, 10_000)])
def test_nonsense_is_the_first_page(hall, asked, number):
    with hall.test_request_context(f"/?page={asked}"):
        assert page_number() == number


def test_the_neighbours_keep_the_filters(hall):
    with hall.test_request_context("/orders?tab=done&q=a+b&page=2"):
        page = page_from(range(60))
        assert list(page) == list(range(25, 50))
        assert page.next_url == "/orders?tab=done&q=a+b&page=3"
        assert page.previous_url == "/orders?tab=done&q=a+b&page=1"
        assert page.words == "26–50"


def test_the_last_page_says_that_nothing_follows(hall):
    with hall.test_request_context("/?page=3"):
        assert (len(page_from(range(60))), page_from(range(60)).next_url) == (10, "")


def test_an_only_page_needs_no_words(hall):
    with hall.test_request_context("/"):
        assert page_from(range(25)).words == ""
        assert page_from(range(25)).next_url == ""


def test_a_statement_is_fetched_page_by_page(app, db):
    with app.test_request_context("/?page=2"):
        page = page_of(NUMBERS)
        assert (page.items[0], page.items[-1], page.has_next) == (26, 50, True)
    with app.test_request_context("/?page=3"):
        assert page_of(NUMBERS).has_next is False
