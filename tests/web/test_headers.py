"""What every answer carries."""

import re

import pytest

from app.web.headers import FIXED

ADDRESS_PARTS = {"fingerprint": "x", "path": "storefront.css", "sheet": "form", "slug": "tidak-ada"}
NOBODY = "00000000-0000-7000-8000-000000000000"


def address(rule) -> str:
    """Some address that the rule answers."""
    return re.sub(r"<(?:[^:<>]+(?:\([^)]*\))?:)?(\w+)>", lambda m: ADDRESS_PARTS.get(m[1], NOBODY), rule.rule)


def test_every_door_answers_with_the_policy_and_its_companions(app, client):
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.websocket]
    bare = []
    for rule in rules:
        if rule.rule == "/live":
            continue
        answer = client.get(address(rule))
        policy = answer.headers.get("Content-Security-Policy", "")
        if "script-src 'self';" not in policy or "style-src 'self';" not in policy or "unsafe" in policy:
            bare.append((rule.rule, "policy"))
        bare += [(rule.rule, name) for name in FIXED if name not in answer.headers]
    assert len(rules) > 3
    assert bare == []


@pytest.mark.parametrize("path", ["/plain/404", "/plain/crash", "/plain/refusal"])
def test_errors_carry_them_too(visitor, path):
    assert "frame-ancestors 'none'" in visitor.get(path).headers["Content-Security-Policy"]


def test_the_back_office_is_never_stored(visitor):
    assert visitor.get("/backoffice/orders").headers["Cache-Control"] == "no-store"


def test_a_form_that_came_back_may_be_gone_back_to(as_sari):
    refused = as_sari.post("/backoffice/products", data={"name": ""})
    assert (refused.status_code, refused.headers["Cache-Control"]) == (422, "private, no-cache")


def test_a_page_differs_for_htmx_and_by_cookie(visitor):
    assert {"HX-Request", "Cookie"} <= set(visitor.get("/backoffice/orders").vary.to_header().split(", "))


def test_the_lock_is_promised_only_over_https(visitor):
    assert "Strict-Transport-Security" not in visitor.get("/backoffice/orders").headers
    assert "Strict-Transport-Security" in visitor.get("/backoffice/orders", base_url="https://x.test").headers


def test_a_gateway_is_named_before_a_form_may_lead_to_it(hall, visitor, monkeypatch):
    assert "form-action 'self';" in visitor.get("/plain/404").headers["Content-Security-Policy"]
    monkeypatch.setitem(hall.config, "CSP_FORM_ACTION", ("https://pay.test",))
    assert "form-action 'self' https://pay.test;" in visitor.get("/plain/404").headers["Content-Security-Policy"]
