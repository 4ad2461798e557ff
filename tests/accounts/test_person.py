"""Accounts: who can be told apart, and who gets in."""

import pytest

from app.accounts import contact, password, person
from app.core.refusal import Changed, Refusal


@pytest.mark.parametrize("typed", ["0812-3456-7890", "+62 812 3456 7890", "62 812 34567890", "(0812) 34567890"])
def test_a_phone_number_has_one_spelling(typed):
    assert contact.parse(typed).phone == "+6281234567890"


def test_a_foreign_number_keeps_its_country():
    assert contact.parse("+65 8123 4567").phone == "+6581234567"


def test_an_address_has_one_spelling():
    assert contact.parse(" Sari@Contoh.ID ").email == "sari@contoh.id"


@pytest.mark.parametrize("typed", ["", "  ", "0812", "sari", "sari@", "@contoh.id", "sari@contoh", "a b@contoh.id",
                                   "0812345678901234567890", "x" * 200 + "@contoh.id"])  # fmt: skip
def test_what_is_neither_is_sent_back(typed):
    with pytest.raises(Refusal) as refused:
        contact.parse(typed)
    assert refused.value.field == "contact"


def test_whoever_registers_gets_in(db):
    made = person.register("  Sari   Dewi ", "0812 3456 7890", "nasi uduk tiga piring")
    assert made.name == "Sari Dewi"
    assert person.authenticate(contact.parse("+6281234567890"), "nasi uduk tiga piring") is made


def test_one_contact_is_one_account(db):
    person.register("Sari", "sari@contoh.id", "nasi uduk tiga piring")
    with pytest.raises(Changed) as refused:
        person.register("Rudi", "SARI@contoh.id", "sesuatu yang lain sekali")
    assert refused.value.field == "contact"


@pytest.mark.parametrize(
    ("name", "contact_", "word", "field"),
    [
        ("", "0812 3456 7890", "nasi uduk tiga piring", "name"),
        ("x" * 81, "0812 3456 7890", "nasi uduk tiga piring", "name"),
        ("Sari", "0812", "nasi uduk tiga piring", "contact"),
        ("Sari", "0812 3456 7890", "pendek", "password"),
    ],
)
def test_the_sentence_names_its_field(db, name, contact_, word, field):
    with pytest.raises(Refusal) as refused:
        person.register(name, contact_, word)
    assert refused.value.field == field


def test_an_unknown_account_hears_the_same_as_a_wrong_password(db):
    person.register("Sari", "sari@contoh.id", "nasi uduk tiga piring")
    sentences = set()
    for who in ("sari@contoh.id", "tidak.ada@contoh.id"):
        with pytest.raises(person.WrongPassword) as refused:
            person.authenticate(contact.parse(who), "bukan ini kata sandinya")
        sentences.add(str(refused.value))
    assert len(sentences) == 1


def test_an_unknown_account_costs_one_hash_too(db, monkeypatch):
    hashed = []
    real = password._verify
    monkeypatch.setattr(password, "_verify", lambda stored, word: hashed.append(stored) or real(stored, word))
    with pytest.raises(person.WrongPassword):
        person.authenticate(contact.parse("tidak.ada@contoh.id"), "bukan ini kata sandinya")
    assert hashed == [password._OF_NOBODY]


def test_an_old_hash_is_renewed_at_sign_in(db):
    from argon2 import PasswordHasher

    made = person.register("Sari", "sari@contoh.id", "nasi uduk tiga piring")
    made.password_hash = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash("nasi uduk tiga piring")
    person.authenticate(contact.parse("sari@contoh.id"), "nasi uduk tiga piring")
    assert "m=19456,t=2,p=1" in made.password_hash


def test_a_new_password_needs_the_old_one(db):
    made = person.register("Sari", "sari@contoh.id", "nasi uduk tiga piring")
    with pytest.raises(person.WrongPassword) as refused:
        person.change_password(made, "salah sekali ini", "mie ayam dua mangkuk")
    assert refused.value.field == "current"
    person.change_password(made, "nasi uduk tiga piring", "mie ayam dua mangkuk")
    assert person.authenticate(contact.parse("sari@contoh.id"), "mie ayam dua mangkuk") is made
    with pytest.raises(person.WrongPassword):
        person.authenticate(contact.parse("sari@contoh.id"), "nasi uduk tiga piring")
