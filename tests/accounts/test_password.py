"""What may be a password, and how it is kept."""

import subprocess
import sys

import pytest

from app.accounts import password
from app.core.refusal import Refusal


@pytest.mark.parametrize("word", ["nasi uduk tiga piring", "kucing oren galak", "8dX!ka0p", "ñandú 🐦 terbang"])
def test_sentences_and_odd_signs_are_welcome(word):
    password.check(word)


@pytest.mark.parametrize("word", ["pendek", "password", "Password123", "12345678", "bismillah", "SAYANG 1234",
                                  "aaaaaaaa", "qwertyuiop", "indonesia2026", "abababab", "x" * 201])  # fmt: skip
def test_first_guesses_are_not(word):
    with pytest.raises(Refusal) as refused:
        password.check(word)
    assert refused.value.field == "password"


@pytest.mark.parametrize("word", ["warung sari jaya", "WarungSariJaya", "6281234567890", "+6281234567890"])
def test_neither_is_the_persons_own_name_or_number(word):
    with pytest.raises(Refusal):
        password.check(word, of=("Warung Sari Jaya", "+6281234567890"))


def test_the_hash_is_argon2id_and_never_the_same_twice():
    one, other = password.conceal("nasi uduk tiga piring"), password.conceal("nasi uduk tiga piring")
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert one != other
    assert password.matches(one, "nasi uduk tiga piring")
    assert not password.matches(one, "nasi uduk dua piring")
    assert not password.is_dated(one)


def test_two_ways_to_type_one_letter_are_one():
    assert password.matches(password.conceal("cafe\u0301 di sudut"), "caf\u00e9 di sudut")


@pytest.mark.parametrize("stored", [None, "", "not a hash"])
def test_nothing_matches_what_is_no_hash(stored):
    assert not password.matches(stored, "nasi uduk tiga piring")


GEVENT = """
from gevent import monkey; monkey.patch_all()
import gevent
from app.accounts import password
ticks = []
def tick():
    while True:
        ticks.append(1)
        gevent.sleep(0.001)
clock = gevent.spawn(tick)
gevent.sleep(0)
hashes = [gevent.spawn(password.conceal, f"kata sandi nomor {n}") for n in range(6)]
gevent.joinall(hashes, raise_error=True)
print(len(ticks), all(password.matches(h.value, f"kata sandi nomor {n}") for n, h in enumerate(hashes)))
"""


def test_others_are_served_while_a_password_is_hashed():
    """Six hashes take a tenth of a second and more; the loop goes on turning meanwhile (on the loop it ticks twice)."""
    told = subprocess.run([sys.executable, "-c", GEVENT], capture_output=True, text=True, check=True, timeout=60)
    ticks, right = told.stdout.split()
    assert int(ticks) > 12
    assert right == "True"
