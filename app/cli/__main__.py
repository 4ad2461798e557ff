"""`python -m app.cli`, which bin/nusacart runs."""

from app.cli.engines.group import nusacart

nusacart(prog_name="nusacart")
