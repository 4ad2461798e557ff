"""Bad news, told in sentences."""

import pytest


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 422, 429, 500, 503])
@pytest.mark.parametrize("face", ["/plain", "/backoffice", "/@warung-sari"])
def test_every_problem_says_what_happened_and_what_became_of_the_data(visitor, face, status):
    answer = visitor.get(f"{face}/{status}")
    assert answer.status_code == status
    assert answer.text.count("<h1") == 1
    assert 'class="problem__safe"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_each_face_tells_it_in_its_own_frame(visitor):
    assert 'data-face="storefront"' in visitor.get("/@warung-sari/404").text
    assert 'class="rail"' in visitor.get("/backoffice/404").text
    assert 'class="rail"' not in visitor.get("/plain/404").text


@pytest.mark.parametrize("kind", ["404", "crash", "refusal", "busy"])
def test_htmx_gets_a_piece_for_the_toasts_and_never_a_document(visitor, kind):
    answer = visitor.get(f"/backoffice/{kind}", headers={"HX-Request": "true"})
    assert answer.status_code >= 400
    assert "<html" not in answer.text
    assert answer.text.startswith('<div class="toast toast--negative" id="problem-')
    assert answer.headers["HX-Retarget"] == "#toasts"
    assert answer.headers["HX-Reswap"] == "beforeend"


def test_going_back_in_history_gets_the_document(visitor):
    answer = visitor.get("/plain/404", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in answer.text


def test_a_refusal_is_said_with_its_values_and_its_status(visitor):
    answer = visitor.post("/backoffice/refusal")
    assert answer.status_code == 422
    assert "Stok tinggal 3." in answer.text
    assert visitor.get("/plain/changed").status_code == 409
    assert visitor.get("/plain/busy").status_code == 503


def test_a_crash_hides_its_trace_and_asks_nothing_of_the_shop(visitor):
    answer = visitor.get("/@warung-sari/crash")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    assert 'data-face="backoffice"' in answer.text


def test_the_words_follow_the_language(visitor):
    visitor.set_cookie("language", "en")
    assert "Page not found" in visitor.get("/plain/404").text


def test_a_wrong_method_names_the_right_one(visitor):
    answer = visitor.post("/backoffice/orders")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
