"""The cards of the settings, each a form of its own."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts import vendor
from app.accounts.membership import Membership
from app.core import journal, tenancy
from tests import make

SETTINGS = "/backoffice/settings"
PROFILE = {"name": "Warung Sari Jaya", "phone": "0812 3456 7890", "about": "Kopi dan  camilan.\nBuka tiap hari."}
HAND_OVER = {
    "pickup": "1",
    "address": "Jl. Melati 3",
    "courier": "1",
    "courier_label": "JNE",
    "courier_amount": "12.000",
}
BANK = {"cod": "1", "bank_name": "BCA", "bank_account": "123-456-7890", "bank_holder": "Sari Dewi"}
CARDS = {"profile": PROFILE, "opening": {}, "hand-over": HAND_OVER, "payment": BANK}


@pytest.fixture
def shop(app: Flask, sari: Membership):
    """Sari's shop as the database has it now."""

    def read():
        with app.app_context():
            return vendor.find(sari.vendor_id)

    return read


def changes(app: Flask, shop) -> list[list[str]]:
    """What the journal says was changed, in order."""
    with app.app_context(), tenancy.acting_for(shop().id):
        return [e.particulars["changed"] for e in journal.since(shop().id, 0) if e.deed == "shop.changed"]


def test_the_profile(app: Flask, as_sari: FlaskClient, shop):
    assert as_sari.post(SETTINGS + "/profile", data=PROFILE).location == SETTINGS + "#profile"
    one = shop()
    assert (one.name, one.phone, one.slug) == ("Warung Sari Jaya", "+6281234567890", "warung-sari")
    assert one.about == "Kopi dan camilan.\nBuka tiap hari."
    assert changes(app, shop) == [["name", "phone", "about"]]


def test_saving_the_same_again_is_no_deed(app: Flask, as_sari: FlaskClient, shop):
    for _ in range(2):
        as_sari.post(SETTINGS + "/profile", data=PROFILE)
    assert len(changes(app, shop)) == 1


def test_the_journal_keeps_no_numbers_and_accounts(app: Flask, as_sari: FlaskClient, shop):
    as_sari.post(SETTINGS + "/payment", data=BANK)
    with app.app_context(), tenancy.acting_for(shop().id):
        told = [entry.particulars for entry in journal.since(shop().id, 0)]
    assert "1234567890" not in str(told)


def test_the_door_sign(as_sari: FlaskClient, shop):
    as_sari.post(SETTINGS + "/opening", data={})
    assert not shop().is_open
    assert "Buka toko lagi" in as_sari.get(SETTINGS).text
    as_sari.post(SETTINGS + "/opening", data={"is_open": "1"})
    assert shop().is_open


def test_handing_over(as_sari: FlaskClient, shop):
    as_sari.post(SETTINGS + "/hand-over", data=HAND_OVER)
    one = shop()
    assert (one.offers_pickup, one.pickup_address) == (True, "Jl. Melati 3")
    assert (one.offers_courier, one.courier_label, one.courier_amount) == (True, "JNE", 12000)
    as_sari.post(SETTINGS + "/hand-over", data={"courier": "1"})
    assert (shop().offers_pickup, shop().courier_amount) == (False, 0)


def test_payment(as_sari: FlaskClient, shop):
    as_sari.post(SETTINGS + "/payment", data=BANK)
    one = shop()
    assert (one.offers_cod, one.offers_transfer) == (True, True)
    assert (one.bank_name, one.bank_account, one.bank_holder) == ("BCA", "1234567890", "Sari Dewi")
    as_sari.post(SETTINGS + "/payment", data={"cod": "1"})
    assert not shop().offers_transfer


@pytest.mark.parametrize(
    ("card", "wrong", "sentence"),
    [
        ("profile", {"name": " "}, "Isi nama toko"),
        ("profile", {"phone": "0812"}, "Nomor HP belum lengkap"),
        ("profile", {"about": "x" * 401}, "Paling panjang 400 huruf"),
        ("hand-over", {"pickup": "", "courier": ""}, "Pilih paling sedikit satu cara"),
        ("hand-over", {"address": " "}, "Isi alamat tempat pembeli"),
        ("hand-over", {"courier_amount": "dua belas ribu"}, "angka saja"),
        ("hand-over", {"courier_amount": "-5"}, "Ongkos kirim antara"),
        ("hand-over", {"courier_amount": "10.000.001"}, "Ongkos kirim antara"),
        ("payment", {"cod": "", "bank_name": "", "bank_account": "", "bank_holder": ""}, "satu cara bayar"),
        ("payment", {"bank_account": "12"}, "Nomor rekening hanya angka"),
        ("payment", {"bank_holder": ""}, "Lengkapi bank"),
        ("payment", {"bank_account": ""}, "Lengkapi bank"),
    ],
)
def test_what_cannot_be_comes_back_as_typed(app: Flask, as_sari: FlaskClient, shop, card, wrong, sentence):
    answer = as_sari.post(f"{SETTINGS}/{card}", data=CARDS[card] | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    typed = [words for name, words in CARDS[card].items() if name not in wrong and words != "1"]
    assert all(words in answer.text for words in typed)
    assert changes(app, shop) == []


def test_staff_see_their_devices_but_no_terms(as_budi: FlaskClient):
    page = as_budi.get(SETTINGS).text
    assert "Perangkat Anda" in page
    assert "Simpan" not in page
    for card, data in CARDS.items():
        assert as_budi.post(f"{SETTINGS}/{card}", data=data).status_code == 403, card


def test_only_the_owner_says_where_money_goes(app: Flask, sari: Membership, shop):
    with app.app_context():
        manager = make.saved(lambda: make.make_member(sari.vendor_id, "Mira", "manager"))
    as_mira = make.browser_of(app, manager)
    assert "Nomor rekening" not in as_mira.get(SETTINGS).text
    assert as_mira.post(SETTINGS + "/payment", data=BANK).status_code == 403
    assert as_mira.post(SETTINGS + "/profile", data=PROFILE).status_code == 303
    assert not shop().bank_account


def test_the_shop_of_another_stays_as_it_is(as_rudi: FlaskClient, shop):
    as_rudi.post(SETTINGS + "/profile", data=PROFILE)
    assert shop().name == "Warung Sari"


def test_a_new_password_signs_other_devices_out(
    app: Flask, sari: Membership, as_sari: FlaskClient, client: FlaskClient
):
    elsewhere = make.browser_of(app, sari)
    before = as_sari.get_cookie("sid").value
    typed = {"current": make.PASSWORD, "wanted": "mie ayam dua mangkuk"}
    assert as_sari.post(SETTINGS + "/password", data=typed).status_code == 303
    assert as_sari.get_cookie("sid").value != before
    assert as_sari.get(SETTINGS).status_code == 200
    assert elsewhere.get(SETTINGS).status_code == 303
    signed_in = client.post("/session", data={"contact": "sari@contoh.id", "password": "mie ayam dua mangkuk"})
    assert signed_in.location == "/backoffice"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"current": "salah sekali", "wanted": "mie ayam dua mangkuk"}, "Kata sandi sekarang tidak cocok"),
        ({"current": make.PASSWORD, "wanted": "pendek"}, "paling sedikit 8"),
    ],
)
def test_a_password_that_cannot_be_changes_nothing(app: Flask, sari, as_sari: FlaskClient, typed, sentence):
    elsewhere = make.browser_of(app, sari)
    answer = as_sari.post(SETTINGS + "/password", data=typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert elsewhere.get(SETTINGS).status_code == 200


def test_guessing_the_present_password_is_slowed_down(as_sari: FlaskClient):
    typed = {"current": "salah sekali", "wanted": "mie ayam dua mangkuk"}
    told = [as_sari.post(SETTINGS + "/password", data=typed).status_code for _ in range(6)]
    assert told[-1] == 429
