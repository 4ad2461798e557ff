"""A "no" said to a person: a sentence, never a trace."""

from typing import Any


class Refusal(Exception):
    """A deed that the rules forbid. The sentence is Indonesian and untranslated, with its values apart.

    The door translates it and answers with `status`; nothing of the deed was kept.
    """

    status = 422

    def __init__(self, sentence: str, *, field: str | None = None, **values: Any):
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.values = values

    def __str__(self) -> str:
        return self.sentence % self.values if self.values else self.sentence


class NotFound(Refusal):
    """Nothing of that name that this actor may see. A stranger cannot tell it from an absent one."""

    status = 404

    def __init__(self, sentence: str = "Tidak ditemukan.", **values: Any):
        super().__init__(sentence, **values)


class Forbidden(Refusal):
    """The actor is known, but their role may not do this."""

    status = 403


class Changed(Refusal):
    """Somebody else was first; the sentence says what they did."""

    status = 409


class Busy(Refusal):
    """Waited long enough for a lock or a service; nothing was done and trying again is safe."""

    status = 503
