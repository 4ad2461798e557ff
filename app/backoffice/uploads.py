"""Photos that came with a form."""

from contextlib import ExitStack

from flask import request

from app.catalog import darkroom
from app.catalog.darkroom import Print


def developed(stack: ExitStack, name: str = "photo") -> list[Print]:
    """Every photo of a file field, developed for as long as the stack is open. Raises Refusal naming the file."""
    files = [file for file in request.files.getlist(name) if file.filename]
    return [stack.enter_context(darkroom.develop(file.read(), file.filename or "")) for file in files]
