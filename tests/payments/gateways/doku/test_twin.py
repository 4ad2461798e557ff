"""The twin against DOKU's documents, spoken to without the adapter: its seals, its refusals, and repeated requests."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from .shop import shop

PATH = "/checkout/v1/payment"


def signed(secret, rows):
    made = hmac.new(secret.encode(), "\n".join(rows).encode(), hashlib.sha256).digest()
    return "HMACSHA256=" + base64.b64encode(made).decode()


def digest(body):
    return "Digest:" + base64.b64encode(hashlib.sha256(body).digest()).decode()


@pytest.fixture
def keys(twin, ear):
    """A merchant's."""
    return shop(twin, ear).keys


def call(twin, keys, path=PATH, told=None, request_id=None, **changed):
    """One call; None is a GET."""
    body = None if told is None else json.dumps(told).encode()
    head = {
        "Client-Id": keys["client_id"],
        "Request-Id": request_id or str(uuid4()),
        "Request-Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    } | changed
    rows = [f"{name}:{value}" for name, value in head.items()] + [f"Request-Target:{path}"]
    signature = signed(keys["secret_key"], rows + ([digest(body)] if body is not None else []))
    head = {"Signature": signature, "Content-Type": "application/json"} | head | changed
    method = "GET" if body is None else "POST"
    return twin.client.request(
        method, path, content=body, headers={name: value for name, value in head.items() if value}
    )


def page(invoice=None, **order):
    """The least that opens a page."""
    return {"order": {"amount": 20_000, "invoice_number": invoice or f"INV-{uuid4().hex[:8]}"} | order}


def test_an_answer_is_sealed_with_its_own_time(twin, keys):
    answer = call(twin, keys, told=page())
    head = answer.headers
    names = ("Client-Id", "Request-Id", "Response-Timestamp")
    rows = [f"{name}:{head[name]}" for name in names] + [f"Request-Target:{PATH}", digest(answer.content)]

    assert answer.status_code == 200
    assert (head["client-id"], head["x-sandbox"]) == (keys["client_id"], "1")
    assert head["signature"] == signed(keys["secret_key"], rows)


def test_the_answer_has_the_fields_of_the_documents(twin, keys):
    told = call(twin, keys, told=page("INV-A")).json()
    payment = told["response"]["payment"]

    assert told["message"] == ["SUCCESS"]
    assert told["response"]["order"]["amount"] == "20000"
    assert told["response"]["order"]["invoice_number"] == "INV-A"
    assert payment["payment_due_date"] == 60
    assert payment["token_id"]
    assert payment["url"].startswith(twin.url)
    end = datetime.strptime(payment["expired_date"] + "+0700", "%Y%m%d%H%M%S%z").timestamp()
    assert abs(end - twin.payments("INV-A")[-1]["expires"]) < 1


def test_the_same_request_gets_the_same_body_as_a_409(twin, keys):
    told, id_ = page(), str(uuid4())
    first, second = (call(twin, keys, told=told, request_id=id_) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 409)
    assert first.content == second.content
    assert call(twin, keys, told=page(), request_id=id_).status_code == 400


def test_a_refusal_is_repeated_too(twin, keys):
    told, id_ = page(amount=0), str(uuid4())
    first, second = (call(twin, keys, told=told, request_id=id_) for _ in range(2))

    assert (first.status_code, second.status_code) == (400, 409)
    assert first.json() == second.json() == {"error_messages": ["order.amount must greater than 0"]}


def test_an_invoice_number_is_used_once_by_each_merchant(twin, ear, keys):
    assert call(twin, keys, told=page("INV-1")).status_code == 200
    again = call(twin, keys, told=page("INV-1"))
    assert (again.status_code, again.json()) == (400, {"error_messages": ["INVOICE ALREADY USED"]})
    assert call(twin, shop(twin, ear).keys, told=page("INV-1")).status_code == 200


@pytest.mark.parametrize(
    "told",
    [
        [],
        page(amount="20000"),
        page(amount=20_000.5),
        page(amount=10**12),
        page(invoice_number=""),
        page("X" * 31),
        page(currency="USD"),
        page(line_items=[{"name": "x", "price": -1, "quantity": 1}]),
        page() | {"payment": {"payment_due_date": 0}},
        page() | {"payment": {"payment_method_types": ["GOPAY"]}},
        page() | {"customer": {"phone": "0812"}},
    ],
)
def test_what_is_not_as_documented_is_refused(twin, keys, told):
    assert call(twin, keys, told=told).status_code == 400


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Client-Id": ""}, 400),
        ({"Request-Id": ""}, 400),
        ({"Request-Id": "x" * 129}, 400),
        ({"Request-Timestamp": ""}, 400),
        ({"Request-Timestamp": "2020-08-11T08:45:42Z"}, 400),
        ({"Request-Timestamp": "2026-11-28 10:00:00"}, 400),
        ({"Client-Id": "BRN-nobody"}, 401),
        ({"Signature": "HMACSHA256=AAAA"}, 401),
        ({"Signature": ""}, 401),
    ],
)
def test_headers_are_checked_before_anything_is_done(twin, keys, changed, status):
    assert call(twin, keys, told=page("INV-H"), **changed).status_code == status
    assert not [one for one in twin.payments("INV-H") if one["merchant"] in keys["client_id"]]


def test_an_order_is_found_by_its_request_too_and_by_nobody_else(twin, ear, keys):
    id_ = str(uuid4())
    call(twin, keys, told=page("INV-S"), request_id=id_)
    for name in ("INV-S", id_):
        assert call(twin, keys, f"/orders/v1/status/{name}").json()["order"]["invoice_number"] == "INV-S"
    assert call(twin, shop(twin, ear).keys, "/orders/v1/status/INV-S").status_code == 404


def test_nothing_chosen_has_an_order_and_no_channel(twin, keys):
    call(twin, keys, told=page("INV-N"))
    told = call(twin, keys, "/orders/v1/status/INV-N").json()

    assert told["order"] == {"invoice_number": "INV-N", "amount": 20_000.0, "status": "ORDER_GENERATED"}
    assert (told["channel"], told["transaction"]["status"]) == ({"id": None}, "PENDING")


def test_a_payment_shows_after_a_minute(twin, keys):
    call(twin, keys, told=page("INV-L"))
    twin.do("INV-L", "pay")
    assert call(twin, keys, "/orders/v1/status/INV-L").json()["transaction"]["status"] == "PENDING"
    twin.control("clock", advance=59)
    assert call(twin, keys, "/orders/v1/status/INV-L").json()["transaction"]["status"] == "PENDING"
    twin.control("clock", advance=2)
    assert call(twin, keys, "/orders/v1/status/INV-L").json()["transaction"]["status"] == "SUCCESS"


def test_the_page_offers_every_way_and_ends(twin, keys):
    url = call(twin, keys, told=page("INV-P")).json()["response"]["payment"]["url"]
    shown = twin.client.get(url).text
    assert "SANDBOX" in shown
    assert "Rp\u00a020.000" in shown
    assert "VIRTUAL_ACCOUNT_BCA" in shown

    assert "8899" in twin.client.post(url, data={"way": "ONLINE_TO_OFFLINE_ALFA"}).text
    assert "1900" in twin.client.post(url, data={"way": "VIRTUAL_ACCOUNT_BRI"}).text
    twin.do("INV-P", "expire")
    ended = twin.client.get(url).text
    assert "sudah berakhir" in ended
    assert "<button" not in ended
    assert "sudah berakhir" in twin.client.post(url, data={"deed": "pay"}).text
    assert twin.client.get("/checkout-link-v2/nobody").status_code == 404


def test_a_qr_code_is_found_by_who_scans_it(twin, keys):
    url = call(twin, keys, told=page("INV-Q")).json()["response"]["payment"]["url"]
    twin.client.post(url, data={"way": "QRIS"})
    [payment] = twin.payments("INV-Q")

    assert "INV-Q" in twin.client.get("/", params={"q": payment["fields"]["qr"]}).text
