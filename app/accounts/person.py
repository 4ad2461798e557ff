"""A person: whoever signs in. Which shops they work for is their memberships' matter."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.db import db
from app.core.ids import new_id
from app.core.refusal import Changed, Refusal

from . import password as passwords
from .contact import Contact, parse

LONGEST_NAME = 80


class Person(db.Model):
    """Somebody with a password and a phone number or e-mail address. Neither is verified: nothing is sent to them."""

    __tablename__ = "person"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    phone: Mapped[str | None] = mapped_column(unique=True)
    email: Mapped[str | None] = mapped_column(unique=True)
    password_hash: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)


class WrongPassword(Refusal):
    """No such account, or not its password: the same sentence and the same time for both."""


def register(name: str, contact: str, password: str) -> Person:
    """A new account. Raises Refusal on the field that cannot be so, Changed when the contact has an account already."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refusal("Isi nama Anda, paling panjang %(most)s huruf.", most=LONGEST_NAME, field="name")
    reached = parse(contact)
    passwords.check(password, of=(name, reached.phone or "", reached.email or "", contact))
    person = Person(name=name, phone=reached.phone, email=reached.email, password_hash=passwords.conceal(password))
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except IntegrityError as error:
        raise Changed(
            "%(contact)s sudah punya akun. Silakan masuk.", contact=contact.strip(), field="contact"
        ) from error
    return person


def find_by_contact(contact: Contact) -> Person | None:
    """Who signs in with this."""
    query = select(Person).where(Person.phone == contact.phone if contact.phone else Person.email == contact.email)
    return db.session.scalar(query)


def authenticate(contact: Contact, password: str) -> Person:
    """Whose contact and password these are; a hash of older settings is renewed. Raises WrongPassword."""
    person = find_by_contact(contact)
    if not passwords.matches(person and person.password_hash, password) or person is None:
        raise WrongPassword("Nomor HP, e-mail, atau kata sandi tidak cocok. Periksa lagi.", field="password")
    if passwords.is_dated(person.password_hash):
        person.password_hash = passwords.conceal(password)
    return person


def change_password(person: Person, current: str, wanted: str) -> None:
    """Replace the password. Raises WrongPassword on field `current`, Refusal on field `wanted`."""
    if not passwords.matches(person.password_hash, current):
        raise WrongPassword("Kata sandi sekarang tidak cocok.", field="current")
    passwords.check(wanted, of=(person.name, person.phone or "", person.email or ""), field="wanted")
    person.password_hash = passwords.conceal(wanted)
